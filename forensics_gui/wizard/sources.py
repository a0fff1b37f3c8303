"""The list of labelled data: folders and manifests, added by button or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from forensics_gui.language import tr

_PATH = Qt.ItemDataRole.UserRole
#: Endings of manifests.
MANIFESTS = (".csv", ".parquet")


class SourceList(QListWidget):
    """Each source with how it was read; folders and manifests can be dropped here.

    Signals:
        dropped(list[Path]): what was let go over the list.
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
            read: source to how it was read, for those that were.
        """
        self.clear()
        unread = tr("not read yet")
        for place in places:
            item = QListWidgetItem(f"{place}\n{read.get(place, unread)}")
            item.setData(_PATH, place)
            self.addItem(item)

    def chosen(self) -> list[str]:
        """The sources that are selected."""
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
