"""What a screen reader finds of a window."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget


def focusable(top: QWidget) -> list[QWidget]:
    """Visible widgets that Tab reaches, without those that pass the focus on."""
    return [
        widget
        for widget in [top, *top.findChildren(QWidget)]
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisibleTo(top)
        and not isinstance(widget.parent(), QComboBox)
    ]


def told(widget: QObject) -> tuple[str, QAccessible.Role]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.role()


def nameless(top: QWidget) -> list[str]:
    return [type(widget).__name__ for widget in focusable(top) if not told(widget)[0]]
