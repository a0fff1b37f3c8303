"""A batch: each clip judged once into a case, whatever happens on the way."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engine.analysis.events import AnalysisStarted, ClipJudged, TrackJudged
from engine.batch.inputs import as_file, is_address
from engine.batch.judge import Job, Order, Outcome, judge
from engine.batch.table import Row
from engine.batch.workers import Workers
from engine.case.case import Case
from engine.container.clip_file import check_readable, sha256_of
from engine.errors import EngineError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress

logger = logging.getLogger(__name__)


def run_batch(
    clips: Sequence[str],
    case: Case,
    job: Job,
    workers: Workers,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Iterator[Row]:
    """Judge clips into a case; a row for each clip, as soon as it is known.

    A clip whose content the case holds judged by the same detector in the same way is not judged
    again, and content that several clips have is judged once: a batch that was killed goes on
    where it was. What is finished is in the case before its row comes.

    Raises:
        OutputError: the case cannot be written, or the workers cannot be had.
        CancelledError: `cancel` was used; what was finished is kept.
    """
    cancel = cancel or CancelToken()
    desk = _Desk(clips, case, job, cancel)
    for done, row in enumerate(desk.rows(workers), 1):
        progress(Progress("Judging clips", done, len(clips)))
        yield row
        cancel.check()


class _Desk:
    """Hands out what is to be judged, and files what comes back."""

    def __init__(self, clips: Sequence[str], case: Case, job: Job, cancel: CancelToken) -> None:
        self._clips, self._case, self._job, self._cancel = clips, case, job, cancel
        self._before = case.finished(job.digest, job.settings, job.local)
        self._entries = {entry.id: entry for entry in case.analyses()}
        self._content: dict[str, str] = {}
        #: Of each content ordered, the clips that wait for its row, or the row.
        self._ordered: dict[str, list[str] | Row] = {}
        self._turn = threading.Lock()
        self._aside: queue.SimpleQueue[Row] = queue.SimpleQueue()

    def rows(self, workers: Workers) -> Iterator[Row]:
        """One for each clip."""
        outcomes = workers.run(judge, self._orders(), lambda o, e: Outcome(o.clip, error=e))
        for order, outcome in outcomes:
            yield from self._settled()
            first = self._filed(outcome)
            yield first
            with self._turn:
                sha256 = self._content[order.clip]
                waiting, self._ordered[sha256] = self._ordered[sha256], first
            assert isinstance(waiting, list)
            for clip in waiting:
                yield self._twin(clip, first)
        yield from self._settled()

    def _settled(self) -> Iterator[Row]:
        while not self._aside.empty():
            yield self._aside.get()

    def _orders(self) -> Iterator[Order]:
        """Called on a thread of the workers' own, as they are free."""
        for clip in self._clips:
            if self._cancel.cancelled:
                return
            try:
                sha256 = self._sha256(clip)
            except EngineError as error:
                self._aside.put(self._failed(clip, error))
                continue
            self._content[clip] = sha256
            if sha256 in self._before:
                self._aside.put(self._stored(clip, sha256))
            elif self._first_of(sha256, clip):
                yield Order(clip, self._job)

    def _first_of(self, sha256: str, clip: str) -> bool:
        """Whether this content is to be ordered; else the clip has the row of the one before."""
        with self._turn:
            before = self._ordered.get(sha256)
            if before is None:
                self._ordered[sha256] = []
                return True
            if isinstance(before, Row):
                self._aside.put(self._twin(clip, before))
            else:
                before.append(clip)
            return False

    def _sha256(self, clip: str) -> str:
        if is_address(clip):
            with as_file(clip) as path:
                return sha256_of(path, cancel=self._cancel)
        check_readable(Path(clip))
        return sha256_of(Path(clip), cancel=self._cancel)

    def _filed(self, outcome: Outcome) -> Row:
        """Into the case, before anyone is told."""
        if outcome.error is not None:
            return self._failed(outcome.clip, outcome.error)
        recorder = self._case.recorder()
        recorder.add_all(outcome.events)
        started = outcome.events[0]
        assert isinstance(started, AnalysisStarted)
        verdicts = [e.verdict for e in outcome.events if isinstance(e, ClipJudged)]
        faces = sum(isinstance(event, TrackJudged) for event in outcome.events)
        return Row(
            outcome.clip, "judged", recorder.analysis, started.clip.sha256,
            verdicts[-1], faces=faces, length=started.clip.duration, seconds=outcome.seconds,
        )  # fmt: skip

    def _failed(self, clip: str, error: EngineError) -> Row:
        logger.warning("'%s' could not be judged: %s\n%s", clip, error.what, error.trace)
        self._case.failed(clip, error)
        sha256 = self._content.get(clip, "")
        return Row(clip, "failed", 0, sha256, failure=error.what, note=error.advice)

    def _stored(self, clip: str, sha256: str) -> Row:
        entry = self._entries[self._before[sha256]]
        return Row(clip, "judged before", entry.id, sha256, entry.verdict,
                   faces=entry.faces, length=entry.duration)  # fmt: skip

    def _twin(self, clip: str, first: Row) -> Row:
        if first.state == "failed":
            return self._failed(clip, EngineError(first.failure, first.note))
        note = f"the same content as {first.clip}"
        return replace(first, clip=clip, state="same content", seconds=0.0, note=note)
