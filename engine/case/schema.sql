-- A case file, version 4. Rows are added, never changed: the state of a case is what its acts say.
PRAGMA application_id = 0x46434153;
PRAGMA user_version = 4;

-- The log. Each row's hash covers the row before it, and all of its own columns.
CREATE TABLE act (
    id INTEGER PRIMARY KEY,             -- 1, 2, 3, ... without gaps
    written TEXT NOT NULL,              -- UTC, ISO 8601
    who TEXT NOT NULL,                  -- the analyst's name
    kind TEXT NOT NULL,                 -- see engine.case.log.Kind
    details TEXT NOT NULL,              -- JSON; with the SHA-256 of what hangs on the act
    hash TEXT NOT NULL                  -- SHA-256, hexadecimal
) STRICT;

-- How many acts there are, and the last one's hash: shows that the log was cut short.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    acts INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- Events of analyses, each under the act that wrote it and holds its hash. There are no indices:
-- an index could answer something other than the hashed rows.
CREATE TABLE event (
    act INTEGER PRIMARY KEY REFERENCES act (id),
    body TEXT NOT NULL                  -- JSON; arrays stand as {"$column": n}
) STRICT;

CREATE TABLE event_column (
    act INTEGER NOT NULL REFERENCES event (act),
    position INTEGER NOT NULL,
    dtype TEXT NOT NULL,                -- numpy's name, little-endian
    shape TEXT NOT NULL,                -- JSON list
    data BLOB NOT NULL,                 -- row-major values
    PRIMARY KEY (act, position)
) STRICT, WITHOUT ROWID;

-- Snapshots of bookmarked frames.
CREATE TABLE snapshot (
    act INTEGER PRIMARY KEY REFERENCES act (id),
    png BLOB NOT NULL
) STRICT;

-- Patterns of camera fingerprints, row by row in half precision, little-endian.
CREATE TABLE fingerprint (
    act INTEGER PRIMARY KEY REFERENCES act (id),
    pattern BLOB NOT NULL
) STRICT;

CREATE TRIGGER act_stays BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER act_is_kept BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER event_column_stays BEFORE UPDATE ON event_column
BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER event_column_is_kept BEFORE DELETE ON event_column
BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshots are only added to'); END;
CREATE TRIGGER snapshot_is_kept BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshots are only added to'); END;
CREATE TRIGGER fingerprint_stays BEFORE UPDATE ON fingerprint
BEGIN SELECT RAISE(ABORT, 'fingerprints are only added to'); END;
CREATE TRIGGER fingerprint_is_kept BEFORE DELETE ON fingerprint
BEGIN SELECT RAISE(ABORT, 'fingerprints are only added to'); END;
