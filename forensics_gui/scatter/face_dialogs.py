"""Dialogs on selected faces, and on the faces nearest to one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.reference_comparison import KnownCase, in_words, most_alike
from engine.analysis.verdict import Outcome
from forensics_gui.case.controller import CaseController
from forensics_gui.colours import of_outcome
from forensics_gui.language import WORDING, decimal, mark, tr
from forensics_gui.scatter.contact_sheet import ContactSheet
from forensics_gui.scatter.face_actions import FaceActions
from forensics_gui.scatter.faces import ClipFaces
from forensics_gui.scatter.thumbnails import Thumbnails
from forensics_gui.session import Session
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

_HEADINGS = (mark("Distance"), mark("Label"), mark("Method"), mark("Data set"))
_HEIGHT, _ROW = 200, 22


class NearestFaces(QWidget):
    """Table of nearest reference faces; bundles do not contain their pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label()
        self.words.setWordWrap(True)
        note = hint(
            tr(
                "Near in the embedding means that they look similar to the detector, not that "
                "they were made the same way. The verdict does not use this list."
            )
        )
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName(tr("Nearest reference faces"))
        self.table.setHorizontalHeaderLabels([tr(heading) for heading in _HEADINGS])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(scaled(_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table)
        layout.addWidget(note)

    def show_cases(self, cases: tuple[KnownCase, ...]) -> None:
        """Show reference faces, nearest first."""
        self.words.setText(in_words(cases, WORDING))
        self.table.setRowCount(len(cases))
        for row, case in enumerate(cases):
            outcome = Outcome.FORGED if case.forged else Outcome.PRISTINE
            label = mark("forged") if case.forged else mark("pristine")
            method = "–" if case.method == label else case.method
            told = (
                decimal(case.distance, 3),
                tr(label),
                method,
                case.data_set or tr("not known"),
            )
            for column, text in enumerate(told):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                if column == 1:
                    item.setForeground(QColor(of_outcome(outcome)))
                self.table.setItem(row, column, item)


class FaceDialogs(QObject):
    """One modeless dialog that shows the latest request.

    Signals:
        wanted(track, frame): go to a face.
        failed(EngineError).
    """

    wanted = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self,
        owner: QWidget,
        session: Session,
        host: EngineHost,
        cases: CaseController,
        thumbnails: Thumbnails,
    ) -> None:
        super().__init__(owner)
        self.acts = FaceActions(self, session, host, cases)
        self._owner, self._host, self._cases = owner, host, cases
        self._thumbnails = thumbnails
        self.dialog: FaceDialog | None = None
        self._asked = object()

    def close(self) -> None:
        """Close the dialog and drop pending results."""
        self._asked = object()
        if self.dialog is not None:
            self.dialog.close()

    def show_chosen(self, faces: ClipFaces, rows: np.ndarray) -> None:
        """Show selected faces, int64 rows."""
        self._asked = object()
        dialog = self._opened()
        dialog.setWindowTitle(tr("Selected faces"))
        dialog.known.hide()
        dialog.sheet.show_faces(faces, rows)

    def show_alike(self, faces: ClipFaces, row: int) -> None:
        """Show the reference faces nearest to a face, and the clip's faces by similarity."""
        asked = self._asked = object()
        host = self._host

        def search() -> tuple[tuple[KnownCase, ...], np.ndarray, np.ndarray]:
            return host.nearest_references(faces.embeddings[row]), *most_alike(
                faces.embeddings, row
            )

        def done(found: tuple[tuple[KnownCase, ...], np.ndarray, np.ndarray]) -> None:
            if self._asked is not asked:
                return
            cases, rows, distances = found
            dialog = self._opened()
            track, frame = faces.place(row)
            title = tr("Faces similar to track {track}, frame {frame}")
            dialog.setWindowTitle(title.format(track=track, frame=frame))
            dialog.known.show_cases(cases)
            dialog.known.show()
            dialog.sheet.show_faces(faces, rows, distances)

        tasks.run(self, search, done, self.failed.emit)

    def _opened(self) -> FaceDialog:
        if self.dialog is None:
            window = self._owner.window()
            self.dialog = FaceDialog(window, self._thumbnails, self.acts, self._cases)
            self.dialog.sheet.wanted.connect(self.wanted)
            # On the left it hides little of the picture and nothing of the scatter.
            self.dialog.move(window.mapToGlobal(QPoint(8, 70)))
        self.dialog.show()
        self.dialog.raise_()
        return self.dialog


class FaceDialog(QDialog):
    """A contact sheet with actions, below nearest reference faces if requested."""

    def __init__(
        self, parent: QWidget, thumbnails: Thumbnails, acts: FaceActions, cases: CaseController
    ) -> None:
        super().__init__(parent)
        self._cases = cases
        self.known = NearestFaces()
        self.sheet = ContactSheet(thumbnails)
        self.note_button = QPushButton(tr("&Tag in the case …"))
        self.collect_button = QPushButton(tr("Add to &training folder …"))
        self.collect_button.setToolTip(
            tr("Save the selected faces, or all shown, as pictures labelled real or fake")
        )
        self.note_button.clicked.connect(
            lambda: acts.note(self, self.sheet.faces, self.sheet.chosen())
        )
        self.collect_button.clicked.connect(
            lambda: acts.collect(self, self.sheet.faces, self.sheet.chosen())
        )
        close = QPushButton(tr("&Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for button in (self.note_button, self.collect_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        for button in (self.note_button, self.collect_button, close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.known)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(buttons)
        cases.changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        kept = self._cases.writable and self._cases.analysis > 0
        self.note_button.setEnabled(kept)
        self.note_button.setToolTip(
            tr("Tag the selected faces, or all shown, in the case")
            if kept
            else tr("The clip is not in a writable case")
        )

    def sizeHint(self) -> QSize:
        return QSize(600, 700)
