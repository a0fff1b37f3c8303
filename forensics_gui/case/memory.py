"""What is remembered between sessions: the analyst's name, the laboratory, recent cases."""

from __future__ import annotations

import getpass
from pathlib import Path

from PySide6.QtCore import QSettings

_RECENT = 10


class CaseMemory:
    """Kept in the user's settings."""

    def __init__(self) -> None:
        self._settings = QSettings("deepfake-forensics", "forensics")

    @property
    def user(self) -> str:
        """The name under which the system knows the user."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return ""

    @property
    def analyst(self) -> str:
        """The name that the analyst gave; "" before."""
        return str(self._settings.value("analyst", ""))

    @analyst.setter
    def analyst(self, name: str) -> None:
        self._settings.setValue("analyst", name)

    @property
    def laboratory(self) -> str:
        return str(self._settings.value("laboratory", ""))

    @laboratory.setter
    def laboratory(self, name: str) -> None:
        self._settings.setValue("laboratory", name)

    @property
    def recent(self) -> list[Path]:
        """Cases opened last, the newest first."""
        stored = self._settings.value("recent_cases", [])
        names = [stored] if isinstance(stored, str) else list(stored or [])  # type: ignore[call-overload]
        return [Path(str(name)) for name in names]

    def used(self, path: Path) -> None:
        """A case was opened."""
        paths = [path, *(one for one in self.recent if one != path)]
        self._settings.setValue("recent_cases", [str(one) for one in paths[:_RECENT]])

    def forget(self, path: Path) -> None:
        """A case is not there any more."""
        self._settings.setValue("recent_cases", [str(one) for one in self.recent if one != path])
