"""The dialogs about faces of the scatter: those chosen, and what one of them is like."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPoint, QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.analysis.reference_comparison import KnownCase, most_alike
from forensics_gui.case.desk import CaseDesk
from forensics_gui.language import tr
from forensics_gui.scatter.contact_sheet import ContactSheet
from forensics_gui.scatter.face_acts import FaceActs
from forensics_gui.scatter.faces import ClipFaces
from forensics_gui.scatter.known_cases import KnownCases
from forensics_gui.scatter.thumbnails import Thumbnails
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.host import EngineHost


class FaceDialogs(QObject):
    """One dialog beside the window, which stays usable; it shows what was asked for last.

    Signals:
        wanted(track, frame): a face is to be gone to.
        failed(EngineError).
    """

    wanted = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self,
        owner: QWidget,
        session: Session,
        host: EngineHost,
        desk: CaseDesk,
        thumbnails: Thumbnails,
    ) -> None:
        super().__init__(owner)
        self.acts = FaceActs(self, session, host, desk)
        self._owner, self._host, self._desk = owner, host, desk
        self._thumbnails = thumbnails
        self.dialog: FaceDialog | None = None
        self._asked = object()

    def close(self) -> None:
        """Close the dialog; what is still computed for it is dropped."""
        self._asked = object()
        if self.dialog is not None:
            self.dialog.close()

    def show_chosen(self, faces: ClipFaces, rows: np.ndarray) -> None:
        """Show chosen faces: int64 rows."""
        self._asked = object()
        dialog = self._opened()
        dialog.setWindowTitle(tr("Selected faces"))
        dialog.known.hide()
        dialog.sheet.show_faces(faces, rows)

    def show_alike(self, faces: ClipFaces, row: int) -> None:
        """Show the known faces nearest to a face, and all of the clip by how like it they are."""
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
            title = tr("What the face of track {track} in frame {frame} is like")
            dialog.setWindowTitle(title.format(track=track, frame=frame))
            dialog.known.show_cases(cases)
            dialog.known.show()
            dialog.sheet.show_faces(faces, rows, distances)

        tasks.run(self, search, done, self.failed.emit)

    def _opened(self) -> FaceDialog:
        if self.dialog is None:
            window = self._owner.window()
            self.dialog = FaceDialog(window, self._thumbnails, self.acts, self._desk)
            self.dialog.sheet.wanted.connect(self.wanted)
            # At the left, where it hides least of the picture and nothing of the scatter.
            self.dialog.move(window.mapToGlobal(QPoint(8, 70)))
        self.dialog.show()
        self.dialog.raise_()
        return self.dialog


class FaceDialog(QDialog):
    """A contact sheet and what can be done with its faces; above, where asked for, known cases."""

    def __init__(
        self, parent: QWidget, thumbnails: Thumbnails, acts: FaceActs, desk: CaseDesk
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.known = KnownCases()
        self.sheet = ContactSheet(thumbnails)
        self.note_button = QPushButton(tr("&Tag in the case …"))
        self.collect_button = QPushButton(tr("Add to &training folder …"))
        self.collect_button.setToolTip(
            tr("Write the chosen faces, or all shown, as pictures labelled real or fake")
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
        desk.changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        kept = self._desk.writable and self._desk.analysis > 0
        self.note_button.setEnabled(kept)
        self.note_button.setToolTip(
            tr("Note the chosen faces, or all shown, in the case")
            if kept
            else tr("The clip is not kept in a case that can be written to")
        )

    def sizeHint(self) -> QSize:
        return QSize(600, 700)
