"""The guide's window: contents, page and full-text search."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from forensics_gui.help.pages import KEYS, PAGES, folder, page_of, page_text, page_title, place_of
from forensics_gui.language import tr
from forensics_gui.theme import scaled


class HelpWindow(QWidget):
    """Stays open beside the main window.

    Args:
        keys: returns the current shortcuts, see `CommandSet.keys`.
    """

    def __init__(self, parent: QWidget, keys: Callable[[], dict[str, str]]) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Guide"))
        self._keys = keys
        self.page = ""
        self.search = QLineEdit(placeholderText=tr("Search the guide"))
        self.search.setAccessibleName(tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setFixedWidth(scaled(230))
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._chosen)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setSearchPaths([str(folder())])
        self.browser.anchorClicked.connect(self._follow)
        self.browser.document().setDocumentMargin(16)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        layout = QHBoxLayout(self)
        layout.addLayout(left)
        layout.addWidget(self.browser, 1)
        self._list("")

    def sizeHint(self) -> QSize:
        return QSize(960, 680)

    def show_page(self, place: str) -> None:
        """Open a page by name, optionally with "#" and a heading or the first words to go to."""
        name, _, heading = place.partition("#")
        if name != self.page or name == KEYS:
            self.page = name
            self.browser.setMarkdown(page_text(name, self._keys()))
            self._select()
        if heading:
            start = self.browser.document().find(heading, 0, QTextDocument.FindFlag(0))
            if not start.isNull():
                self.browser.setTextCursor(start)
                self.browser.ensureCursorVisible()
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.close()

    def _list(self, wanted: str) -> None:
        words = wanted.casefold()
        self.contents.blockSignals(True)
        self.contents.clear()
        for page in PAGES:
            if words in page_text(page, self._keys()).casefold():
                item = QListWidgetItem(page_title(page))
                item.setData(Qt.ItemDataRole.UserRole, page)
                self.contents.addItem(item)
        self.contents.blockSignals(False)
        self._select()

    def _select(self) -> None:
        self.contents.blockSignals(True)
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == self.page:
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(f"{item.data(Qt.ItemDataRole.UserRole)}#{self.search.text()}")

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if name in PAGES:
            self.show_page(f"{name}#{url.fragment()}" if url.hasFragment() else name)


class GuideController:
    """Creates the guide window on first use.

    Args:
        parent: closes it.
        keys: returns the current shortcuts, see `CommandSet.keys`.
    """

    def __init__(self, parent: QWidget, keys: Callable[[], dict[str, str]]) -> None:
        self._parent, self._keys = parent, keys
        self.window: HelpWindow | None = None

    def show_here(self) -> None:
        """Show the page of the focused panel, or of the one under the pointer."""
        focus = page_of(QApplication.focusWidget())
        over = page_of(QApplication.widgetAt(self._parent.cursor().pos()))
        first = page_of(None)
        self.show_page(focus if focus != first else over)

    def show_error(self, error: EngineError) -> None:
        self.show_page(place_of(error))

    def show_keys(self) -> None:
        self.show_page(KEYS)

    def show_page(self, place: str) -> None:
        """Open the guide at a page, see `HelpWindow.show_page`."""
        if self.window is None:
            self.window = HelpWindow(self._parent, self._keys)
        self.window.show_page(place)
