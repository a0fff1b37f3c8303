"""What the user set, kept between runs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings


class Preferences:
    """Named values of plain types.

    Args:
        settings: where they are kept; None keeps them for this run only.
    """

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._kept: dict[str, Any] = {}

    def get(self, key: str, default: Any) -> Any:
        """The value, or the default where there is none or it is of another type."""
        if self._settings is None:
            return self._kept.get(key, default)
        if isinstance(default, bool | int | float | str):
            try:
                return self._settings.value(key, default, type=type(default))
            except (TypeError, ValueError):
                return default
        found = self._settings.value(key, default)
        if isinstance(default, list) and isinstance(found, str):
            # A file of settings does not tell a list of one from its item.
            return [found]
        return found if isinstance(found, type(default)) else default

    def everything(self) -> dict[str, Any]:
        """All values that were set."""
        if self._settings is None:
            return dict(self._kept)
        return {key: self._settings.value(key) for key in self._settings.allKeys()}

    def set(self, key: str, value: Any) -> None:
        if self._settings is None:
            self._kept[key] = value
        else:
            self._settings.setValue(key, value)
