"""Ask for a file name and write the file in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from forensics_gui.language import ENGLISH, GERMAN, tr
from forensics_gui.workers import tasks


class FileWriter(QObject):
    """Base of everything that writes files for a window.

    Signals:
        said(str, int): status message and its duration in milliseconds (0: permanent).
        failed(EngineError): a file could not be written.
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
        """Ask for a name and write the file, unless the user cancels.

        Args:
            kind: of document, marked for translation.
            stem: suggested file name.
            write: receives the path and the language code; runs on a worker thread.
            written: called once the file exists.
            languages: names of the selectable languages by code; the window's language is the
                default.
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
    """Ask for a file name; None if the user cancels.

    Args:
        kind: of document, as displayed.
        stem: suggested file name.
        languages: names of the selectable languages by code; empty if there is no choice.

    Returns:
        The file and the language code.
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
