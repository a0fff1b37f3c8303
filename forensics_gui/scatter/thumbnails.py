"""Small pictures of a clip's faces, made on demand and kept for a while."""

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
#: Pictures kept: 15 MB.
_KEPT = 400
#: Requests that wait; older ones have been scrolled past.
_WAITING = 60


class Thumbnails(QObject):
    """Asks for one picture at a time, the one wanted last first.

    Signals:
        ready(track, frame): its picture can be had.
        failed(EngineError): a picture cannot be made; damaged frames stay blank in silence.
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
        # Tracks may have been split or merged: the same names are now of others.
        session.corrected.connect(self._clear)

    def _clear(self, _: object = None) -> None:
        self._kept.clear()
        self._waiting.clear()

    def forget(self) -> None:
        """Do not make the pictures that wait; those made are kept."""
        self._waiting.clear()

    def get(self, track: int, frame: int) -> QPixmap | None:
        """SIDE x SIDE pixels of a track's face; None where it is not there (`ready` tells)."""
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
    """The middle of a picture, SIDE x SIDE."""
    picture = QPixmap.fromImage(to_image(pixels)).scaled(
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    return picture.copy((picture.width() - SIDE) // 2, (picture.height() - SIDE) // 2, SIDE, SIDE)
