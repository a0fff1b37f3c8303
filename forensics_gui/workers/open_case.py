"""The open case: opened by the user, or created for a clip."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import CaseError, EngineError
from forensics_gui.language import mark

if TYPE_CHECKING:
    from engine.case.case import Case
    from engine.case.state import Description


class OpenCase:
    """Holds one open case; methods run on worker threads and are serialised.

    A clip opened without a case gets an unnamed case file in the program's data folder, named by
    the clip's hash. Nothing is lost, and it can be saved under a name later.

    Args:
        folder: of unnamed cases; None stores nothing.

    Attributes:
        analyst: author of changes.
    """

    def __init__(self, folder: Path | None) -> None:
        self.analyst = ""
        self._folder = folder
        self._case: Case | None = None
        self._named = False
        self._turn = threading.Lock()

    @property
    def case(self) -> Case | None:
        """The open case, None without one."""
        return self._case

    def require(self) -> Case:
        """The open case; CaseError without one."""
        case = self._case
        if case is None:
            raise CaseError(mark("No case is open."), mark("Open a clip or a case first."))
        return case

    @property
    def named(self) -> bool:
        """Whether the user opened or named it."""
        return self._named

    def create(self, path: Path, about: Description) -> Case:
        """Create and open a case, replacing a file of that name."""
        from engine.case.case import Case

        with self._turn:
            self._drop()
            self._case = Case.create(path, True, self.analyst, about)
            self._named = True
            return self._case

    def open(self, path: Path) -> Case:
        """Open a case; the current one stays open if this fails."""
        from engine.case.case import Case

        with self._turn:
            if self._case is not None and self._case.path == path:
                self._drop()
            case = Case.open(path, self.analyst)
            self._drop()
            self._case, self._named = case, True
            return case

    def save_as(self, path: Path) -> Case:
        """Copy the open case and continue in the copy."""
        self.require().copy_to(path)
        return self.open(path)

    def for_clip(self, sha256: str) -> Case | None:
        """Case for a clip's analysis; None if nothing is stored.

        Raises:
            EngineError: it cannot be written.
        """
        from engine.case.case import Case

        with self._turn:
            if self._named or self._folder is None:
                return self._case
            self._drop()
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise EngineError(
                    mark("The folder for case files cannot be made: {error}."),
                    mark("Results are lost when you close the window. Export them."),
                    error=error,
                ) from error
            path = self._folder / f"{sha256[:16]}.fcase"
            self._case = Case.open_or_create(path, self.analyst)
            return self._case

    def close(self) -> None:
        """Close the open case, if any."""
        with self._turn:
            self._drop()

    def _drop(self) -> None:
        if self._case is not None:
            self._case.close()
        self._case, self._named = None, False
