"""Rows of the table of clips, from the case and the queue, and their texts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from engine.analysis import phrases
from engine.analysis.verdict import Outcome, Verdict
from forensics_gui.case.clip_queue import QueuedClip
from forensics_gui.case.snapshot import CaseSnapshot, ClipRow
from forensics_gui.language import WORDING, decimal, mark, moment, tr


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    #: In the case with an unfinished analysis.
    OPEN = "open"


class BatchRow(Struct, frozen=True, dict=True):
    """One clip. Fast to create, with cached derived values: a table has ten thousand.

    Attributes:
        path: of the clip; unique.
        verdict: the current one; None without one.
        faces: judged tracks; length: of the clip in seconds, 0 if unknown.
        when: start of the last analysis, or failure: UTC, ISO 8601; "" before.
        stage: of a running analysis; share: finished part of it, None if unknown.
        why: it failed, and what to do.
        clip: its data in the case; None if it is not in the case.
    """

    path: str
    state: State
    verdict: Verdict | None = None
    faces: int = 0
    length: float = 0.0
    when: str = ""
    stage: str = ""
    share: float | None = None
    why: str = ""
    clip: ClipRow | None = None

    @cached_property
    def name(self) -> str:
        return self.path.rpartition(os.sep)[2]

    @property
    def llr(self) -> float | None:
        return self.verdict.llr if self.verdict is not None else None

    @cached_property
    def said(self) -> Outcome | None:
        """Outcome that the verdict's words express; None without a verdict."""
        return phrases.said(self.verdict) if self.verdict is not None else None

    @cached_property
    def words(self) -> str:
        """The verdict or the failure in words; empty before."""
        return self.why if self.verdict is None else phrases.headline(self.verdict, WORDING)

    @cached_property
    def folded(self) -> str:
        """Case-folded search text: path and words."""
        return f"{self.path}\n{self.words}".casefold()


def rows_of(view: CaseSnapshot | None, queue: Iterable[QueuedClip]) -> list[BatchRow]:
    """One row for each clip of the case, each failed and each queued clip.

    The queue's state of a clip overrides the case's.
    """
    rows: dict[str, BatchRow] = {}
    if view is not None:
        rows = {clip.clip.path: _kept(clip) for clip in view.rows}
        for failure in view.state.failed_since({path: row.when for path, row in rows.items()}):
            why = " ".join(failure.error.said(WORDING))
            rows[failure.path] = BatchRow(failure.path, State.FAILED, when=failure.written, why=why)
    for waiting in queue:
        path = str(waiting.path)
        rows[path] = waiting_row(waiting, rows.get(path))
    return list(rows.values())


def _kept(row: ClipRow) -> BatchRow:
    state = State.DONE if row.verdict is not None else State.OPEN
    if row.entry is None:
        return BatchRow(row.clip.path, state, when=row.clip.added, clip=row)
    return BatchRow(row.clip.path, state, row.verdict, row.entry.faces, row.entry.duration,
                    row.entry.started, clip=row)  # fmt: skip


def waiting_row(waiting: QueuedClip, before: BatchRow | None = None) -> BatchRow:
    """Row of a queued clip.

    Args:
        before: its row from the case.
    """
    clip = before.clip if before is not None else None
    path = str(waiting.path)
    if waiting.failure is not None:
        why = " ".join(waiting.failure.said(WORDING))
        return BatchRow(path, State.FAILED, why=why, when=before.when if before else "", clip=clip)
    if not waiting.stage:
        return BatchRow(path, State.WAITING, clip=clip)
    share = waiting.done / waiting.total if waiting.total else None
    return BatchRow(path, State.RUNNING, stage=waiting.stage, share=share, clip=clip)


STATES = {
    State.WAITING: mark("Waiting"),
    State.RUNNING: mark("Running"),
    State.DONE: mark("Done"),
    State.FAILED: mark("Failed"),
    State.OPEN: mark("Not finished"),
}


def state_of(row: BatchRow) -> str:
    """State as text, with the progress of a running analysis."""
    if row.state is not State.RUNNING:
        return tr(STATES[row.state])
    if row.share is None:
        return f"{tr(row.stage)} …"
    return tr("{share} %").format(share=decimal(100 * row.share, 0))


def length_of(seconds: float) -> str:
    """Duration as [h:]m:ss; empty if unknown."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def when_of(written: str) -> str:
    """A log time in the user's time zone."""
    return moment(datetime.fromisoformat(written)) if written else ""


def left_of(seconds: float) -> str:
    """Approximate remaining time in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return tr("less than a minute left")
    if minutes < 90:
        return tr("about %n minute(s) left", "", minutes)
    return tr("about %n hour(s) left", "", round(seconds / 3600))
