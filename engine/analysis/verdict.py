"""Who decides "inconclusive", and how scores become a verdict: pure functions, no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.analysis.settings import AnalysisSettings
from engine.detector.calibration import Calibration

#: Evidence weaker than a likelihood ratio of 2 either way supports neither side.
UNDECIDED_LLR = 0.301


class Outcome(StrEnum):
    FORGED = "forged"
    PRISTINE = "pristine"
    INCONCLUSIVE = "inconclusive"


class Reason(StrEnum):
    """Why a verdict is inconclusive; the words are in `engine.analysis.phrases`."""

    NO_FACES = "no_faces"
    TOO_FEW = "too_few"
    TOO_SMALL = "too_small"
    TOO_BLURRED = "too_blurred"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Verdict:
    """A judgement on a track or a clip.

    Attributes:
        outcome: what the evidence supports.
        llr: log10 likelihood ratio of "forged" against "pristine"; None where no usable
            frame carries one.
        score: mean uncalibrated score of the usable frames, or None.
        usable, scored: usable frames, and frames scored in all.
        reasons: why it is inconclusive, the weightiest first; empty otherwise.
        track: for a clip, the number of the track that decided, or None.
    """

    outcome: Outcome
    llr: float | None
    score: float | None
    usable: int
    scored: int
    reasons: tuple[Reason, ...] = ()
    track: int | None = None


def usable_frames(
    sizes: np.ndarray, sharpness: np.ndarray, settings: AnalysisSettings
) -> np.ndarray:
    """bool (F,): frames whose face is large and sharp enough; arguments float (F,)."""
    return (sizes >= settings.min_face) & (sharpness >= settings.min_sharpness)


def judge_track(
    scores: np.ndarray,
    sizes: np.ndarray,
    sharpness: np.ndarray,
    calibration: Calibration,
    settings: AnalysisSettings,
) -> Verdict:
    """The verdict on one track, from its scored frames.

    The track's score is the mean over usable frames, and its likelihood ratio that of one
    face with this score: frames of a track resemble each other, so their number adds no
    weight.

    Args:
        scores, sizes, sharpness: float (F,), see `engine.analysis.events.FrameScores`.
    """
    usable = usable_frames(sizes, sharpness, settings)
    count, scored = int(usable.sum()), len(scores)
    mean = float(np.mean(scores[usable])) if count else None
    llr = float(calibration.llr(np.array(mean))) if mean is not None else None
    reasons: list[Reason] = []
    if count < settings.min_frames:
        small = int((sizes < settings.min_face).sum())
        blurred = int(((sharpness < settings.min_sharpness) & (sizes >= settings.min_face)).sum())
        lost = [(small, Reason.TOO_SMALL), (blurred, Reason.TOO_BLURRED)]
        reasons = [reason for n, reason in sorted(lost, key=lambda p: -p[0]) if n]
        if scored < settings.min_frames or not reasons:
            reasons.insert(0, Reason.TOO_FEW)
    elif llr is not None and abs(llr) < UNDECIDED_LLR:
        reasons = [Reason.UNDECIDED]
    if reasons or llr is None:
        return Verdict(Outcome.INCONCLUSIVE, llr, mean, count, scored, tuple(reasons))
    outcome = Outcome.FORGED if llr > 0 else Outcome.PRISTINE
    return Verdict(outcome, llr, mean, count, scored)


def judge_clip(tracks: Sequence[tuple[int, Verdict]]) -> Verdict:
    """The verdict on a clip: that of its most forged-looking conclusive track.

    One forged face makes a forged clip. It is called pristine only where every track that
    could be judged is; an undecided face beside pristine ones leaves it inconclusive.

    Args:
        tracks: (number, verdict) of each track.
    """
    if not tracks:
        return Verdict(Outcome.INCONCLUSIVE, None, None, 0, 0, (Reason.NO_FACES,))
    judged = [
        (number, verdict)
        for number, verdict in tracks
        if verdict.outcome is not Outcome.INCONCLUSIVE or Reason.UNDECIDED in verdict.reasons
    ]
    number, verdict = max(judged or tracks, key=lambda pair: (
        pair[1].llr if pair[1].llr is not None else -np.inf, pair[1].usable, -pair[0]
    ))  # fmt: skip
    return Verdict(
        verdict.outcome,
        verdict.llr,
        verdict.score,
        sum(v.usable for _, v in tracks),
        sum(v.scored for _, v in tracks),
        verdict.reasons,
        number,
    )
