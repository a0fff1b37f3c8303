"""Accessible roles of custom-painted widgets."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "accessibleRole"


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Set the role that screen readers announce, such as a chart or a picture.

    Call it before setting the accessible name: screen readers may read the role at once and keep
    it.
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
