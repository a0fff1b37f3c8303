"""Who decides "inconclusive", and how scores become a verdict: pure functions, no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.scale import verbal_scale
from engine.analysis.settings import AnalysisSettings
from engine.detector.calibration import Calibration

if TYPE_CHECKING:
    from engine.faces.quality import FaceQuality


class Outcome(StrEnum):
    FORGED = "forged"
    PRISTINE = "pristine"
    INCONCLUSIVE = "inconclusive"


class Reason(StrEnum):
    """Why a verdict is inconclusive; the words are in `engine.analysis.phrases`."""

    NO_FACES = "no_faces"
    ONE_PICTURE = "one_picture"
    TOO_FEW = "too_few"
    TOO_SMALL = "too_small"
    TOO_BLURRED = "too_blurred"
    TURNED_AWAY = "turned_away"
    TOO_COMPRESSED = "too_compressed"
    UNFAMILIAR = "unfamiliar"
    UNDECIDED = "undecided"
    ALL_EXCLUDED = "all_excluded"


#: A track that is inconclusive for these could yet be forged, as far as could be seen.
_OPEN = {Reason.UNDECIDED, Reason.UNFAMILIAR}


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


@dataclass(frozen=True)
class FaceFacts:
    """What a verdict sees of the scored faces of a track, as columns.

    Attributes:
        scores: float32 (F,), uncalibrated log-odds of "forged".
        sizes: float32 (F,), shorter side of the face's box, pixels.
        sharpness, blockiness: float32 (F,), see the functions of these names in
            `engine.faces.quality`; NaN where not measured.
        yaw: float32 (F,), degrees; NaN where not known.
        novelty: float32 (F,), above 1 the face is unlike those of training, see
            `engine.detector.novelty.Novelty.of`; NaN where the detector does not know.
    """

    scores: np.ndarray
    sizes: np.ndarray
    sharpness: np.ndarray
    blockiness: np.ndarray
    yaw: np.ndarray
    novelty: np.ndarray


def face_facts(faces: Sequence[FaceQuality], scores: np.ndarray, novelty: np.ndarray) -> FaceFacts:
    """The columns of some faces; `scores` and `novelty` as in `FaceFacts`."""

    def column(name: str) -> np.ndarray:
        return np.array([getattr(face, name) for face in faces], np.float32)

    return FaceFacts(
        scores, column("size"), column("sharpness"), column("blockiness"), column("yaw"), novelty
    )


@dataclass(frozen=True)
class Fault:
    """One way in which faces can be useless.

    Attributes:
        reason: which.
        faulty: bool (F,), the faces that are; what was not measured is no fault.
        values: float32 (F,), what was measured.
        limit: the value beyond which a face is useless.
    """

    reason: Reason
    faulty: np.ndarray
    values: np.ndarray
    limit: float


def faults(
    sizes: np.ndarray,
    sharpness: np.ndarray,
    yaw: np.ndarray,
    blockiness: np.ndarray,
    settings: AnalysisSettings,
) -> tuple[Fault, ...]:
    """Everything that makes faces useless, for columns as in `FaceFacts`, the gravest first."""
    turned = np.abs(yaw)
    least = ((Reason.TOO_SMALL, sizes, settings.min_face),
             (Reason.TOO_BLURRED, sharpness, settings.min_sharpness))  # fmt: skip
    most = ((Reason.TURNED_AWAY, turned, settings.max_yaw),
            (Reason.TOO_COMPRESSED, blockiness, settings.max_blockiness))  # fmt: skip
    return (
        *(Fault(reason, values < limit, values, limit) for reason, values, limit in least),
        *(Fault(reason, values > limit, values, limit) for reason, values, limit in most),
    )


def faults_of(facts: FaceFacts, settings: AnalysisSettings) -> tuple[Fault, ...]:
    """What makes scored faces useless; see `faults`."""
    return faults(facts.sizes, facts.sharpness, facts.yaw, facts.blockiness, settings)


def usable_frames(facts: FaceFacts, settings: AnalysisSettings) -> np.ndarray:
    """bool (F,): frames whose face is large, sharp, frontal and uncompressed enough."""
    usable: np.ndarray = ~np.any([f.faulty for f in faults_of(facts, settings)], axis=0)
    return usable


def judge_track(facts: FaceFacts, calibration: Calibration, settings: AnalysisSettings) -> Verdict:
    """The verdict on one track, from its scored frames.

    The track's score is the mean over usable frames, and its likelihood ratio that of one
    face with this score: frames of a track resemble each other, so their number adds no
    weight. Where most of these faces are unlike all training faces, the ratio is not relied
    upon.
    """
    usable = usable_frames(facts, settings)
    count, scored = int(usable.sum()), len(facts.scores)
    mean = float(np.mean(facts.scores[usable])) if count else None
    llr = float(calibration.llr(np.array(mean))) if mean is not None else None
    reasons: list[Reason] = []
    if count < settings.min_frames:
        reasons = [reason for reason, _ in set_aside(facts, settings)]
        if scored < settings.min_frames or not reasons:
            reasons.insert(0, Reason.ONE_PICTURE if scored == 1 else Reason.TOO_FEW)
    elif (facts.novelty[usable] > 1).mean() > settings.max_unfamiliar:
        reasons = [Reason.UNFAMILIAR]
    elif llr is not None and abs(llr) < verbal_scale().undecided:
        reasons = [Reason.UNDECIDED]
    if reasons or llr is None:
        return Verdict(Outcome.INCONCLUSIVE, llr, mean, count, scored, tuple(reasons))
    outcome = Outcome.FORGED if llr > 0 else Outcome.PRISTINE
    return Verdict(outcome, llr, mean, count, scored)


def set_aside(facts: FaceFacts, settings: AnalysisSettings) -> list[tuple[Reason, int]]:
    """Why frames cannot be used and how many, the commonest first; each counts for one reason."""
    counts = []
    left = np.ones(len(facts.scores), bool)
    for fault in faults_of(facts, settings):
        counts.append((fault.reason, int((left & fault.faulty).sum())))
        left &= ~fault.faulty
    return [pair for pair in sorted(counts, key=lambda pair: -pair[1]) if pair[1]]


def judge_clip(tracks: Sequence[tuple[int, Verdict]]) -> Verdict:
    """The verdict on a clip: that of its most forged-looking conclusive track.

    One forged face makes a forged clip. It is called pristine only where every track that
    could be judged is; an undecided or unfamiliar face that looks more forged than pristine
    ones beside it leaves it inconclusive.

    Args:
        tracks: (number, verdict) of each track.
    """
    if not tracks:
        return Verdict(Outcome.INCONCLUSIVE, None, None, 0, 0, (Reason.NO_FACES,))
    judged = [
        (number, verdict)
        for number, verdict in tracks
        if verdict.outcome is not Outcome.INCONCLUSIVE or _OPEN & set(verdict.reasons)
    ]
    number, verdict = max(judged or tracks, key=lambda pair: (
        pair[1].outcome is Outcome.FORGED,
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
