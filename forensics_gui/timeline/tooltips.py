"""What lies under the pointer: a sign on the strip of marks, a scored face in a lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from engine.analysis import phrases
from engine.analysis.events import FrameScores
from engine.analysis.result import Analysis
from engine.analysis.verdict import faults_of
from forensics_gui.language import WORDING, decimal, signed, tr
from forensics_gui.timeline.curves import Curve
from forensics_gui.timeline.marks import Mark, MarkKind
from forensics_gui.timeline.time_axis import TimeAxis
from forensics_gui.widgets.labels import plain

#: Pixels from a sign or a point within which the pointer is at it.
NEAR = 6


def mark_at(
    marks: Sequence[Mark], times: np.ndarray, plane: TimeAxis, place: QPointF
) -> Mark | None:
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


def face_at(scores: FrameScores | None, plane: TimeAxis, place: QPointF) -> int | None:
    """The row of the scored face at a place of its lane, by its moment alone."""
    if scores is None or not len(scores.times):
        return None
    away = np.abs(_x_of(scores.times, plane) - place.x())
    row = int(away.argmin())
    return row if away[row] <= NEAR else None


def _x_of(seconds: np.ndarray, plane: TimeAxis) -> np.ndarray:
    x: np.ndarray = plane.labels + (seconds - plane.span.start) / plane.span.length * plane.width
    return x


def told_of_moment(seconds: float, frame: int) -> str:
    """Where in the clip something is."""
    return tr("{seconds} s, frame {frame}").format(seconds=decimal(seconds, 2), frame=frame)


def told_of_face(analysis: Analysis, number: int, row: int) -> str:
    """What a scored face says by itself, and why it does not count where it does not.

    Args:
        row: of the track's scores.
    """
    scores = analysis.scores[number]
    moment = told_of_moment(scores.times[row], scores.frames[row])
    said = f"{moment}: " + tr("log10 LR {ratio}").format(ratio=signed(scores.llr[row]))
    reasons = [*why_not(analysis, number, row)]
    if not scores.usable[row]:
        said += "\n" + tr("Does not count: {reasons}").format(
            reasons="; ".join(reasons) or tr("excluded by the analyst")
        )
    elif scores.facts.novelty[row] > 1:
        said += "\n" + tr("Unlike the faces that the detector was trained on")
    return said


def short_fault(analysis: Analysis, number: int, row: int) -> str:
    """The gravest reason why a scored face cannot count, in two or three words."""
    for fault in faults_of(analysis.scores[number].facts, analysis.settings):
        if fault.faulty[row]:
            return tr(phrases.FAULTS[fault.reason])
    return tr("excluded")


def why_not(analysis: Analysis, number: int, row: int) -> list[str]:
    """Why a scored face cannot carry a verdict, each reason with its measure."""
    found = faults_of(analysis.scores[number].facts, analysis.settings)
    reasons = [
        phrases.measured_fault(fault.reason, float(fault.values[row]), fault.limit, WORDING)
        for fault in found
        if fault.faulty[row]
    ]
    frame = int(analysis.scores[number].frames[row])
    for one in analysis.left_out.get(number, ()):
        if one.first <= frame <= one.last:
            reasons.append(tr("excluded by the analyst: {reason}").format(reason=one.reason))
    return reasons


def told_of_track(curve: Curve, frame: int) -> str:
    """Whether the face is seen in a frame, and the faults of the stretch that this lies in."""
    track = curve.track
    row = track.row_at(frame)
    if row is None:
        between = track.frames[0] < frame < track.frames[-1]
        return tr("The face is lost here") if between else tr("The face is not seen here")
    lines = [tr("The face is seen")]
    if not track.detected[row]:
        lines = [tr("The face was not looked for here; its place is put between two frames")]
    for dips in curve.dips:
        place = dips.at(row)
        if place is not None:
            begin, end = (float(track.times[rows[place]]) for rows in (dips.first, dips.last))
            fault = phrases.measured_fault(
                dips.reason, float(dips.worst[place]), dips.limit, WORDING
            )
            words = tr("{begin} – {end} s could not count: {fault}, at its worst")
            lines.append(words.format(begin=decimal(begin, 2), end=decimal(end, 2), fault=fault))
    return "\n".join(lines)


class Tooltips(QObject):
    """Shows what is told of a place of a widget.

    An object of its own: a scroll area's `viewportEvent` is still called while the area is
    being destroyed, when Python can no longer answer.

    Args:
        widget: is watched.
        told_at: the words for a place; "" for none.
    """

    def __init__(self, widget: QWidget, told_at: Callable[[QPointF], str]) -> None:
        super().__init__(widget)
        self._widget, self._told_at = widget, told_at
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return False
        near = QPoint(NEAR, NEAR)
        around = QRect(event.pos() - near, event.pos() + near)
        words = self._told_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), plain(words), self._widget, around)
        return True
