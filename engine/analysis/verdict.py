"""Turn scores into verdicts, including "inconclusive": pure functions without state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.settings import AnalysisSettings
from engine.analysis.verbal_scale import verbal_scale
from engine.detector.calibration import Calibration, quality_terms

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
    QUALITY = "quality"
    UNFAMILIAR = "unfamiliar"
    UNDECIDED = "undecided"
    ALL_EXCLUDED = "all_excluded"
    UNCALIBRATED = "uncalibrated"


#: Reasons for which an inconclusive track may still be forged.
_OPEN = {Reason.UNDECIDED, Reason.UNFAMILIAR, Reason.UNCALIBRATED}


#: Reason for a measure far from the reference quality, in the order of `MEASURES`.
_POOR = (Reason.TOO_SMALL, Reason.TOO_BLURRED, Reason.TOO_COMPRESSED)


@dataclass(frozen=True)
class KindRatio:
    """Evidence for one kind of forgery.

    Attributes:
        kind: key in `engine.detector.kinds`.
        score: mean uncalibrated score of the usable frames.
        llr: log10 likelihood ratio of this kind against "pristine".
    """

    kind: str
    score: float
    llr: float


@dataclass(frozen=True)
class Stretch:
    """A part of a long track.

    Attributes:
        start, end: seconds.
        llr: log10 likelihood ratio of "forged" against "pristine", from this part alone.
    """

    start: float
    end: float
    llr: float


@dataclass(frozen=True)
class Verdict:
    """A verdict on a track or a clip.

    Attributes:
        outcome: the side that the evidence supports.
        llr: log10 likelihood ratio of "forged", the mixture of all kinds, against "pristine";
            None if no usable frame has one, or the detector is not calibrated.
        score: mean uncalibrated score of the usable frames; None without usable frames, and if
            the detector knows several kinds.
        usable, scored: number of usable frames, and of all scored frames.
        reasons: why it is inconclusive, most important first; empty otherwise.
        track: for a clip, the number of the deciding track, or None.
        kinds: each kind that the detector knows, if `llr` is given; empty in cases of earlier
            versions.
        stretches: of a long track, those with enough usable frames, in order of time; empty for
            tracks of one stretch.
    """

    outcome: Outcome
    llr: float | None
    score: float | None
    usable: int
    scored: int
    reasons: tuple[Reason, ...] = ()
    track: int | None = None
    kinds: tuple[KindRatio, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def suspicion_of(verdict: Verdict | None) -> float | None:
    """By which a verdict is ranked: its ratio, or the score of a detector not calibrated."""
    if verdict is None:
        return None
    return verdict.score if Reason.UNCALIBRATED in verdict.reasons else verdict.llr


@dataclass(frozen=True)
class FaceFacts:
    """Facts about the scored faces of a track that a verdict uses, as columns.

    Attributes:
        scores: float32 (F, K), uncalibrated log-odds of each kind of forgery.
        sizes: float32 (F,), shorter side of the face's box, pixels.
        sharpness, blockiness: float32 (F,), see the functions of these names in
            `engine.faces.quality`; NaN if not measured.
        yaw: float32 (F,), degrees; NaN if unknown.
        out_of_distribution: float32 (F,), above 1 the face is out-of-distribution, see
            `OutOfDistribution.of`; NaN if the detector does not measure it.
    """

    scores: np.ndarray
    sizes: np.ndarray
    sharpness: np.ndarray
    blockiness: np.ndarray
    yaw: np.ndarray
    out_of_distribution: np.ndarray

    @property
    def terms(self) -> np.ndarray:
        """float64 (F, 3): quality as calibrations expect it, see `quality_terms`."""
        return quality_terms(self.sizes, self.sharpness, self.blockiness)


def face_facts(
    faces: Sequence[FaceQuality], scores: np.ndarray, out_of_distribution: np.ndarray
) -> FaceFacts:
    """Collect faces as columns; `scores` and `out_of_distribution` as in `FaceFacts`."""

    def column(name: str) -> np.ndarray:
        return np.array([getattr(face, name) for face in faces], np.float32)

    return FaceFacts(
        scores,
        column("size"),
        column("sharpness"),
        column("blockiness"),
        column("yaw"),
        out_of_distribution,
    )


@dataclass(frozen=True)
class Fault:
    """One reason why faces are unusable.

    Attributes:
        reason: the reason.
        faulty: bool (F,), the affected faces; values that were not measured are no fault.
        values: float32 (F,), measured values.
        limit: the value beyond which a face is unusable.
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
    """All faults that make faces unusable, for columns as in `FaceFacts`, most serious first."""
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
    """All faults that make scored faces unusable; see `faults`."""
    return faults(facts.sizes, facts.sharpness, facts.yaw, facts.blockiness, settings)


def usable_frames(facts: FaceFacts, settings: AnalysisSettings) -> np.ndarray:
    """bool (F,): frames whose face is large, sharp, frontal and uncompressed enough."""
    usable: np.ndarray = ~np.any([f.faulty for f in faults_of(facts, settings)], axis=0)
    return usable


def judge_track(
    facts: FaceFacts,
    calibration: Calibration,
    settings: AnalysisSettings,
    times: np.ndarray | None = None,
) -> Verdict:
    """Compute the verdict on one track from its scored frames.

    The track's score is the mean over usable frames, and its likelihood ratio that of one face
    with this score and their mean quality: frames of a track resemble each other, so their
    number adds no weight. A long track is also judged stretch by stretch, see `pooled`. The
    verdict is inconclusive if most of these faces are out-of-distribution, or their quality makes
    scores uninformative. A detector that is not calibrated gives a score alone.

    Args:
        times: float64 (F,), seconds of the frames; without it the track is one stretch.
    """
    rows = np.flatnonzero(usable_frames(facts, settings))
    count, scored = len(rows), len(facts.scores)
    reasons: list[Reason] = []
    if count < settings.min_frames:
        reasons = [reason for reason, _ in set_aside(facts, settings)]
        if scored < settings.min_frames or not reasons:
            reasons.insert(0, Reason.ONE_PICTURE if scored == 1 else Reason.TOO_FEW)
    if not count:
        return Verdict(Outcome.INCONCLUSIVE, None, None, 0, scored, tuple(reasons))
    if not calibration.fitted:
        score = float(_means(facts, rows)[0][0])
        why = (*reasons, Reason.UNCALIBRATED)
        return Verdict(Outcome.INCONCLUSIVE, None, score, count, scored, why)
    parts = [] if times is None else stretch_rows(times, rows, settings)
    means = [_means(facts, part) for part in parts]
    mean, terms = _means(facts, rows)
    by_kind = pooled(calibration, (mean, terms), means)
    llr = float(calibration.mixture(by_kind))
    if not reasons:
        if (facts.out_of_distribution[rows] > 1).mean() > settings.max_unfamiliar:
            reasons = [Reason.UNFAMILIAR]
        elif poor := poor_quality(calibration, terms):
            reasons = [Reason.QUALITY, poor]
        elif abs(llr) < verbal_scale().undecided:
            reasons = [Reason.UNDECIDED]
    outcome = Outcome.FORGED if llr > 0 else Outcome.PRISTINE
    kinds = zip(calibration.keys, mean.tolist(), by_kind.tolist(), strict=True)
    return Verdict(
        Outcome.INCONCLUSIVE if reasons else outcome,
        llr,
        float(mean[0]) if len(mean) == 1 else None,
        count,
        scored,
        tuple(reasons),
        kinds=tuple(KindRatio(*kind) for kind in kinds),
        stretches=() if times is None else tuple(
            Stretch(float(times[part[0]]), float(times[part[-1]]), float(calibration.llr(*found)))
            for part, found in zip(parts, means, strict=True)
        ),
    )  # fmt: skip


def stretch_rows(
    times: np.ndarray, rows: np.ndarray, settings: AnalysisSettings
) -> list[np.ndarray]:
    """Stretches of a long track with enough usable frames for a verdict.

    Args:
        times: float64 (F,), seconds of the scored frames, ascending.
        rows: int64 (M,), usable rows, ascending.

    Returns:
        int64 rows of each stretch; empty if fewer than two have enough.
    """
    if not settings.stretch or not len(rows):
        return []
    place = ((times[rows] - times[0]) // settings.stretch).astype(int)
    parts = np.split(rows, np.flatnonzero(np.diff(place)) + 1)
    parts = [part for part in parts if len(part) >= settings.min_frames]
    return parts if len(parts) > 1 else []


def _means(facts: FaceFacts, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float64 (K,) and (3,): mean scores and quality of the given frames."""
    scores = np.asarray(facts.scores, np.float64)
    return scores[rows].mean(axis=0), facts.terms[rows].mean(axis=0)


def pooled(
    calibration: Calibration,
    whole: tuple[np.ndarray, np.ndarray],
    parts: Sequence[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """float64 (..., K): log10 ratio of each kind, from the means of a track and its stretches.

    In a forged long take, either all of it is forged or one stretch at an unknown position; both
    have weight one half. In the second case each stretch is equally likely to be the forged one,
    so the ratio is the mean of the stretches' ratios: the more stretches are searched, the less
    weight the most suspicious one has.

    Args:
        whole: mean scores, float (..., K), and quality, float (..., 3), of all usable frames.
        parts: likewise for each stretch; empty for a track of one stretch.
    """
    found = calibration.by_kind(*whole)
    if not parts:
        return found
    ratios = np.mean([10 ** calibration.by_kind(*part) for part in parts], axis=0)
    return np.log10((10**found + ratios) / 2)


def poor_quality(calibration: Calibration, terms: np.ndarray) -> Reason | None:
    """Main defect of faces whose quality, float (3,), makes every kind uninformative."""
    useless = calibration.uninformative(terms)
    lost = [part for part, gone in zip(calibration.kinds, useless, strict=True) if gone]
    if not lost or any(part.slope > 0 and part not in lost for part in calibration.kinds):
        return None
    effect = np.sum([terms * np.array(part.quality_slope) for part in lost], axis=0)
    return _POOR[int(np.argmin(effect))]


def set_aside(facts: FaceFacts, settings: AnalysisSettings) -> list[tuple[Reason, int]]:
    """Reasons for unusable frames with counts, most common first; each frame counts once."""
    counts = []
    left = np.ones(len(facts.scores), bool)
    for fault in faults_of(facts, settings):
        counts.append((fault.reason, int((left & fault.faulty).sum())))
        left &= ~fault.faulty
    return [pair for pair in sorted(counts, key=lambda pair: -pair[1]) if pair[1]]


def judge_clip(tracks: Sequence[tuple[int, Verdict]]) -> Verdict:
    """Compute the verdict on a clip: that of its most forged-looking conclusive track.

    One forged face makes a clip forged. A clip is pristine only if every track that could be
    judged is pristine. An undecided or out-of-distribution face that looks more forged than the
    pristine ones makes the clip inconclusive. Without ratios the highest score decides.

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
        pair[1].llr if pair[1].llr is not None else -np.inf,
        pair[1].score if pair[1].llr is None and pair[1].score is not None else 0.0,
        pair[1].usable, -pair[0],
    ))  # fmt: skip
    return Verdict(
        verdict.outcome,
        verdict.llr,
        verdict.score,
        sum(v.usable for _, v in tracks),
        sum(v.scored for _, v in tracks),
        verdict.reasons,
        number,
        verdict.kinds,
        verdict.stretches,
    )
