"""Which retraining: one that was left, or a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.labels import hint
from forensics_gui.language import moment, tr
from forensics_gui.wizard.plans import Unfinished
from forensics_gui.wizard.words import stage_titles

_PATH = Qt.ItemDataRole.UserRole


class PlanChooser(QDialog):
    """Unfinished retrainings, the last changed first.

    Signals:
        chosen(Path): go on with this plan.
        new_wanted(): begin a new one.
        discarded(Path): delete this plan with all that was made for it.
    """

    chosen = Signal(Path)
    new_wanted = Signal()
    discarded = Signal(Path)

    def __init__(self, parent: QWidget, plans: list[Unfinished]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Train a detector"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Unfinished trainings"))
        self.list.setObjectName("framed")
        titles = stage_titles()
        for plan in plans:
            when = moment(plan.changed)
            at = tr("At “{stage}”, changed {when}").format(stage=titles[plan.stage], when=when)
            of = tr("%n source(s)", "", plan.sources)
            name = plan.name or tr("Without a name")
            item = QListWidgetItem(f"{name}\n{at}; {of}")
            item.setData(_PATH, str(plan.path))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self._go_on())
        self.list.currentRowChanged.connect(lambda _: self._allow())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_on = QPushButton(tr("&Go on"))
        self.go_on.setObjectName("primary")
        self.new = QPushButton(tr("Begin a &new one"))
        self.delete = QPushButton(tr("&Delete …"))
        for button, does in (
            (self.go_on, self._go_on), (self.new, self._begin), (self.delete, self._delete),
        ):  # fmt: skip
            buttons.addButton(button, role)
            button.clicked.connect(lambda _=False, does=does: does())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint(tr("These trainings were not finished. Each goes on where it was.")))
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self._allow()

    def sizeHint(self) -> QSize:
        return QSize(560, 320)

    def _path(self) -> Path:
        return Path(self.list.currentItem().data(_PATH))

    def _allow(self) -> None:
        for button in (self.go_on, self.delete):
            button.setEnabled(self.list.currentRow() >= 0)

    def _go_on(self) -> None:
        self.chosen.emit(self._path())
        self.accept()

    def _begin(self) -> None:
        self.new_wanted.emit()
        self.accept()

    def _delete(self) -> None:
        question = tr("Delete this training with the faces and states that were made for it?")
        answer = QMessageBox.question(self, tr("Delete a training"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self.discarded.emit(self._path())
            self.list.takeItem(self.list.currentRow())
            self._allow()
