"""Readout below the picture: what is under the pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from engine.faces.track import FaceTrack
from forensics_gui.language import decimal, signed, suspicion_words, tr
from forensics_gui.session import Session

Colour = tuple[tuple[int, int, int], bool]


def describe(session: Session, frame: int, place: QPointF, colour: Colour | None) -> str:
    """Describe position, colour, frame and face.

    Args:
        frame: the current one.
        place: in pixels of the clip's upright picture.
        colour: RGB, and whether it is exact or from a downscaled copy.
    """
    x, y = int(place.x()), int(place.y())
    parts = [f"x {x}  y {y}"]
    if colour is not None:
        (red, green, blue), exact = colour
        parts.append(f"RGB {'' if exact else '≈ '}{red} {green} {blue}")
    if frame < len(session.pts):
        said = tr("PTS {stamp} (restated)") if session.restated[frame] else tr("PTS {stamp}")
        parts.append(said.format(stamp=session.pts[frame]))
    face = face_at(session, frame, place)
    parts.append(_face(session, frame, *face) if face else tr("no face"))
    return "   ·   ".join(parts)


def face_at(session: Session, frame: int, place: QPointF) -> tuple[FaceTrack, int] | None:
    """The smallest face whose box contains a position, and its row in the track."""
    found = []
    for track, row in session.tracks_at(frame):
        x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
        if x0 <= place.x() <= x1 and y0 <= place.y() <= y1:
            found.append(((x1 - x0) * (y1 - y0), track.number, track, row))
    return min(found)[2:] if found else None


def _face(session: Session, frame: int, track: FaceTrack, row: int) -> str:
    words = [tr("track {number}").format(number=track.number)]
    scores = session.analysis.scores.get(track.number)
    if scores is not None:
        at = int(np.searchsorted(scores.frames, frame))
        if at < len(scores.frames) and int(scores.frames[at]) == frame:
            analysis = session.analysis
            said = suspicion_words(analysis.suspicion(track.number)[at], analysis.calibrated)
            words.append(
                said if scores.usable[at] else tr("{score} (not usable)").format(score=said)
            )
        else:
            words.append(tr("not scored"))
    x0, y0, x1, y1 = track.boxes[row]
    words.append(f"{decimal(min(x1 - x0, y1 - y0), 0)} px")
    if track.detected[row]:
        share = decimal(100 * float(track.probabilities[row]), 0)
        words.append(tr("detected with {share} %").format(share=share))
    else:
        words.append(tr("interpolated"))
    quality = track.quality
    if quality is not None and row < len(quality.sharpness):
        for said, values, digits in (
            (tr("sharpness {value}"), quality.sharpness, 2),
            (tr("yaw {value}°"), quality.yaw, 0),
            (tr("blockiness {value}"), quality.blockiness, 2),
        ):
            value = float(values[row])
            if np.isfinite(value):
                # Yaw is signed.
                shown = signed(round(value), 0) if digits == 0 else decimal(value, digits)
                words.append(said.format(value=shown))
    return ", ".join(words)
