"""The visible part of a picture, shared by synchronised canvases."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Signal

#: Zoom levels in device pixels per clip pixel.
ZOOMS = (0.1, 0.25, 0.33, 0.5, 0.67, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)


class Viewport(QObject):
    """Zoom and centre in relative coordinates, so that clips of any size share them.

    Signals:
        changed(): the visible part changed.

    Attributes:
        zoom: device pixels per clip pixel; None fits the picture to the canvas.
        size: width and height of the clip's upright picture, pixels.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zoom: float | None = None
        self.size = (1, 1)
        self._centre = QPointF(0.5, 0.5)

    def reset(self, width: int, height: int) -> None:
        """Start with a picture of another size, fitted."""
        self.size = (width, height)
        self.fit()

    def fit(self) -> None:
        """Show the whole picture."""
        self.zoom, self._centre = None, QPointF(0.5, 0.5)
        self.changed.emit()

    def scale(self, area: QSize, ratio: float) -> float:
        """Logical pixels per clip pixel.

        Args:
            area: size of the canvas in logical pixels.
            ratio: device pixels per logical pixel.
        """
        if self.zoom is not None:
            return self.zoom / ratio
        return min(area.width() / self.size[0], area.height() / self.size[1])

    def target(self, area: QSize, ratio: float, size: tuple[int, int] | None = None) -> QRectF:
        """Rectangle of the whole picture relative to a canvas; it may exceed the canvas.

        Args:
            size: of a picture other than the clip's; it is scaled to the clip's height.
        """
        width, height = size or self.size
        if self.zoom is None:
            scale = min(area.width() / width, area.height() / height)
            w, h = width * scale, height * scale
            return QRectF((area.width() - w) / 2, (area.height() - h) / 2, w, h)
        scale = self.scale(area, ratio) * self.size[1] / height
        w, h = width * scale, height * scale
        x, y = area.width() / 2 - self._centre.x() * w, area.height() / 2 - self._centre.y() * h
        # Align to device pixels, so that clip pixels have equal sizes.
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, w, h)

    def to_picture(self, point: QPointF, area: QSize, ratio: float) -> QPointF:
        """Position in clip pixels under a point of a canvas."""
        target = self.target(area, ratio)
        return (point - target.topLeft()) * (self.size[0] / target.width())

    def visible(self, area: QSize, ratio: float, size: tuple[int, int] | None = None) -> QRect:
        """Visible part of the picture in its own pixels."""
        width, height = size or self.size
        target = self.target(area, ratio, size)
        seen = target & QRectF(0, 0, area.width(), area.height())
        shrink = width / target.width()
        part = QRectF((seen.topLeft() - target.topLeft()) * shrink, seen.size() * shrink)
        return part.toAlignedRect() & QRect(0, 0, width, height)

    def set_zoom(self, zoom: float, area: QSize, ratio: float, at: QPointF | None = None) -> None:
        """Zoom around a point.

        Args:
            zoom: device pixels per clip pixel, 0.1 to 16.
            at: point of the canvas; None for its centre.
        """
        at = at if at is not None else QPointF(area.width() / 2, area.height() / 2)
        held = self.to_picture(at, area, ratio)
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        scale = self.scale(area, ratio)
        middle = held - (at - QPointF(area.width() / 2, area.height() / 2)) * (1 / scale)
        self._move_to(middle)

    def step_zoom(self, steps: int, area: QSize, ratio: float, at: QPointF | None = None) -> None:
        """Zoom in (steps > 0) or out along ZOOMS, at most to the whole picture."""
        now = self.scale(area, ratio) * ratio
        fitted = min(area.width() / self.size[0], area.height() / self.size[1]) * ratio
        for _ in range(abs(steps)):
            if steps > 0:
                now = next((z for z in ZOOMS if z > now * 1.001), ZOOMS[-1])
            else:
                now = next((z for z in ZOOMS[::-1] if z < now * 0.999), ZOOMS[0])
        if now <= fitted and steps < 0:
            self.fit()
        else:
            self.set_zoom(now, area, ratio, at)

    def pan(self, by: QPointF, area: QSize, ratio: float) -> None:
        """Pan by logical pixels; no effect while the picture is fitted."""
        if self.zoom is not None:
            scale = self.scale(area, ratio)
            width, height = self.size
            centre = QPointF(self._centre.x() * width, self._centre.y() * height)
            self._move_to(centre - by * (1 / scale))

    def _move_to(self, middle: QPointF) -> None:
        x, y = middle.x() / self.size[0], middle.y() / self.size[1]
        self._centre = QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        self.changed.emit()
