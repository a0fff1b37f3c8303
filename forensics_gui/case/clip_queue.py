"""Clips that wait to be analysed into the open case, one after the other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.analysis.events import StageStarted
from engine.errors import EngineError
from engine.progress import CancelToken
from forensics_gui.failures.errors import log_once
from forensics_gui.language import mark
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost, Item

#: So many clips before tell how long the next takes.
_RECENT = 20


@dataclass(eq=False)
class Waiting:
    """A clip of the queue.

    Attributes:
        stage: what its analysis is at, "" before it began.
        done, total: steps of that stage; 0 total where not known.
        failure: why it could not be analysed.
    """

    path: Path
    stage: str = ""
    done: int = 0
    total: int = 0
    failure: EngineError | None = None


class ClipQueue(QObject):
    """Analyses in the background what no window shows; the case keeps what is found.

    A clip that cannot be analysed stays in the queue with the reason and does not stop the rest.

    Signals:
        changed(): clips came or went, one began or failed, or the queue was paused.
        advanced(Waiting): the clip in hand went on.
        analysed(): a clip is finished, and is in the case.
        failed(Waiting): a clip could not be analysed.

    Attributes:
        clips: in their order; those that failed stay until they are taken out or tried again.
    """

    changed = Signal()
    advanced = Signal(object)
    analysed = Signal()
    failed = Signal(object)

    def __init__(self, owner: QObject, host: EngineHost) -> None:
        super().__init__(owner)
        self._host = host
        self._cancel = CancelToken()
        self._current: Waiting | None = None
        self._taken: deque[float] = deque(maxlen=_RECENT)
        self.clips: list[Waiting] = []
        self.paused = False
        #: The window analyses a clip by itself; two at once would slow each other down.
        self.held = False

    def add(self, paths: list[Path]) -> None:
        """Put clips at the end; those that wait already are passed over."""
        known = {clip.path for clip in self.clips}
        self.clips += [Waiting(path) for path in dict.fromkeys(paths) if path not in known]
        self.changed.emit()
        self._next()

    def pause(self, on: bool) -> None:
        """Begin no other clip; the one in hand is finished."""
        self.paused = on
        self.changed.emit()
        self._next()

    def hold(self, on: bool) -> None:
        """As `pause`, while the window needs the processor for itself."""
        self.held = on
        self._next()

    def remove(self, clip: Waiting) -> None:
        """Take a clip out; its analysis is stopped if it runs, and is not kept as finished."""
        self.clips.remove(clip)
        if clip is self._current:
            self._cancel.cancel()
        self.changed.emit()

    def clear(self) -> None:
        """Take all clips out, and stop."""
        self.clips = []
        self._cancel.cancel()
        self.changed.emit()

    def retry(self, paths: list[Path]) -> None:
        """Try clips again that failed, now or in an earlier session."""
        for clip in self.clips:
            if clip.path in paths and clip.failure is not None:
                clip.failure, clip.stage = None, ""
        self.add(paths)

    @property
    def waiting(self) -> int:
        """How many clips are still to be finished, the one in hand counted."""
        return sum(clip.failure is None for clip in self.clips)

    @property
    def seconds_left(self) -> float | None:
        """About how long the rest takes, by the last few clips; None before the first."""
        if not self._taken:
            return None
        return self.waiting * sum(self._taken) / len(self._taken)

    def _next(self) -> None:
        if self.paused or self.held or self._current is not None:
            return
        clip = next((clip for clip in self.clips if clip.failure is None), None)
        if clip is None:
            return
        self._current = clip
        clip.stage = mark("Opening")
        token, began = CancelToken(), time.monotonic()
        self._cancel = token

        def items() -> Iterator[Item]:
            return self._host.analyse(clip.path, token)

        def each(item: Any) -> None:
            if isinstance(item, EngineError):
                log_once(item)
                clip.failure = item
            elif isinstance(item, StageStarted):
                clip.stage, clip.done, clip.total = item.stage, item.done, item.total
                self.advanced.emit(clip)

        def ended(error: EngineError | None) -> None:
            self._current = None
            clip.failure = error or clip.failure
            if not token.cancelled:
                self._taken.append(time.monotonic() - began)
            if clip.failure is not None:
                self.failed.emit(clip)
            elif clip in self.clips and not token.cancelled:
                self.clips.remove(clip)
            self.analysed.emit()
            self.changed.emit()
            self._next()

        self.changed.emit()
        tasks.stream(self, items, each, ended)
