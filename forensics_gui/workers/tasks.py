"""Engine calls on Qt's thread pool; results and errors come back on the GUI thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from superqt.utils import create_worker

from engine.errors import CancelledError, EngineError


@dataclass(frozen=True)
class Failure:
    """An error that crossed from a worker."""

    error: EngineError


def as_engine_error(error: Exception) -> EngineError:
    """The error itself if typed; otherwise one that asks for a report, with the trace."""
    if isinstance(error, EngineError):
        return error
    details = "".join(traceback.format_exception(error))
    return EngineError(
        f"Something unexpected went wrong ({type(error).__name__}).",
        "What was computed is kept. Please report it with the details.",
        details,
    )


def run(
    call: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[EngineError], None]
) -> None:
    """Call in the background, then `done(result)` or `failed(error)` on the GUI thread."""

    def guarded() -> Any:
        try:
            return call()
        except Exception as error:
            return Failure(as_engine_error(error))

    def deliver(result: Any) -> None:
        if isinstance(result, Failure):
            failed(result.error)
        else:
            done(result)

    create_worker(guarded, _connect={"returned": deliver}, _start_thread=True)


def stream(
    items: Callable[[], Iterator[Any]],
    each: Callable[[Any], None],
    ended: Callable[[EngineError | None], None],
) -> Any:
    """Iterate in the background: `each(item)` as they come, then `ended(error or None)`.

    A cancelled stream ends with None.

    Returns:
        The worker; `quit()` stops it after the item in hand.
    """

    def guarded() -> Iterator[Any]:
        try:
            yield from items()
        except CancelledError:
            return
        except Exception as error:
            yield Failure(as_engine_error(error))

    failure: list[EngineError] = []

    def deliver(item: Any) -> None:
        if isinstance(item, Failure):
            failure.append(item.error)
        else:
            each(item)

    def finish() -> None:
        ended(failure[0] if failure else None)

    return create_worker(
        guarded, _connect={"yielded": deliver, "finished": finish}, _start_thread=True
    )
