"""The analyses of a case as a list: what a table shows of them, without their arrays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.analysis.events import ClipJudged
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.case.codec import decode
from engine.case.log import Act
from engine.case.results import read_event, read_result

#: Taken out by SQLite: the model card that the first event holds as well is large, and is not
#: wanted here.
_FIRST = """
SELECT json_extract(?, '$.clip.path', '$.clip.sha256', '$.clip.duration', '$.detector.name',
                    '$.detector.digest', '$.settings', '$.local.source')
"""


@dataclass(frozen=True)
class AnalysisEntry:
    """One analysis of a case.

    Attributes:
        id: 1, 2, ... in order of their beginning.
        started: UTC, ISO 8601.
        clip: path of the clip, as it was given.
        sha256: of the clip.
        number: of the clip in the case.
        duration: of the clip, seconds; 0 where the file does not say.
        detector, bundle: name of the detector that judges, and SHA-256 of its bundle; "" where
            the file does not say.
        settings: of the analysis.
        local: source of the local calibration in use, "" without one.
        faces: tracks that were judged.
        verdict: as the program found it, before corrections; None where it was not finished.
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
        """It came to its verdict."""
        return self.verdict is not None


def standing(entries: Iterable[AnalysisEntry]) -> dict[int, AnalysisEntry]:
    """The analysis that speaks for each clip, by the clip's number.

    The last finished one of the whole clip; of a clip without such, the last finished one of a
    part of it.

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
    """All analyses, oldest first; those known as finished are not read again.

    Args:
        results: the acts that wrote each analysis.
        known: what an earlier call gave; empty at first.
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
