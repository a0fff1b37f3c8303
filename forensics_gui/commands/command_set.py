"""The actions of the window: made from the table, in menus and toolbar, with the user's keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from forensics_gui.actions import ACTIONS, Action
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.widgets.labels import plain

if TYPE_CHECKING:
    from forensics_gui.main_window import MainWindow

_KEYS = "shortcuts"


class CommandSet(QObject):
    """The QAction of every entry of the table.

    Args:
        window: target of the actions; gets menus and a toolbar.
        preferences: store of the user's shortcuts.

    Attributes:
        by_name: actions by name.
    """

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._menus: dict[str, QMenu] = {}
        self._others: list[QAction] = []
        self.by_name: dict[str, QAction] = {}
        self._allowed: dict[str, bool] = {}
        self._lacking: dict[str, str] = {}
        bar = QToolBar(tr("Main"))
        bar.setObjectName("Main")
        bar.setMovable(False)
        window.addToolBar(bar)
        for entry in ACTIONS:
            action = QAction(tr(entry.text), window)
            action.setCheckable(entry.switch is not None)
            action.triggered.connect(partial(self._trigger, entry))
            self.by_name[entry.name] = action
            self.menu(entry.menu).addAction(action)
            if entry.toolbar:
                bar.addAction(action)
        self._apply_keys()

    def _trigger(self, entry: Action, on: bool) -> None:
        if entry.switch is not None:
            entry.switch(self._window, on)
        elif entry.run is not None:
            entry.run(self._window)

    def menu(self, title: str) -> QMenu:
        """The menu of that title, as in the table; made where there is none yet."""
        if title not in self._menus:
            menu = self._window.menuBar().addMenu(tr(title))
            # Only tool tips are shown of entries that are switched off.
            menu.setToolTipsVisible(True)
            self._menus[title] = menu
        return self._menus[title]

    def add(self, menu: str, actions: Iterable[QAction]) -> None:
        """Actions that are not in the table, such as those that show a panel."""
        for action in actions:
            self.menu(menu).addAction(action)
            self._others.append(action)

    def everything(self) -> list[tuple[str, QAction]]:
        """All actions, each with its menu's title, in the order of the menus."""
        known = {*self.by_name.values(), *self._others}
        return [
            (menu.title().replace("&", ""), action)
            for menu in self._menus.values()
            for action in menu.actions()
            if action in known
        ]

    def needing(self, what: str) -> list[QAction]:
        """The actions of the table that need this."""
        return [self.by_name[entry.name] for entry in ACTIONS if entry.needs == what]

    def allow(self, allowed: dict[str, bool], lacking: dict[str, str]) -> None:
        """Enable what is possible now.

        Args:
            allowed: by the table's `needs`, whether that is there.
            lacking: for some of what is not there, a sentence that tips end with.
        """
        # While other threads compute, each call into Qt waits for the interpreter.
        changed = {need for need, there in allowed.items() if self._allowed.get(need) is not there}
        retold = {need for need in allowed if self._lacking.get(need) != lacking.get(need)}
        self._allowed, self._lacking = dict(allowed), dict(lacking)
        for entry in ACTIONS:
            if entry.needs in changed:
                self.by_name[entry.name].setEnabled(allowed[entry.needs])
            if entry.needs in retold:
                self._show_tips(entry)

    def keys(self) -> dict[str, str]:
        """Name of each of the table's actions to its keys, the user's where there are some."""
        own = self._preferences.get(_KEYS, {})
        return {e.name: str(own.get(e.name, e.shortcut)) for e in ACTIONS}

    def set_keys(self, keys: dict[str, str]) -> None:
        """Use and keep other keys; the table's own are not kept.

        Args:
            keys: action's name to keys in portable text, "" for none.
        """
        usual = {entry.name: entry.shortcut for entry in ACTIONS}
        own = {name: text for name, text in keys.items() if usual.get(name) not in (None, text)}
        self._preferences.set(_KEYS, own)
        self._apply_keys()

    def _apply_keys(self) -> None:
        keys = self.keys()
        for entry in ACTIONS:
            shortcut = QKeySequence(keys[entry.name], QKeySequence.SequenceFormat.PortableText)
            self.by_name[entry.name].setShortcut(shortcut)
            self._show_tips(entry)

    def _show_tips(self, entry: Action) -> None:
        action, tip = self.by_name[entry.name], tr(entry.tip)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        lacking = self._lacking.get(entry.needs, "")
        action.setStatusTip(f"{tip}. {lacking}" if lacking else tip)
        tip = f"{tip} ({keys})" if keys else tip
        action.setToolTip(plain(f"{tip}\n{lacking}" if lacking else tip))


def clashes(keys: dict[str, str]) -> dict[str, list[str]]:
    """Keys that several actions share, with the names of those actions."""
    users: dict[str, list[str]] = {}
    for name, text in keys.items():
        if text:
            users.setdefault(QKeySequence(text).toString(), []).append(name)
    return {text: names for text, names in users.items() if len(names) > 1}
