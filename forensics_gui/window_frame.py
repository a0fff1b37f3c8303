"""The frame of the main window: menus, status, toolbar and pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QStatusTipEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenuBar,
    QSizePolicy,
    QStackedWidget,
    QStatusBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.language import tr
from forensics_gui.theme import scaled

#: Largest share of the window's width for a portrait picture.
_WIDEST = 0.5
_STYLE = Qt.ToolButtonStyle
#: From the widest to the narrowest.
_STYLES = (
    _STYLE.ToolButtonTextBesideIcon,
    _STYLE.ToolButtonTextUnderIcon,
    _STYLE.ToolButtonIconOnly,
)
#: Qt's largest width of a widget.
_NO_LIMIT = (1 << 24) - 1
#: Words below icons.
_SMALL = "QToolButton {{ font-size: {size}px; padding: 2px 1px; }}"


class WindowFrame(QWidget):
    """Messages and progress share a row with the menus, which leaves the picture a row more.

    Qt's main window puts its menus across the whole width. Here, a portrait picture stands beside
    them and takes the whole height.

    Attributes:
        menus: the menu bar.
        status: messages, the pointer's position and progress.
        bar: the toolbar.
        pages: below them.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self.menus, self.status, self.bar, self.pages = QMenuBar(), QStatusBar(), ToolRow(), pages
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.status.setSizeGripEnabled(False)
        # Long messages are cut off.
        self.status.messageChanged.connect(self.status.setToolTip)
        self._beside: QWidget | None = None
        self._shape = 1.0
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.menus)
        head.addWidget(self.status, 1)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self._head, self.bar):
            column.addWidget(widget)
        column.addWidget(pages, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)

    def show_beside(self, picture: QWidget, shape: float) -> None:
        """Let a widget take the whole height beside everything else, up to half the width.

        Args:
            shape: width divided by height.
        """
        self._beside, self._shape = picture, shape
        self._row.insertWidget(0, picture)
        picture.show()
        self._fit()

    def let_go(self) -> None:
        """Free the widget beside everything else for another place."""
        if self._beside is not None:
            self._row.removeWidget(self._beside)
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(_NO_LIMIT)
            self._beside = None

    def show_head(self, on: bool) -> None:
        """Show or hide menus, status and toolbar."""
        self._head.setVisible(on)
        self.bar.setVisible(on)

    def _fit(self) -> None:
        if self._beside is not None:
            width = min(self.height() * self._shape, self.width() * _WIDEST)
            self._beside.setFixedWidth(round(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.status.showMessage(event.tip())
            return True
        return super().event(event)


class ToolRow(QToolBar):
    """Icons with words beside or below them, whichever fits; without words if neither does."""

    def __init__(self) -> None:
        super().__init__(tr("Main"))
        self.setObjectName("Main")
        self.setMovable(False)
        self.setIconSize(QSize(scaled(18), scaled(18)))
        self.setToolButtonStyle(_STYLES[0])

    def fit(self) -> None:
        """Choose the style for the width."""
        for style in _STYLES:
            self.setToolButtonStyle(style)
            small = style == _STYLE.ToolButtonTextUnderIcon
            self.setStyleSheet(_SMALL.format(size=scaled(11)) if small else "")
            # A style sheet changes sizes only when it is applied to the buttons.
            for button in self.findChildren(QToolButton):
                button.ensurePolished()
                button.updateGeometry()
            if self.sizeHint().width() <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
