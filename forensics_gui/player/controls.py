"""The row of buttons below the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from forensics_gui.language import decimal, shortest, tr
from forensics_gui.player.levels import Levels, LevelsPanel
from forensics_gui.player.transport import SPEEDS, Transport
from forensics_gui.widgets.icons import icon
from forensics_gui.widgets.wrapping_row import row_of

#: Actions in the menu of each button.
_RANGE = ("mark_in", "mark_out", "play_range", "toggle_loop", "clear_range")
_ZOOM = ("zoom_fit", "zoom_pixels", "zoom_in", "zoom_out")


class Controls(QWidget):
    """Buttons and menus for actions of the table."""

    def __init__(self, transport: Transport, levels: Levels) -> None:
        super().__init__()
        self._transport = transport
        self._moves: dict[str, QAction] = {}
        self._sound: QAction | None = None
        self.back, self.play, self.forward = QToolButton(), QToolButton(), QToolButton()
        self.sound = QToolButton()
        self.position = _flat(tr("Position"), tr("Go to a frame, time or PTS (Ctrl+G)"))
        self.speed = _menu_button(tr("Playback speed"), tr("Playback speed ([ and ])"))
        self.range = _menu_button(
            tr("Range"), tr("Play or repeat a part of the clip, marked with I and O")
        )
        self.zoom = _menu_button(
            tr("Zoom"), tr("Zoom: also with the wheel; drag to move the picture")
        )
        self.levels = _menu_button(
            tr("Levels"), tr("Brightness, contrast and gamma of the pictures on screen")
        )
        self.levels.setText(tr("Levels"))
        self.levels_panel = LevelsPanel(levels)
        levels.changed.connect(lambda: self.levels.setDown(levels.table is not None))
        self.range.setText(tr("Range"))
        self._build_speeds()
        row = row_of(
            self.back,
            self.play,
            self.forward,
            self.sound,
            self.position,
            self.speed,
            self.range,
            spacing=3,
        )
        row.setContentsMargins(4, 0, 4, 2)
        row.add_spring()
        for widget in (self.levels, self.zoom):
            row.addWidget(widget)
        self.setLayout(row)
        transport.changed.connect(self._tell_transport)
        self._tell_transport()

    def _build_speeds(self) -> None:
        menu = QMenu(self.speed)
        for speed in SPEEDS:
            action = menu.addAction(f"{shortest(speed)}x")
            action.triggered.connect(lambda _=False, s=speed: self._transport.set_speed(s))
        self.speed.setMenu(menu)

    def use_actions(self, actions: dict[str, QAction]) -> None:
        """Connect the buttons with actions by name."""
        self._moves = {
            name: actions[name] for name in ("step_back", "play_or_pause", "step_forward")
        }
        for button, action in zip(
            (self.back, self.play, self.forward), self._moves.values(), strict=True
        ):
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._sound = actions["toggle_sound"]
        self.sound.setDefaultAction(self._sound)
        self.sound.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._sound.toggled.connect(self._draw_icons)
        self._draw_icons()
        self.position.clicked.connect(actions["go_to"].trigger)
        for button, names in (
            (self.range, _RANGE),
            (self.zoom, _ZOOM),
        ):
            menu = QMenu(button)
            for name in names:
                menu.addAction(actions[name])
            button.setMenu(menu)
        entry, menu = QWidgetAction(self), QMenu(self.levels)
        entry.setDefaultWidget(self.levels_panel)
        menu.addAction(entry)
        self.levels.setMenu(menu)

    def tell_zoom(self, zoom: float, fitted: bool) -> None:
        """Show the zoom.

        Args:
            zoom: device pixels per clip pixel.
        """
        share = decimal(100 * zoom, 0)
        self.zoom.setText((tr("Fit {share}%") if fitted else tr("{share}%")).format(share=share))

    def _tell_transport(self) -> None:
        transport = self._transport
        sign = "−" if transport.direction < 0 else ""
        self.speed.setText(f"{sign}{shortest(transport.pace)}x")
        words = tr("Loop") if transport.loop else tr("Range")
        if transport.has_range:
            first, last = transport.range
            words = f"{words} {first}–{last}"
        self.range.setText(words)
        self._draw_icons()

    def _draw_icons(self) -> None:
        playing = self._transport.playing
        shown = {"step_back": "previous", "play_or_pause": "pause" if playing else "play",
                 "step_forward": "next"}  # fmt: skip
        for name, action in self._moves.items():
            action.setIcon(icon(shown[name]))
        if self._sound is not None:
            self._sound.setIcon(icon("sound" if self._sound.isChecked() else "muted"))
        for button, name in (
            (self.range, "range"), (self.levels, "levels"), (self.zoom, "zoom"),
        ):  # fmt: skip
            button.setIcon(icon(name))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_moves"):
            self._draw_icons()


def _flat(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setAutoRaise(True)
    return button


def _menu_button(name: str, tip: str) -> QToolButton:
    button = _flat(name, tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
