"""Sources of labelled data: list, tagged clips of a case, and generated forgeries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGroupBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.wrapping_row import WrappingRow, row_of

if TYPE_CHECKING:
    from engine.training.retrain.plan import Forge
    from engine.training.retrain.session import Retraining

#: Tags that label a clip.
PRISTINE, FORGED = "pristine", "forged"


def manifest_of_case(retraining: Retraining, case: Path) -> Path:
    """Write a manifest of a case's tagged clips to the plan's folder.

    Raises:
        TrainingDataError: no clip is tagged, or one has both tags.
    """
    from engine.case.case import Case
    from engine.training.case_faces import labelled_clips
    from engine.training.datasets.manifest import write_manifest

    retraining.work.mkdir(parents=True, exist_ok=True)
    manifest = (retraining.work / f"{case.stem}.csv").resolve()
    with Case.open(case, read_only=True) as opened:
        write_manifest(labelled_clips(opened, PRISTINE, FORGED), manifest)
    return manifest


_PATH = Qt.ItemDataRole.UserRole
#: Suffixes of manifests.
MANIFESTS = (".csv", ".parquet")


class SourceList(QListWidget):
    """List of sources with their layouts; accepts dropped folders and manifests.

    Signals:
        dropped(list[Path]): dropped files.
    """

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(tr("Labelled data"))
        self.setObjectName("framed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sources(self, places: list[str], read: dict[str, str]) -> None:
        """Show the plan's sources.

        Args:
            read: layout of each source that was read.
        """
        self.clear()
        unread = tr("not read yet")
        for place in places:
            item = QListWidgetItem(f"{place}\n{read.get(place, unread)}")
            item.setData(_PATH, place)
            self.addItem(item)

    def chosen(self) -> list[str]:
        """Selected sources."""
        return [str(item.data(_PATH)) for item in self.selectedItems()]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _usable(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(_usable(event))
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            where = self.viewport().rect().adjusted(16, 8, -16, -8)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                where, flags,
                tr("Drop a folder here that holds “real” and “fake”, a data set, or a manifest."),
            )  # fmt: skip
            painter.end()


def _usable(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [p for p in paths if p.is_dir() or p.suffix.lower() in MANIFESTS]


class ForgeBox(QGroupBox):
    """Choice of kinds and number of generated forgeries.

    Signals:
        wanted(dict): new value of the plan's `forge`.
    """

    wanted = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("Generate forgeries of the pristine items"))
        self._kinds = WrappingRow()
        self.boxes: dict[str, QCheckBox] = {}
        self.count = QSpinBox()
        self.count.setRange(1, 20)
        self.count.setAccessibleName(tr("Forgeries of each kind from each item"))
        self.clips = QCheckBox(tr("Whole clips"))
        self.clips.setToolTip(tr("Forge whole clips instead of single frames; takes longer"))
        self.apply = QPushButton(tr("Generate"))
        self.apply.clicked.connect(self._apply)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("Useful if you have few forged clips. Each keeps the person and split of its "
                    "original."))
        )  # fmt: skip
        layout.addLayout(self._kinds)
        each = Label(tr("Of each kind from each item"))
        layout.addLayout(row_of(each, self.count, self.clips, self.apply))

    def show_plan(self, forge: Forge) -> None:
        """Show the plan's choice."""
        from engine.forgery.make import KINDS

        for kind in KINDS if not self.boxes else ():
            self.boxes[kind] = QCheckBox(kind)
            self._kinds.addWidget(self.boxes[kind])
        for kind, box in self.boxes.items():
            box.setChecked(kind in forge.kinds)
        self.count.setValue(forge.count)
        self.clips.setChecked(forge.clips)

    def _apply(self) -> None:
        kinds = [kind for kind, box in self.boxes.items() if box.isChecked()]
        made: dict[str, Any] = {
            "kinds": kinds, "count": self.count.value(), "clips": self.clips.isChecked(),
        }  # fmt: skip
        self.wanted.emit(made)
