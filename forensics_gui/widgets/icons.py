"""Icons of `resources/icons`, drawn in the text colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.shipped import resource

#: Side of the drawings in pixels: sharp up to a device pixel ratio of 3.
_SIDE = 72


def icon(name: str) -> QIcon:
    """Draw an icon by its file name without suffix.

    It keeps its colours: draw it again when the palette changes.
    """
    text = resource(f"icons/{name}.svg").read_text("utf-8")
    drawn = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText)
        pixmap = QPixmap(_SIDE, _SIDE)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour.name()).encode()))
        renderer.render(painter, QRectF(0, 0, _SIDE, _SIDE))
        painter.end()
        drawn.addPixmap(pixmap, mode)
    return drawn
