"""The clip's sound, in step with its pictures where they are played at their own pace."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.audio.decoder import CHANNELS, RATE
from engine.errors import EngineError
from engine.video.index import FrameIndex
from forensics_gui.language import mark, tr
from forensics_gui.player.sound_feed import FeedThread, SoundFeed
from forensics_gui.player.transport import Transport
from forensics_gui.preferences import Preferences
from forensics_gui.workers import tasks

logger = logging.getLogger(__name__)

_KEY = "player/sound"
#: Milliseconds that the device asks for at once.
_PERIOD = 40
_SILENT = mark("No loudspeaker can be opened on this computer: the clip is played without sound.")


class Device(Protocol):
    """A loudspeaker that asks a generator for sound."""

    def start(self, callback_generator: Generator[np.ndarray, int, None]) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


def open_device() -> Device:
    """The computer's usual loudspeaker.

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
    """Is heard while a clip with sound is played forwards at its own speed.

    Signals:
        said(str): the sound cannot be played, and why.

    Args:
        device: opens the loudspeaker.
    """

    said = Signal(str)
    _failed = Signal(object, object)

    def __init__(
        self,
        transport: Transport,
        preferences: Preferences,
        device: Callable[[], Device] = open_device,
    ) -> None:
        super().__init__()
        self._transport, self._preferences, self._open_device = transport, preferences, device
        self._device: Device | None = None
        self._opening = self._playing = self._none = False
        self._feed: SoundFeed | None = None
        self._thread: FeedThread | None = None
        self.on = bool(preferences.get(_KEY, True))
        transport.changed.connect(self._follow)
        self._failed.connect(self._give_up)

    def switch(self, on: bool) -> None:
        """Play the sound, or be silent."""
        self.on = on
        self._preferences.set(_KEY, on)
        self._follow()

    def open(self, path: Path, index: FrameIndex) -> None:
        """The sound of this clip is played from now on."""
        self.close()

        def opened() -> Any:
            from engine.audio.client import AudioClient

            return AudioClient(path, index.first_pts, index.stream)

        self._feed = SoundFeed(self._transport.now)
        thread = FeedThread(self._feed, opened, lambda error: self._failed.emit(thread, error))
        self._thread = thread
        thread.start()

    def close(self) -> None:
        """Be silent, and leave the clip alone."""
        self._rest()
        if self._thread is not None:
            self._thread.end()
        self._feed = self._thread = None

    def shut(self) -> None:
        """Leave the loudspeaker alone too; for closing the program."""
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
                return self._open_device()
            except OSError:
                logger.warning("No device for sound could be opened", exc_info=True)
                return None

        tasks.run(self, work, done, lambda _: None)

    def _give_up(self, thread: FeedThread, error: EngineError) -> None:
        if thread is self._thread:
            self.close()
            self.said.emit(error.what)
