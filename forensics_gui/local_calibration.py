"""Local calibrations in the window: make, load, use and describe them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QVBoxLayout,
    QWidget,
)

from engine.analysis import phrases
from engine.analysis.local_calibration import LEAST_CLIPS, LocalCalibration
from forensics_gui.language import WORDING, mark, tr
from forensics_gui.widgets.labels import Label, hint, plain
from forensics_gui.widgets.progress_dialog import ProgressDialog
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

Taker = Callable[[LocalCalibration], None]


class ResultDialog(QDialog):
    """Describes a calibration and offers to use or save it."""

    def __init__(self, parent: QWidget, local: LocalCalibration, use: Taker, save: Taker) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Local calibration"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = Label("\n\n".join(phrases.local_calibration_sentences(local, WORDING)))
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note = hint(tr("Analyse the open clip again (F5) to use it."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.use_button = buttons.addButton(tr("Use it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button = buttons.addButton(
            tr("Save as …"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.use_button.clicked.connect(lambda: use(local))
        self.save_button.clicked.connect(lambda: save(local))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.text, note, buttons):
            layout.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(560, 420)


FILES = mark("Local calibrations (*.fcal);;All files (*)")


class CalibrationController(QObject):
    """Makes calibrations on worker threads and selects the one in use.

    Signals:
        failed(EngineError): something failed; the calibration in use stays.
        changed(): another calibration is in use.

    Attributes:
        bar: progress of the last calibration, None before the first.
        label: names the calibration in use; hidden for the detector's own.
    """

    failed = Signal(object)
    changed = Signal()

    def __init__(self, window: QWidget, host: EngineHost) -> None:
        super().__init__(window)
        self._window = window
        self._host = host
        self.bar: ProgressDialog | None = None
        self.label = Label()
        self.label.hide()

    @property
    def running(self) -> bool:
        return self.bar is not None and self.bar.running

    def choose_folder(self) -> None:
        """Ask for a folder of known-pristine clips and calibrate on it."""
        title = tr("Folder with {count} or more known-pristine clips of one source").format(
            count=LEAST_CLIPS
        )
        folder = QFileDialog.getExistingDirectory(self._window, title)
        if folder and not self.running:
            self.start(Path(folder))

    def start(self, folder: Path) -> None:
        """Calibrate in the background, then describe the result."""

        def done(local: LocalCalibration) -> None:
            ResultDialog(self._window, local, self.use, self._save).open()

        self.bar = ProgressDialog(
            self._window,
            tr("Calibrate on known-pristine clips"),
            tr("Loading the detector …"),
            lambda progress, token: self._host.calibrate(folder, progress, token),
            done,
            self.failed.emit,
        )

    def cancel(self) -> None:
        """Cancel the calibration and discard it."""
        if self.bar is not None:
            self.bar.stop()

    def choose_file(self) -> None:
        """Ask for a stored calibration and use it if it belongs to the detector."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Use a local calibration"), "", tr(FILES)
        )
        if name:
            self.load(Path(name))

    def load(self, path: Path) -> None:
        """Use a stored calibration."""
        tasks.run(self, lambda: self._host.read_calibration(path), self.use, self.failed.emit)

    def use(self, local: LocalCalibration | None) -> None:
        """Use a calibration from the next analysis; None for the detector's own."""
        self._host.local = local
        source = "" if local is None else local.source
        self.label.setText(tr("Calibrated on “{source}”").format(source=source) if source else "")
        self.label.setToolTip(
            plain("" if local is None else phrases.local_calibration_headline(local, WORDING))
        )
        self.label.setVisible(local is not None)
        self.changed.emit()

    def _save(self, local: LocalCalibration) -> None:
        suggested = str(Path.home() / f"{local.source}.fcal")
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the local calibration"), suggested, tr(FILES)
        )
        if name:
            target = Path(name)
            tasks.run(
                self, lambda: self._host.write_calibration(local, target), lambda _: None,
                self.failed.emit,
            )  # fmt: skip
