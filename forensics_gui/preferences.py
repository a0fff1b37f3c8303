"""The user's settings, kept between sessions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings


class Preferences:
    """Named values of plain types.

    Args:
        settings: their store; None keeps them for this session only.
    """

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._kept: dict[str, Any] = {}

    def get(self, key: str, default: Any) -> Any:
        """The value, or the default if it is missing or of another type."""
        if self._settings is None:
            return self._kept.get(key, default)
        if isinstance(default, bool | int | float | str):
            try:
                return self._settings.value(key, default, type=type(default))
            except (TypeError, ValueError):
                return default
        found = self._settings.value(key, default)
        if isinstance(default, list) and isinstance(found, str):
            # A settings file does not distinguish a list of one item from the item.
            return [found]
        return found if isinstance(found, type(default)) else default

    def everything(self) -> dict[str, Any]:
        """All stored values."""
        if self._settings is None:
            return dict(self._kept)
        return {key: self._settings.value(key) for key in self._settings.allKeys()}

    def set(self, key: str, value: Any) -> None:
        if self._settings is None:
            self._kept[key] = value
        else:
            self._settings.setValue(key, value)
