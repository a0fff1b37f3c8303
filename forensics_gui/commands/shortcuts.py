"""Dialog for changing shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.actions import ACTIONS, plain
from forensics_gui.commands.command_set import clashes
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label


class ShortcutDialog(QDialog):
    """A table of actions and their shortcuts; duplicates are rejected.

    Args:
        keys: shortcut by action name, from `CommandSet.keys`.

    Signals:
        chosen(keys): accepted shortcuts.
    """

    chosen = Signal(dict)

    def __init__(self, parent: QWidget, keys: dict[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(placeholderText=tr("Search"))
        self.search.setAccessibleName(tr("Search actions"))
        self.search.textChanged.connect(self._filter)
        self.table = QTableWidget(len(ACTIONS), 2)
        self.table.setHorizontalHeaderLabels([tr("Action"), tr("Keys")])
        self.table.setAccessibleName(tr("Actions and their keys"))
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 190)
        self.editors: dict[str, QKeySequenceEdit] = {}
        for row, entry in enumerate(ACTIONS):
            menu = tr(entry.menu).replace("&", "")
            text = f"{menu}: {plain(entry)}"
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(tr(entry.tip))
            self.table.setItem(row, 0, item)
            editor = QKeySequenceEdit(QKeySequence(keys[entry.name]))
            editor.setMaximumSequenceLength(1)
            editor.setClearButtonEnabled(True)
            editor.setAccessibleName(tr("Keys of {action}").format(action=text))
            editor.keySequenceChanged.connect(lambda _: self._check())
            self.editors[entry.name] = editor
            self.table.setCellWidget(row, 1, editor)
        self.warning = Label()
        self.warning.setWordWrap(True)
        self.warning.setObjectName("warning")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(kinds.RestoreDefaults).clicked.connect(self._restore)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.table, self.warning, self.buttons):
            layout.addWidget(widget)
        self._check()

    def sizeHint(self) -> QSize:
        return QSize(620, 620)

    def keys(self) -> dict[str, str]:
        """Shortcuts in the table, in portable text by action name."""
        portable = QKeySequence.SequenceFormat.PortableText
        return {name: e.keySequence().toString(portable) for name, e in self.editors.items()}

    def _check(self) -> None:
        texts = {entry.name: plain(entry) for entry in ACTIONS}
        shared = clashes(self.keys())
        self.warning.setText(
            "\n".join(
                tr("{keys} is used by {actions}.").format(
                    keys=keys, actions=tr(" and ").join(texts[n] for n in names)
                )
                for keys, names in shared.items()
            )
        )
        self.warning.setVisible(bool(shared))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not shared)

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            assert item is not None
            self.table.setRowHidden(row, text.casefold() not in item.text().casefold())

    def _restore(self) -> None:
        for entry in ACTIONS:
            self.editors[entry.name].setKeySequence(QKeySequence(entry.shortcut))

    def _accept(self) -> None:
        self.chosen.emit(self.keys())
        self.accept()
