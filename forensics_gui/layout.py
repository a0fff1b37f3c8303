"""The docks around the picture, and their arrangement between sessions."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.theme import scaled

#: Increase when docks are added or removed, to invalidate stored arrangements.
_VERSION = 3
_USUAL = QSize(1440, 900)
_GEOMETRY, _STATE = "window/geometry", "window/state"


def _takes_keys(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()


class Layout:
    """The docks of a window.

    Args:
        window: gets the docks.
        preferences: store of the arrangement.
    """

    def __init__(self, window: QMainWindow, preferences: Preferences) -> None:
        self._window, self._preferences = window, preferences
        self._docks: list[tuple[QDockWidget, Qt.DockWidgetArea, tuple[int, int]]] = []
        self._behind: dict[QDockWidget, QDockWidget] = {}
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea),
            (Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea),
        ):
            window.setCorner(corner, area)

    def add(
        self,
        title: str,
        widget: QWidget,
        area: Qt.DockWidgetArea,
        size: tuple[int, int],
        page: str,
        beside: str = "",
    ) -> QDockWidget:
        """Add a dock for a panel.

        Args:
            title: marked for translation; also the key in the stored arrangement.
            area: default area.
            size: default width and height in pixels at the usual text size; 0 for automatic.
            page: of the guide.
            beside: title of the dock it is tabbed behind.
        """
        dock = QDockWidget(tr(title), self._window)
        dock.setObjectName(title)
        dock.setAccessibleName(tr(title))
        dock.setProperty(PROPERTY, page)
        dock.setWidget(widget)
        self._docks.append((dock, area, size))
        self._window.addDockWidget(area, dock)
        if beside:
            self._behind[dock] = next(d for d in self.docks if d.objectName() == beside)
        return dock

    @property
    def docks(self) -> list[QDockWidget]:
        """The docks, in the order in which they were added."""
        return [dock for dock, _, _ in self._docks]

    def toggles(self) -> list[QAction]:
        """Actions that show and hide each dock."""
        actions = []
        for dock in self.docks:
            action = dock.toggleViewAction()
            action.setStatusTip(
                tr("Show or hide the panel “{panel}”").format(panel=dock.windowTitle())
            )
            actions.append(action)
        return actions

    def show_usual(self) -> None:
        """Restore the default arrangement."""
        for dock, area, _ in self._docks:
            dock.setFloating(False)
            # Qt leaves empty tabs behind if a dock is added to its own area again.
            if self._window.dockWidgetArea(dock) != area:
                self._window.addDockWidget(area, dock)
            dock.show()
        for dock, first in self._behind.items():
            if dock not in self._window.tabifiedDockWidgets(first):
                # While both are visible, Qt creates tabs for each arrangement that it tries.
                dock.hide()
                self._window.tabifyDockWidget(first, dock)
                dock.show()
            first.raise_()
        for way, axis in ((Qt.Orientation.Horizontal, 0), (Qt.Orientation.Vertical, 1)):
            # Large text enlarges docks, but not at the expense of the picture.
            most = (self._window.width(), self._window.height())[axis] // 4
            sized = [
                (dock, max(size[axis], min(scaled(size[axis]), most)))
                for dock, _, size in self._docks
                if size[axis]
            ]
            self._window.resizeDocks([d for d, _ in sized], [s for _, s in sized], way)

    def focus_next(self) -> None:
        """Focus the next panel."""
        self._focus(1)

    def focus_previous(self) -> None:
        """Focus the previous panel."""
        self._focus(-1)

    def _focus(self, step: int) -> None:
        middle = self._window.centralWidget()
        assert middle is not None
        parts: list[QWidget] = [middle]
        parts += [d for d in self.docks if d.toggleViewAction().isChecked()]
        focus = QApplication.focusWidget()
        holds = (n for n, part in enumerate(parts) if focus and part.isAncestorOf(focus))
        here = next(holds, 0)
        part = parts[(here + step) % len(parts)]
        # Bring a tabbed dock to the front.
        part.raise_()
        within = (w for w in part.findChildren(QWidget) if _takes_keys(w))
        widget = next(within, None)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def restore(self) -> None:
        """Restore the last arrangement, or the default in a window that fits the screen."""
        empty = QByteArray()
        geometry = self._preferences.get(_GEOMETRY, empty)
        if geometry.isEmpty() or not self._window.restoreGeometry(geometry):
            self._window.resize(_USUAL.boundedTo(self._window.screen().availableSize()))
        state = self._preferences.get(_STATE, empty)
        if state.isEmpty() or not self._window.restoreState(state, _VERSION):
            self.show_usual()

    def keep(self) -> None:
        self._preferences.set(_GEOMETRY, self._window.saveGeometry())
        self._preferences.set(_STATE, self._window.saveState(_VERSION))
