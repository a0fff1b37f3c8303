"""Grad-CAM of the current frame, computed when playback pauses and cached."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import EngineError
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

_KEPT = 24


class GradCamWorker(QObject):
    """Computes the most recent request.

    Signals:
        ready(frame, pixels): uint8 (H, W, 4) RGBA over the whole frame.
        failed(EngineError).
    """

    ready = Signal(int, object)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__(session)
        self._session = session
        self._host = host
        self._kept: OrderedDict[tuple[Path, int, int], np.ndarray] = OrderedDict()
        self._busy = False
        self._question: tuple[Path, int, int] | None = None
        # Corrections may change which faces track numbers refer to.
        session.corrected.connect(self._kept.clear)
        # Waits until scrubbing pauses.
        self._rest = QTimer(self, interval=120, singleShot=True)
        self._rest.timeout.connect(self._work)

    def ask(self, frame: int) -> None:
        """Request a map of the selected track, or of the first visible one, in a frame."""
        seen = [track.number for track, _ in self._session.tracks_at(frame)]
        if not seen or self._session.path is None:
            self._question = None
            return
        number = self._session.selected if self._session.selected in seen else seen[0]
        key = (self._session.path, number, frame)
        self._question = key
        if key in self._kept:
            self.ready.emit(frame, self._kept[key])
        else:
            self._rest.start()

    def forget(self) -> None:
        """Drop the pending request."""
        self._question = None

    def _work(self) -> None:
        if self._busy or self._question is None:
            return
        key = self._question
        path, number, frame = key
        analysis = self._session.analysis
        self._busy = True

        def done(pixels: np.ndarray) -> None:
            self._busy = False
            self._kept[key] = pixels
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            if self._question == key:
                self.ready.emit(frame, pixels)
            else:
                self._work()

        def failed(error: EngineError) -> None:
            self._busy = False
            if self._question == key:
                self.failed.emit(error)

        tasks.run(self, lambda: self._host.heat(path, analysis, number, frame), done, failed)
