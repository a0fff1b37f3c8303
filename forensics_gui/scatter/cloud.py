"""Points of a plot as one picture, made anew when the view changes."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from forensics_gui.scatter.raster import Dot, rasterise


class PointCloud(pg.GraphicsObject):
    """A hundred thousand points pan and zoom as a hundred do; see `rasterise`."""

    def __init__(self, dot: Dot) -> None:
        super().__init__()
        self._dot = dot
        self._points = np.zeros((0, 2), np.float32)
        self._colours = np.zeros((0, 3), np.uint8)
        self._drawn: tuple[tuple[float, ...], tuple[QPointF, QImage]] | None = None

    def __len__(self) -> int:
        return len(self._points)

    @property
    def points(self) -> np.ndarray:
        """float32 (N, 2), in the plot's own units."""
        return self._points

    def show_points(self, points: np.ndarray, colours: np.ndarray) -> None:
        """Draw others.

        Args:
            points: float32 (N, 2).
            colours: uint8 (N, 3), RGB.
        """
        self._points, self._colours = points, colours
        self._redraw()

    def show_dot(self, dot: Dot) -> None:
        """Draw them in another way."""
        self._dot = dot
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def on_scene(self) -> np.ndarray:
        """float64 (N, 2): where the points are in the scene, in its pixels."""
        to = self.sceneTransform()
        x, y = self._points[:, 0].astype(np.float64), self._points[:, 1].astype(np.float64)
        # Each coordinate in one piece of memory, which is what all that follows is fastest with.
        return np.stack(
            [to.m11() * x + to.m21() * y + to.dx(), to.m12() * x + to.m22() * y + to.dy()]
        ).T

    def boundingRect(self) -> QRectF:
        # All that is seen of the plot: dots are larger than their points.
        return self.viewRect() or QRectF()

    def viewTransformChanged(self) -> None:
        self.prepareGeometryChange()
        super().viewTransformChanged()

    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, __: QWidget | None) -> None:
        box = self.getViewBox()
        if not len(self._points) or box is None:
            return
        area = box.sceneBoundingRect()
        ratio = painter.device().devicePixelRatio()
        to = self.sceneTransform()
        view = (
            to.m11(), to.m22(), to.dx(), to.dy(), area.x(), area.y(), area.width(),
            area.height(), ratio,
        )  # fmt: skip
        if self._drawn is None or self._drawn[0] != view:
            self._drawn = view, self._picture(area, ratio)
        painter.save()
        painter.setTransform(to.inverted()[0], True)
        corner, image = self._drawn[1]
        painter.drawImage(area.topLeft() + corner / ratio, image)
        painter.restore()

    def _picture(self, area: QRectF, ratio: float) -> tuple[QPointF, QImage]:
        """The part of the view that has dots in it, and its corner, in pixels of the screen."""
        places = (self.on_scene() - (area.x(), area.y())) * ratio
        dot = self._dot.scaled(ratio)
        size = np.ceil(np.array([area.width(), area.height()]) * ratio)
        x, y = places.T
        reach = dot.reach
        inside = (x > -reach) & (x < size[0] + reach) & (y > -reach) & (y < size[1] + reach)
        seen = np.flatnonzero(inside)
        if not len(seen):
            return QPointF(), QImage()
        places, colours = np.stack([x[seen], y[seen]]).T, self._colours[seen]
        low = np.clip(np.floor(places.T.min(1)) - reach, 0, size).astype(int)
        high = np.clip(np.ceil(places.T.max(1)) + reach + 1, 0, size).astype(int)
        width, height = np.maximum(high - low, 1).tolist()
        pixels = rasterise(places - low, colours, width, height, dot)
        image = QImage(
            pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
        ).copy()
        image.setDevicePixelRatio(ratio)
        return QPointF(*low.tolist()), image
