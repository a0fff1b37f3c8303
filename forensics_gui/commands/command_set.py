"""Creates QActions from the table and puts them into menus and toolbar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from forensics_gui.actions import ACTIONS, ICONS, TOOL_MENUS, TOOLBAR, Action
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.widgets.icons import icon
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
        bar: the toolbar.
        tool_menus: menus of the toolbar by name.
    """

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._menus: dict[str, QMenu] = {}
        self._submenus: dict[tuple[str, str], QMenu] = {}
        self._others: list[QAction] = []
        self.by_name: dict[str, QAction] = {}
        self.tool_menus: dict[str, QMenu] = {}
        self._allowed: dict[str, bool] = {}
        self._lacking: dict[str, str] = {}
        for entry in ACTIONS:
            action = QAction(tr(entry.text), window)
            action.setCheckable(entry.switch is not None)
            action.triggered.connect(self._runner(entry))
            self.by_name[entry.name] = action
            menu = self.menu(entry.menu, entry.submenu)
            if entry.group:
                menu.addSeparator()
            menu.addAction(action)
        self.bar = window.frame.bar
        self._fill_toolbar()
        self._apply_keys()

    def _runner(self, entry: Action) -> Callable[[bool], None]:
        def trigger(on: bool) -> None:
            if entry.switch is not None:
                entry.switch(self._window, on)
            elif entry.run is not None:
                entry.run(self._window)

        return trigger

    def _fill_toolbar(self) -> None:
        for name, words in TOOLBAR:
            if not name:
                self.bar.addSeparator()
            elif name in TOOL_MENUS:
                self._add_tool_menu(name, tr(words))
            else:
                self.by_name[name].setIconText(tr(words))
                self.bar.addAction(self.by_name[name])

    def _add_tool_menu(self, name: str, words: str) -> None:
        tip, entries = TOOL_MENUS[name]
        menu = self.tool_menus[name] = QMenu(words, self.bar)
        menu.setToolTipsVisible(True)
        menu.menuAction().setToolTip(tr(tip))
        for entry in entries:
            menu.addAction(self.by_name[entry])
        self.bar.addAction(menu.menuAction())
        button = self.bar.widgetForAction(menu.menuAction())
        assert isinstance(button, QToolButton)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def put_first(self, widget: QWidget) -> None:
        """Add a widget at the start of the toolbar."""
        self.bar.insertSeparator(self.bar.actions()[0])
        self.bar.insertWidget(self.bar.actions()[0], widget)

    def draw_icons(self) -> None:
        """Draw all icons in the colours of the theme."""
        for name, picture in ICONS.items():
            menu = self.tool_menus.get(name)
            action = self.by_name[name] if menu is None else menu.menuAction()
            action.setIcon(icon(picture))

    def menu(self, title: str, submenu: str = "") -> QMenu:
        """The menu with a title of the table, or one of its submenus; created on first use."""
        if submenu:
            if (title, submenu) not in self._submenus:
                self._submenus[title, submenu] = self.menu(title).addMenu(tr(submenu))
                self._submenus[title, submenu].setToolTipsVisible(True)
            return self._submenus[title, submenu]
        if title not in self._menus:
            menu = self._window.frame.menus.addMenu(tr(title))
            # Disabled entries show only tooltips.
            menu.setToolTipsVisible(True)
            self._menus[title] = menu
        return self._menus[title]

    def add(self, menu: str, submenu: str, actions: Iterable[QAction]) -> None:
        """Add actions outside the table, such as those that show a panel."""
        for action in actions:
            self.menu(menu, submenu).addAction(action)
            self._others.append(action)

    def everything(self) -> list[tuple[str, QAction]]:
        """All actions in menu order, each with its menu's title."""
        known = {*self.by_name.values(), *self._others}
        within = {menu.menuAction(): menu for menu in self._submenus.values()}
        return [
            (menu.title().replace("&", ""), action)
            for menu in self._menus.values()
            for entry in menu.actions()
            for action in (within[entry].actions() if entry in within else [entry])
            if action in known
        ]

    def needing(self, what: str) -> list[QAction]:
        """Actions with this requirement."""
        return [self.by_name[entry.name] for entry in ACTIONS if entry.needs == what]

    def allow(self, allowed: dict[str, bool], lacking: dict[str, str]) -> None:
        """Enable the actions whose requirements are met.

        Args:
            allowed: whether each requirement of the table is met.
            lacking: explanations of unmet requirements, for tooltips.
        """
        # While other threads compute, every call into Qt waits for the GIL.
        changed = {need for need, there in allowed.items() if self._allowed.get(need) is not there}
        retold = {need for need in allowed if self._lacking.get(need) != lacking.get(need)}
        self._allowed, self._lacking = dict(allowed), dict(lacking)
        if "clip" in changed:
            for menu in self.tool_menus.values():
                menu.menuAction().setEnabled(allowed["clip"])
        for entry in ACTIONS:
            if entry.needs in changed:
                self.by_name[entry.name].setEnabled(allowed[entry.needs])
            if entry.needs in retold:
                self._show_tips(entry)

    def keys(self) -> dict[str, str]:
        """Shortcuts by action name, including the user's own."""
        own = self._preferences.get(_KEYS, {})
        return {e.name: str(own.get(e.name, e.shortcut)) for e in ACTIONS}

    def set_keys(self, keys: dict[str, str]) -> None:
        """Use and store other shortcuts; defaults are not stored.

        Args:
            keys: shortcut in portable text by action name, "" for none.
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
    """Shortcuts used by several actions, with the names of those actions."""
    users: dict[str, list[str]] = {}
    for name, text in keys.items():
        if text:
            users.setdefault(QKeySequence(text).toString(), []).append(name)
    return {text: names for text, names in users.items() if len(names) > 1}
