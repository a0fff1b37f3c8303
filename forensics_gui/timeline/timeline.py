"""The timeline: a lane for each face below a ruler with marks."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from forensics_gui.case.controller import CaseController
from forensics_gui.language import decimal, tr
from forensics_gui.player.transport import Transport
from forensics_gui.session import Session
from forensics_gui.timeline.lanes import Lanes
from forensics_gui.timeline.marks import Mark, MarkKind, marks_of
from forensics_gui.timeline.painting import Drawing
from forensics_gui.timeline.time_axis import TimeAxis, TimeSpan, labels
from forensics_gui.timeline.tooltips import (
    Tooltips,
    describe_face,
    describe_moment,
    describe_track,
    face_at,
    mark_at,
)
from forensics_gui.widgets.accessibility import set_role

_ZOOM = 1.25
#: Steps of the horizontal scroll bar over the whole clip.
_BAR = 100_000


class Timeline(QAbstractScrollArea):
    """A click goes to a frame and selects the face.

    Signals:
        seek(frame): show a frame.
    """

    seek = Signal(int)

    def __init__(self, session: Session, transport: Transport, cases: CaseController) -> None:
        super().__init__()
        self.session, self.transport, self._cases = session, transport, cases
        self.span = TimeSpan()
        self.lanes = Lanes(session)
        self.marks: list[Mark] = []
        self._drawn: QPixmap | None = None
        self._pressed: QPointF | None = None
        self._grip = 0.0
        self._moving = False
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.redraw)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(self.plane.head + 52)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Score over time"))
        self._tips = Tooltips(self.viewport(), self.told_at)
        self.verticalScrollBar().valueChanged.connect(self.redraw)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        session.clip_opened.connect(self.show_clip)
        for signal in (session.started, session.track_found, session.track_scored,
                       session.track_judged, session.clip_judged, session.findings_added,
                       session.corrected):  # fmt: skip
            signal.connect(self._changed)
        session.track_selected.connect(self._show_selected)
        session.frame_changed.connect(self._follow)
        cases.changed.connect(self._changed)
        transport.changed.connect(self.redraw)

    # --- what is shown ---

    @property
    def plane(self) -> TimeAxis:
        return TimeAxis(self.span, max(1, self.viewport().width() - labels()))

    def show_clip(self, _: object = None) -> None:
        """Show the whole of another clip."""
        times = self.session.times
        last = float(times[-1] - times[-2]) if len(times) > 1 else 0.0
        self.span.reset(float(times[-1]) + last if len(times) else 1.0)
        self._changed()

    def _changed(self, _: object = None) -> None:
        analysis, view = self.session.analysis, self._cases.view
        remarks = view.state.remarks.values() if view is not None and self._cases.clip else ()
        here = [remark for remark in remarks if remark.clip == self._cases.clip]
        self.marks = marks_of(analysis, here, len(self.session.times))
        self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().height() - self.plane.head
        self.lanes.refresh(room)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self.lanes.numbers) * self.lanes.height - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self.lanes.height // 2)
        self._moved()

    def _moved(self) -> None:
        """React to a changed visible range."""
        bar, share = self.horizontalScrollBar(), _BAR / self.span.duration
        self._moving = True
        shown = round(self.span.length * share)
        bar.setRange(0, _BAR - shown)
        bar.setPageStep(shown)
        bar.setSingleStep(max(1, shown // 20))
        bar.setValue(round(self.span.start * share))
        self._moving = False
        self.redraw()

    def _scrolled(self, value: int) -> None:
        if not self._moving:
            self.span.begin_at(value / _BAR * self.span.duration, self.span.length)
            self.redraw()

    def redraw(self) -> None:
        """Redraw everything at the next repaint."""
        self._drawn = None
        self.viewport().update()

    def _show_selected(self, number: int) -> None:
        if number in self.lanes.numbers:
            bar, top = self.verticalScrollBar(), self.lanes.top(number)
            room = self.viewport().height() - self.plane.head
            if not bar.value() <= top <= bar.value() + room - self.lanes.height:
                bar.setValue(top - max(0, (room - self.lanes.height) // 2))
            lane = self.lanes.label(number)
            self.setAccessibleDescription(f"{lane.title}: {lane.words}")
        self.redraw()

    def _follow(self, frame: int) -> None:
        if len(self.session.times):
            if self.span.follow(float(self.session.times[frame])):
                self._moved()
            self.viewport().update()

    # --- zoom ---

    def fit(self) -> None:
        """Show the whole clip."""
        self.span.fit()
        self._moved()

    def zoom_in(self) -> None:
        """Zoom in around the current frame."""
        self._zoom(_ZOOM**2, self._now())

    def zoom_out(self) -> None:
        """Zoom out around the current frame."""
        self._zoom(_ZOOM**-2, self._now())

    def fit_range(self) -> None:
        """Show the marked range."""
        times = self.session.times
        if len(times):
            first, last = self.transport.range
            self.span.show(float(times[first]), float(times[last]))
            self._moved()

    def _zoom(self, factor: float, at: float) -> None:
        self.span.zoom(factor, at)
        self._moved()

    def _now(self) -> float:
        times = self.session.times
        return float(times[self.session.frame]) if len(times) else 0.0

    def next_remark(self) -> None:
        """Go to the next note or bookmark, wrapping around."""
        self._to_remark(1)

    def previous_remark(self) -> None:
        """Go to the previous note or bookmark, wrapping around."""
        self._to_remark(-1)

    def _to_remark(self, step: int) -> None:
        kinds = (MarkKind.NOTE, MarkKind.BOOKMARK)
        frames = sorted({m.frame for m in self.marks if m.kind in kinds})
        here = self.session.frame
        if frames:
            ahead = [frame for frame in frames[::step] if (frame - here) * step > 0]
            self.seek.emit((ahead or frames[::step])[0])

    def select_next(self) -> None:
        """Select the face of the next lane."""
        self._step(1)

    def select_previous(self) -> None:
        """Select the face of the previous lane."""
        self._step(-1)

    def _step(self, by: int) -> None:
        numbers = self.lanes.numbers
        if numbers:
            at = numbers.index(self.session.selected) if self.session.selected in numbers else -1
            self.session.select(numbers[min(max(at + by, 0), len(numbers) - 1)])

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._drawn)
        if len(self.session.times):
            x = self.plane.x_of(self._now())
            if x >= self.plane.labels:
                painter.setPen(QPen(self.palette().highlight().color(), 1.6))
                painter.drawLine(QPointF(x, 0), QPointF(x, self.viewport().height()))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.viewport().size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(drawn)
        # Destroying a picture that is still being painted on crashes Qt.
        try:
            self._draw_with(painter)
        finally:
            painter.end()
        return drawn

    def _draw_with(self, painter: QPainter) -> None:
        painter.setFont(self.font())
        drawing = Drawing(painter, self.plane, self.palette(), self.viewport().height())
        session, transport = self.session, self.transport
        if not drawing.lanes(self.lanes, session, self.verticalScrollBar().value()):
            self._rest.start()
        if len(session.times):
            if transport.has_range:
                drawing.range(session.times, *transport.range)
            drawing.marks(self.marks, session.times)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    # --- pointer and keys ---

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.position().x() < self.plane.labels:
            super().wheelEvent(event)
        elif turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pan(-(turned.x() or turned.y()) / 120 * self.span.length / 10)
        else:
            factor = _ZOOM ** (turned.y() / 120)
            self._zoom(factor, self.plane.time_at(event.position().x()))
        event.accept()

    def _pan(self, seconds: float) -> None:
        self.span.begin_at(self.span.start + seconds, self.span.length)
        self._moved()

    def frame_at(self, x: float) -> int:
        """Frame on screen at the time of x."""
        at = np.searchsorted(self.session.times, self.plane.time_at(x) + 1e-9, side="right")
        return int(min(max(int(at) - 1, 0), len(self.session.times) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if not len(self.session.times):
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grip = place.x()
        elif event.button() == Qt.MouseButton.LeftButton:
            lane = self._lane_at(place)
            if lane:
                self.session.select(lane)
            if place.x() >= self.plane.labels:
                self._pressed = place
                if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    mark = self._mark_at(place)
                    self.seek.emit(mark.frame if mark is not None else self.frame_at(place.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if event.buttons() & Qt.MouseButton.MiddleButton:
            self._pan((self._grip - place.x()) / self.plane.width * self.span.length)
            self._grip = place.x()
        elif self._pressed is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                frames = sorted((self.frame_at(self._pressed.x()), self.frame_at(place.x())))
                self.transport.set_range(*frames)
            else:
                self.seek.emit(self.frame_at(place.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        lane = self._lane_at(event.position())
        if lane and event.position().x() < self.plane.labels:
            self.seek.emit(int(self.session.analysis.tracks[lane].frames[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def focusInEvent(self, event: QEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.viewport().update()

    def _lane_at(self, place: QPointF) -> int:
        y = place.y() - self.plane.head
        return self.lanes.at(y + self.verticalScrollBar().value()) if y >= 0 else 0

    def _mark_at(self, place: QPointF) -> Mark | None:
        times = self.session.times
        return mark_at(self.marks, times, self.plane, place) if len(times) else None

    def told_at(self, place: QPointF) -> str:
        """Tooltip at a position; "" for none."""
        if not len(self.session.times):
            return ""
        sign = self._mark_at(place)
        if sign is not None:
            return f"{describe_moment(self.session.times[sign.frame], sign.frame)}\n{sign.text}"
        number = self._lane_at(place)
        if not number:
            return ""
        lane = self.lanes.label(number)
        if place.x() < self.plane.labels:
            return f"{lane.title}\n{lane.words}"
        analysis = self.session.analysis
        row = face_at(analysis.scores.get(number), self.plane, place)
        if row is not None:
            return describe_face(analysis, number, row)
        frame = self.frame_at(place.x())
        title = f"{lane.title}, {decimal(self.plane.time_at(place.x()), 2)} s"
        return f"{title}\n{describe_track(self.lanes.curve(number), frame)}"
