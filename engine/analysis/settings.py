"""What an analyst can set; part of a result's identity."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class AnalysisSettings:
    """Settings of one analysis.

    Attributes:
        every: 0 seeks faces every 0.4 seconds and follows them on every frame; N
            seeks them in every N-th frame only, and boxes between are interpolated.
        frames_per_track: at most so many frames of a track are scored in each stretch of it
            (paper: 25 of a clip).
        stretch: seconds of a track that are sampled and judged together; longer tracks are also
            judged stretch by stretch. 0 takes each track as one stretch.
        min_face: faces smaller than this many pixels cannot carry a verdict.
        min_sharpness: crops under this sharpness cannot carry a verdict; see
            `engine.faces.quality.sharpness`.
        max_blockiness: faces with stronger steps at the edges of compression blocks cannot carry
            a verdict; see `engine.faces.quality.blockiness`.
        max_yaw: nor can faces turned away by more degrees; see `engine.faces.quality.pose`.
        max_unfamiliar: a track is inconclusive where a greater share of its usable faces is
            unlike all that the detector was trained on.
        min_frames: tracks with fewer usable frames are inconclusive.
        smallest_face: faces down to so many pixels of the upright picture are sought; 0
            takes a 40th of the picture's longer side, but at least 20.
        begin, end: seconds of the clip between which frames are examined; an `end` of 0 is the
            clip's.
        quick: look at `frames_per_track` frames spread over the clip instead of all; shot
            cuts are not seen, and faces between those frames are missed.
    """

    every: int = 0
    frames_per_track: int = 25
    stretch: float = 20.0
    min_face: int = 48
    min_sharpness: float = 0.12
    # Measured: no scored face of 22 ordinary clips came above 0.43 and 35 degrees; coarse Motion
    # JPEG and MPEG-4 exceed 0.6; one training face in 500 is turned by more than 60 degrees.
    max_blockiness: float = 0.5
    max_yaw: float = 60.0
    max_unfamiliar: float = 0.5
    min_frames: int = 5
    smallest_face: int = 0
    begin: float = 0.0
    end: float = 0.0
    quick: bool = False

    def to_json(self) -> dict[str, Any]:
        """JSON-ready form."""
        return asdict(self)
