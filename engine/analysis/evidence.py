"""Pictures that show a verdict's grounds, made on demand from the clip."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.analysis.gradcam import blend, explain, heat_on_frame
from engine.analysis.result import Analysis
from engine.detector.detector import Detector
from engine.faces.align import aligned_crop
from engine.video.source import VideoSource

_PICTURE_SIDE = 640


@dataclass(frozen=True)
class FaceEvidence:
    """One scored face, shown.

    Attributes:
        track, frame, time: which; time in seconds.
        llr: log10 likelihood ratio of this frame by itself.
        crop: uint8 (S, S, 3) RGB, aligned.
        heat: float32 (S, S), Grad-CAM, 0 to 1.
        picture: uint8 (h, w, 3) RGB, the whole frame with heat and box, at most 640 px.
    """

    track: int
    frame: int
    time: float
    llr: float
    crop: np.ndarray
    heat: np.ndarray
    picture: np.ndarray


def track_evidence(
    video: VideoSource, detector: Detector, analysis: Analysis, number: int, count: int = 4
) -> list[FaceEvidence]:
    """Up to `count` faces of a track, spread over its usable frames in time.

    Frames that do not count in the verdict are shown only where there are no others.
    """
    scores = analysis.scores[number]
    rows = np.flatnonzero(scores.usable)
    if len(rows) == 0:
        rows = np.arange(len(scores.frames))
    places = np.unique(np.linspace(0, len(rows) - 1, min(count, len(rows))).round().astype(int))
    shown = []
    for row in rows[places]:
        frame = int(scores.frames[row])
        picture = video.frame(frame).rgb()
        crop, heat, laid = _explained(picture, detector, analysis, number, frame)
        shown.append(
            FaceEvidence(
                number,
                frame,
                float(scores.times[row]),
                float(scores.llr[row]),
                crop,
                heat,
                _annotated(picture, laid, _box(analysis, number, frame)),
            )
        )
    return shown


def face_heat(
    video: VideoSource, detector: Detector, analysis: Analysis, number: int, frame: int
) -> np.ndarray:
    """float32 (H, W), 0 to 1: Grad-CAM of a track's face, on any frame of the track."""
    return _explained(video.frame(frame).rgb(), detector, analysis, number, frame)[2]


def strongest_kind(analysis: Analysis, number: int) -> str:
    """Key of the kind of forgery that a track speaks most for; "" while that is not known."""
    verdict = analysis.verdicts.get(number)
    kinds = () if verdict is None else verdict.kinds
    return max(kinds, key=lambda one: one.llr).kind if kinds else ""


def _box(analysis: Analysis, number: int, frame: int) -> np.ndarray:
    return np.asarray(analysis.tracks[number].boxes[_row(analysis, number, frame)])


def _row(analysis: Analysis, number: int, frame: int) -> int:
    row = analysis.tracks[number].row_at(frame)
    if row is None:
        raise IndexError(f"track {number} is not seen in frame {frame}")
    return row


def _explained(
    picture: np.ndarray, detector: Detector, analysis: Analysis, number: int, frame: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    track = analysis.tracks[number]
    landmarks = track.landmarks[_row(analysis, number, frame)]
    crop = aligned_crop(picture, landmarks, detector.alignment)
    heat = explain(detector, crop[None], strongest_kind(analysis, number))[0]
    height, width = picture.shape[:2]
    return crop, heat, heat_on_frame(heat, landmarks, detector.alignment, (height, width))


def _annotated(picture: np.ndarray, heat: np.ndarray, box: np.ndarray) -> np.ndarray:
    scale = min(1.0, _PICTURE_SIDE / max(picture.shape[:2]))
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    shown = cv2.resize(blend(picture, heat, 0.6), size, interpolation=cv2.INTER_AREA)
    x0, y0, x1, y1 = (int(v) for v in np.round(box * scale))
    return cv2.rectangle(np.ascontiguousarray(shown), (x0, y0), (x1, y1), (255, 255, 255), 2)
