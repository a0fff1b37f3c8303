"""Selects the detector in use and opens the detector window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.detector.bundle.card import card_page
from engine.errors import EngineError
from forensics_gui.detectors.model_card import CardDialog
from forensics_gui.language import WORDING, tr
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.detector.bundle.store import Entry
    from forensics_gui.detectors.window import DetectorWindow


class DetectorController(QObject):
    """Applies the chosen detector from the next analysis.

    Signals:
        failed(EngineError): an operation failed.
        said(str): status message.
        changed(): another detector is in use.
        clips_wanted(list[Path]): analyse these clips with it.
        help_wanted(str): open a page of the guide.
    """

    failed = Signal(object)
    said = Signal(str)
    changed = Signal()
    clips_wanted = Signal(list)
    help_wanted = Signal(str)

    def __init__(self, window: QWidget, host: EngineHost) -> None:
        super().__init__(window)
        self._window, self._host = window, host
        self.window: DetectorWindow | None = None

    def show(self) -> None:
        """Show the detector window."""
        from engine.detector.bundle.store import BundleStore
        from forensics_gui.detectors.window import DetectorWindow

        if self.window is None:
            self.window = DetectorWindow(self._window, BundleStore())
            self.window.failed.connect(self.failed)
            self.window.chosen.connect(self.use)
            self.window.help_wanted.connect(lambda: self.help_wanted.emit("detectors"))
        # The detector in use is selected, if it is in the store.
        self.window.refresh(self._host.bundle.parent.name)
        self.window.show()
        self.window.raise_()

    def use(self, entry: Entry, clips: list[Path] | None = None) -> None:
        """Make a detector the default.

        Args:
            clips: of the open case, to analyse with it at once.
        """

        def done(_: object) -> None:
            self._host.use(entry.path)
            self.said.emit(
                tr(
                    "“{name}” judges the next clips. Analyse the open clip again (F5) to use it."
                ).format(name=entry.title)
            )
            self.changed.emit()
            if clips:
                self.clips_wanted.emit(clips)
            if self.window is not None:
                self.window.refresh(entry.name)

        def choose() -> None:
            from engine.detector.bundle.store import BundleStore

            BundleStore().choose(entry.name)

        tasks.run(self, choose, done, self.failed.emit)

    def show_card(self) -> None:
        """Show the model card of the detector in use."""
        try:
            dialog = CardDialog(self._window, card_page(self._host.bundle, WORDING))
        except EngineError as error:
            self.failed.emit(error)
            return
        dialog.failed.connect(self.failed)
        dialog.open()
