"""What the table of clips says of a row."""

from __future__ import annotations

from datetime import datetime

from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.language import decimal, mark, moment, tr

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
