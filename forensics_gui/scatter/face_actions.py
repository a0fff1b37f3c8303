"""Actions on selected faces: note them in the case, or collect them for training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QProgressDialog,
    QPushButton,
    QRadioButton,
    QWidget,
)

from engine.errors import CancelledError, EngineError
from engine.progress import CancelToken, Progress
from engine.training.records import FORGED, PRISTINE
from forensics_gui.case.controller import CaseController
from forensics_gui.language import tr
from forensics_gui.scatter.faces import ClipFaces
from forensics_gui.session import Session
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import hint
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.training.datasets.collect import Collected


class CollectDialog(QDialog):
    """Asks for folder and label; no label is preset, because detectors will learn it.

    Args:
        count: number of faces.
        folder: suggestion, "" for none.
    """

    def __init__(self, parent: QWidget, count: int, folder: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add to a training folder"))
        self.folder_line = QLineEdit(folder)
        self.folder_line.setAccessibleName(tr("Folder"))
        choose = QPushButton(tr("Choose …"))
        choose.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.addWidget(self.folder_line, 1)
        where.addWidget(choose)
        self.real, self.fake = QRadioButton(tr("&Real")), QRadioButton(tr("&Fake"))
        labels = QHBoxLayout()
        labels.addWidget(self.real)
        labels.addWidget(self.fake)
        labels.addStretch(1)
        note = hint(
            tr(
                "Label by what you know, not by the verdict. A detector trained on its own "
                "verdicts repeats its mistakes."
            )
        )
        buttons = ok_or_cancel(self)
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.agree.setText(tr("Add %n face(s)", "", count))
        self.folder_line.textChanged.connect(self._allow)
        self.real.toggled.connect(self._allow)
        self.fake.toggled.connect(self._allow)
        form = QFormLayout(self)
        form.addRow(tr("Folder"), where)
        form.addRow(tr("Label"), labels)
        form.addRow(note)
        form.addRow(buttons)
        self.setMinimumWidth(460)
        self._allow()

    @property
    def folder(self) -> Path:
        return Path(self.folder_line.text().strip())

    @property
    def label(self) -> int:
        """PRISTINE or FORGED."""
        return FORGED if self.fake.isChecked() else PRISTINE

    def _allow(self, _: object = None) -> None:
        labelled = self.real.isChecked() or self.fake.isChecked()
        self.agree.setEnabled(labelled and bool(self.folder_line.text().strip()))

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, tr("Training folder"), self.folder_line.text()
        )
        if name:
            self.folder_line.setText(name)


_LABELS = ("real", "fake")


class FaceActions(QObject):
    """Asks, then acts in the background.

    Signals:
        said(str, int): status message and its duration in milliseconds.
        failed(EngineError).
    """

    said = Signal(str, int)
    failed = Signal(object)
    _written = Signal(int)

    def __init__(
        self, parent: QObject, session: Session, host: EngineHost, cases: CaseController
    ) -> None:
        super().__init__(parent)
        self._session, self._host, self._cases = session, host, cases
        self._folder = ""

    def note(self, over: QWidget, faces: ClipFaces, rows: np.ndarray) -> None:
        """Ask for a note and add it to the case for each run of faces.

        Args:
            over: parent of the dialog.
            rows: int64 (N,), of `faces`, rising.
        """
        text, agreed = QInputDialog.getText(
            over,
            tr("Tag faces"),
            tr("Tag for %n face(s)", "", len(rows)),
        )
        if not agreed or not text.strip() or not self._cases.files.ask_analyst():
            return
        clip = self._cases.clip
        notes = []
        for run in faces.runs(rows):
            track, frame = faces.place(int(run[0]))
            span = f" ({len(run)} faces, to frame {faces.frames[run[-1]]})" if len(run) > 1 else ""
            seconds = round(float(faces.times[run[0]]), 6)
            notes.append((text.strip() + span, clip, track, frame, seconds))
        self._cases.do(lambda case: [case.note(*told) for told in notes])

    def collect(self, over: QWidget, faces: ClipFaces, rows: np.ndarray) -> None:
        """Ask for folder and label, write the faces and log it in the case."""
        dialog = CollectDialog(over, len(rows), self._folder)
        path = self._session.path
        if dialog.exec() != QDialog.DialogCode.Accepted or path is None:
            return
        folder, label = dialog.folder, dialog.label
        self._folder = str(folder)
        places = [faces.place(int(row)) for row in rows]
        analysis, kept = self._session.analysis, self._cases.analysis if self._cases.writable else 0
        cancel = CancelToken()
        waiting = QProgressDialog(tr("Writing faces"), tr("Cancel"), 0, len(places), over)
        waiting.setMinimumDuration(300)
        waiting.canceled.connect(cancel.cancel)
        self._written.connect(waiting.setValue)

        def ended() -> None:
            self._written.disconnect(waiting.setValue)
            waiting.canceled.disconnect(cancel.cancel)
            waiting.close()
            waiting.deleteLater()

        def done(found: Collected | None) -> None:
            ended()
            if found is None:
                self.said.emit(tr("Stopped; no face was added"), 10000)
                return
            number = len(found.files)
            added = tr("Added {count} as real to {folder}")
            if label == FORGED:
                added = tr("Added {count} as fake to {folder}")
            self.said.emit(added.format(count=number, folder=folder), 10000)
            if kept:
                self._cases.do(
                    lambda case: case.collected(kept, _LABELS[label], places, found.sheet)
                )

        def failed(error: EngineError) -> None:
            ended()
            self.failed.emit(error)

        def work() -> Collected | None:
            try:
                return self._host.collect(
                    path, analysis, places, folder, label, self._tell_written, cancel
                )
            except CancelledError:
                return None

        tasks.run(self, work, done, failed)

    def _tell_written(self, at: Progress) -> None:
        self._written.emit(at.done)
