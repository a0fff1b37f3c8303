"""Settings of an analysis; part of a result's identity."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.errors import SettingsError
from engine.wording import mark

#: `frames_per_track` for the densest analysis: every frame of a stretch at up to 30 frames per
#: second.
DENSE = 600
#: Tolerance for rounded times, in seconds.
_ROUNDED = 5e-4


@dataclass(frozen=True)
class AnalysisSettings:
    """Settings of one analysis.

    Attributes:
        every: 0 detects faces every 0.4 seconds and follows them on every frame; N
            detects them in every N-th frame only, and interpolates boxes in between.
        frames_per_track: most frames of a track to score in each stretch of it (paper: 25 of a
            clip).
        stretch: seconds of a track that are sampled and judged together; longer tracks are also
            judged stretch by stretch. 0 takes each track as one stretch.
        min_face: smallest face, in pixels, that counts in a verdict.
        min_sharpness: lowest sharpness of a crop that counts in a verdict; see
            `engine.faces.quality.sharpness`.
        max_blockiness: strongest steps at the edges of compression blocks of a face that counts
            in a verdict; see `engine.faces.quality.blockiness`.
        max_yaw: largest turn in degrees of a face that counts in a verdict; see
            `engine.faces.quality.pose`.
        max_unfamiliar: a track is inconclusive if a greater share of its usable faces is
            out-of-distribution for the detector.
        min_frames: tracks with fewer usable frames are inconclusive.
        smallest_face: smallest face to detect, in pixels of the upright picture; 0 takes a 40th
            of the picture's longer side, but at least 20.
        begin, end: seconds of the clip between which frames are examined; an `end` of 0 means
            the end of the clip.
        quick: examine `frames_per_track` frames spread over the clip instead of all; shot
            cuts are not detected, and faces between those frames are missed.
    """

    every: int = 0
    frames_per_track: int = 25
    stretch: float = 20.0
    min_face: int = 48
    min_sharpness: float = 0.12
    # Measured: no scored face of 22 ordinary clips exceeds 0.43 and 35 degrees; coarse Motion JPEG
    # and MPEG-4 exceed 0.6; one training face in 500 is turned by more than 60 degrees.
    max_blockiness: float = 0.5
    max_yaw: float = 60.0
    max_unfamiliar: float = 0.5
    min_frames: int = 5
    smallest_face: int = 0
    begin: float = 0.0
    end: float = 0.0
    quick: bool = False

    @property
    def whole(self) -> bool:
        """Whether the clip is examined from its first frame to its last."""
        return not self.begin and not self.end

    def part_of(self, times: np.ndarray) -> range:
        """Select the frames to examine.

        Args:
            times: float64 (N,), seconds of each frame of the clip, ascending.

        Raises:
            SettingsError: there are none.
        """
        first = int(np.searchsorted(times, self.begin - _ROUNDED))
        last = int(np.searchsorted(times, self.end + _ROUNDED)) if self.end else len(times)
        if first >= last:
            raise SettingsError(
                mark("No frame of the clip lies between {begin} s and {end} s."),
                mark("The last frame is shown at {last} s. Choose another range."),
                begin=f"{self.begin:g}",
                end=f"{self.end or times[-1]:g}",
                last=f"{times[-1]:.3f}",
            )
        return range(first, last)

    def most_scored(self, times: np.ndarray) -> int:
        """Upper limit on the number of faces of a track that are scored.

        Args:
            times: float64 (F,), seconds of the frames that show it, ascending.
        """
        if not self.stretch or not len(times):
            return min(len(times), self.frames_per_track)
        counts = np.bincount(((times - times[0]) // self.stretch).astype(int))
        return int(np.minimum(counts, self.frames_per_track).sum())

    def to_json(self) -> dict[str, Any]:
        """JSON-ready form."""
        return asdict(self)
