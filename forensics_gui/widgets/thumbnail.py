"""Small pictures beside words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

SIZE = QSize(80, 46)


def unchanged(picture: QPixmap) -> QIcon:
    """The picture as it is, where it is selected too: Qt would tint it there."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def framed(picture: QPixmap | None) -> QIcon:
    """The whole picture in the middle of a dark ground; a light ground alone without one.

    All are of one size, so that the words beside them stand in one line.
    """
    ground = QPixmap(SIZE)
    ground.fill(QColor("#d5d8dd" if picture is None else "#15171a"))
    if picture is not None:
        small = picture.scaled(
            SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter = QPainter(ground)
        painter.drawPixmap(
            (SIZE.width() - small.width()) // 2, (SIZE.height() - small.height()) // 2, small
        )
        painter.end()
    return unchanged(ground)
