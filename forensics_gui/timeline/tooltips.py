"""Hit tests on the timeline, and its tooltips."""

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
from forensics_gui.language import WORDING, decimal, suspicion_words, tr
from forensics_gui.timeline.curves import Curve
from forensics_gui.timeline.marks import Mark, MarkKind
from forensics_gui.timeline.time_axis import TimeAxis
from forensics_gui.widgets.labels import plain

#: Maximum distance of the pointer from a mark or point, in pixels.
NEAR = 6


def mark_at(
    marks: Sequence[Mark], times: np.ndarray, plane: TimeAxis, place: QPointF
) -> Mark | None:
    """The nearest mark; a cut only if no other mark is near.

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
    """Row of the scored face at a time of its lane."""
    if scores is None or not len(scores.times):
        return None
    away = np.abs(_x_of(scores.times, plane) - place.x())
    row = int(away.argmin())
    return row if away[row] <= NEAR else None


def _x_of(seconds: np.ndarray, plane: TimeAxis) -> np.ndarray:
    x: np.ndarray = plane.labels + (seconds - plane.span.start) / plane.span.length * plane.width
    return x


def describe_moment(seconds: float, frame: int) -> str:
    """Describe a position in the clip."""
    return tr("{seconds} s, frame {frame}").format(seconds=decimal(seconds, 2), frame=frame)


def describe_face(analysis: Analysis, number: int, row: int) -> str:
    """Describe a scored face and why it does not count.

    Args:
        row: of the track's scores.
    """
    scores = analysis.scores[number]
    moment = describe_moment(scores.times[row], scores.frames[row])
    said = f"{moment}: " + suspicion_words(analysis.suspicion(number)[row], analysis.calibrated)
    reasons = [*why_not(analysis, number, row)]
    if not scores.usable[row]:
        said += "\n" + tr("Not usable: {reasons}").format(
            reasons="; ".join(reasons) or tr("excluded by the analyst")
        )
    elif scores.facts.out_of_distribution[row] > 1:
        said += "\n" + tr("Out-of-distribution: unlike the training faces")
    return said


def short_fault(analysis: Analysis, number: int, row: int) -> str:
    """The most severe reason why a scored face does not count, in two or three words."""
    for fault in faults_of(analysis.scores[number].facts, analysis.settings):
        if fault.faulty[row]:
            return tr(phrases.FAULTS[fault.reason])
    return tr("excluded")


def why_not(analysis: Analysis, number: int, row: int) -> list[str]:
    """Reasons why a scored face cannot carry a verdict, each with its measure."""
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


def describe_track(curve: Curve, frame: int) -> str:
    """Whether the face is visible in a frame, and the faults of its range."""
    track = curve.track
    row = track.row_at(frame)
    if row is None:
        between = track.frames[0] < frame < track.frames[-1]
        return tr("Track ends here") if between else tr("No face here")
    lines = [tr("Face tracked")]
    if not track.detected[row]:
        lines = [tr("Interpolated between two detections")]
    for dips in curve.dips:
        place = dips.at(row)
        if place is not None:
            begin, end = (float(track.times[rows[place]]) for rows in (dips.first, dips.last))
            fault = phrases.measured_fault(
                dips.reason, float(dips.worst[place]), dips.limit, WORDING
            )
            words = tr("{begin} – {end} s not usable: {fault} at the worst frame")
            lines.append(words.format(begin=decimal(begin, 2), end=decimal(end, 2), fault=fault))
    return "\n".join(lines)


class Tooltips(QObject):
    """Shows tooltips that depend on the position in a widget.

    A separate object, because Qt still calls a scroll area's `viewportEvent` while the area is
    being destroyed, when Python can no longer respond.

    Args:
        widget: to watch.
        told_at: tooltip for a position; "" for none.
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
