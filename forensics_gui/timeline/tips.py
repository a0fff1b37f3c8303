"""Tool tips that change with the place under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from forensics_gui.labels import plain
from forensics_gui.timeline.under import NEAR


class Tips(QObject):
    """Shows what is told of a place of a widget.

    An object of its own: a scroll area's `viewportEvent` is still called while the area is
    being destroyed, when Python can no longer answer.

    Args:
        widget: is watched.
        told_at: the words for a place; "" for none.
    """

    def __init__(self, widget: QWidget, told_at: Callable[[QPointF], str]) -> None:
        super().__init__(widget)
        self._widget, self._told_at = widget, told_at
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return False
        near = QPoint(NEAR, NEAR)
        around = QRect(event.pos() - near, event.pos() + near)
        words = self._told_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), plain(words), self._widget, around)
        return True
