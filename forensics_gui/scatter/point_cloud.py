"""Many dots as one picture: what is drawn for each depends on the pixels, not on the dots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

#: So few dots are drawn faster than those in the same pixels are found.
_FEW = 8000


@dataclass(frozen=True)
class Dot:
    """How a dot looks.

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
        """The same on a screen with so many pixels to each."""
        return Dot(self.radius * ratio, self.opacity, self.rim, self.rim_width * ratio)

    @property
    def reach(self) -> int:
        """Pixels from the middle to where nothing is drawn any more."""
        return int(np.ceil(self.radius + (self.rim_width if self.rim else 0.0))) + 1


def rasterise(
    places: np.ndarray, colours: np.ndarray, width: int, height: int, dot: Dot
) -> np.ndarray:
    """Dots with smooth edges; where two overlap, each has the pixels nearest to it.

    Dots in the same pixel are one dot, with the colour of the last of them. So the time taken
    is bounded by the picture's size, however many dots there are.

    Args:
        places: float (N, 2), x and y in pixels; those that are not finite are left out.
        colours: uint8 (N, 3), RGB.

    Returns:
        uint32 (height, width): ARGB, premultiplied.
    """
    reach = dot.reach
    # Room for dots whose middle is outside, and for what those at its edge reach.
    edge = 2 * reach
    row = width + 2 * edge
    drawn = np.zeros((height + 2 * edge, row), np.uint32)
    x, y = np.floor(places.T)
    # What is not finite fails every comparison.
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
    """Distance, x and y of each pixel of a dot and whether it is the rim's; the farthest first."""
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
    """uint32 (N,): ARGB of colours that cover so much of a pixel, premultiplied."""
    red, green, blue = np.round(colours * cover).astype(np.uint32).T
    alpha = np.uint32(round(255 * cover))
    return (alpha << np.uint32(24)) | (red << np.uint32(16)) | (green << np.uint32(8)) | blue


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
