"""Work of the GUI thread that cannot be another's, done bit by bit."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

#: Seconds after which a turn of the event loop takes no further step.
TURN = 0.01


class Turns(QObject):
    """Takes steps until a turn is over, then lets the event loop handle what has come meanwhile.

    Signals:
        ended: no step is left.

    Args:
        steps: each is to take a few milliseconds. What they raise ends the work, and is raised.
    """

    ended = Signal()

    def __init__(self, parent: QObject, steps: Iterator[object]) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        self._timer.start()

    def _turn(self) -> None:
        until = time.monotonic() + TURN
        try:
            for _ in self._steps:
                if time.monotonic() > until:
                    return
        except BaseException:
            self._timer.stop()
            raise
        self._timer.stop()
        self.ended.emit()
