"""Queue of clips that are analysed into the open case, one after the other."""

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

#: Number of recent clips for the estimate of the remaining time.
_RECENT = 20


@dataclass(eq=False)
class QueuedClip:
    """A clip of the queue.

    Attributes:
        stage: of its analysis, "" before it starts.
        done, total: steps of that stage; total is 0 if unknown.
        failure: why it could not be analysed.
    """

    path: Path
    stage: str = ""
    done: int = 0
    total: int = 0
    failure: EngineError | None = None


class ClipQueue(QObject):
    """Analyses clips in the background into the open case.

    A clip that cannot be analysed stays in the queue with the reason and does not stop the rest.

    Signals:
        changed(): clips were added, removed, started or failed, or the queue was paused.
        advanced(QueuedClip): the current clip made progress.
        analysed(): a clip is finished and in the case.
        failed(QueuedClip): a clip could not be analysed.

    Attributes:
        clips: in order; failed ones stay until they are removed or tried again.
        paused: by the user.
        held: while the window analyses a clip itself.
    """

    changed = Signal()
    advanced = Signal(object)
    analysed = Signal()
    failed = Signal(object)

    def __init__(self, owner: QObject, host: EngineHost) -> None:
        super().__init__(owner)
        self._host = host
        self._tasks = tasks.TaskQueue(self)
        self._jobs: dict[QueuedClip, tuple[tasks.Job, CancelToken]] = {}
        self._durations: deque[float] = deque(maxlen=_RECENT)
        self.clips: list[QueuedClip] = []
        self.paused = self.held = False

    def add(self, paths: list[Path]) -> None:
        """Append clips; those in the queue are skipped."""
        known = {clip.path for clip in self.clips}
        for path in dict.fromkeys(paths):
            if path not in known:
                self._append(QueuedClip(path))
        self.changed.emit()

    def pause(self, on: bool) -> None:
        """Start no other clip; the current one is finished."""
        self.paused = on
        self._tasks.pause(self.paused or self.held)
        self.changed.emit()

    def hold(self, on: bool) -> None:
        """Like `pause`, while the window analyses a clip itself: two at once would be slower."""
        self.held = on
        self._tasks.pause(self.paused or self.held)

    def remove(self, clip: QueuedClip) -> None:
        """Remove a clip; a running analysis is cancelled."""
        self.clips.remove(clip)
        self._drop(clip)
        self.changed.emit()

    def clear(self) -> None:
        """Remove all clips and cancel the running analysis."""
        dropped, self.clips = self.clips, []
        for clip in dropped:
            self._drop(clip)
        self.changed.emit()

    def retry(self, paths: list[Path]) -> None:
        """Try failed clips again, of this session or an earlier one."""
        for clip in self.clips:
            if clip.path in paths and clip.failure is not None:
                clip.failure, clip.stage = None, ""
                self._start(clip)
        self.add(paths)

    @property
    def waiting(self) -> int:
        """Number of unfinished clips, including the current one."""
        return sum(clip.failure is None for clip in self.clips)

    @property
    def seconds_left(self) -> float | None:
        """Estimated remaining time from the last few clips; None before the first."""
        if not self._durations:
            return None
        return self.waiting * sum(self._durations) / len(self._durations)

    def _append(self, clip: QueuedClip) -> None:
        self.clips.append(clip)
        self._start(clip)

    def _drop(self, clip: QueuedClip) -> None:
        job, token = self._jobs.get(clip, (None, None))
        if job in self._tasks.waiting:
            self._tasks.remove(job)
            del self._jobs[clip]
        elif token is not None:
            token.cancel()

    def _start(self, clip: QueuedClip) -> None:
        token, start = CancelToken(), [0.0]

        def started() -> None:
            start[0] = time.monotonic()
            clip.stage = mark("Opening")
            self.changed.emit()

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
            del self._jobs[clip]
            clip.failure = error or clip.failure
            if not token.cancelled:
                self._durations.append(time.monotonic() - start[0])
            if clip.failure is not None:
                self.failed.emit(clip)
            elif clip in self.clips and not token.cancelled:
                self.clips.remove(clip)
            self.analysed.emit()
            self.changed.emit()

        job = tasks.Job(items, each, ended, started=started)
        self._jobs[clip] = (job, token)
        self._tasks.add(job)
