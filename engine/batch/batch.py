"""Judge each clip of a batch once and store the results in a case."""

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
    """Judge clips into a case and yield a row for each as soon as it is known.

    A clip is skipped if the case holds an analysis of the same content with the same detector and
    settings; duplicate content is judged once. A killed batch therefore resumes. A result is stored
    before its row is yielded.

    Raises:
        OutputError: the case cannot be written, or no workers are available.
        CancelledError: `cancel` was set; finished clips are kept.
    """
    cancel = cancel or CancelToken()
    desk = _Desk(clips, case, job, cancel)
    for done, row in enumerate(desk.rows(workers), 1):
        progress(Progress("Judging clips", done, len(clips)))
        yield row
        cancel.check()


class _Desk:
    """Dispatches clips and stores results."""

    def __init__(self, clips: Sequence[str], case: Case, job: Job, cancel: CancelToken) -> None:
        self._clips, self._case, self._job, self._cancel = clips, case, job, cancel
        self._before = case.finished(job.digest, job.settings, job.local)
        self._entries = {entry.id: entry for entry in case.analyses(removed=True)}
        self._content: dict[str, str] = {}
        #: For each dispatched content, the clips waiting for its row, or the row.
        self._ordered: dict[str, list[str] | Row] = {}
        self._turn = threading.Lock()
        self._aside: queue.SimpleQueue[Row] = queue.SimpleQueue()

    def rows(self, workers: Workers) -> Iterator[Row]:
        """Yield one row for each clip."""
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
        """Orders, requested by a thread of the worker pool when workers are free."""
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
        """Whether to dispatch this content; otherwise the clip shares an earlier row."""
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
        """Store the result, then make its row."""
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
        return Row(clip, "failed", 0, sha256, failure=error)

    def _stored(self, clip: str, sha256: str) -> Row:
        entry = self._entries[self._before[sha256]]
        self._case.readmit(sha256)
        return Row(clip, "judged before", entry.id, sha256, entry.verdict,
                   faces=entry.faces, length=entry.duration)  # fmt: skip

    def _twin(self, clip: str, first: Row) -> Row:
        if first.failure is not None:
            return self._failed(clip, first.failure)
        return replace(first, clip=clip, state="same content", seconds=0.0, first=first.clip)
