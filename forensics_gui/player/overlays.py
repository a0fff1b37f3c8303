"""Switchable overlays of the picture: boxes, labels, landmarks, Grad-CAM."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QWidget, QWidgetAction

from engine.faces.track import FaceTrack
from forensics_gui.colours import EXCLUDED, LANDMARKS, UNSCORED, graded
from forensics_gui.language import signed, suspicion_words, tr
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import Label

#: Layers and their defaults.
LAYERS = {"boxes": True, "labels": True, "landmarks": False, "interpolated": True, "heat": False}


#: The colour map of `engine.analysis.gradcam.colourise`.
_INFERNO = ((0.0, "#1b0c41"), (0.25, "#781c6d"), (0.5, "#cf4446"), (0.75, "#f98e09"),
            (1.0, "#fcffa4"))  # fmt: skip


class Overlays(QObject):
    """Draws on any canvas that shows the open clip; switches are stored.

    Signals:
        changed(): redraw.
        switched(name, on): a layer was switched.

    Attributes:
        heat: RGBA Grad-CAM of the frame, or None.
        opacity: of the Grad-CAM, 0 to 1.
    """

    changed = Signal()
    switched = Signal(str, bool)

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__(session)
        self._session = session
        self._preferences = preferences
        self._on = {
            name: preferences.get(f"overlays/{name}", first) for name, first in LAYERS.items()
        }
        # Grad-CAM is slow, so it is off when a clip opens.
        self._on["heat"] = False
        self.heat: QImage | None = None
        self.opacity = 0.6

    def shows(self, name: str) -> bool:
        """Whether a layer is on; `name` is one of LAYERS."""
        return bool(self._on[name])

    def switch(self, name: str, on: bool) -> None:
        """Show or hide a layer."""
        if on != self._on[name]:
            self._on[name] = on
            self._preferences.set(f"overlays/{name}", on)
            self.switched.emit(name, on)
            self.changed.emit()

    def set_opacity(self, percent: int) -> None:
        """Set the opacity of the Grad-CAM in percent."""
        self.opacity = percent / 100
        self.changed.emit()

    def draw(self, painter: QPainter, target: QRectF, frame: int, size: tuple[int, int]) -> None:
        """Draw all visible layers.

        Args:
            target: rectangle of the whole picture on the canvas.
            frame: the current one.
            size: of the picture that boxes refer to, in pixels.
        """
        if self.shows("heat") and self.heat is not None:
            painter.setOpacity(self.opacity)
            painter.drawImage(target, self.heat)
            painter.setOpacity(1.0)
        self.draw_faces(painter, target, frame, size)
        if self.shows("heat") and self.heat is not None:
            draw_legend(painter, target)

    def draw_faces(
        self, painter: QPainter, target: QRectF, frame: int, size: tuple[int, int]
    ) -> None:
        """Like `draw`, without the Grad-CAM."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = target.width() / size[0]
        for track, row in self._session.tracks_at(frame):
            if not track.detected[row] and not self.shows("interpolated"):
                continue
            if self.shows("landmarks"):
                self._draw_landmarks(painter, target.topLeft(), scale, track.landmarks[row])
            if self.shows("boxes"):
                self._draw_box(painter, target, scale, track, row)
        if frame == 0 and not self._session.analysis.tracks and self.shows("boxes"):
            painter.setPen(QPen(QColor(UNSCORED), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in self._session.first_faces:
                painter.drawRect(on_screen(target, scale, box))

    def _draw_box(
        self, painter: QPainter, target: QRectF, scale: float, track: FaceTrack, row: int
    ) -> None:
        rect = on_screen(target, scale, track.boxes[row])
        selected = track.number == self._session.selected
        colour = QColor(self._colour(track.number))
        pen = QPen(colour, 3 if selected else 2)
        if not track.detected[row]:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        if self.shows("labels"):
            self._draw_label(painter, target, rect, track.number)

    def _colour(self, number: int) -> str:
        excluded = number in self._session.analysis.excluded
        return EXCLUDED if excluded else graded(self._session.llr_of(number))

    def _draw_label(self, painter: QPainter, target: QRectF, rect: QRectF, number: int) -> None:
        analysis = self._session.analysis
        value = analysis.track_suspicion(number)
        known = f"{number} {analysis.names.get(number, '')}".strip()
        score = "" if value is None else f"  {suspicion_words(value, analysis.calibrated)}"
        text = f" {known}{score} "
        font = QFont(painter.font())
        font.setPixelSize(scaled(12))
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text)
        if width > 2.2 * rect.width() and number != self._session.selected:
            # In a crowd, long labels would cover the neighbours.
            text = f" {number} " if value is None else f" {number}  {signed(value)} "
            width = painter.fontMetrics().horizontalAdvance(text)
        height = painter.fontMetrics().height() + 4
        seen = target & QRectF(painter.viewport())
        top = rect.top() - height if rect.top() - height > seen.top() else rect.bottom()
        left = min(rect.left(), seen.right() - width)
        label = QRectF(left, top, width, height)
        painter.fillRect(label, QColor(self._colour(number)))
        painter.setPen(QColor("#222222" if self._session.llr_of(number) is None else "white"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_landmarks(
        self, painter: QPainter, origin: QPointF, scale: float, points: np.ndarray
    ) -> None:
        # A dark rim keeps the dots visible on light skin and dark hair.
        painter.setPen(QPen(QColor("#15171a"), 1))
        painter.setBrush(QColor(LANDMARKS))
        for x, y in points:
            painter.drawEllipse(origin + QPointF(float(x), float(y)) * scale, 3, 3)


class OpacitySlider(QSlider):
    """Opacity of the Grad-CAM in percent."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(tr("Opacity of Grad-CAM"))
        self.setToolTip(tr("Opacity of Grad-CAM"))
        self.setRange(10, 100)
        self.setValue(60)
        self.setMinimumWidth(120)

    def add_to(self, menu: QMenu) -> None:
        """Add the slider as an entry of a menu."""
        entry, line = QWidgetAction(menu), QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(28, 2, 10, 4)
        row.addWidget(Label(tr("Opacity")))
        row.addWidget(self)
        entry.setDefaultWidget(line)
        menu.addAction(entry)


def draw_legend(painter: QPainter, target: QRectF) -> None:
    """Draw the colours of the Grad-CAM at the lower left of the picture."""
    seen = target & QRectF(painter.viewport())
    font = QFont(painter.font())
    font.setPixelSize(scaled(11))
    painter.setFont(font)
    low, high = tr("little"), tr("much")
    title = tr("Raised the score: ")
    note = tr("It does not show what was edited.")
    metrics, pad, bar = painter.fontMetrics(), 6, scaled(70)
    line = metrics.height()
    words = [metrics.horizontalAdvance(text) for text in (title, low, high, note)]
    width = max(sum(words[:3]) + bar + 2 * pad, words[3]) + 2 * pad
    box = QRectF(seen.left() + pad, seen.bottom() - 2 * line - 3 * pad, width, 2 * line + 2 * pad)
    painter.fillRect(box, QColor(21, 23, 26, 200))
    painter.setPen(QColor("#f2f3f5"))
    left, base = box.left() + pad, box.top() + pad + metrics.ascent()
    painter.drawText(QPointF(left, base), f"{title}{low}")
    left += words[0] + words[1] + pad
    colours = QLinearGradient(left, 0, left + bar, 0)
    for place, colour in _INFERNO:
        colours.setColorAt(place, QColor(colour))
    painter.fillRect(QRectF(left, box.top() + pad + 2, bar, line - 4), colours)
    painter.drawText(QPointF(left + bar + pad, base), high)
    painter.drawText(QPointF(box.left() + pad, base + line), note)


def on_screen(target: QRectF, scale: float, box: np.ndarray) -> QRectF:
    """Convert a box (x0, y0, x1, y1 in clip pixels) to canvas coordinates."""
    x0, y0, x1, y1 = (float(v) * scale for v in box)
    return QRectF(QPointF(x0, y0), QPointF(x1, y1)).translated(target.topLeft())
