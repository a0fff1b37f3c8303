"""Stored retraining plans, and the dialog to choose one."""

from __future__ import annotations

import datetime
import logging
import shutil
from dataclasses import dataclass
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

from engine.errors import PlanError
from forensics_gui.language import moment, tr
from forensics_gui.widgets.labels import hint
from forensics_gui.wizard.amounts import stage_titles

logger = logging.getLogger(__name__)

_PLAN = "plan.toml"


@dataclass(frozen=True)
class UnfinishedPlan:
    """An unfinished retraining.

    Attributes:
        path: of its plan.
        name: of the new detector, "" if not set.
        stage: current one, see `engine.training.retrain.plan.STAGES`.
        changed: time of the last change.
        sources: number of sources.
    """

    path: Path
    name: str
    stage: str
    changed: datetime.datetime
    sources: int


class Plans:
    """Folder with one sub-folder for each retraining.

    Args:
        root: created with the first plan; None for the user's default.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        import platformdirs

        return self._root or Path(platformdirs.user_data_dir("deepfake-forensics")) / "retrainings"

    def new(self) -> Path:
        """Path for the plan of a new retraining; writes nothing."""
        stamp = datetime.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
        folder, number = self.root / stamp, 1
        while folder.exists():
            number += 1
            folder = self.root / f"{stamp} {number}"
        return folder / _PLAN

    def unfinished(self) -> list[UnfinishedPlan]:
        """Unfinished retrainings, last changed first, without damaged ones.

        Reads each plan; call it on a worker thread.
        """
        from engine.training.retrain.plan import read_plan

        found = []
        for path in self.root.glob(f"*/{_PLAN}"):
            try:
                plan = read_plan(path)
                when = datetime.datetime.fromtimestamp(path.stat().st_mtime)
            except (PlanError, OSError):
                logger.warning("The plan %s cannot be read", path, exc_info=True)
                continue
            if plan.stage != "done":
                found.append(UnfinishedPlan(path, plan.name, plan.stage, when, len(plan.sources)))
        return sorted(found, key=lambda one: one.changed, reverse=True)

    def discard(self, path: Path) -> None:
        """Delete a plan with its data; saved detectors stay."""
        shutil.rmtree(path.parent, ignore_errors=True)


_PATH = Qt.ItemDataRole.UserRole


class PlanChooser(QDialog):
    """Lists unfinished retrainings, last changed first.

    Signals:
        chosen(Path): continue this plan.
        new_wanted(): start a new one.
        discarded(Path): delete this plan with its data.
    """

    chosen = Signal(Path)
    new_wanted = Signal()
    discarded = Signal(Path)

    def __init__(self, parent: QWidget, plans: list[UnfinishedPlan]) -> None:
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
            name = plan.name or tr("Unnamed")
            item = QListWidgetItem(f"{name}\n{at}; {of}")
            item.setData(_PATH, str(plan.path))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self._go_on())
        self.list.currentRowChanged.connect(lambda _: self._allow())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_on = QPushButton(tr("&Resume"))
        self.go_on.setObjectName("primary")
        self.new = QPushButton(tr("Start a &new one"))
        self.delete = QPushButton(tr("&Delete …"))
        for button, does in (
            (self.go_on, self._go_on), (self.new, self._begin), (self.delete, self._delete),
        ):  # fmt: skip
            buttons.addButton(button, role)
            button.clicked.connect(lambda _=False, does=does: does())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("These trainings are not finished. Resume one or start a new one."))
        )
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
        question = tr("Delete this training with its faces and checkpoints?")
        answer = QMessageBox.question(self, tr("Delete a training"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self.discarded.emit(self._path())
            self.list.takeItem(self.list.currentRow())
            self._allow()
