"""The rows of the table of clips: those of the case, and those of the queue."""

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
    #: In the case, but its analysis was stopped.
    OPEN = "open"


class BatchRow(Struct, frozen=True, dict=True):
    """One clip. Made fast, and what is derived is kept: a table has ten thousand.

    Attributes:
        path: of the clip; no two rows have the same.
        verdict: that stands; None without one.
        faces: tracks judged; length: of the clip in seconds, 0 where not known.
        when: its last analysis began, or it failed: UTC, ISO 8601; "" before.
        stage: what a running analysis is at; share: of it that is done, None where not known.
        why: it failed, and what to do.
        clip: what the case holds of it; None without that.
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
        """What the verdict's words say, whatever its figure; None without one."""
        return phrases.said(self.verdict) if self.verdict is not None else None

    @cached_property
    def words(self) -> str:
        """The verdict in words; why the clip failed; nothing before."""
        return self.why if self.verdict is None else phrases.headline(self.verdict, WORDING)

    @cached_property
    def folded(self) -> str:
        """What a search looks through, whatever the case of its letters: path and words."""
        return f"{self.path}\n{self.words}".casefold()


def rows_of(view: CaseSnapshot | None, queue: Iterable[QueuedClip]) -> list[BatchRow]:
    """One for each clip of the case, each that failed since, and each that waits.

    What the queue says of a clip goes before what the case said earlier.
    """
    rows: dict[str, BatchRow] = {}
    if view is not None:
        rows = {clip.clip.path: _kept(clip) for clip in view.rows}
        for failure in view.state.failed_since({path: row.when for path, row in rows.items()}):
            why = f"{failure.what} {failure.advice}"
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
    """The row of a clip of the queue.

    Args:
        before: what else is known of the clip.
    """
    clip = before.clip if before is not None else None
    path = str(waiting.path)
    if waiting.failure is not None:
        why = f"{waiting.failure.what} {waiting.failure.advice}"
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
    """The state; of a running analysis how far it is."""
    if row.state is not State.RUNNING:
        return tr(STATES[row.state])
    if row.share is None:
        return f"{tr(row.stage)} …"
    return tr("{share} %").format(share=decimal(100 * row.share, 0))


def length_of(seconds: float) -> str:
    """Minutes and seconds, hours before them where there are any; nothing where not known."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def when_of(written: str) -> str:
    """A moment of the log in the user's time zone."""
    return moment(datetime.fromisoformat(written)) if written else ""


def left_of(seconds: float) -> str:
    """About how long, in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return tr("less than a minute left")
    if minutes < 90:
        return tr("about %n minute(s) left", "", minutes)
    return tr("about %n hour(s) left", "", round(seconds / 3600))
