"""What each detector says about a clip of a case, and their fusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.analysis import phrases
from engine.analysis.fusion import FusedRatio, Fusion, fuse
from engine.analysis.verdict import Verdict, suspicion_of
from engine.case.stored_results import AnalysisEntry
from engine.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from engine.case.case import Case


@dataclass(frozen=True)
class DetectorResult:
    """Verdict of one detector on the whole clip.

    Attributes:
        analysis: number of its last finished analysis.
        detector, bundle: name of the detector, and SHA-256 of its bundle.
        verdict: after corrections.
        alone: log10 likelihood ratio by this detector alone, on the clips of the fusion; None if
            no fusion covers it.
    """

    analysis: int
    detector: str
    bundle: str
    verdict: Verdict
    alone: float | None = None


@dataclass(frozen=True)
class DetectorPanel:
    """Results of several detectors on one clip.

    Attributes:
        results: one for each detector, in the order of their analyses.
        fused: None unless each detector of the case's fusion judged the clip.
        fusion: the fusion behind `fused`.
    """

    results: tuple[DetectorResult, ...] = ()
    fused: FusedRatio | None = None
    fusion: Fusion | None = None

    def to_json(self, wording: Wording = ENGLISH) -> dict[str, Any]:
        """Convert to JSON-ready data; "fused" is None without a fused ratio."""
        fused = None
        if self.fused is not None and self.fusion is not None:
            fused = {
                "log10_lr": self.fused.llr,
                "interval": [self.fused.low, self.fused.high],
                "contradictory": self.fused.contradictory,
                "words": phrases.fused(self.fused, wording),
                "pristine": self.fusion.pristine,
                "forged": self.fusion.forged,
                "source": self.fusion.source,
            }
        results = [
            {
                "analysis": one.analysis,
                "detector": one.detector,
                "bundle": one.bundle,
                "verdict": phrases.plain_headline(one.verdict, wording),
                "log10_lr": one.verdict.llr,
                "alone": one.alone,
            }
            for one in self.results
        ]
        return {"results": results, "fused": fused}


def detector_panel(
    entries: Sequence[AnalysisEntry],
    verdict_of: Callable[[AnalysisEntry], Verdict | None],
    fusion: Fusion | None,
) -> DetectorPanel:
    """Collect the results on one clip.

    Args:
        entries: analyses of the clip, oldest first; those of a part of it do not count.
        verdict_of: the verdict of a finished analysis, after corrections.
        fusion: of the case, None without one.
    """
    last = {entry.bundle: entry for entry in entries if entry.finished and entry.settings.whole}
    found = [
        DetectorResult(entry.id, entry.detector, entry.bundle, verdict)
        for entry in sorted(last.values(), key=lambda entry: entry.id)
        if (verdict := verdict_of(entry)) is not None
    ]
    if fusion is None:
        return DetectorPanel(tuple(found))
    by_bundle = {one.bundle: suspicion_of(one.verdict) for one in found}
    values = [by_bundle.get(one.sha256) for one in fusion.detectors]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return DetectorPanel(tuple(found))
    fused = fuse(fusion, known)
    alone = {one.sha256: ratio for one, ratio in zip(fusion.detectors, fused.alone, strict=True)}
    results = [
        DetectorResult(one.analysis, one.detector, one.bundle, one.verdict, alone.get(one.bundle))
        for one in found
    ]
    return DetectorPanel(tuple(results), fused, fusion)


def panel_of(case: Case, clip: int) -> DetectorPanel:
    """Collect the results on a clip of a case.

    Args:
        clip: its number.

    Raises:
        CaseError: the file is damaged.
    """
    entries = [entry for entry in case.analyses() if entry.number == clip]
    return detector_panel(entries, lambda entry: case.verdict(entry.id), case.state().fusion)
