"""The case that results and acts go into: the one that was opened, or one for the clip alone."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import CaseError, EngineError
from forensics_gui.language import tr

if TYPE_CHECKING:
    from engine.case.case import Case
    from engine.case.state import Description


class OpenCase:
    """Holds one open case. Its methods run on worker threads and take turns.

    A clip that is opened without a case gets a case file of its own, named by its hash, in the
    folder of the program's data: nothing is lost, and it can be saved under a name later.

    Args:
        folder: of the cases without a name; None keeps nothing.

    Attributes:
        analyst: author of the acts.
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

    @property
    def named(self) -> bool:
        """The user opened it, or gave it its name."""
        return self._named

    def create(self, path: Path, about: Description) -> Case:
        """Make a case, in place of a file of that name, and open it."""
        from engine.case.case import Case

        with self._turn:
            self._drop()
            self._case = Case.create(path, True, self.analyst, about)
            self._named = True
            return self._case

    def open(self, path: Path) -> Case:
        """Open a case; the one that was open is closed only if this one can be had."""
        from engine.case.case import Case

        with self._turn:
            if self._case is not None and self._case.path == path:
                self._drop()
            case = Case.open(path, self.analyst)
            self._drop()
            self._case, self._named = case, True
            return case

    def save_as(self, path: Path) -> Case:
        """Copy the open case and go on in the copy."""
        if self._case is None:
            raise CaseError(tr("No case is open."), tr("Open a clip or a case first."))
        self._case.copy_to(path)
        return self.open(path)

    def for_clip(self, sha256: str) -> Case | None:
        """The case that the analysis of a clip goes into; None where nothing is kept.

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
                    tr("The folder for case files cannot be made: {error}.").format(error=error),
                    tr("What is found is kept only until the window is closed; export it."),
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
