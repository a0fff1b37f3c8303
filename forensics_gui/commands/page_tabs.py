"""Tabs in the toolbar that switch between the pages of the window."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QWidget

from forensics_gui.language import tr

#: Actions of the table that show a page, in the order of the tabs.
_ACTIONS = ("show_triage", "show_examine", "show_report")


class PageTabs(QTabBar):
    """Follows the current page; the start page counts as Examine.

    Args:
        pages: of the window.
        by_name: actions of the table.
        shown: tab of a page; other pages belong to Examine.
    """

    def __init__(
        self, pages: QStackedWidget, by_name: dict[str, QAction], shown: dict[QWidget | None, int]
    ) -> None:
        super().__init__()
        self._pages, self._shown = pages, shown
        self._actions = [by_name[name] for name in _ACTIONS]
        self.setObjectName("pages")
        self.setAccessibleName(tr("Pages"))
        self.setDrawBase(False)
        self.setExpanding(False)
        # In a narrow toolbar, other entries give way.
        self.setUsesScrollButtons(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for action in self._actions:
            tab = self.addTab(action.text().replace("&", ""))
            self.setTabToolTip(tab, action.toolTip())
            action.changed.connect(self._follow_actions)
        self._follow_actions()
        self._follow_page()
        pages.currentChanged.connect(self._follow_page)
        # By click or key; `setCurrentIndex` below must not trigger an action.
        self.tabBarClicked.connect(self._chosen)
        self.currentChanged.connect(self._chosen)

    def _chosen(self, tab: int) -> None:
        if tab >= 0 and tab != self._tab():
            self._actions[tab].trigger()

    def _tab(self) -> int:
        return self._shown.get(self._pages.currentWidget(), 1)

    def _follow_page(self, _: int = 0) -> None:
        self.setCurrentIndex(self._tab())

    def _follow_actions(self) -> None:
        for tab, action in enumerate(self._actions):
            self.setTabEnabled(tab, action.isEnabled())
