"""The Examine page: the picture in the middle, panels around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.theme import scaled

#: Increase when panels are added or removed, to invalidate stored arrangements.
_VERSION = 6
_STATE = "window/panels"
#: Property of tab bars that are connected.
_KNOWN = "known"
LANDSCAPE, PORTRAIT = "landscape", "portrait"
_VERTICAL = Qt.Orientation.Vertical
_TOP, _BOTTOM = Qt.DockWidgetArea.TopDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass(frozen=True)
class _Place:
    """Where a panel stands by default.

    Attributes:
        area: in the landscape arrangement; in the portrait arrangement, panels on the right are
            above the controls.
        size: width and height in pixels at the usual text size; 0 for automatic.
        behind: the panel it is tabbed behind, if any.
    """

    area: Qt.DockWidgetArea
    size: tuple[int, int]
    behind: QDockWidget | None


def _takes_keys(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()


class ExaminePage(QMainWindow):
    """Panels can be moved, hidden and detached; each arrangement is remembered.

    Landscape pictures have the timeline below them. Portrait pictures stand beside the page, which
    then holds controls and panels only. Tabs are the titles of panels; others have a title bar.

    Args:
        preferences: store of the arrangements.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self._preferences = preferences
        self._places: dict[QDockWidget, _Place] = {}
        self._arrangement = LANDSCAPE
        self._arranged = self._alone = False
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        # A panel can be dragged out by its tab.
        self.setDockOptions(self.dockOptions() | QMainWindow.DockOption.GroupedDragging)
        self._titles = QTimer(self, singleShot=True, interval=0)
        self._titles.timeout.connect(self._show_titles)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, _BOTTOM)

    def add(
        self,
        title: str,
        widget: QWidget,
        area: Qt.DockWidgetArea,
        size: tuple[int, int],
        page: str,
        behind: str = "",
    ) -> QDockWidget:
        """Add a panel.

        Args:
            title: marked for translation; also the key in the stored arrangement.
            area: default area.
            size: default width and height in pixels at the usual text size; 0 for automatic.
            page: of the guide.
            behind: title of the panel it is tabbed behind.
        """
        dock = QDockWidget(tr(title), self)
        dock.setObjectName(title)
        dock.setAccessibleName(tr(title))
        dock.setProperty(PROPERTY, page)
        dock.setWidget(widget)
        for changed in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            changed.connect(lambda _: self._titles.start())
        first = next((d for d in self.docks if d.objectName() == behind), None)
        self._places[dock] = _Place(area, size, first)
        self.addDockWidget(area, dock)
        if first is not None:
            self._put_behind(dock, first)
        return dock

    @property
    def docks(self) -> list[QDockWidget]:
        """The panels, in the order in which they were added."""
        return list(self._places)

    def toggles(self) -> list[QAction]:
        """Actions that show and hide each panel."""
        actions = []
        for dock in self.docks:
            action = dock.toggleViewAction()
            action.setStatusTip(
                tr("Show or hide the panel “{panel}”").format(panel=dock.windowTitle())
            )
            actions.append(action)
        return actions

    def show_picture_of(self, width: int, height: int) -> None:
        """Switch to the arrangement for a picture of this size."""
        wanted = PORTRAIT if height > width else LANDSCAPE
        if wanted != self._arrangement:
            self.keep()
            self._arrangement = wanted
            self.restore()

    def show_usual(self) -> None:
        """Restore the default arrangement."""
        portrait = self._arrangement == PORTRAIT
        for dock, place in self._places.items():
            area = _TOP if portrait and place.area != _BOTTOM else place.area
            dock.setFloating(False)
            # Qt leaves empty tabs behind if a panel is added to its own area again.
            if self.dockWidgetArea(dock) != area:
                self.addDockWidget(area, dock)
            dock.show()
        for dock, place in self._places.items():
            first = place.behind
            if first is None:
                continue
            if dock not in self.tabifiedDockWidgets(first):
                self._put_behind(dock, first)
            first.raise_()
        across, down = Qt.Orientation.Horizontal, _VERTICAL
        middle = self.centralWidget()
        assert middle is not None
        if portrait:
            rest = self.height() - middle.minimumSizeHint().height()
            self.resizeDocks(self.docks, [self.width() // 2] * len(self.docks), across)
            self.resizeDocks(self.docks, [rest // 2] * len(self.docks), down)
            return
        # Large text enlarges panels, but not at the expense of the picture.
        for way, axis, extent in ((across, 0, self.width()), (down, 1, self.height())):
            sized = {
                dock: max(place.size[axis], extent // 8, min(scaled(place.size[axis]), extent // 4))
                for dock, place in self._places.items()
                if place.size[axis]
            }
            self.resizeDocks(list(sized), list(sized.values()), way)

    def show_only(self, widget: QWidget | None) -> None:
        """Hide all panels except that of a widget; None restores the arrangement."""
        if widget is None:
            self._alone = False
            self.restore()
            return
        self.keep()
        self._alone = True
        for dock in self.docks:
            dock.setVisible(dock.widget() is widget)
            if dock.widget() is widget:
                self.resizeDocks([dock], [scaled(self._places[dock].size[1])], _VERTICAL)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._arranged:
            self._arranged = True
            # The stack gives a page its size only after it is shown.
            parent = self.parentWidget()
            assert parent is not None
            self.resize(parent.size())
            self.restore()

    def _show_titles(self) -> None:
        """Give a title bar to panels without a tab, unless only one is shown."""
        for dock in self.docks:
            tabbed = self._alone or bool(self.tabifiedDockWidgets(dock))
            tabbed = tabbed and not dock.isFloating()
            if tabbed != (dock.titleBarWidget() is not None):
                dock.setTitleBarWidget(QWidget() if tabbed else None)  # type: ignore[arg-type]
        # Qt makes the tab bars as needed.
        for bar in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not bar.property(_KNOWN):
                bar.setProperty(_KNOWN, True)
                bar.setToolTip(tr("Double-click or drag a tab to detach its panel."))
                bar.tabBarDoubleClicked.connect(partial(self._detach, bar))

    def _detach(self, bar: QTabBar, tab: int) -> None:
        """Show the panel of a tab in a window of its own."""
        title = bar.tabText(tab)
        dock = next((d for d in self.docks if d.windowTitle() == title), None)
        if dock is not None:
            place = self.mapToGlobal(dock.geometry().topLeft() - QPoint(40, -40))
            dock.setFloating(True)
            dock.move(place)

    def _put_behind(self, dock: QDockWidget, first: QDockWidget) -> None:
        # While both are visible, Qt creates tabs for each arrangement that it tries.
        dock.hide()
        self.tabifyDockWidget(first, dock)
        dock.show()

    def focus_next(self) -> None:
        """Focus the next panel."""
        self._focus(1)

    def focus_previous(self) -> None:
        """Focus the previous panel."""
        self._focus(-1)

    def _focus(self, step: int) -> None:
        middle = self.centralWidget()
        assert middle is not None
        parts: list[QWidget] = [middle]
        parts += [d for d in self.docks if d.toggleViewAction().isChecked()]
        focus = QApplication.focusWidget()
        holds = (n for n, part in enumerate(parts) if focus and part.isAncestorOf(focus))
        here = next(holds, 0)
        part = parts[(here + step) % len(parts)]
        # Bring a tabbed panel to the front.
        part.raise_()
        within = (w for w in part.findChildren(QWidget) if _takes_keys(w))
        widget = next(within, None)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def restore(self) -> None:
        """Restore the last arrangement for the shape of the picture, or the default one."""
        state = self._preferences.get(f"{_STATE}/{self._arrangement}", QByteArray())
        if state.isEmpty() or not self.restoreState(state, _VERSION):
            self.show_usual()

    def keep(self) -> None:
        """Remember the arrangement for the shape of the picture, unless only one panel is shown."""
        if not self._arranged or self._alone:
            return
        self._preferences.set(f"{_STATE}/{self._arrangement}", self.saveState(_VERSION))
