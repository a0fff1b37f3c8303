"""The dialogs about faces of the scatter: those chosen, and what one of them is like."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPoint, QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from engine.analysis.neighbours import KnownCase, most_alike
from forensics_gui.scatter.contact_sheet import ContactSheet
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
        self, owner: QWidget, session: Session, host: EngineHost, thumbnails: Thumbnails
    ) -> None:
        super().__init__(owner)
        self._owner, self._session, self._host = owner, session, host
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
        dialog.setWindowTitle("Selected faces")
        dialog.known.hide()
        dialog.sheet.show_faces(faces, rows)

    def show_alike(self, faces: ClipFaces, row: int) -> None:
        """Show the known faces nearest to a face, and all of the clip by how like it they are."""
        asked = self._asked = object()
        host = self._host

        def search() -> tuple[tuple[KnownCase, ...], np.ndarray, np.ndarray]:
            return host.nearest_known(faces.embeddings[row]), *most_alike(faces.embeddings, row)

        def done(found: tuple[tuple[KnownCase, ...], np.ndarray, np.ndarray]) -> None:
            if self._asked is not asked:
                return
            cases, rows, distances = found
            dialog = self._opened()
            track, frame = faces.place(row)
            dialog.setWindowTitle(f"What the face of track {track} in frame {frame} is like")
            dialog.known.show_cases(cases)
            dialog.known.show()
            dialog.sheet.show_faces(faces, rows, distances)

        tasks.run(self, search, done, self.failed.emit)

    def _opened(self) -> FaceDialog:
        if self.dialog is None:
            window = self._owner.window()
            self.dialog = FaceDialog(window, self._thumbnails)
            self.dialog.sheet.wanted.connect(self.wanted)
            # At the left, where it hides least of the picture and nothing of the scatter.
            self.dialog.move(window.mapToGlobal(QPoint(8, 70)))
        self.dialog.show()
        self.dialog.raise_()
        return self.dialog


class FaceDialog(QDialog):
    """A contact sheet, with the nearest known cases above where they are asked for."""

    def __init__(self, parent: QWidget, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self.known = KnownCases()
        self.sheet = ContactSheet(thumbnails)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.known)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(520, 640)
