"""One clip at a time, decoded by a thread that may outlive it for a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forensics_gui.player.frame_server import FrameServer
from forensics_gui.player.served import Wanted

if TYPE_CHECKING:
    from engine.video.index import FrameIndex


class Decoding(QObject):
    """Signals of the clip open now, see `FrameServer`; those of a clip before are dropped."""

    reading = Signal(object)
    begun = Signal(object, int, int)
    opened = Signal(object, int, int)
    served = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._server: FrameServer | None = None
        self._ending: list[FrameServer] = []

    @property
    def active(self) -> bool:
        return self._server is not None

    def open(self, path: Path, index: FrameIndex | None = None, stream: int | None = None) -> None:
        """Decode a clip in place of the one before."""
        self.close()
        server = self._server = FrameServer(path, index, stream)
        server.reading.connect(self._reading)
        server.begun.connect(self._begun)
        server.opened.connect(self._opened)
        server.served.connect(self._served)
        server.failed.connect(self._failed)
        server.start()

    def close(self) -> None:
        """Let the thread end by itself; what it still delivers is dropped."""
        if self._server is None:
            return
        server, self._server = self._server, None
        self._ending.append(server)
        server.finished.connect(lambda: self._ending.remove(server))
        server.stop()

    def want(self, wanted: Wanted) -> None:
        """Ask for a frame; the answer comes by `served`."""
        if self._server is not None:
            self._server.want(wanted)

    def wait(self) -> None:
        """Until all threads have ended; for closing the program."""
        for server in list(self._ending):
            server.wait()

    # What the thread said before it was told to end may still be on its way.

    @property
    def _is_late(self) -> bool:
        return self.sender() is not self._server

    def _reading(self, progress: object) -> None:
        if not self._is_late:
            self.reading.emit(progress)

    def _begun(self, pixels: object, width: int, height: int) -> None:
        if not self._is_late:
            self.begun.emit(pixels, width, height)

    def _opened(self, index: object, width: int, height: int) -> None:
        if not self._is_late:
            self.opened.emit(index, width, height)

    def _served(self, served: object) -> None:
        if not self._is_late:
            self.served.emit(served)

    def _failed(self, error: object) -> None:
        if not self._is_late:
            self.failed.emit(error)
