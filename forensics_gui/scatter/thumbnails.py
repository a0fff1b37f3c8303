"""Thumbnails of a clip's faces, loaded on demand and cached."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from engine.errors import DamagedFrameError, EngineError
from forensics_gui.player.canvas import to_image
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

SIDE = 96
#: Cached pictures: 15 MB.
_KEPT = 400
#: Maximum number of pending requests; older ones have been scrolled away.
_WAITING = 60


class Thumbnails(QObject):
    """Loads one picture at a time, latest request first.

    Signals:
        ready(track, frame): the picture is available.
        failed(EngineError): a picture cannot be loaded; damaged frames stay blank.
    """

    ready = Signal(int, int)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._host = session, host
        self._kept: OrderedDict[tuple[int, int], QPixmap | None] = OrderedDict()
        self._waiting: list[tuple[int, int]] = []
        self._busy = False
        session.clip_opened.connect(self._clear)
        # Corrections may change which faces track numbers refer to.
        session.corrected.connect(self._clear)

    def _clear(self, _: object = None) -> None:
        self._kept.clear()
        self._waiting.clear()

    @property
    def pending(self) -> int:
        """Number of requested pictures whose loading has not started."""
        return len(self._waiting)

    def forget(self) -> None:
        """Drop pending requests; loaded pictures are kept."""
        self._waiting.clear()

    def get(self, track: int, frame: int) -> QPixmap | None:
        """SIDE x SIDE picture of a face; None if it is not loaded yet, `ready` follows."""
        key = (track, frame)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key in self._waiting:
            self._waiting.remove(key)
        self._waiting.append(key)
        del self._waiting[:-_WAITING]
        self._next()
        return None

    def _next(self) -> None:
        path = self._session.path
        if self._busy or not self._waiting or path is None:
            return
        key = self._waiting.pop()
        number, frame = key
        track = self._session.analysis.tracks.get(number)
        row = track.row_at(frame) if track is not None else None
        if track is None or row is None:
            self._next()
            return
        self._busy = True

        def keep(picture: QPixmap | None) -> None:
            self._busy = False
            if self._session.path == path and self._session.analysis.tracks.get(number) is track:
                self._kept[key] = picture
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
                self.ready.emit(number, frame)
            self._next()

        def failed(error: EngineError) -> None:
            if not isinstance(error, DamagedFrameError):
                self.failed.emit(error)
            keep(None)

        host = self._host
        tasks.run(self, lambda: host.face(path, track, row), lambda p: keep(_square(p)), failed)


def _square(pixels: np.ndarray) -> QPixmap:
    """Centre crop, SIDE x SIDE."""
    picture = QPixmap.fromImage(to_image(pixels)).scaled(
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    return picture.copy((picture.width() - SIDE) // 2, (picture.height() - SIDE) // 2, SIDE, SIDE)
