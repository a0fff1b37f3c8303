"""A case file as version 1 of the format wrote it."""

import hashlib
import json
import sqlite3

from engine.analysis.events import AnalysisStarted, StageStarted
from engine.case.codec import column_row, encode

_SCHEMA = """
PRAGMA application_id = 0x46434153;
PRAGMA user_version = 1;
CREATE TABLE analysis (id INTEGER PRIMARY KEY, started TEXT NOT NULL);
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    analysis INTEGER NOT NULL REFERENCES analysis (id),
    body TEXT NOT NULL
);
CREATE TABLE event_column (
    event INTEGER NOT NULL REFERENCES event (id),
    position INTEGER NOT NULL,
    dtype TEXT NOT NULL,
    shape TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id),
    written TEXT NOT NULL,
    hash TEXT NOT NULL
);
"""
WRITTEN = "2025-05-06T07:08:09+00:00"


def write_version_1(path, events):
    """Write the events of one or more analyses."""
    database = sqlite3.connect(path)
    database.executescript(_SCHEMA)
    last, analysis = "", 0
    for event in events:
        if isinstance(event, StageStarted):
            continue
        if isinstance(event, AnalysisStarted):
            analysis += 1
            database.execute("INSERT INTO analysis VALUES (?, ?)", (analysis, WRITTEN))
        columns = []
        body = json.dumps(encode(event, columns), ensure_ascii=False)
        number = database.execute(
            "INSERT INTO event (analysis, body) VALUES (?, ?)", (analysis, body)
        ).lastrowid
        digest = hashlib.sha256(f"{last}\n{WRITTEN}\n{body}\n".encode())
        for i, (dtype, shape, data) in enumerate(map(column_row, columns)):
            digest.update(f"{dtype}{shape}{len(data)}\n".encode())
            digest.update(data)
            database.execute(
                "INSERT INTO event_column VALUES (?, ?, ?, ?, ?)",
                (number, i, dtype, json.dumps(shape), data),
            )
        last = digest.hexdigest()
        database.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (number, number, WRITTEN, last))
    database.commit()
    database.close()
    return last
