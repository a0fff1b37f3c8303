"""Opens the guide at the page that fits what the analyst is at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import EngineError
from forensics_gui.help.pages import KEYS, page_of, place_of
from forensics_gui.help.window import HelpWindow


class HelpDesk:
    """One guide window, made when first wanted.

    Args:
        parent: closes it.
        keys: gives the present keys, see `CommandSet.keys`.
    """

    def __init__(self, parent: QWidget, keys: Callable[[], dict[str, str]]) -> None:
        self._parent, self._keys = parent, keys
        self.window: HelpWindow | None = None

    def show_here(self) -> None:
        """The page of the panel that has the keyboard, or that the pointer is over."""
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
