"""The analyses of a case as a list: what a table shows of them, without their arrays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.events import ClipJudged
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.case.codec import decode

#: Settings, name of a local calibration, and verdict are taken out by SQLite: the model card
#: that the first event holds as well is large, and is not wanted here.
_ROWS = """
SELECT e.analysis, act.written,
       json_extract(e.body, '$.clip.path', '$.clip.sha256', '$.clip.duration',
                    '$.detector.name', '$.detector.digest', '$.settings', '$.local.source'),
       (SELECT body FROM event AS last WHERE last.analysis = e.analysis
        AND last.kind = 'ClipJudged' ORDER BY last.id DESC LIMIT 1),
       (SELECT count(*) FROM event AS face WHERE face.analysis = e.analysis
        AND face.kind = 'TrackJudged')
FROM event AS e JOIN act ON act.id = e.act
WHERE e.kind = 'AnalysisStarted' AND (e.analysis > ? OR e.analysis IN (SELECT value FROM
      json_each(?))) ORDER BY e.analysis
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


def read_entries(
    database: sqlite3.Connection, known: Sequence[AnalysisEntry], clips: dict[str, int]
) -> list[AnalysisEntry]:
    """All analyses, oldest first; those known as finished are not read again.

    Args:
        known: what an earlier call gave; empty at first.
        clips: numbers of the clips by SHA-256.

    Raises:
        CaseError: an entry is damaged.
    """
    kept = {entry.id: entry for entry in known}
    again = [entry.id for entry in known if not entry.finished]
    rows = database.execute(_ROWS, (max(kept, default=0), json.dumps(again))).fetchall()
    for number, written, first, last, faces in rows:
        path, sha256, duration, name, bundle, settings, local = json.loads(first)
        judged = decode(json.loads(last), []) if last else None
        assert judged is None or isinstance(judged, ClipJudged)
        kept[number] = AnalysisEntry(
            number, written, path, sha256, clips.get(sha256, 0), duration or 0.0, name or "",
            bundle or "", decode(settings, []), local or "", faces,
            judged.verdict if judged else None,
        )  # fmt: skip
    return [kept[number] for number in sorted(kept)]
