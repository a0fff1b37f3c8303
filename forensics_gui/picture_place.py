"""Places the picture: in its page, beside the whole window, or on the full screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from forensics_gui.examine import ExaminePage
from forensics_gui.player.player import Player
from forensics_gui.window_frame import WindowFrame


class PicturePlace(QObject):
    """Follows the shape of the picture and the page that is shown.

    Args:
        window: shown on the full screen.
        frame: takes a portrait picture.
        examine: page of the picture.
        player: shows it.
        timeline: stays on the full screen.
    """

    def __init__(
        self,
        window: QMainWindow,
        frame: WindowFrame,
        examine: ExaminePage,
        player: Player,
        timeline: QWidget,
    ) -> None:
        super().__init__(window)
        self._window, self._frame, self._examine = window, frame, examine
        self._player, self._timeline = player, timeline
        self._shape = 1.0
        player.sized.connect(self._show_shape)
        player.second.chosen.connect(self._place)
        frame.pages.currentChanged.connect(self._place)

    def show_full_screen(self, on: bool) -> None:
        """Show only picture and timeline on the full screen, or return to the window."""
        self._examine.show_only(self._timeline if on else None)
        self._frame.show_head(not on)
        # A maximised window stays so beneath the full screen.
        full, state = Qt.WindowState.WindowFullScreen, self._window.windowState()
        self._window.setWindowState(state | full if on else state & ~full)
        self._place()

    def _show_shape(self, width: int, height: int) -> None:
        self._shape = width / height
        self._place()
        self._examine.show_picture_of(width, height)

    def _place(self, _: object = None) -> None:
        here = self._frame.pages.currentWidget() is self._examine
        if self._shape < 1 and here and not self._window.isFullScreen():
            pictures = 2 if self._player.second.kind else 1
            self._frame.show_beside(self._player.pictures, pictures * self._shape)
        else:
            self._frame.let_go()
            self._player.take_pictures()
