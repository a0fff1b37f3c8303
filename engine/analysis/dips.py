"""Where in a track its face could not carry a verdict, whether it was scored there or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Fault, Reason, faults
from engine.faces.track import FaceTrack


@dataclass(frozen=True)
class Dips:
    """Stretches of one track with one fault, as columns.

    Attributes:
        reason: the fault.
        first, last: int64 (R,), rows of the track, both within the stretch.
        worst: float32 (R,), the measure farthest beyond the limit.
        limit: the measure beyond which a face is useless.
    """

    reason: Reason
    first: np.ndarray
    last: np.ndarray
    worst: np.ndarray
    limit: float

    def at(self, row: int) -> int | None:
        """The stretch that a row of the track lies in, None where there is none."""
        place = int(np.searchsorted(self.first, row, side="right")) - 1
        return place if place >= 0 and row <= self.last[place] else None


def quality_dips(track: FaceTrack, settings: AnalysisSettings) -> tuple[Dips, ...]:
    """The stretches of each fault that the track has; several may lie over one another.

    Rows between two that were measured belong to a stretch where both are faulty. None for
    tracks of versions that kept no quality.
    """
    quality = track.quality
    if quality is None:
        return ()
    found = faults(quality.size, quality.sharpness, quality.yaw, quality.blockiness, settings)
    return tuple(_stretches(fault) for fault in found if fault.faulty.any())


def _stretches(fault: Fault) -> Dips:
    rows = np.flatnonzero(np.isfinite(fault.values))
    faulty = np.concatenate([[False], fault.faulty[rows], [False]])
    edges = np.flatnonzero(faulty[1:] != faulty[:-1])
    begins, ends = edges[::2], edges[1::2]
    values = fault.values[rows]
    below = values[begins[0]] < fault.limit
    take = np.minimum if below else np.maximum
    # Every second piece lies between two stretches.
    inner = np.stack([begins, ends], 1).ravel()
    worst = take.reduceat(np.append(values, values[-1]), inner)[::2]
    return Dips(fault.reason, rows[begins], rows[ends - 1], worst, fault.limit)
