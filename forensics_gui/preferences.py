"""What the window remembers between runs."""

from __future__ import annotations

from PySide6.QtCore import QSettings


def settings() -> QSettings:
    """The user's settings of the window; a plain file on every system."""
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(form, scope, "deepfake-forensics", "window")
