"""Stored settings of cases: analyst, letterhead, signing key, recent cases and clips."""

from __future__ import annotations

import getpass
from pathlib import Path

from forensics_gui.preferences import Preferences

#: Suffix of case files.
CASE_SUFFIX = ".fcase"
_RECENT = 10
_CLIPS = "clips/recent"
_LETTERHEAD, _FOLDER = "report/laboratory", "report/folder"
_KEY, _TIMESTAMP = "report/key", "report/timestamp"
_ANALYST, _LABORATORY, _CASES = "case/analyst", "case/laboratory", "case/recent"


class CaseSettings:
    """Typed access to the user's preferences."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def user(self) -> str:
        """Login name of the user."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return ""

    @property
    def analyst(self) -> str:
        """The analyst's name; "" if not set."""
        return str(self._preferences.get(_ANALYST, ""))

    @analyst.setter
    def analyst(self, name: str) -> None:
        self._preferences.set(_ANALYST, name)

    @property
    def laboratory(self) -> str:
        return str(self._preferences.get(_LABORATORY, ""))

    @laboratory.setter
    def laboratory(self, name: str) -> None:
        self._preferences.set(_LABORATORY, name)

    @property
    def letterhead(self) -> str:
        """Folder of the letterhead; "" without one."""
        return str(self._preferences.get(_LETTERHEAD, ""))

    @letterhead.setter
    def letterhead(self, folder: str) -> None:
        self._preferences.set(_LETTERHEAD, folder)

    @property
    def export_folder(self) -> Path | None:
        """Folder of the last exported file; None if there is none, or it is gone."""
        folder = Path(str(self._preferences.get(_FOLDER, "")))
        return folder if folder.name and folder.is_dir() else None

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._preferences.set(_FOLDER, str(folder))

    @property
    def signing_key(self) -> str:
        """PKCS#12 file for signing reports; "" to leave them unsigned."""
        return str(self._preferences.get(_KEY, ""))

    @signing_key.setter
    def signing_key(self, path: str) -> None:
        self._preferences.set(_KEY, path)

    @property
    def timestamp_server(self) -> str:
        """Address of a time-stamp server (RFC 3161) for signatures; "" for none."""
        return str(self._preferences.get(_TIMESTAMP, ""))

    @timestamp_server.setter
    def timestamp_server(self, address: str) -> None:
        self._preferences.set(_TIMESTAMP, address)

    @property
    def recent(self) -> list[Path]:
        """Recent cases, newest first."""
        return [Path(str(name)) for name in self._preferences.get(_CASES, [])]

    @property
    def recent_clips(self) -> list[Path]:
        """Recent clips, newest first."""
        return [Path(str(name)) for name in self._preferences.get(_CLIPS, [])]

    def opened(self, path: Path) -> None:
        """Add a recent clip."""
        path = path.absolute()
        paths = [path, *(one for one in self.recent_clips if one != path)]
        self._preferences.set(_CLIPS, [str(one) for one in paths[:_RECENT]])

    def used(self, path: Path) -> None:
        """Add a recent case."""
        paths = [path, *(one for one in self.recent if one != path)]
        self._preferences.set(_CASES, [str(one) for one in paths[:_RECENT]])

    def forget(self, path: Path) -> None:
        """Remove a case that no longer exists."""
        self._preferences.set(_CASES, [str(one) for one in self.recent if one != path])
