-- A case file. Events are written as they arrive and never changed.
PRAGMA application_id = 0x46434153;
PRAGMA user_version = 1;

CREATE TABLE analysis (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL               -- UTC, ISO 8601
);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    analysis INTEGER NOT NULL REFERENCES analysis (id),
    body TEXT NOT NULL                  -- JSON; arrays stand as {"$column": n}
);

CREATE TABLE event_column (
    event INTEGER NOT NULL REFERENCES event (id),
    position INTEGER NOT NULL,
    dtype TEXT NOT NULL,                -- numpy's name, little-endian
    shape TEXT NOT NULL,                -- JSON list
    data BLOB NOT NULL,                 -- row-major values
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

-- Each row's hash covers the row before it and one event's body and columns.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id),
    written TEXT NOT NULL,              -- UTC, ISO 8601
    hash TEXT NOT NULL                  -- SHA-256, hexadecimal
);
