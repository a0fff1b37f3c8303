"""Read-only snapshot of a case for the window, read on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.case.detector_panel import DetectorPanel, detector_panel
from engine.case.sources import Source, glance
from engine.case.state import CaseState, ClipEntry
from engine.case.stored_results import AnalysisEntry, standing

if TYPE_CHECKING:
    from engine.case.case import Case


@dataclass(frozen=True)
class Judged:
    """A finished analysis of a clip.

    Attributes:
        analysis: its number.
        started: UTC, ISO 8601.
        detector, bundle: used for it.
        settings: including the examined range.
    """

    analysis: int
    started: str
    detector: str
    bundle: str
    settings: AnalysisSettings
    verdict: Verdict


@dataclass(frozen=True)
class ClipRow:
    """A clip with its current analysis.

    Attributes:
        analysis: number of the current one, see `engine.case.stored_results.standing`; otherwise
            of the last; None without one.
        verdict: the current one, None if unfinished.
        corrections: number of corrections.
        source: state of the source file.
        others: last finished analysis by each other detector and of each other range, latest
            first.
        entry: of the current analysis; None without one.
        detectors: what each detector says about the clip.
    """

    clip: ClipEntry
    analysis: int | None
    verdict: Verdict | None
    corrections: int
    source: Source
    others: tuple[Judged, ...] = ()
    entry: AnalysisEntry | None = None
    detectors: DetectorPanel = field(default_factory=DetectorPanel)


@dataclass(frozen=True)
class CaseSnapshot:
    """An open case.

    Attributes:
        path: of its file.
        named: whether the user opened or named it.
        read_only: why it cannot be written to, "" if it can.
    """

    path: Path
    named: bool
    read_only: str
    state: CaseState
    rows: tuple[ClipRow, ...]

    def row_of(self, clip: int) -> ClipRow | None:
        return next((row for row in self.rows if row.clip.number == clip), None)


def view_of(case: Case, named: bool) -> CaseSnapshot:
    """Read the content of a case."""
    state = case.state()
    last: dict[int, int] = {}
    entries = case.analyses()
    finished = standing(entries)
    by_way: dict[int, dict[tuple[str, float, float], AnalysisEntry]] = {}
    by_clip: dict[int, list[AnalysisEntry]] = {}
    for entry in entries:
        by_clip.setdefault(entry.number, []).append(entry)
        last[entry.number] = entry.id
        if entry.finished:
            way = entry.bundle, entry.settings.begin, entry.settings.end
            by_way.setdefault(entry.number, {})[way] = entry

    def verdict(entry: AnalysisEntry) -> Verdict | None:
        return case.verdict(entry.id) if state.corrections.get(entry.id) else entry.verdict

    rows = []
    for number, clip in state.clips.items():
        shown = finished.get(number)
        others = sorted(by_way.get(number, {}).values(), key=lambda one: -one.id)
        rows.append(
            ClipRow(
                clip,
                shown.id if shown else last.get(number),
                verdict(shown) if shown else None,
                len(state.corrections.get(shown.id, ())) if shown else 0,
                glance(clip),
                tuple(
                    Judged(other.id, other.started, other.detector, other.bundle,
                           other.settings, found)
                    for other in others
                    if other is not shown and (found := verdict(other)) is not None
                ),
                shown,
                detector_panel(by_clip.get(number, []), verdict, state.fusion),
            )
        )  # fmt: skip
    return CaseSnapshot(case.path, named, case.read_only, state, tuple(rows))
