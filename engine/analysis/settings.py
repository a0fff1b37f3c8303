"""What an analyst can set; part of a result's identity."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class AnalysisSettings:
    """Settings of one analysis.

    Attributes:
        every: faces are sought in every n-th frame; 0 chooses n so that they are sought
            about four times a second, and boxes between are interpolated.
        frames_per_track: at most so many frames of a track are scored (paper: 25).
        min_face: faces smaller than this many pixels cannot carry a verdict.
        min_sharpness: crops under this sharpness cannot carry a verdict; see
            `engine.faces.quality.sharpness`.
        min_frames: tracks with fewer usable frames are inconclusive.
        detection_side: frames are scaled to this longest side before faces are sought.
    """

    every: int = 0
    frames_per_track: int = 25
    min_face: int = 48
    min_sharpness: float = 0.12
    min_frames: int = 5
    detection_side: int = 640

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
