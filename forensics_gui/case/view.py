"""What the window shows of a case, read on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysis.verdict import Verdict
from engine.case.sources import Source, glance
from engine.case.state import CaseState, ClipEntry

if TYPE_CHECKING:
    from engine.case.case import AnalysisEntry, Case


@dataclass(frozen=True)
class Judged:
    """A finished analysis of a clip: its number, when it began, who judged, and the verdict."""

    analysis: int
    started: str
    detector: str
    bundle: str
    verdict: Verdict


@dataclass(frozen=True)
class ClipRow:
    """A clip with its last analysis.

    Attributes:
        analysis: number of the last finished one, else of the last; None without one.
        verdict: that stands, None where it is not finished.
        corrections: how many were made.
        source: whether the file is where it was.
        others: the last finished analysis by each other detector, the latest first.
    """

    clip: ClipEntry
    analysis: int | None
    verdict: Verdict | None
    corrections: int
    source: Source
    others: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """An open case as it stands.

    Attributes:
        path: of its file.
        named: the user opened it, or gave it its name.
        read_only: why nothing can be written, "" where it can.
    """

    path: Path
    named: bool
    read_only: str
    state: CaseState
    rows: tuple[ClipRow, ...]

    def row_of(self, clip: int) -> ClipRow | None:
        return next((row for row in self.rows if row.clip.number == clip), None)


def view_of(case: Case, named: bool) -> CaseView:
    """Read what there is to show."""
    state = case.state()
    last: dict[int, int] = {}
    finished: dict[int, int] = {}
    by_bundle: dict[int, dict[str, AnalysisEntry]] = {}
    for entry in case.analyses():
        last[entry.number] = entry.id
        if entry.finished:
            finished[entry.number] = entry.id
            by_bundle.setdefault(entry.number, {})[entry.bundle] = entry
    rows = []
    for number, clip in state.clips.items():
        analysis = finished.get(number, last.get(number))
        rows.append(
            ClipRow(
                clip,
                analysis,
                case.verdict(analysis) if number in finished and analysis else None,
                len(state.corrections.get(analysis or 0, ())),
                glance(clip),
                _others(case, by_bundle.get(number, {}), analysis),
            )
        )
    return CaseView(case.path, named, case.read_only, state, tuple(rows))


def _others(
    case: Case, by_bundle: dict[str, AnalysisEntry], shown: int | None
) -> tuple[Judged, ...]:
    found = []
    for entry in sorted(by_bundle.values(), key=lambda one: -one.id):
        verdict = case.verdict(entry.id) if entry.id != shown else None
        if verdict is not None:
            found.append(Judged(entry.id, entry.started, entry.detector, entry.bundle, verdict))
    return tuple(found)
