"""Transport: play, pause, step and scrub; asks the frame server, paces by presentation time."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.video.index import FrameIndex
from forensics_gui.player.canvas import Canvas
from forensics_gui.player.frame_server import FrameServer
from forensics_gui.session import Session


class Player(QWidget):
    """The canvas with its controls.

    Signals:
        failed(EngineError): the clip, or one of its frames, cannot be decoded.
        reading(Progress): how far reading the clip is, where it takes a while.
        opened(FrameIndex): the clip can be played.
        settled(frame): a frame is on screen and nothing plays.
    """

    failed = Signal(object)
    reading = Signal(object)
    opened = Signal(object)
    settled = Signal(int)
    heat_switched = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._server: FrameServer | None = None
        self._ending: list[FrameServer] = []
        self._origin = (0.0, 0.0)
        self._waiting = False
        self.canvas = Canvas(session)
        self.canvas.face_clicked.connect(session.select)
        self._clock = QTimer(self, interval=8)
        self._clock.timeout.connect(self._tick)
        self._build()
        session.frame_changed.connect(self._show_frame)
        for signal in (session.track_found, session.track_scored, session.track_judged,
                       session.track_selected, session.first_faces_found,
                       session.corrected):  # fmt: skip
            signal.connect(self._repaint)

    def _build(self) -> None:
        self.play_button = QToolButton()
        self.back_button = QToolButton()
        self.forward_button = QToolButton()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Position in the clip")
        self.slider.setEnabled(False)
        self.slider.valueChanged.connect(self._scrubbed)
        self.position = QLabel("–")
        self.position.setMinimumWidth(190)
        self.heat_box = QCheckBox("Grad-CAM")
        self.heat_box.setToolTip("Show where the selected face's score comes from (when paused)")
        self.heat_box.toggled.connect(self.heat_switched)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setAccessibleName("Opacity of Grad-CAM")
        self.opacity.setRange(10, 100)
        self.opacity.setValue(60)
        self.opacity.setFixedWidth(90)
        self.opacity.setToolTip("Opacity of the Grad-CAM overlay")
        self.opacity.valueChanged.connect(self._set_opacity)
        bar = QHBoxLayout()
        for widget in (self.back_button, self.play_button, self.forward_button):
            bar.addWidget(widget)
        bar.addWidget(self.slider, 1)
        bar.addWidget(self.position)
        bar.addWidget(self.heat_box)
        bar.addWidget(self.opacity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(bar)

    def open(self, path: Path) -> None:
        """Stop what runs and begin to decode another clip."""
        self.close_clip()
        server = FrameServer(path)
        server.reading.connect(self.reading)
        server.opened.connect(self._opened)
        server.decoded.connect(self._decoded)
        server.failed.connect(self._failed)
        self._server = server
        server.start()

    def close_clip(self) -> None:
        """Let the decoding thread end by itself; what it still delivers is dropped."""
        self.pause()
        if self._server is not None:
            server, self._server = self._server, None
            for signal in (server.reading, server.opened, server.decoded, server.failed):
                signal.disconnect()
            self._ending.append(server)
            server.finished.connect(lambda: self._ending.remove(server))
            server.stop()
        self.canvas.clear()
        self.slider.setEnabled(False)
        self.position.setText("–")

    @property
    def playing(self) -> bool:
        return self._clock.isActive()

    def toggle(self) -> None:
        """Play or pause; playing from the last frame starts over."""
        if self.playing:
            self.pause()
        elif len(self._session.times):
            if self._session.frame >= len(self._session.times) - 1:
                self._session.go_to(0)
            self._origin = (time.monotonic(), float(self._session.times[self._session.frame]))
            self.canvas.show_heat(None)
            self._clock.start()

    def pause(self) -> None:
        if self.playing:
            self._clock.stop()
            self.settled.emit(self._session.frame)

    def step(self, frames: int) -> None:
        """Pause, and go on or back by so many frames."""
        self.pause()
        self._session.go_to(self._session.frame + frames)

    def _tick(self) -> None:
        if self._waiting:
            return
        now = self._origin[1] + time.monotonic() - self._origin[0]
        self._session.go_to_time(now)
        if now >= self._session.times[-1]:
            self.pause()

    def _show_frame(self, frame: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(frame)
        self.slider.blockSignals(False)
        self._tell_position()
        if self._server is not None:
            self._waiting = True
            self._server.want(frame)

    def _scrubbed(self, frame: int) -> None:
        self.pause()
        self._session.go_to(frame)

    def _tell_position(self) -> None:
        times, frame = self._session.times, self._session.frame
        if len(times):
            self.position.setText(f"{times[frame]:.3f} s   frame {frame} of {len(times) - 1}")

    def wait(self) -> None:
        """Until all decoding threads have ended; for closing the program."""
        for server in list(self._ending):
            server.wait()

    def _opened(self, index: FrameIndex, width: int, height: int) -> None:
        times = self._session.times = np.array(index.times)
        self.canvas.set_size(width, height)
        self.slider.setRange(0, len(times) - 1)
        self.slider.setEnabled(True)
        self._tell_position()
        self.opened.emit(index)

    def _decoded(self, index: int, picture: np.ndarray) -> None:
        self._waiting = False
        self.canvas.show_picture(index, picture)
        if not self.playing and index == self._session.frame:
            self.settled.emit(index)

    def _failed(self, error: object) -> None:
        self._waiting = False
        self._clock.stop()
        self.failed.emit(error)

    def _set_opacity(self, percent: int) -> None:
        self.canvas.opacity = percent / 100
        self.canvas.update()

    def _repaint(self, _: int = 0) -> None:
        self.canvas.update()
