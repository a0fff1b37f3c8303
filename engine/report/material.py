"""Material of a report made from the clip and the detector: faces, neighbours, scatter, hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.analysis.gradcam import FaceEvidence, track_evidence
from engine.analysis.reference_comparison import KnownCase, nearest_references, project
from engine.analysis.result import Analysis
from engine.container.clip_file import hashes_of
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.errors import BundleError
from engine.video.source import VideoSource
from engine.wording import mark

#: Maximum number of tracks shown in detail, and of reference faces in the scatter.
SHOWN_TRACKS, _DRAWN = 12, 600
_NEAREST = 10


@dataclass(frozen=True)
class Scatter:
    """Faces in the plane of the first two principal components.

    Attributes:
        known: float32 (R, 2), reference faces, at most 600.
        forged: bool (R,), their labels.
        points: scored faces by track number, float32 (F, 2).
    """

    known: np.ndarray
    forged: np.ndarray
    points: dict[int, np.ndarray]


@dataclass(frozen=True)
class Material:
    """Pictures, neighbours and hashes; empty without the clip or the detector.

    Attributes:
        faces: shown faces by track number.
        nearest: reference faces nearest to the mean usable face, by track number.
        scatter: None without a reference.
        pts: int64 (N,), presentation time stamps of the clip's frames, NO_PTS where the clip has
            none; empty if unknown.
        sha256_after: of the clip when the report is made; "" if not computed.
        sha512: likewise.
    """

    faces: dict[int, list[FaceEvidence]] = field(default_factory=dict)
    nearest: dict[int, tuple[KnownCase, ...]] = field(default_factory=dict)
    scatter: Scatter | None = None
    pts: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    sha256_after: str = ""
    sha512: str = ""


def gather_material(video: VideoSource, detector: Detector, analysis: Analysis) -> Material:
    """Collect the material of a report.

    Args:
        video: the analysed clip.
        detector: used for the analysis.
        analysis: finished or partial; with or without corrections.

    Raises:
        BundleError: `detector` is another one.
        ClipUnreadableError: the clip is no longer readable.
        EngineError: a frame can no longer be decoded.
    """
    if detector.digest != analysis.detector.digest:
        raise BundleError(
            mark("The detector of the analysis has the SHA-256 {digest}, this one has another."),
            mark("Load the bundle that the clip was analysed with."),
            digest=analysis.detector.digest,
        )
    shown = shown_tracks(analysis)
    sha256, sha512 = hashes_of(video.path, ("sha256", "sha512"))
    return Material(
        faces={number: track_evidence(video, detector, analysis, number) for number in shown},
        nearest={n: _nearest(analysis, n, detector.reference) for n in shown},
        scatter=scatter_of(analysis, detector.reference),
        pts=video.index.stated_pts,
        sha256_after=sha256,
        sha512=sha512,
    )


def shown_tracks(analysis: Analysis) -> list[int]:
    """Tracks to show in detail: the decisive one, then those with the strongest ratios."""
    deciding = analysis.verdict.track if analysis.verdict else None

    def weight(number: int) -> tuple[bool, float, int]:
        verdict = analysis.verdicts.get(number)
        llr = verdict.llr if verdict is not None and verdict.llr is not None else 0.0
        return number != deciding, -abs(llr), number

    return sorted(sorted(analysis.scores, key=weight)[:SHOWN_TRACKS])


def scatter_of(analysis: Analysis, reference: Reference) -> Scatter | None:
    """Scatter of the clip's scored faces and reference faces; None if there are too few."""
    numbers = [n for n in sorted(analysis.scores) if len(analysis.scores[n].frames)]
    if not numbers or len(reference.labels) <= 3:
        return None
    found = project(
        np.concatenate([analysis.scores[n].embeddings for n in numbers]), reference, "pca"
    )
    drawn = _spread(len(reference.labels), _DRAWN)
    ends = np.cumsum([len(analysis.scores[n].frames) for n in numbers])
    parts: Sequence[np.ndarray] = np.split(found.points, ends[:-1])
    return Scatter(
        found.reference[drawn],
        np.asarray(reference.labels)[drawn] == 1,
        dict(zip(numbers, parts, strict=True)),
    )


def _spread(count: int, most: int) -> np.ndarray:
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _nearest(analysis: Analysis, number: int, reference: Reference) -> tuple[KnownCase, ...]:
    scores = analysis.scores[number]
    rows = scores.usable if scores.usable.any() else slice(None)
    return nearest_references(scores.embeddings[rows].mean(axis=0), reference, _NEAREST)
