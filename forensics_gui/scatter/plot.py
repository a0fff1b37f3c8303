"""The scatter plot and its lasso."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QPalette

from forensics_gui.colours import rgb_of
from forensics_gui.language import tr
from forensics_gui.scatter.point_cloud import Dot, PointCloud
from forensics_gui.widgets.accessibility import set_role

#: Maximum number of corners of a lasso; more do not improve it.
_CORNERS = 128


class LassoBox(pg.ViewBox):
    """View that pans by dragging; with Shift or in lasso mode, dragging draws a line.

    Signals:
        drawn(ndarray): float64 (C, 2), the line so far.
        closed(ndarray): the complete line.
    """

    drawn = Signal(object)
    closed = Signal(object)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.lasso = False
        self._line: list[tuple[float, float]] = []

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or not (self._line or self.lasso or shift):
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        if event.isStart():
            self._line = [self._place(event.buttonDownPos())]
        self._line.append(self._place(event.pos()))
        line = np.array(self._line)
        if event.isFinish():
            self._line = []
            self.closed.emit(line)
        else:
            self.drawn.emit(line)

    def _place(self, position: Any) -> tuple[float, float]:
        at = self.mapToView(position)
        return at.x(), at.y()


def inside(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Test points against a closed polygon by the even-odd rule.

    Args:
        points: float (N, 2).
        line: float (C, 2), corners; the last connects to the first.

    Returns:
        bool (N,).
    """
    found = np.zeros(len(points), bool)
    if len(line) < 3:
        return found
    line = line[:: -(-len(line) // _CORNERS)]
    low, high = line.min(0), line.max(0)
    rows = np.flatnonzero(((points >= low) & (points <= high)).all(1))
    x, y = points[rows].astype(np.float64).T
    odd = np.zeros(len(rows), bool)
    for (x0, y0), (x1, y1) in zip(line, np.roll(line, -1, 0), strict=True):
        if y0 != y1:
            crosses = (y0 > y) != (y1 > y)
            odd ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    found[rows] = odd
    return found


#: Maximum distance of the pointer from a dot's centre, in pixels.
_NEAR = 9.0
_NONE = np.zeros((0, 2), np.float32)
#: Radius of a face's dot, and of dots in a crowded plot.
_FACE, _CROWDED = 4.5, 2.0
_FEW, _MANY = 1000, 20_000


class ScatterView(pg.PlotWidget):
    """Dragging pans, the wheel zooms, a lasso selects.

    Signals:
        picked(row): a face of the clip was clicked.
        asked(row, QPoint): context menu of a face; screen position.
        pointed(row, known, QPoint): face of the clip and reference face under the pointer, -1 for
            none; widget position.
        lassoed(ndarray): int64 (N,), selected rows of the clip's faces.
    """

    picked = Signal(int)
    asked = Signal(int, QPoint)
    pointed = Signal(int, int, QPoint)
    lassoed = Signal(object)

    def __init__(self) -> None:
        self.box = LassoBox()
        super().__init__(viewBox=self.box, background=None)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.box.disableAutoRange()
        self.setAspectLocked(True)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Embedding"))
        self.reference = PointCloud(Dot(2.3, 0.5))
        self.faces = PointCloud(Dot(_FACE))
        self.chosen = PointCloud(Dot(_FACE))
        self.marker = PointCloud(Dot(_FACE))
        self._line = pg.PlotCurveItem()
        for item in (self.reference, self.faces, self.chosen, self.marker, self._line):
            self.box.addItem(item, ignoreBounds=True)
        #: Of the clip's faces, uint8 (N, 3).
        self.colours = np.zeros((0, 3), np.uint8)
        self.box.drawn.connect(self._show_line)
        self.box.closed.connect(self._close_line)
        self.scene().sigMouseClicked.connect(self._clicked)
        self.scene().sigMouseMoved.connect(self._moved)
        self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        ground = rgb_of(palette.color(QPalette.ColorRole.Base))
        words = rgb_of(palette.color(QPalette.ColorRole.Text))
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        radius = _radius(len(self.faces))
        self.faces.show_dot(Dot(radius, rim=ground if radius > _CROWDED else None))
        self.chosen.show_dot(Dot(radius + 0.5, rim=words, rim_width=1.5))
        self.marker.show_dot(Dot(_FACE + 3, rim=words, rim_width=2.5))
        self._line.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text), width=1.5))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Also sent while the base class is constructed.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "marker"):
            self._restyle()

    # --- what is shown ---

    def clear_points(self) -> None:
        """Clear the plot."""
        for cloud in (self.reference, self.faces, self.chosen, self.marker):
            cloud.show_points(_NONE, np.zeros((0, 3), np.uint8))

    def show_reference(self, points: np.ndarray, colours: np.ndarray) -> None:
        """Draw the reference: float32 (R, 2) and uint8 (R, 3)."""
        self.reference.show_points(points, colours)

    def show_faces(self, points: np.ndarray, colours: np.ndarray) -> None:
        """Draw the clip's faces: float32 (N, 2) and uint8 (N, 3)."""
        self.colours = colours
        self.faces.show_points(points, colours)
        self._restyle()

    def show_chosen(self, rows: np.ndarray) -> None:
        """Mark selected faces, int64 rows."""
        self.chosen.show_points(self.faces.points[rows], self.colours[rows])

    def show_current(self, rows: np.ndarray) -> None:
        """Mark the faces of the current frame, int64 rows."""
        self.marker.show_points(self.faces.points[rows], self.colours[rows])

    def fit(self) -> None:
        """Zoom to all points."""
        points = np.concatenate([self.reference.points, self.faces.points])
        points = points[np.isfinite(points).all(1)]
        if len(points):
            low, high = points.min(0), points.max(0)
            span = np.maximum(high - low, 1e-3)
            self.box.setRange(QRectF(*low, *span), padding=0.06)

    # --- the mouse ---

    def face_at(self, position: QPointF) -> int:
        """Row of the clip's face at a scene position, -1 for none."""
        return _nearest(self.faces, position)

    def _clicked(self, event: Any) -> None:
        row = self.face_at(event.scenePos())
        if row < 0:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(row)
        elif event.button() == Qt.MouseButton.RightButton:
            self.asked.emit(row, event.screenPos().toPoint())

    def _moved(self, position: QPointF) -> None:
        row = self.face_at(position)
        known = -1 if row >= 0 else _nearest(self.reference, position)
        self.pointed.emit(row, known, self.mapFromScene(position))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1, -1, QPoint())

    def _show_line(self, line: np.ndarray) -> None:
        self._line.setData(line[:, 0], line[:, 1])

    def _close_line(self, line: np.ndarray) -> None:
        self._line.clear()
        self.lassoed.emit(np.flatnonzero(inside(self.faces.points, line)))


def _nearest(cloud: PointCloud, position: QPointF) -> int:
    if not len(cloud):
        return -1
    away = cloud.on_scene() - (position.x(), position.y())
    far = np.nan_to_num(np.square(away).sum(1), nan=np.inf)
    row = int(np.argmin(far))
    return row if far[row] <= _NEAR**2 else -1


def _radius(count: int) -> float:
    """Dot radius for a number of faces."""
    share = float(np.interp(np.log(max(count, 1)), np.log([_FEW, _MANY]), [0, 1]))
    return _FACE + (_CROWDED - _FACE) * share
