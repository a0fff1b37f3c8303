"""A decoding thread that serves the newest frame asked for and forgets the others."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import CancelledError, EngineError
from engine.progress import CancelToken, Progress
from forensics_gui.workers.tasks import as_engine_error

#: Larger pictures are shrunk for the screen; boxes stay in full-size pixels.
SCREEN_SIDE = 1280


class FrameServer(QThread):
    """Decodes one clip.

    Signals:
        reading(Progress): how far reading the clip is, where it takes a while.
        opened(index, width, height): the clip's FrameIndex; size of the upright picture.
        decoded(index, picture): uint8 (H, W, 3) RGB, at most SCREEN_SIDE.
        failed(EngineError).
    """

    reading = Signal(object)
    opened = Signal(object, int, int)
    decoded = Signal(int, object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._wanted: int | None = 0
        self._cancel = CancelToken()
        self._condition = threading.Condition()

    def want(self, index: int) -> None:
        """Ask for a frame; replaces an earlier request not yet served."""
        with self._condition:
            self._wanted = index
            self._condition.notify()

    def stop(self) -> None:
        """Ask the thread to end; what it is at is dropped."""
        with self._condition:
            self._cancel.cancel()
            self._condition.notify()

    def run(self) -> None:
        from engine.video.source import VideoSource

        try:
            with VideoSource.open(self._path, progress=self._tell, cancel=self._cancel) as video:
                first = video.frame(0)
                index = video.index
                self.opened.emit(index, first.width, first.height)
                while (wanted := self._next()) is not None:
                    try:
                        picture = video.frame(wanted).rgb(SCREEN_SIDE)
                    except EngineError as error:
                        self.failed.emit(error)
                        continue
                    if video.index is not index:
                        # Decoding showed that the container's time stamps misled.
                        index = video.index
                        self.opened.emit(index, first.width, first.height)
                    self.decoded.emit(wanted, picture)
        except CancelledError:
            pass
        except Exception as error:
            self.failed.emit(as_engine_error(error))

    def _tell(self, progress: Progress) -> None:
        self.reading.emit(progress)

    def _next(self) -> int | None:
        with self._condition:
            while self._wanted is None and not self._cancel.cancelled:
                self._condition.wait()
            index, self._wanted = self._wanted, None
            return None if self._cancel.cancelled else index
