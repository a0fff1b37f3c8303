"""A small picture of a track's face; runs on a worker thread."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.faces.track import FaceTrack


def thumbnail(path: Path, track: FaceTrack) -> np.ndarray:
    """uint8 (h, w, 3) RGB: the face in the detected frame nearest the track's middle."""
    from engine.video.source import VideoSource

    rows = np.flatnonzero(track.detected)
    row = int(rows[np.argmin(np.abs(rows - len(track) // 2))])
    with VideoSource.open(path) as video:
        picture = video.frame(int(track.frames[row])).rgb()
    x0, y0, x1, y1 = track.boxes[row]
    margin = 0.15 * (y1 - y0)
    top, bottom = max(0, int(y0 - margin)), int(y1 + margin)
    left, right = max(0, int(x0 - margin)), int(x1 + margin)
    face = picture[top:bottom, left:right]
    step = max(1, min(face.shape[:2]) // 128)
    return np.ascontiguousarray(face[::step, ::step])
