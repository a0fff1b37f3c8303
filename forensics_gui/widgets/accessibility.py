"""What a widget that paints itself is, for screen readers, which take it for a container."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "accessibleRole"


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let the widget be announced as a chart, a picture, … of its accessible name.

    Before the name is given: a screen reader may be told of it at once, and keeps the role.
    """
    widget.setProperty(_ROLE, role.value)
    _install()


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_: str, item: QObject) -> QAccessibleInterface | None:
    if not isinstance(item, QWidget):
        return None
    role = item.property(_ROLE)
    return None if role is None else QAccessibleWidget(item, QAccessible.Role(role), "")
