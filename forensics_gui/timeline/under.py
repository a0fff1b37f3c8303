"""What lies under the pointer: a sign on the strip of marks, a scored face in a lane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF

from engine.analysis.events import FrameScores
from forensics_gui.timeline.marks import Mark, MarkKind
from forensics_gui.timeline.plane import Plane

#: Pixels from a sign or a point within which the pointer is at it.
NEAR = 6


def mark_at(marks: Sequence[Mark], times: np.ndarray, plane: Plane, place: QPointF) -> Mark | None:
    """The nearest sign on the strip; a cut only where no other sign is near.

    Args:
        times: float64, seconds of every frame of the clip.
    """
    if not plane.ruler <= place.y() < plane.head or not marks:
        return None
    seconds = times[[mark.frame for mark in marks]]
    away = np.abs(_x_of(seconds, plane) - place.x())
    near = np.flatnonzero(away <= NEAR).tolist()
    found = min(near, key=lambda i: (marks[i].kind is MarkKind.CUT, away[i]), default=None)
    return marks[found] if found is not None else None


def face_at(scores: FrameScores | None, plane: Plane, place: QPointF) -> int | None:
    """The row of the scored face at a place of its lane, by its moment alone."""
    if scores is None or not len(scores.times):
        return None
    away = np.abs(_x_of(scores.times, plane) - place.x())
    row = int(away.argmin())
    return row if away[row] <= NEAR else None


def _x_of(seconds: np.ndarray, plane: Plane) -> np.ndarray:
    x: np.ndarray = plane.labels + (seconds - plane.span.start) / plane.span.length * plane.width
    return x
