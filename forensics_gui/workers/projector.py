"""Projections in a separate process.

UMAP's compiler holds the GIL and would block the window for 0.7 s.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CancelledError, EngineError
from forensics_gui.language import mark

if TYPE_CHECKING:
    from engine.analysis.reference_comparison import Projection
    from engine.detector.reference import Reference

#: Increment of the process's niceness.
_IDLE = 15
#: Seconds between checks whether the result is still needed.
_LOOK = 0.05


class Projector:
    """One process that computes one projection at a time; it can be ended at any moment.

    Attributes:
        process: running one; None before the first projection and after `close`.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._closed = threading.Event()
        self.process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def project(self, embeddings: np.ndarray, reference: Reference, method: str) -> Projection:
        """See `engine.analysis.reference_comparison.project`.

        Raises:
            CancelledError: `close` was called.
            EngineError: the process died; the next call starts a new one.
        """
        with self._asking:
            pipe = self._started()
            try:
                pipe.send((embeddings, reference, method))
                while not pipe.poll(_LOOK):
                    if self._closed.is_set():
                        raise CancelledError
                answer: Projection | Exception = pipe.recv()
            except (EOFError, OSError) as error:
                self._end()
                if self._closed.is_set():
                    raise CancelledError from error
                raise EngineError(
                    mark("The embedding plot could not be computed."),
                    mark("Try again, or choose PCA; close other programs if memory is short."),
                    repr(error),
                ) from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """End the process."""
        self._closed.set()
        self._end()

    def _started(self) -> Connection:
        if self._closed.is_set():
            raise CancelledError
        if self._pipe is None:
            context = get_context("spawn")
            pipe, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            # Published once it runs, because `close` may come from another thread.
            self.process, self._pipe = process, pipe
            if self._closed.is_set():
                self._end()
                raise CancelledError
            return pipe
        return self._pipe

    def _end(self) -> None:
        process, self.process, self._pipe = self.process, None, None
        if process is not None:
            process.kill()


def _serve(pipe: Connection) -> None:
    """Serve requests until the pipe closes."""
    if sys.platform != "win32":
        os.nice(_IDLE)
    from engine.analysis.reference_comparison import project

    while True:
        try:
            question = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: object = project(*question)
        except Exception as error:
            # Tracebacks do not cross processes.
            error.add_note(traceback.format_exc())
            answer = error
        pipe.send(answer)
