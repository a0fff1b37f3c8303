"""A decoding thread that serves the newest frame asked for and forgets the others."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import EngineError
from forensics_gui.workers.tasks import as_engine_error

#: Larger pictures are shrunk for the screen; boxes stay in full-size pixels.
SCREEN_SIDE = 1280


class FrameServer(QThread):
    """Decodes one clip.

    Signals:
        opened(times, width, height): seconds of every frame; size of the upright picture.
        decoded(index, picture): uint8 (H, W, 3) RGB, at most SCREEN_SIDE.
        failed(EngineError).
    """

    opened = Signal(object, int, int)
    decoded = Signal(int, object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._wanted: int | None = 0
        self._stopped = False
        self._condition = threading.Condition()

    def want(self, index: int) -> None:
        """Ask for a frame; replaces an earlier request not yet served."""
        with self._condition:
            self._wanted = index
            self._condition.notify()

    def stop(self) -> None:
        """End the thread and wait for it."""
        with self._condition:
            self._stopped = True
            self._condition.notify()
        self.wait()

    def run(self) -> None:
        from engine.video.source import VideoSource

        try:
            with VideoSource.open(self._path) as video:
                first = video.frame(0).rgb()
                self.opened.emit(np.array(video.times), first.shape[1], first.shape[0])
                while (index := self._next()) is not None:
                    try:
                        picture = video.frame(index).rgb(SCREEN_SIDE)
                    except EngineError as error:
                        self.failed.emit(error)
                        continue
                    self.decoded.emit(index, picture)
        except Exception as error:
            self.failed.emit(as_engine_error(error))

    def _next(self) -> int | None:
        with self._condition:
            while self._wanted is None and not self._stopped:
                self._condition.wait()
            index, self._wanted = self._wanted, None
            return None if self._stopped else index
