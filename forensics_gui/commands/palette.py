"""Command palette: search for an action by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forensics_gui.language import tr

_WIDTH, _HEIGHT = 560, 380


class CommandPalette(QDialog):
    """Lists actions; those whose names start with the typed text come first.

    Disabled actions are greyed out and come last.

    Args:
        actions: each with its menu's title.
    """

    def __init__(self, parent: QWidget, actions: list[tuple[str, QAction]]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Command palette"))
        self._actions = actions
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Type a command"))
        self.line.setAccessibleName(tr("Search for a command"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._fill)
        self.line.returnPressed.connect(self._run)
        self.list.itemClicked.connect(lambda _: self._run())
        self.line.installEventFilter(self)
        self._fill("")

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def show_over(self, window: QWidget) -> None:
        """Open at the top centre of a window."""
        self.resize(self.sizeHint())
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 90)
        self.show()
        self.line.setFocus()

    def _fill(self, text: str) -> None:
        wanted = text.casefold().split()
        found = []
        for number, (title, action) in enumerate(self._actions):
            words = _words(title, action).casefold()
            if action.isVisible() and all(word in words for word in wanted):
                earliest = sum(words.find(word) for word in wanted)
                found.append((not action.isEnabled(), earliest, number))
        self.list.clear()
        for _, _, number in sorted(found):
            title, action = self._actions[number]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(f"{title}: {_plain(action)}{f'    {keys}' if keys else ''}")
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setToolTip(action.statusTip())
            if not action.isEnabled():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        action = self._actions[int(item.data(Qt.ItemDataRole.UserRole))][1]
        self.close()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys in the entry move through the list."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = steps.get(Qt.Key(event.key()))
            if step and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)


def _plain(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…").strip()


def _words(title: str, action: QAction) -> str:
    return f"{title} {_plain(action)} {action.statusTip()}"
