"""The player: canvases, ruler and controls."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engine.audio.client import Waveform, read_waveform
from engine.progress import CancelToken
from engine.video.index import FrameIndex
from forensics_gui.language import tr
from forensics_gui.player.canvas import Canvas, to_image
from forensics_gui.player.controls import Controls
from forensics_gui.player.decode_requests import Pixels, ServedFrame, Wanted
from forensics_gui.player.frame_server import Decoding
from forensics_gui.player.levels import Levels
from forensics_gui.player.overlays import LAYERS, OpacitySlider, Overlays
from forensics_gui.player.positions import GoTo, time_code
from forensics_gui.player.readout import describe, face_at
from forensics_gui.player.ruler import MarkedSlider, Wave
from forensics_gui.player.second_view import SecondView
from forensics_gui.player.speaker import Speaker
from forensics_gui.player.transport import Transport
from forensics_gui.player.viewport import Viewport
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label
from forensics_gui.workers import tasks


class Player(QWidget):
    """Shows the session's current frame.

    Attributes:
        pictures: the picture and the second one; may be shown elsewhere until `take_pictures`.

    Signals:
        failed(EngineError): a clip, frame or sound cannot be decoded.
        reading(Progress): progress of opening a large clip.
        sized(width, height): size of the clip's upright picture.
        opened(FrameIndex): the clip can be played.
        settled(frame): a frame is on screen and playback is paused.
        heat_wanted(frame): compute Grad-CAM for `show_heat`.
        heat_unwanted(): drop the last request.
    """

    failed = Signal(object)
    reading = Signal(object)
    sized = Signal(int, int)
    opened = Signal(object)
    settled = Signal(int)
    heat_wanted = Signal(int)
    heat_unwanted = Signal()

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session = session
        self._path: Path | None = None
        self._sound_cancel = CancelToken()
        self._pointer: QPointF | None = None
        self.viewport = Viewport(self)
        self.transport = Transport(session)
        self.overlays = Overlays(session, preferences)
        self.levels = Levels(self)
        self.decoding = Decoding(self)
        self.canvas = Canvas(self.viewport, tr("Video picture"), self.overlays.draw, self.levels)
        self.second = SecondView(session, self.viewport, self.overlays, self.levels)
        self.controls = Controls(self.transport, self.levels)
        self.speaker = Speaker(self.transport, preferences)
        self.opacity = OpacitySlider()
        self.position = self.controls.position
        self.go_to = GoTo(session, self.position)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.slider = MarkedSlider(self.transport)
        self.slider.setAccessibleName(tr("Position in the clip"))
        self.slider.setEnabled(False)
        self.wave = Wave(self.session, self.slider)
        self.readout = Label()
        self.readout.setObjectName("hint")
        self.readout.setAccessibleName(tr("Under the pointer"))
        # Long text must not widen the window.
        self.readout.setMinimumWidth(1)
        self.position.setText("–")
        self._pictures = QSplitter(Qt.Orientation.Horizontal)
        self._pictures.addWidget(self.canvas)
        self._pictures.addWidget(self.second)
        self._pictures.setChildrenCollapsible(False)
        self.pictures = QWidget()
        inner = QVBoxLayout(self.pictures)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self.second.head)
        inner.addWidget(self._pictures, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.pictures, 1)
        for widget in (self.slider, self.wave, self.controls):
            layout.addWidget(widget)

    def _connect(self) -> None:
        session = self.session
        self.decoding.reading.connect(self.reading)
        self.decoding.begun.connect(self._begun)
        self.decoding.opened.connect(self._opened)
        self.decoding.served.connect(self._served)
        self.decoding.failed.connect(self._failed)
        self.transport.rested.connect(self._want)
        self.slider.valueChanged.connect(self.scrub)
        self.wave.seek.connect(self.scrub)
        self.canvas.clicked.connect(self.select_at)
        self.canvas.pointed.connect(self._point)
        self.canvas.resized.connect(self._tell_zoom)
        self.canvas.pointed.connect(self.second.canvas.show_cross)
        self.second.canvas.pointed.connect(self._point_second)
        self.second.chosen.connect(self._second_chosen)
        self.second.failed.connect(self.failed)
        self.second.sliders.changed.connect(self._want)
        self.viewport.changed.connect(self._moved)
        self.opacity.valueChanged.connect(self.overlays.set_opacity)
        self.overlays.changed.connect(self.canvas.update)
        self.overlays.switched.connect(self._switched)
        session.frame_changed.connect(self._show_frame)
        session.track_selected.connect(lambda _: self._ask_heat())
        for signal in (session.track_found, session.track_scored, session.track_judged,
                       session.track_selected, session.first_faces_found,
                       session.corrected):  # fmt: skip
            signal.connect(self._repaint)

    def use_actions(self, actions: dict[str, QAction]) -> None:
        """Connect buttons and menus with actions of the table."""
        self.controls.use_actions(actions)
        for name in LAYERS:
            actions[f"toggle_{name}"].setChecked(self.overlays.shows(name))
        self.overlays.switched.connect(lambda name, on: actions[f"toggle_{name}"].setChecked(on))
        actions["toggle_sound"].setChecked(self.speaker.on)

    def take_pictures(self) -> None:
        """Put the pictures back above the controls."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if self.pictures.parent() is not self:
            layout.insertWidget(0, self.pictures, 1)
            self.pictures.show()

    # --- opening and closing ---

    def open(self, path: Path, stream: int | None = None) -> None:
        """Decode another clip or video stream."""
        self.close_clip()
        self._path = path
        self.decoding.open(path, stream=stream)

    def close_clip(self) -> None:
        """Let the decoding thread end; its remaining signals are dropped."""
        self.transport.reset()
        self.transport.waiting = False
        self._sound_cancel.cancel()
        self.speaker.close()
        self.decoding.close()
        self.overlays.heat = None
        self.canvas.clear()
        self.second.clear()
        self.wave.show_wave(None)
        self.slider.setEnabled(False)
        self.position.setText("–")
        self.readout.clear()

    def wait(self) -> None:
        """Close all clips and wait for the threads; for closing the program."""
        self.close_clip()
        self.speaker.shut()
        self.second.decoding.close()
        self.decoding.wait()
        self.second.decoding.wait()

    def _begun(self, pixels: Pixels, width: int, height: int) -> None:
        self.sized.emit(width, height)
        self.viewport.reset(width, height)
        self.canvas.show_picture(0, pixels)

    def _opened(self, index: FrameIndex, width: int, height: int, sound: bool) -> None:
        times = self.session.times = np.array(index.times)
        self.session.pts = np.array(index.pts)
        self.session.restated = np.array(index.restated)
        self.viewport.reset(width, height)
        # A shorter range would move the slider, and with it the session, to its last frame.
        self._move_slider(self.session.frame)
        self.slider.setRange(0, len(times) - 1)
        self.slider.setEnabled(True)
        self._tell_position()
        if sound:
            self._read_sound(index)
        self.second.know(index)
        self.opened.emit(index)

    def _read_sound(self, index: FrameIndex) -> None:
        assert self._path is not None
        path = self._path
        self._sound_cancel.cancel()
        cancel = self._sound_cancel = CancelToken()

        def done(wave: Waveform | None) -> None:
            if cancel.cancelled:
                return
            self.wave.show_wave(wave)
            if wave is not None:
                self.speaker.open(path, index)

        tasks.run(
            self,
            lambda: read_waveform(path, index.first_pts, index.stream, cancel=cancel),
            done,
            self.failed.emit,
        )

    # --- transport ---

    @property
    def playing(self) -> bool:
        return self.transport.playing

    def toggle(self) -> None:
        """Play or pause; from the last frame, restart."""
        self.transport.toggle()

    def pause(self) -> None:
        self.transport.pause()

    def step(self, frames: int) -> None:
        """Pause and move by a number of frames."""
        self.pause()
        self.session.go_to(self.session.frame + frames)

    def go_first(self) -> None:
        """Pause at the first frame."""
        self.pause()
        self.session.go_to(0)

    def go_last(self) -> None:
        """Pause at the last frame."""
        self.pause()
        self.session.go_to(len(self.session.times) - 1)

    def ask_where(self) -> None:
        """Open the entry for a position."""
        self.pause()
        self.go_to.ask()

    def scrub(self, frame: int) -> None:
        """Pause at a frame."""
        self.pause()
        self.session.go_to(frame)

    def _show_frame(self, frame: int) -> None:
        self._move_slider(frame)
        self._tell_position()
        self._want()

    def _move_slider(self, frame: int) -> None:
        """Follow the session; only the user's moves go to a frame."""
        self.slider.blockSignals(True)
        self.slider.setValue(frame)
        self.slider.blockSignals(False)

    def _tell_position(self) -> None:
        times, frame = self.session.times, self.session.frame
        if len(times):
            words = tr("{time}   frame {frame} / {last}")
            self.position.setText(
                words.format(time=time_code(times[frame]), frame=frame, last=len(times) - 1)
            )

    # --- pictures ---

    def _want(self) -> None:
        if not self.decoding.active or not len(self.session.times):
            return
        self.transport.waiting = True
        backwards = self.playing and self.transport.direction < 0
        part = self.canvas.wanted_part() or self._second_part()
        values = self.second.sliders.values
        wanted = Wanted(self.session.frame, part, self.second.made, backwards, values)
        self.decoding.want(wanted)

    def _second_part(self) -> tuple[int, int, int, int] | None:
        return self.second.canvas.wanted_part() if self.second.made else None

    def _served(self, served: ServedFrame) -> None:
        if served.frame != self.canvas.shown:
            self.overlays.heat = None
        self.canvas.show_picture(served.frame, served.picture)
        self.second.show_served(served, self.playing and self.transport.direction < 0)
        self._tell_pointer()
        self._tell_zoom()
        self.transport.arrived(served.frame)
        if not self.playing and served.frame == self.session.frame:
            self.settled.emit(served.frame)
            self._ask_heat()
        elif not self.playing:
            self._want()

    def _failed(self, error: object) -> None:
        self.transport.waiting = False
        self.transport.pause()
        self.failed.emit(error)

    def _moved(self) -> None:
        self._tell_zoom()
        if self.canvas.wanted_part() is not None or self._second_part() is not None:
            self._want()

    def _tell_zoom(self) -> None:
        ratio = self.canvas.devicePixelRatioF()
        zoom = self.viewport.scale(self.canvas.size(), ratio) * ratio
        self.controls.tell_zoom(zoom, self.viewport.zoom is None)

    def zoom_in(self) -> None:
        self.canvas.step_zoom(1)

    def zoom_out(self) -> None:
        self.canvas.step_zoom(-1)

    def zoom_pixels(self) -> None:
        """Show one clip pixel per screen pixel."""
        self.canvas.set_zoom(1.0)

    def _second_chosen(self, kind: str) -> None:
        self._pictures.setSizes([self.width(), self.width()])
        if self.second.made:
            self._want()
        self._ask_heat()

    # --- Grad-CAM ---

    @property
    def _heat_shown(self) -> bool:
        return self.overlays.shows("heat") or self.second.kind == "heat"

    def _switched(self, name: str, on: bool) -> None:
        if name == "heat":
            self._ask_heat()

    def _ask_heat(self) -> None:
        if not self._heat_shown:
            self.overlays.heat = None
            self.heat_unwanted.emit()
            self.canvas.update()
        elif not self.playing:
            self.heat_wanted.emit(self.session.frame)

    def show_heat(self, frame: int, pixels: np.ndarray) -> None:
        """Show Grad-CAM of a frame if it is still current.

        Args:
            pixels: uint8 (H, W, 4) RGBA over the whole picture.
        """
        still = not self.playing and frame == self.canvas.shown == self.session.frame
        if not still or not self._heat_shown:
            return
        heat = to_image(pixels)
        self.overlays.heat = heat
        self.second.show_heat(heat)
        self.canvas.update()

    # --- pointer ---

    def select_at(self, place: QPointF) -> None:
        """Select the face at a position in the clip's pixels, if there is one."""
        found = face_at(self.session, self.canvas.shown, place)
        if found is not None:
            self.session.select(found[0].number)

    def _point(self, place: QPointF | None) -> None:
        self._pointer = place
        self._tell_pointer()

    def _point_second(self, place: QPointF | None) -> None:
        self.canvas.show_cross(place)
        self._point(place)

    def _tell_pointer(self) -> None:
        if self._pointer is None:
            self.readout.setText(" ")
            return
        colour = self.canvas.colour_at(self._pointer)
        words = describe(self.session, self.canvas.shown, self._pointer, colour)
        self.readout.setText(words)

    def _repaint(self, _: int = 0) -> None:
        self.canvas.update()
