"""Errors on their way to the user: logged once, and told apart by kind."""

from __future__ import annotations

import logging
import re
import traceback
from weakref import WeakSet

from engine.errors import CancelledError, EngineError
from forensics_gui.language import tr

logger = logging.getLogger(__name__)
_logged: WeakSet[EngineError] = WeakSet()


class UnexpectedError(EngineError):
    """A fault of the program: an exception that nothing catches by its type."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            tr("Something unexpected went wrong ({kind}).").format(kind=type(error).__name__),
            tr("What was computed is kept. Please report it with the details."),
            "".join(traceback.format_exception(error)),
        )
        frames = traceback.extract_tb(error.__traceback__)
        self.place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def as_engine_error(error: Exception) -> EngineError:
    """The error itself if typed, else one that asks for a report; it is logged."""
    if isinstance(error, EngineError):
        log_once(error)
        return error
    logger.error("Unexpected error", exc_info=error)
    return mark_logged(UnexpectedError(error))


def mark_logged(error: EngineError) -> EngineError:
    """The error, which `log_once` then leaves out."""
    _logged.add(error)
    return error


def log_once(error: EngineError) -> None:
    """Log an error with its traceback, unless that was done or the user cancelled."""
    if isinstance(error, CancelledError) or error in _logged:
        return
    mark_logged(error)
    logger.warning("%s: %s", type(error).__name__, error.what, exc_info=error)


def kind_of(error: EngineError) -> str:
    """What occurrences of one failure share: the place in the code, or type and words.

    Numbers in the words do not count: frame after frame may fail alike.
    """
    place = error.place if isinstance(error, UnexpectedError) else ""
    return f"{type(error).__name__} {place} {re.sub(r'[0-9]+', '#', error.what)}"
