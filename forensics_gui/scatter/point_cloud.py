"""Draws many points as one raster picture, in time bounded by the pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

#: Below this number, dots are drawn without merging those in the same pixel.
_FEW = 8000


@dataclass(frozen=True)
class Dot:
    """Appearance of a dot.

    Attributes:
        radius: pixels, > 0.
        opacity: 0 to 1.
        rim: RGB of a ring around it, or None.
        rim_width: pixels.
    """

    radius: float
    opacity: float = 1.0
    rim: tuple[int, int, int] | None = None
    rim_width: float = 1.5

    def scaled(self, ratio: float) -> Dot:
        """The same for a device pixel ratio."""
        return Dot(self.radius * ratio, self.opacity, self.rim, self.rim_width * ratio)

    @property
    def reach(self) -> int:
        """Extent from the centre in pixels."""
        return int(np.ceil(self.radius + (self.rim_width if self.rim else 0.0))) + 1


def rasterise(
    places: np.ndarray, colours: np.ndarray, width: int, height: int, dot: Dot
) -> np.ndarray:
    """Rasterise dots with smooth edges; overlapping dots are separated by distance.

    Dots in the same pixel are merged, with the colour of the last one. The time is therefore
    bounded by the picture's size.

    Args:
        places: float (N, 2), x and y in pixels; non-finite ones are skipped.
        colours: uint8 (N, 3), RGB.

    Returns:
        uint32 (height, width): ARGB, premultiplied.
    """
    reach = dot.reach
    # Margin for dots centred outside the picture.
    edge = 2 * reach
    row = width + 2 * edge
    drawn = np.zeros((height + 2 * edge, row), np.uint32)
    x, y = np.floor(places.T)
    # Non-finite values fail every comparison.
    seen = np.flatnonzero(
        (x >= -reach) & (x < width + reach) & (y >= -reach) & (y < height + reach)
    )
    cells = (y[seen].astype(np.int64) + edge) * row + x[seen].astype(np.int64) + edge
    if len(seen) > _FEW:
        numbers = np.arange(len(cells), dtype=np.int32)
        owner = np.full(drawn.size, -1, np.int32)
        owner[cells] = numbers
        last = owner[cells] == numbers
        seen, cells = seen[last], cells[last]
    colours = colours[seen]
    flat = drawn.reshape(-1)
    inked: dict[tuple[float, bool], np.ndarray] = {}
    for distance, dx, dy, of_rim in _offsets(dot):
        limit = dot.radius + dot.rim_width if of_rim else dot.radius
        cover = round(min(1.0, limit + 0.5 - distance) * dot.opacity, 1)
        if (cover, of_rim) not in inked:
            inked[cover, of_rim] = _ink(np.array([dot.rim]) if of_rim else colours, cover)
        flat[cells + (dy * row + dx)] = inked[cover, of_rim]
    return np.ascontiguousarray(drawn[edge : edge + height, edge : edge + width])


@lru_cache(maxsize=64)
def _offsets(dot: Dot) -> list[tuple[float, int, int, bool]]:
    """Distance, x, y and rim flag of each pixel of a dot, farthest first."""
    found = []
    for dy in range(-dot.reach, dot.reach + 1):
        for dx in range(-dot.reach, dot.reach + 1):
            distance = float(np.hypot(dx, dy))
            of_rim = dot.rim is not None and distance > dot.radius
            limit = dot.radius + dot.rim_width if of_rim else dot.radius
            if distance < limit + 0.5:
                found.append((distance, dx, dy, of_rim))
    return sorted(found, reverse=True)


def _ink(colours: np.ndarray, cover: float) -> np.ndarray:
    """Premultiplied ARGB of colours with a coverage, uint32 (N,)."""
    red, green, blue = np.round(colours * cover).astype(np.uint32).T
    alpha = np.uint32(round(255 * cover))
    return (alpha << np.uint32(24)) | (red << np.uint32(16)) | (green << np.uint32(8)) | blue


class PointCloud(pg.GraphicsObject):
    """Scatter of up to a hundred thousand points; see `rasterise`."""

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
        """Points in plot units, float32 (N, 2)."""
        return self._points

    def show_points(self, points: np.ndarray, colours: np.ndarray) -> None:
        """Replace the points.

        Args:
            points: float32 (N, 2).
            colours: uint8 (N, 3), RGB.
        """
        self._points, self._colours = points, colours
        self._redraw()

    def show_dot(self, dot: Dot) -> None:
        """Change the appearance."""
        self._dot = dot
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def on_scene(self) -> np.ndarray:
        """Points in scene pixels, float64 (N, 2)."""
        to = self.sceneTransform()
        x, y = self._points[:, 0].astype(np.float64), self._points[:, 1].astype(np.float64)
        # Contiguous coordinates are fastest for the rasteriser.
        return np.stack(
            [to.m11() * x + to.m21() * y + to.dx(), to.m12() * x + to.m22() * y + to.dy()]
        ).T

    def boundingRect(self) -> QRectF:
        # The whole view, because dots extend beyond their points.
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
        """Picture of the occupied part of the view, and its corner in device pixels."""
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
