"""Analysis events as rows: written once, read only if they match the hash in the log."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.analysis.events import ClipJudged, Event
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.case.event_codec import column_from, decode
from engine.case.log import ALTERED, Act, Kind, append
from engine.errors import CaseError
from engine.wording import mark

#: dtype, shape (JSON) and bytes of an array.
Column = tuple[str, str, bytes]


def add_result(
    database: sqlite3.Connection,
    who: str,
    analysis: int,
    body: str,
    columns: list[Column],
    written: str = "",
) -> Act:
    """Store an event within the caller's transaction.

    Args:
        body: JSON from `engine.case.event_codec.encode`.
    """
    kind = str(json.loads(body)["$type"])
    digest = result_digest(analysis, kind, body, columns)
    details = {"analysis": analysis, "event": kind, "sha256": digest}
    act = append(database, who, Kind.RESULT, details, written)
    database.execute("INSERT INTO event VALUES (?, ?)", (act.id, body))
    database.executemany(
        "INSERT INTO event_column VALUES (?, ?, ?, ?, ?)",
        [(act.id, i, *column) for i, column in enumerate(columns)],
    )
    return act


def read_result(database: sqlite3.Connection, act: Act) -> tuple[str, list[Column]]:
    """Read body and arrays of the event that an act wrote.

    Raises:
        CaseError: the event is missing, or differs from the hash in the act.
    """
    row = database.execute("SELECT body FROM event WHERE act = ?", (act.id,)).fetchone()
    columns = database.execute(
        "SELECT dtype, shape, data FROM event_column WHERE act = ? ORDER BY position", (act.id,)
    ).fetchall()
    told = act.details
    if row is None or told["sha256"] != result_digest(
        told["analysis"], told["event"], row[0], columns
    ):
        raise _altered(act)
    return row[0], columns


def read_snapshot(database: sqlite3.Connection, act: Act) -> bytes:
    """Read the PNG of the frame that an act bookmarked.

    Raises:
        CaseError: it is missing, or differs from the hash in the act.
    """
    row = database.execute("SELECT png FROM snapshot WHERE act = ?", (act.id,)).fetchone()
    return _unaltered(row, act)


def read_fingerprint(database: sqlite3.Connection, act: Act) -> bytes:
    """Read the pattern of a fingerprint; see `engine.camera.fingerprint`.

    Raises:
        CaseError: it is missing, or differs from the hash in the act.
    """
    row = database.execute("SELECT pattern FROM fingerprint WHERE act = ?", (act.id,)).fetchone()
    return _unaltered(row, act)


def _unaltered(row: tuple[bytes] | None, act: Act) -> bytes:
    if row is None or hashlib.sha256(row[0]).hexdigest() != act.details["sha256"]:
        raise _altered(act)
    return bytes(row[0])


def read_event(database: sqlite3.Connection, act: Act) -> Event:
    """Read and decode the event that an act wrote.

    Raises:
        CaseError: it is missing or altered, or of an unknown kind.
    """
    body, stored = read_result(database, act)
    try:
        columns = [column_from(d, json.loads(s), data) for d, s, data in stored]
        event = decode(json.loads(body), columns)
    # Text instead of a number, a list instead of a name, or endless nesting.
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(act, repr(error)) from error
    if not isinstance(event, Event):
        raise _damaged(act, f"{type(event).__name__} is no event")
    return event


def result_digest(analysis: int, kind: str, body: str, columns: list[Column]) -> str:
    """SHA-256 of an event as stored, hexadecimal."""
    digest = hashlib.sha256(json.dumps([analysis, kind, body], ensure_ascii=False).encode())
    for dtype, shape, data in columns:
        digest.update(f"{dtype}{shape}{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _altered(act: Act) -> CaseError:
    return CaseError(
        mark("What act {act} wrote into the case was altered or removed."), ALTERED, act=act.id
    )


def _damaged(act: Act, details: str) -> CaseError:
    return CaseError(
        mark("The result of act {act} in the case file is damaged."),
        mark("Go back to a copy."),
        details,
        act=act.id,
    )


def clip_details(number: int, facts: dict[str, Any], modified: int) -> dict[str, Any]:
    """Details of the act that adds a clip to a case.

    Args:
        number: of the clip in the case.
        facts: of a `ClipFacts`, as JSON.
        modified: the file's modification time, nanoseconds; 0 if unknown.
    """
    kept = {key: facts[key] for key in ("path", "size", "sha256")}
    return {"clip": number, "modified": modified, **kept}


#: Extracted in SQLite, because the first event also holds the model card, which is large and not
#: needed here.
_FIRST = """
SELECT json_extract(?, '$.clip.path', '$.clip.sha256', '$.clip.duration', '$.detector.name',
                    '$.detector.digest', '$.settings', '$.local.source')
"""


@dataclass(frozen=True)
class AnalysisEntry:
    """One analysis of a case.

    Attributes:
        id: 1, 2, ... in order of start.
        started: UTC, ISO 8601.
        clip: path of the clip, as given.
        sha256: of the clip.
        number: of the clip in the case.
        duration: of the clip, seconds; 0 if the file does not state it.
        detector, bundle: name of the detector, and SHA-256 of its bundle; "" if the file does
            not state it.
        settings: of the analysis.
        local: source of the local calibration, "" without one.
        faces: number of tracks with a verdict.
        verdict: the program's own, before corrections; None if the analysis was not finished.
    """

    id: int
    started: str
    clip: str
    sha256: str
    number: int
    duration: float
    detector: str
    bundle: str
    settings: AnalysisSettings
    local: str
    faces: int
    verdict: Verdict | None

    @property
    def finished(self) -> bool:
        """Whether the analysis reached its verdict."""
        return self.verdict is not None


def standing(entries: Iterable[AnalysisEntry]) -> dict[int, AnalysisEntry]:
    """The authoritative analysis of each clip, by the clip's number.

    The last finished analysis of the whole clip; without one, the last finished analysis of a part
    of it.

    Args:
        entries: oldest first.
    """
    found: dict[int, AnalysisEntry] = {}
    for entry in entries:
        before = found.get(entry.number)
        part_after_whole = before is not None and before.settings.whole > entry.settings.whole
        if entry.finished and not part_after_whole:
            found[entry.number] = entry
    return found


def read_entries(
    database: sqlite3.Connection,
    results: Mapping[int, Sequence[Act]],
    known: Sequence[AnalysisEntry],
    clips: Mapping[str, int],
) -> list[AnalysisEntry]:
    """Read all analyses, oldest first; those known as finished are not read again.

    Args:
        results: the acts that wrote each analysis.
        known: result of an earlier call; empty at first.
        clips: numbers of the clips by SHA-256.

    Raises:
        CaseError: an entry is damaged or altered.
    """
    finished = {entry.id: entry for entry in known if entry.finished}
    return [
        finished.get(number) or _entry(database, number, results[number], clips)
        for number in sorted(results)
    ]


def _entry(
    database: sqlite3.Connection, number: int, acts: Sequence[Act], clips: Mapping[str, int]
) -> AnalysisEntry:
    begun = next(act for act in acts if act.details["event"] == "AnalysisStarted")
    (first,) = database.execute(_FIRST, (read_result(database, begun)[0],)).fetchone()
    path, sha256, duration, name, bundle, settings, local = json.loads(first)
    kinds = [act.details["event"] for act in acts]
    verdict = None
    if "ClipJudged" in kinds:
        last = next(act for act in reversed(acts) if act.details["event"] == "ClipJudged")
        judged = read_event(database, last)
        assert isinstance(judged, ClipJudged)
        verdict = judged.verdict
    return AnalysisEntry(
        number, begun.written, path, sha256, clips.get(sha256, 0), duration or 0.0, name or "",
        bundle or "", decode(settings, []), local or "", kinds.count("TrackJudged"),
        verdict,
    )  # fmt: skip
