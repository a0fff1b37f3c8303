"""Contact sheet of labelled items, loaded in the background."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from engine.progress import CancelToken
from forensics_gui.player.canvas import to_image
from forensics_gui.widgets.labels import plain
from forensics_gui.widgets.thumbnail import unchanged
from forensics_gui.wizard.amounts import label_words
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.records import FaceRecord

SIDE = 84
#: Maximum number of pictures.
MOST = 120
_NAME = Qt.ItemDataRole.UserRole


class ContactSheetList(QListWidget):
    """Items with their labels; several can be selected.

    Args:
        name: for screen readers.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._cancel = CancelToken()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 20, SIDE + 26))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(name)
        self.setObjectName("framed")

    def show_records(self, records: list[FaceRecord]) -> None:
        """Show the first items; pictures arrive one by one."""
        self.stop()
        self.clear()
        shown = records[:MOST]
        blank = QPixmap(SIDE, SIDE)
        blank.fill(Qt.GlobalColor.transparent)
        for record in shown:
            item = QListWidgetItem(QIcon(blank), label_words(record.label))
            item.setData(_NAME, record.name)
            item.setToolTip(plain(f"{record.name}\n{record.path}\n{record.method}, {record.split}"))
            self.addItem(item)
        if not shown:
            return
        token = self._cancel = CancelToken()

        def pictures() -> Iterator[tuple[int, Any]]:
            from engine.training.retrain.summary import thumbnails

            for place, found in enumerate(thumbnails(shown, SIDE, token)):
                if found.picture is not None:
                    yield place, found.picture

        def each(found: tuple[int, Any]) -> None:
            place, pixels = found
            item = self.item(place)
            if not token.cancelled and item is not None:
                item.setIcon(unchanged(QPixmap.fromImage(to_image(pixels))))

        tasks.stream(self, pictures, each, lambda _: None)

    def chosen(self) -> list[str]:
        """Names of the selected items."""
        return [str(item.data(_NAME)) for item in self.selectedItems()]

    def stop(self) -> None:
        """Stop loading pictures."""
        self._cancel.cancel()
