"""What the window shows of a case, read on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysis.verdict import Verdict
from engine.case.sources import Source, glance
from engine.case.state import CaseState, ClipEntry

if TYPE_CHECKING:
    from engine.case.case import Case
    from engine.case.entries import AnalysisEntry


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
        entry: what the case says of the last finished one; None without one.
    """

    clip: ClipEntry
    analysis: int | None
    verdict: Verdict | None
    corrections: int
    source: Source
    others: tuple[Judged, ...] = ()
    entry: AnalysisEntry | None = None


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
    finished: dict[int, AnalysisEntry] = {}
    by_bundle: dict[int, dict[str, AnalysisEntry]] = {}
    for entry in case.analyses():
        last[entry.number] = entry.id
        if entry.finished:
            finished[entry.number] = entry
            by_bundle.setdefault(entry.number, {})[entry.bundle] = entry

    def verdict(entry: AnalysisEntry) -> Verdict | None:
        return case.verdict(entry.id) if state.corrections.get(entry.id) else entry.verdict

    rows = []
    for number, clip in state.clips.items():
        shown = finished.get(number)
        others = sorted(by_bundle.get(number, {}).values(), key=lambda one: -one.id)
        rows.append(
            ClipRow(
                clip,
                shown.id if shown else last.get(number),
                verdict(shown) if shown else None,
                len(state.corrections.get(shown.id, ())) if shown else 0,
                glance(clip),
                tuple(
                    Judged(other.id, other.started, other.detector, other.bundle, found)
                    for other in others
                    if other is not shown and (found := verdict(other)) is not None
                ),
                shown,
            )
        )
    return CaseView(case.path, named, case.read_only, state, tuple(rows))
