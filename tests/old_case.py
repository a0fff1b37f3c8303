"""Case files as versions 1 and 2 of the format wrote them."""

import hashlib
import json
import sqlite3

from engine.analysis.events import AnalysisStarted, StageStarted
from engine.case.event_codec import column_row, encode
from engine.case.stored_results import read_result

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
_SCHEMA_2 = """
PRAGMA application_id = 0x46434153;
PRAGMA user_version = 2;
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    written TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    details TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    acts INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL UNIQUE REFERENCES act (id),
    analysis INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX event_of_analysis ON event (analysis, kind);
CREATE TABLE event_column (
    event INTEGER NOT NULL REFERENCES event (id),
    position INTEGER NOT NULL,
    dtype TEXT NOT NULL,
    shape TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (
    act INTEGER PRIMARY KEY REFERENCES act (id),
    png BLOB NOT NULL
) STRICT;
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


def write_version_2(path, case):
    """Write what a case of this version holds as version 2 did: events with numbers of their own.

    Args:
        case: an open case.
    """
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(_SCHEMA_2)
    acts = case.acts()
    for act in acts:
        details = json.dumps(act.details, ensure_ascii=False, sort_keys=True)
        database.execute(
            "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?)",
            (act.id, act.written, act.who, act.kind, details, act.hash),
        )
        if act.kind == "result":
            with case._file.reading() as new:
                body, columns = read_result(new, act)
            number = database.execute(
                "INSERT INTO event (act, analysis, kind, body) VALUES (?, ?, ?, ?)",
                (act.id, act.details["analysis"], act.details["event"], body),
            ).lastrowid
            for i, column in enumerate(columns):
                database.execute(
                    "INSERT INTO event_column VALUES (?, ?, ?, ?, ?)", (number, i, *column)
                )
    database.execute("INSERT INTO seal VALUES (1, ?, ?)", (len(acts), acts[-1].hash))
    database.execute("PRAGMA journal_mode = WAL")
    database.close()
    return acts[-1].hash


def write_version_3(path):
    """Turn a closed case of this version without fingerprints into one of version 3."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("DROP TABLE fingerprint; PRAGMA user_version = 3;")
    database.close()
