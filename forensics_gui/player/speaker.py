"""Sound playback in sync with the picture at normal speed."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.audio.decoder import CHANNELS, RATE, assemble_samples
from engine.errors import EngineError
from engine.video.index import FrameIndex
from forensics_gui.language import WORDING, mark, tr
from forensics_gui.player.transport import Transport
from forensics_gui.preferences import Preferences
from forensics_gui.workers import tasks

logger = logging.getLogger(__name__)

#: Samples of one fetch, and of the lead over the clock.
_PIECE, _AHEAD = RATE // 10, RATE
#: Tolerated offset between sound and picture in samples; smaller ones are inaudible.
_DRIFT = RATE // 20


class Source(Protocol):
    """A source of sound, such as `engine.audio.client.AudioClient`."""

    def samples(self, at: int, count: int) -> np.ndarray: ...


class SoundFeed:
    """Buffer between fetching and playing.

    Args:
        now: position of the picture in seconds; called on several threads.

    Attributes:
        held: first sample's number and samples of each piece that is not played yet.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.held: deque[tuple[int, np.ndarray]] = deque()
        self._lock = threading.Lock()

    def _due(self) -> int:
        return round(self._now() * RATE)

    def fetch(self, source: Source) -> bool:
        """Fetch one piece; False if enough is buffered.

        Raises:
            EngineError: as the source does.
        """
        due = self._due()
        with self._lock:
            end = self.held[-1][0] + len(self.held[-1][1]) if self.held else due
            if not due - _AHEAD <= end <= due + 2 * _AHEAD:
                # The picture was moved elsewhere.
                self.held.clear()
                end = due
        if end > due + _AHEAD:
            return False
        piece = source.samples(end, _PIECE)
        with self._lock:
            self.held.append((end, piece))
        return True

    def handed_out(self, latency: int = 0) -> Generator[np.ndarray, int, None]:
        """Generator for the device, which sends the number of samples it needs.

        Args:
            latency: samples between delivery and output.

        Yields:
            float32 (n, 2): the sound, or silence where it is not buffered yet.
        """
        place: int | None = None
        wanted = yield np.zeros((0, CHANNELS), np.float32)
        while True:
            due = self._due() + latency
            if place is None or abs(place - due) > _DRIFT:
                place = due
            wanted = yield self._taken(place, wanted)
            place += wanted

    def _taken(self, at: int, count: int) -> np.ndarray:
        with self._lock:
            taken = assemble_samples(self.held, at, count)
            while self.held and self.held[0][0] + len(self.held[0][1]) <= at:
                self.held.popleft()
        return taken


class FeedThread(threading.Thread):
    """Fetches sound during playback.

    Args:
        opened: creates the source; called on this thread on first use.
        failed: receives an error once, on this thread, which then ends.
    """

    def __init__(
        self,
        feed: SoundFeed,
        opened: Callable[[], Source],
        failed: Callable[[EngineError], None],
    ) -> None:
        super().__init__(name="sound", daemon=True)
        self._feed, self._opened, self._failed = feed, opened, failed
        self._wanted, self._ended = threading.Event(), threading.Event()

    def play(self, on: bool) -> None:
        """Start or pause fetching."""
        if on:
            self._wanted.set()
        else:
            self._wanted.clear()

    def end(self) -> None:
        """Close the source and end the thread."""
        self._ended.set()
        self._wanted.set()

    def run(self) -> None:
        self._wanted.wait()
        if self._ended.is_set():
            return
        source = None
        try:
            source = self._opened()
            while not self._ended.is_set():
                if not self._feed.fetch(source):
                    self._ended.wait(0.02)
                self._wanted.wait()
        except EngineError as error:
            if not self._ended.is_set():
                self._failed(error)
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()


_KEY = "player/sound"
#: Milliseconds of the device's buffer.
_PERIOD = 40
_SILENT = mark("No audio output is available. The clip plays without sound.")


class Device(Protocol):
    """An output device that pulls sound from a generator."""

    def start(self, callback_generator: Generator[np.ndarray, int, None]) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


def open_device() -> Device:
    """Open the default output device.

    Raises:
        OSError: there is none.
    """
    import miniaudio

    try:
        device: Device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.FLOAT32, CHANNELS, RATE, buffersize_msec=_PERIOD
        )
    except miniaudio.MiniaudioError as error:
        raise OSError(str(error)) from error
    return device


class Speaker(QObject):
    """Plays the clip's sound during forward playback at normal speed.

    Signals:
        said(str): why the sound cannot be played.

    Args:
        device: opens the output device.
    """

    said = Signal(str)
    _failed = Signal(object, object)

    def __init__(
        self,
        transport: Transport,
        preferences: Preferences,
        device: Callable[[], Device] = open_device,
    ) -> None:
        super().__init__(transport)
        self._transport, self._preferences, self.open_device = transport, preferences, device
        self._device: Device | None = None
        self._opening = self._playing = self._none = False
        self._feed: SoundFeed | None = None
        self._thread: FeedThread | None = None
        self.on = bool(preferences.get(_KEY, True))
        transport.changed.connect(self._follow)
        self._failed.connect(self._give_up)

    def switch(self, on: bool) -> None:
        """Switch the sound on or off."""
        self.on = on
        self._preferences.set(_KEY, on)
        self._follow()

    def open(self, path: Path, index: FrameIndex) -> None:
        """Use the sound of this clip."""
        self.close()

        def opened() -> Any:
            from engine.audio.client import AudioClient

            return AudioClient(path, index.first_pts, index.stream)

        self._feed = SoundFeed(self._transport.now)
        thread = FeedThread(self._feed, opened, lambda error: self._failed.emit(thread, error))
        self._thread = thread
        thread.start()

    def close(self) -> None:
        """Stop and release the clip."""
        self._rest()
        if self._thread is not None:
            self._thread.end()
        self._feed = self._thread = None

    def shut(self) -> None:
        """Release the output device as well; for closing the program."""
        self.close()
        if self._device is not None:
            self._device.close()
            self._device = None

    def _follow(self) -> None:
        transport = self._transport
        plain = transport.playing and transport.direction > 0 and transport.pace == 1.0
        if not (self.on and plain and self._thread is not None and not self._none):
            self._rest()
        elif self._device is None:
            self._thread.play(True)
            self._ask_for_device()
        elif not self._playing:
            self._thread.play(True)
            assert self._feed is not None
            sound = self._feed.handed_out(latency=RATE * _PERIOD // 1000)
            next(sound)
            self._device.start(sound)
            self._playing = True

    def _rest(self) -> None:
        if self._thread is not None:
            self._thread.play(False)
        if self._playing and self._device is not None:
            self._device.stop()
        self._playing = False

    def _ask_for_device(self) -> None:
        if self._opening:
            return
        self._opening = True

        def done(device: Device | None) -> None:
            self._opening, self._device = False, device
            if device is None:
                self._none = True
                self.said.emit(tr(_SILENT))
            self._follow()

        def work() -> Device | None:
            try:
                return self.open_device()
            except OSError:
                logger.warning("No device for sound could be opened", exc_info=True)
                return None

        tasks.run(self, work, done, lambda _: None)

    def _give_up(self, thread: FeedThread, error: EngineError) -> None:
        if thread is self._thread:
            self.close()
            self.said.emit(error.said(WORDING)[0])
