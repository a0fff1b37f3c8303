"""The queue of clips: what waits, what is at work, and what could not be analysed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.case.clip_queue import ClipQueue, Waiting
from forensics_gui.language import decimal, tr
from forensics_gui.row import row_of


class QueueView(QWidget):
    """A list of the clips, and what can be done to them."""

    def __init__(self, queue: ClipQueue) -> None:
        super().__init__()
        self._queue = queue
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Clips that wait to be analysed"))
        self.pause_button = QPushButton(tr("Pause"))
        self.pause_button.setCheckable(True)
        self.pause_button.setToolTip(tr("Finish the clip in hand, then wait"))
        self.pause_button.toggled.connect(queue.pause)
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setToolTip(tr("Take the selected clip out of the queue"))
        self.remove_button.clicked.connect(self._remove)
        self.clear_button = QPushButton(tr("Clear"))
        self.clear_button.setToolTip(tr("Stop, and take all clips out of the queue"))
        self.clear_button.clicked.connect(queue.clear)
        self.hint = QLabel(
            tr("Drop several clips or a folder: they are analysed one after the other.")
        )
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        buttons = row_of(self.pause_button, self.remove_button, self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        queue.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        clips, chosen = self._queue.clips, self.list.currentRow()
        while self.list.count() > len(clips):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(clips):
            self.list.addItem(QListWidgetItem())
        for row, clip in enumerate(clips):
            item = self.list.item(row)
            assert item is not None
            item.setText(f"{clip.path.name}\n{_state(clip)}")
            item.setToolTip(str(clip.path))
            item.setData(Qt.ItemDataRole.UserRole, row)
        self.list.setCurrentRow(min(max(chosen, 0), len(clips) - 1))
        self.hint.setVisible(not clips)
        self.remove_button.setEnabled(bool(clips))
        self.clear_button.setEnabled(bool(clips))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._queue.clips):
            self._queue.remove(self._queue.clips[row])


def _state(clip: Waiting) -> str:
    if clip.failure is not None:
        return f"{clip.failure.what} {clip.failure.advice}"
    if not clip.stage:
        return tr("Waiting")
    if not clip.total:
        return f"{tr(clip.stage)} …"
    share = decimal(100 * clip.done / clip.total, 0)
    return tr("{stage} {share} % …").format(stage=tr(clip.stage), share=share)
