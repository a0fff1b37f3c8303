"""Calibration of a detector for one source of clips: fit, use and file format.

Scores of pristine clips differ between phones, channels and codecs. Given clips of one source
that are known to be pristine, the line of each kind of forgery is shifted so that such scores
mean the same there as on the data that the detector was calibrated on. The slopes stay fixed,
because fitting them requires forgeries of that source. So does the share of forgeries that the
detector cannot see.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.analysis.verbal_scale import verbal_scale
from engine.detector.calibration import MEASURES, Calibration, wilson_interval
from engine.errors import CalibrationError
from engine.files import read_small
from engine.wording import mark

if TYPE_CHECKING:
    from engine.detector.detector import Detector

FORMAT = 2
#: Fewer clips hardly bound the false-alarm rate: even 0 of 10 allows for 28 %.
LEAST_CLIPS = 10
#: Tolerated difference of intercepts between processors, in log10 LR.
_TOLERANCE = 0.01
_AGAIN = mark("Make the calibration again with 'forensics calibrate'.")


@dataclass(frozen=True)
class KnownClip:
    """A clip that is known to be pristine.

    Attributes:
        name: its path inside the folder.
        sha256: of the file.
        scores: of its verdict, uncalibrated, one for each kind of forgery.
        terms: its quality, see `engine.detector.calibration.quality_terms`.
        llr: log10 likelihood ratio by the detector's own calibration.
    """

    name: str
    sha256: str
    scores: list[float]
    terms: list[float]
    llr: float


@dataclass(frozen=True)
class LeftOut:
    """A clip of the folder that could not be used, with the reason."""

    name: str
    reason: str


@dataclass(frozen=True)
class FalseAlarms:
    """Number of known-pristine clips that are called forged.

    Attributes:
        llr: the log10 likelihood ratio that they reach, or None for the detector's threshold.
        words: of the verbal scale, "" for the threshold.
        count: clips.
        low, high: 95 % interval of their share (Wilson).
    """

    llr: float | None
    words: str
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class LocalCalibration:
    """Result of a calibration on a folder of known-pristine clips.

    Attributes:
        detector: its name.
        bundle: SHA-256 of its bundle.
        source: the folder's name.
        made: the day, ISO 8601.
        clips: the clips used; their number bounds the likelihood ratios.
        left_out: the clips that could not be used.
        before: false alarms at the detector's threshold, then at each step of the scale with
            the detector's own calibration.
        after: at each step, each clip judged by a calibration fitted on the other clips.
        calibration: for clips of this source.
        shifts: change of each kind's intercept, in log10 LR.
    """

    detector: str
    bundle: str
    source: str
    made: str
    clips: list[KnownClip]
    left_out: list[LeftOut]
    before: list[FalseAlarms]
    after: list[FalseAlarms]
    calibration: Calibration
    shifts: list[float]
    format: int = FORMAT

    def __post_init__(self) -> None:
        kinds = len(self.calibration.kinds)
        numbers = [*self.shifts, *(clip.llr for clip in self.clips)]
        for part in self.calibration.kinds:
            numbers += [part.slope, part.intercept, part.bound, part.unseen]
            numbers += [*part.quality_slope, *part.quality_intercept]
        for clip in self.clips:
            numbers += [*clip.scores, *clip.terms]
        if self.format != FORMAT:
            raise ValueError(f"format {self.format} is not {FORMAT}")
        if len(self.clips) < LEAST_CLIPS:
            raise ValueError(f"{len(self.clips)} clips are too few")
        if len(self.shifts) != kinds or any(
            len(clip.scores) != kinds or len(clip.terms) != len(MEASURES) for clip in self.clips
        ):
            raise ValueError("clips and calibration are of different kinds of forgery")
        if not all(math.isfinite(number) for number in numbers):
            raise ValueError("a number is not finite")
        if not self.before or self.before[0].llr is not None:
            raise ValueError("the false alarms at the threshold are missing")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def fit_locally(
    detector: Detector,
    source: str,
    made: str,
    clips: list[KnownClip],
    left_out: list[LeftOut],
) -> LocalCalibration:
    """Measure false alarms on known-pristine clips and shift the calibration.

    The intercept of each kind moves by the difference between two logistic regressions with the
    slope held and equal class weights: the bundle's forged reference faces against the local
    clips at their quality, and against the bundle's pristine reference faces. The number of
    local clips bounds the ratios in both directions.

    Raises:
        CalibrationError: fewer than `LEAST_CLIPS` clips.
    """
    if len(clips) < LEAST_CLIPS:
        reasons = "; ".join(f"{one.name}: {one.reason}" for one in left_out[:5])
        raise CalibrationError(
            mark("{count} clips of '{source}' can be used; at least {least} are needed."),
            mark(
                "Add clips of the same source that are known to be pristine and show a clear face."
            ),
            reasons,
            count=len(clips),
            source=source,
            least=LEAST_CLIPS,
        )
    scores, terms = _columns(clips)
    own = np.array([clip.llr for clip in clips])
    reference = _reference_scores(detector)
    moved = _moved(detector.calibration, scores, terms, *reference)
    rows = np.arange(len(scores))
    others = [
        float(
            _moved(detector.calibration, scores[rows != i], terms[rows != i], *reference)
            .llr(scores[i], terms[i])
        )
        for i in rows
    ]  # fmt: skip
    edges = verbal_scale().edges
    at_threshold = _counted(None, detector.ranking(scores, terms) >= detector.threshold)
    return LocalCalibration(
        detector=detector.name,
        bundle=detector.digest,
        source=source,
        made=made,
        clips=clips,
        left_out=left_out,
        before=[at_threshold, *(_counted(step, own >= step) for step in edges)],
        after=[_counted(step, np.array(others) >= step) for step in edges],
        calibration=moved,
        shifts=[
            new.intercept - old.intercept
            for new, old in zip(moved.kinds, detector.calibration.kinds, strict=True)
        ],
    )


def calibrated(detector: Detector, local: LocalCalibration) -> Detector:
    """Return the detector with a local calibration in place of its own.

    Raises:
        CalibrationError: the calibration belongs to another bundle, or does not follow from its
            clips.
    """
    if local.bundle != detector.digest:
        raise CalibrationError(
            mark(
                "The local calibration of '{source}' was made with another detector ('{detector}') "
                "or another version of this one."
            ),
            mark("Choose that detector, or make the calibration again with 'forensics calibrate'."),
            f"made with {local.bundle}, this is {detector.digest}",
            source=local.source,
            detector=local.detector,
        )
    fits = local.calibration.keys == detector.calibration.keys
    if fits:
        expected = _moved(
            detector.calibration, *_columns(local.clips), *_reference_scores(detector)
        )
        pairs = zip(expected.kinds, local.calibration.kinds, strict=True)
        fits = all(
            abs(one.intercept - other.intercept) <= _TOLERANCE
            and replace(other, intercept=one.intercept) == one
            for one, other in pairs
        )
    if not fits:
        raise CalibrationError(
            mark(
                "The local calibration of '{source}' does not follow from its clips: it was "
                "altered."
            ),
            mark("Do not rely on it. Make the calibration again with 'forensics calibrate'."),
            source=local.source,
        )
    return replace(detector, calibration=local.calibration)


def calibration_bytes(local: LocalCalibration) -> bytes:
    """Serialize a local calibration to JSON in UTF-8."""
    return json.dumps(local.to_json(), indent=1, ensure_ascii=False).encode() + b"\n"


def read_calibration(path: Path) -> LocalCalibration:
    """Read a local calibration and check every field; nothing in the file can run code.

    Raises:
        CalibrationError: the file is missing or invalid.
    """
    try:
        plain = msgspec.json.decode(read_small(path), type=dict[str, Any])
        if plain.get("format") == 1:
            line = Calibration.from_json(plain["calibration"])
            plain = upgraded(plain) | {"calibration": line.to_json()}
        return msgspec.convert(plain, LocalCalibration)
    except OSError as error:
        raise CalibrationError(
            mark("The local calibration '{path}' cannot be read: {why}."),
            mark("Check the name."),
            path=path,
            why=error.strerror or error,
        ) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise CalibrationError(
            mark("'{path}' is not a local calibration, or it is damaged."),
            _AGAIN,
            str(error),
            path=path,
        ) from error


def upgraded(plain: dict[str, Any]) -> dict[str, Any]:
    """Upgrade the fields of a local calibration from format 1 to the current format.

    Format 1 has one kind of forgery and no quality. `calibration` stays unchanged.
    """
    if "shift" not in plain:
        return plain
    clips = [
        {**{key: value for key, value in clip.items() if key != "score"},
         "scores": [clip["score"]], "terms": [0.0] * len(MEASURES)}
        for clip in plain["clips"]
    ]  # fmt: skip
    kept = {key: value for key, value in plain.items() if key != "shift"}
    return {**kept, "clips": clips, "shifts": [plain["shift"]], "format": FORMAT}


def _columns(clips: list[KnownClip]) -> tuple[np.ndarray, np.ndarray]:
    """float64 (N, K) and (N, 3): scores and quality of clips."""
    return np.array([clip.scores for clip in clips]), np.array([clip.terms for clip in clips])


def _reference_scores(detector: Detector) -> tuple[np.ndarray, np.ndarray]:
    """float64 (N, K): scores of the bundle's pristine and of its forged reference faces.

    Each face is scored alone, as a track of one face, so that a sequence head does not combine
    unrelated faces.
    """
    reference = detector.reference
    if detector.window == 1:
        scores = detector.score(reference.embeddings)
    else:
        scores = np.concatenate([detector.score(row[None]) for row in reference.embeddings])
    values = np.asarray(scores, np.float64)
    return values[reference.labels == 0], values[reference.labels == 1]


def _moved(
    own: Calibration,
    scores: np.ndarray,
    terms: np.ndarray,
    pristine: np.ndarray,
    forged: np.ndarray,
) -> Calibration:
    """`own` with intercepts for local scores, and ratios bounded by their number."""
    count, reference = len(scores), np.zeros(len(MEASURES))
    kinds = []
    for i, part in enumerate(own.kinds):
        local, known, made = (
            math.log(10) * part.line(*columns)
            for columns in (
                (scores[:, i], terms), (pristine[:, i], reference), (forged[:, i], reference)
            )
        )  # fmt: skip
        shift = (_intercept(local, made) - _intercept(known, made)) / math.log(10)
        bound = min(part.bound, math.log10(count))
        moved = replace(part, intercept=part.intercept + shift, bound=bound, pristine=count)
        kinds.append(moved)
    return Calibration(tuple(kinds))


def _intercept(pristine: np.ndarray, forged: np.ndarray) -> float:
    """Intercept of a balanced logistic regression on natural log-odds with the slope held at 1."""
    from scipy.optimize import brentq
    from scipy.special import expit

    def excess(at: float) -> float:
        return float(expit(pristine + at).mean() - expit(-forged - at).mean())

    # Scores are bounded, and the excess rises from -1 to 1.
    reach = 50.0 + float(np.abs(np.concatenate([pristine, forged])).max())
    return float(brentq(excess, -reach, reach))


def _counted(step: float | None, called: np.ndarray) -> FalseAlarms:
    count = int(called.sum())
    words = "" if step is None else verbal_scale().strength(step)
    return FalseAlarms(step, words, count, *wilson_interval(count, len(called)))
