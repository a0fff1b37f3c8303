"""Decoding thread that serves the latest requested frame and drops earlier requests."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import CancelledError, EngineError
from engine.progress import CancelToken
from forensics_gui.failures.errors import as_engine_error
from forensics_gui.player.decode_requests import SCREEN_SIDE, Pixels, ServedFrame, Wanted
from forensics_gui.player.frame_order import Backwards, Forwards

if TYPE_CHECKING:
    from engine.video.index import FrameIndex
    from engine.video.source import VideoSource


class FrameServer(QThread):
    """Decodes one clip and computes views of its pictures.

    Args:
        path: of the clip.
        index: its index, if known.
        stream: index of the video stream, None for the default one.

    Signals:
        reading(Progress): progress of opening a large clip.
        begun(pixels, width, height): the first frame, before the clip is indexed.
        opened(index, width, height, sound): FrameIndex, size of the upright picture, and whether
            the clip has sound.
        served(ServedFrame): a requested frame.
        failed(EngineError).
    """

    reading = Signal(object)
    begun = Signal(object, int, int)
    opened = Signal(object, int, int, bool)
    served = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        path: Path,
        index: FrameIndex | None = None,
        stream: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stream = stream
        self._path = path
        self._index = index
        self._wanted: Wanted | None = Wanted(0)
        self._cancel = CancelToken()
        self._condition = threading.Condition()

    def want(self, wanted: Wanted) -> None:
        """Request a frame, replacing a pending request."""
        with self._condition:
            self._wanted = wanted
            self._condition.notify()

    def stop(self) -> None:
        """Request the thread to end; its current work is dropped."""
        with self._condition:
            self._cancel.cancel()
            self._condition.notify()

    def run(self) -> None:
        from engine.video.source import VideoSource

        try:
            with VideoSource.open(
                self._path,
                progress=self.reading.emit,
                cancel=self._cancel,
                index=self._index,
                stream=self._stream,
            ) as video:
                self._serve(video)
        except CancelledError:
            pass
        except Exception as error:
            self.failed.emit(as_engine_error(error))

    def _serve(self, video: VideoSource) -> None:
        first = video.frame(0)
        size = first.width, first.height
        self.begun.emit(Pixels(first.rgb(SCREEN_SIDE)), *size)
        backwards, forwards = Backwards(video, size), Forwards(video, self._cancel)
        try:
            self._answer(video, size, backwards, forwards)
        finally:
            forwards.close()

    def _answer(
        self, video: VideoSource, size: tuple[int, int], backwards: Backwards, forwards: Forwards
    ) -> None:
        """Serve requested frames until the thread is stopped."""
        index = video.index
        self.opened.emit(index, *size, video.has_sound)
        while not self._cancel.cancelled:
            wanted = self._next(wait=False)
            try:
                if wanted is None:
                    if backwards.decode_ahead() or forwards.decode_ahead():
                        continue
                    wanted = self._next(wait=True)
                    if wanted is None:
                        return
                if wanted.backwards:
                    forwards.stop()
                    found, picture = backwards.near(wanted.frame)
                    served = ServedFrame(found, Pixels(picture))
                else:
                    backwards.stop()
                    served = forwards.serve(wanted)
            except EngineError as error:
                backwards.stop()
                self.failed.emit(error)
                continue
            if video.index is not index:
                # Decoding revealed that the container's time stamps are wrong.
                index = video.index
                self.opened.emit(index, *size, video.has_sound)
            self.served.emit(served)

    def _next(self, wait: bool) -> Wanted | None:
        with self._condition:
            while wait and self._wanted is None and not self._cancel.cancelled:
                self._condition.wait()
            wanted, self._wanted = self._wanted, None
            return None if self._cancel.cancelled else wanted


class Decoding(QObject):
    """Signals of the current clip, see `FrameServer`; those of earlier clips are dropped."""

    reading = Signal(object)
    begun = Signal(object, int, int)
    opened = Signal(object, int, int, bool)
    served = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: FrameServer | None = None
        self._ending: list[FrameServer] = []

    @property
    def active(self) -> bool:
        return self._server is not None

    def open(self, path: Path, index: FrameIndex | None = None, stream: int | None = None) -> None:
        """Decode another clip."""
        self.close()
        server = self._server = FrameServer(path, index, stream)
        server.reading.connect(self._reading)
        server.begun.connect(self._begun)
        server.opened.connect(self._opened)
        server.served.connect(self._served)
        server.failed.connect(self._failed)
        server.start()

    def close(self) -> None:
        """Let the thread end; its remaining signals are dropped."""
        if self._server is None:
            return
        server, self._server = self._server, None
        self._ending.append(server)
        server.finished.connect(lambda: self._ending.remove(server))
        server.stop()

    def want(self, wanted: Wanted) -> None:
        """Request a frame; `served` follows."""
        if self._server is not None:
            self._server.want(wanted)

    def wait(self) -> None:
        """Wait until all threads have ended; for closing the program."""
        for server in list(self._ending):
            server.wait()

    # Signals sent before the thread was stopped may still be queued.

    @property
    def _is_late(self) -> bool:
        return self.sender() is not self._server

    def _reading(self, progress: object) -> None:
        if not self._is_late:
            self.reading.emit(progress)

    def _begun(self, pixels: object, width: int, height: int) -> None:
        if not self._is_late:
            self.begun.emit(pixels, width, height)

    def _opened(self, index: object, width: int, height: int, sound: bool) -> None:
        if not self._is_late:
            self.opened.emit(index, width, height, sound)

    def _served(self, served: object) -> None:
        if not self._is_late:
            self.served.emit(served)

    def _failed(self, error: object) -> None:
        if not self._is_late:
            self.failed.emit(error)
