"""Ask for a file name and write the file in the background."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from forensics_gui import language
from forensics_gui.case.settings import CaseSettings
from forensics_gui.language import ENGLISH, tr
from forensics_gui.workers import tasks


class FileWriter(QObject):
    """Base of everything that writes files for a window.

    Args:
        window: parent of the dialogs.
        memory: remembers the folder of the last file.

    Signals:
        said(str, int): status message and its duration in milliseconds (0: permanent).
        failed(EngineError): a file could not be written.
        written(Path): a file was written.
    """

    said = Signal(str, int)
    failed = Signal(object)
    written = Signal(Path)

    def __init__(self, window: QWidget, memory: CaseSettings) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory

    def ask_target(self, title: str, source: Path, name: str, filters: str) -> tuple[Path, str]:
        """Ask for a file name, in the folder of the last file or of the source.

        Args:
            title: of the dialog.
            source: what the file is made from.
            name: suggested file name.
            filters: as for QFileDialog.

        Returns:
            The file and the chosen filter; Path() if the user cancels.
        """
        last = self._memory.export_folder
        beside = source.parent if os.access(source.parent, os.W_OK) else Path.home()
        folder = last if last is not None else beside
        chosen, kind = QFileDialog.getSaveFileName(self._window, title, str(folder / name), filters)
        if chosen:
            self._memory.export_folder = Path(chosen).parent
        return Path(chosen), kind

    def write_out(
        self,
        kind: str,
        suffix: str,
        source: Path,
        write: Callable[[Path, str], None],
        written: Callable[[Path], None],
        languages: dict[str, str] | None = None,
        first: str = "",
    ) -> None:
        """Ask for a name and write the file, unless the user cancels.

        Args:
            kind: of document, marked for translation.
            source: what the file is made from; gives the suggested name.
            write: receives the path and the language code; runs on a worker thread.
            written: called once the file exists.
            languages: names of the selectable languages by code.
            first: code of the suggested one; "" for the window's language.
        """
        first = first or language.code()
        codes = sorted(languages or {ENGLISH: ""}, key=lambda code: code != first)
        named = f"{tr(kind)[:1].upper()}{tr(kind)[1:]}"
        filters = {
            f"{named}{f', {languages[code]}' if languages else ''} (*.{suffix})": code
            for code in codes
        }
        target, chosen = self.ask_target(
            tr("Export {kind}").format(kind=tr(kind)), source, f"{source.stem}.{suffix}",
            ";;".join(filters),
        )  # fmt: skip
        if not target.name:
            return
        code = filters.get(chosen, codes[0])
        self.write_behind(target, lambda: write(target, code), written)

    def write_behind(
        self, target: Path, write: Callable[[], None], written: Callable[[Path], None]
    ) -> None:
        """Write a file in the background and report it."""
        self.said.emit(tr("Writing {file} …").format(file=target.name), 0)

        def done(_: object) -> None:
            self.said.emit(tr("Wrote {file}").format(file=target), 10000)
            written(target)
            self.written.emit(target)

        def failed(error: EngineError) -> None:
            self.said.emit("", 0)
            self.failed.emit(error)

        tasks.run(self, write, done, failed)
