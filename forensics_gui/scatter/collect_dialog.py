"""Where chosen faces go, and by which label they will be learned from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from engine.training.records import FORGED, PRISTINE
from forensics_gui.labels import Label
from forensics_gui.language import tr


class CollectDialog(QDialog):
    """No label is set at first: it is what a detector will believe.

    Args:
        count: of the faces.
        folder: that is suggested, "" for none.
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
        note = Label(
            tr(
                "The label is your knowledge, not the verdict: a detector that learns from its own "
                "verdicts learns its own mistakes."
            )
        )
        note.setObjectName("hint")
        note.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.agree.setText(tr("Add %n face(s)", "", count))
        self.folder_line.textChanged.connect(self._allow)
        self.real.toggled.connect(self._allow)
        self.fake.toggled.connect(self._allow)
        form = QFormLayout(self)
        form.addRow(tr("Folder"), where)
        form.addRow(tr("They are"), labels)
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
