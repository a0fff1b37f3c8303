"""Parent side of the decoding process: orders, answers and crash handling."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np

from engine import errors
from engine.errors import CancelledError, DecoderError, EngineError
from engine.interpreter import command, environment
from engine.progress import CancelToken
from engine.sandbox.limits import Limits
from engine.sandbox.messages import Message, WireError, receive, send
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Prevents NumPy in the child from reserving memory for unused threads.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
#: Seconds between checks for cancellation.
_LOOK = 0.05

#: Bytes kept of the error output. A crash report has the stacks of all threads and the names of
#: all extension modules, which take about 2 kB.
_REPORT = 16_384
#: Seconds to wait for the exit status of a process that closed its output.
_FAREWELL = 2.0
_STANDS = mark(
    "What was decoded before stands. A copy that another program writes may open, but is not "
    "the original."
)

Answer = tuple[Message, dict[str, np.ndarray]]


class DecodingProcess:
    """A child process that decodes one clip.

    Args:
        path: path of the clip, the only user file that the process may read.
        limits: resource limits; `silence` is enforced here, the others by the child.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._name = path.name
        self._limits = limits
        self._at = 0
        self._process, self._complaints = _given(str(path.resolve()))
        assert self._process.stdout is not None
        self._orders = _orders_of(self._process)
        self._answers: queue.Queue[Answer | None] = queue.Queue()
        # Neither the thread nor the finalizer may refer to this object, so that garbage collection
        # closes a clip that its user forgot to close.
        listening = (self._process.stdout, self._answers)
        threading.Thread(target=_listen, args=listening, daemon=True).start()
        self._end = weakref.finalize(self, _end, self._process, self._orders, self._complaints)

    @property
    def pid(self) -> int:
        return self._process.pid

    def order(self, message: Message, arrays: dict[str, np.ndarray] | None = None) -> None:
        """Send an order.

        Raises:
            DecoderError: the process has ended.
        """
        try:
            send(self._orders, message, arrays)
        except WireError as error:
            raise self._gone() from error

    def answer(
        self, cancel: CancelToken | None = None, idle: Callable[[], None] | None = None
    ) -> Answer:
        """Wait for the next answer.

        Args:
            cancel: checked while waiting.
            idle: called periodically while waiting.

        Raises:
            EngineError: an error that the process reports.
            DecoderError: the process crashed, or sent no heartbeat for `Limits.silence` seconds.
            CancelledError: the caller cancelled.
        """
        deadline = time.monotonic() + self._limits.silence
        while True:
            if cancel is not None:
                cancel.check()
            try:
                answer = self._answers.get(timeout=_LOOK)
            except queue.Empty:
                if idle is not None:
                    idle()
                if time.monotonic() > deadline:
                    raise self._silent() from None
                continue
            if answer is None:
                raise self._gone()
            message = answer[0]
            if message.get("t") == "error":
                error = _typed(message)
                if error.trace:
                    logger.error("Fault while decoding '%s'\n%s", self._name, error.trace)
                raise error
            if message.get("t") in ("alive", "frame"):
                self._at = int(message["index" if message["t"] == "frame" else "done"])
            return answer

    def _silent(self) -> DecoderError:
        complaint = self._complaint()
        self.kill()
        why = f"no answer for {self._limits.silence} s"
        happened = mark("Decoding '{name}' stopped making progress near frame {frame}.")
        return self._ended(happened, why, complaint)

    def _gone(self) -> DecoderError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=_FAREWELL)
        status = self._process.poll()
        complaint = self._complaint()
        self.kill()
        if status is not None and status < 0:
            happened = mark("The decoder crashed on '{name}' near frame {frame}.")
            why = _signal_name(-status)
        else:
            happened = mark("The decoder ended early on '{name}' near frame {frame}.")
            why = f"exit status {status}"
        return self._ended(happened, why, complaint)

    def _ended(self, happened: str, why: str, complaint: str) -> DecoderError:
        details = f"{why}; {complaint}"
        error = DecoderError(happened, _STANDS, details, name=self._name, frame=self._at)
        logger.warning("%s (%s)\n%s", error.what, why, error.trace)
        return error

    def _complaint(self) -> str:
        """End of the error output of the process; "" after it is closed."""
        if self._complaints.closed:
            return ""
        size = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, size - _REPORT))
        return self._complaints.read().decode(errors="replace")

    def kill(self) -> None:
        """End the process immediately."""
        self._end()


_Started = tuple["subprocess.Popen[bytes]", IO[bytes]]
_lock = threading.Lock()
_ahead: list[_Started] = []
_keep = False


def prestart_process(keep: bool = False) -> None:
    """Start a process in advance, so that the next clip opens without waiting for it.

    Args:
        keep: start another one whenever it is taken.
    """
    global _keep
    with _lock:
        _keep = _keep or keep
        if not _ahead:
            _ahead.append(_started())


def _given(path: str) -> _Started:
    """Process that has received the path of its clip."""
    with _lock:
        ready = _ahead.pop() if _ahead else None
    if ready is not None and not _give(ready, path):
        _end(ready[0], _orders_of(ready[0]), ready[1])
        ready = None
    if ready is None:
        ready = _started()
        _give(ready, path)
    if _keep:
        prestart_process()
    return ready


def _give(started: _Started, path: str) -> bool:
    try:
        send(_orders_of(started[0]), {"t": "clip", "path": path})
    except WireError:
        return False
    return True


def _orders_of(process: subprocess.Popen[bytes]) -> BinaryIO:
    return process.stdin  # type: ignore[return-value]


def _started() -> _Started:
    complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    process = subprocess.Popen(
        command("engine.video.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment(_ENVIRONMENT),
        start_new_session=True,
        # Windows would otherwise open a console window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return process, complaints


def _signal_name(number: int) -> str:
    try:
        return f"killed by {signal.Signals(number).name}"
    except ValueError:
        return f"killed by signal {number}"


def _listen(pipe: IO[bytes], answers: queue.Queue[Answer | None]) -> None:
    """Forward the answers of the process until it ends."""
    try:
        while True:
            answers.put(receive(pipe))  # type: ignore[arg-type]
    except WireError:
        answers.put(None)
    finally:
        with contextlib.suppress(OSError):
            pipe.close()


def _end(process: subprocess.Popen[bytes], orders: BinaryIO, complaints: IO[bytes]) -> None:
    process.kill()
    process.wait()
    for file in (orders, complaints):
        with contextlib.suppress(OSError):
            file.close()


def _typed(message: Message) -> EngineError:
    kind = getattr(errors, str(message.get("kind")), EngineError)
    known = isinstance(kind, type) and issubclass(kind, EngineError)
    if not known or kind is CancelledError:
        kind = EngineError
    words = (str(message.get(name, "")) for name in ("what", "advice", "details"))
    values = message.get("values")
    plain = values.items() if isinstance(values, dict) else ()
    return kind(*words, **{name: v for name, v in plain if isinstance(v, str | int | float)})
