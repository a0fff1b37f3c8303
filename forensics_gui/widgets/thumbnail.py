"""Thumbnails for lists."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

SIZE = QSize(80, 46)


def unchanged(picture: QPixmap) -> QIcon:
    """Icon that is not tinted when selected."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def framed(picture: QPixmap | None) -> QIcon:
    """Fit a picture into a dark frame of fixed size; a light frame without a picture.

    A fixed size aligns the text beside the icons.
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
