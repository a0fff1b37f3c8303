"""Files that the user asked for: a name is asked for, and they are written in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from forensics_gui.language import ENGLISH, GERMAN, tr
from forensics_gui.workers import tasks


class FileWriter(QObject):
    """What writes files for a window.

    Signals:
        said(str, int): how far it is, and for how many milliseconds to show that (0: for good).
        failed(EngineError): something could not be written.
    """

    said = Signal(str, int)
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def write_out(
        self,
        kind: str,
        suffix: str,
        stem: str,
        write: Callable[[Path, str], None],
        written: Callable[[Path], None],
        languages: dict[str, str] | None = None,
    ) -> None:
        """Ask for a name and write; nothing happens where the user draws back.

        Args:
            kind: what is written, as marked for translation.
            stem: of the name suggested.
            write: given the path and the code of the language; called on a worker thread.
            written: called once the file is there.
            languages: names to choose from in the dialog's list of kinds, by code; the window's
                language stands first.
        """
        asked = _ask_target(self._window, tr(kind), suffix, stem, languages or {})
        if asked is None:
            return
        target, code = asked
        self.said.emit(tr("Writing {file} …").format(file=target.name), 0)

        def done(_: object) -> None:
            self.said.emit(tr("Wrote {file}").format(file=target), 10000)
            written(target)

        def failed(error: EngineError) -> None:
            self.said.emit("", 0)
            self.failed.emit(error)

        tasks.run(self, lambda: write(target, code), done, failed)


def _ask_target(
    window: QWidget, kind: str, suffix: str, stem: str, languages: dict[str, str]
) -> tuple[Path, str] | None:
    """Ask for the name of a file to write; None where the user draws back.

    Args:
        kind: what is written, as shown.
        stem: of the name suggested.
        languages: names to choose from in the dialog's list of kinds, by code; the window's
            language stands first. Empty where there is nothing to choose.

    Returns:
        The file, and the code of the language.
    """
    codes = sorted(languages or {ENGLISH: ""}, key=lambda code: code != _window_language())
    filters = {
        f"{kind[:1].upper()}{kind[1:]}{f', {languages[code]}' if languages else ''} "
        f"(*.{suffix})": code
        for code in codes
    }
    name, chosen = QFileDialog.getSaveFileName(
        window, tr("Export {kind}").format(kind=kind), str(Path.home() / f"{stem}.{suffix}"),
        ";;".join(filters),
    )  # fmt: skip
    return (Path(name), filters.get(chosen, codes[0])) if name else None


def _window_language() -> str:
    return GERMAN if QLocale().language() == QLocale.Language.German else ENGLISH
