"""Runs one analysis at a time and feeds its events to the session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.errors import EngineError
from engine.progress import CancelToken
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import (
    EngineHost,
    FirstFaces,
    Item,
    QuickVerdict,
    StoredAnalysis,
)


class AnalysisRun(QObject):
    """Feeds the session with events from a worker thread.

    Signals:
        ended(error or None): the run is over; not emitted for a replaced run.
        glanced(QuickVerdict): a quick verdict before the analysis itself.
        warned(error): a failure that does not stop the run.
        kept(StoredAnalysis): position of the analysis in the open case.
    """

    ended = Signal(object)
    glanced = Signal(object)
    warned = Signal(object)
    kept = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__(session)
        self._session = session
        self._host = host
        self._cancel = CancelToken()
        self._at_work = False

    @property
    def running(self) -> bool:
        return self._at_work

    def start(
        self,
        path: Path,
        again: bool = False,
        stored: int | None = None,
        settings: AnalysisSettings | None = None,
    ) -> None:
        """Analyse a clip, replacing an earlier run.

        Args:
            again: analyse even if the open case holds the same analysis.
            stored: number of an analysis of the open case to replay instead.
            settings: of the analysis; None for the defaults.
        """
        self.drop()
        token = self._cancel

        def items() -> Iterator[Item]:
            if stored is not None:
                return self._host.replay(stored)
            return self._host.analyse(path, token, again, settings)

        def each(item: object) -> None:
            if self._cancel is not token:
                return
            if isinstance(item, EngineError):
                self.warned.emit(item)
            elif isinstance(item, QuickVerdict):
                self.glanced.emit(item)
            elif isinstance(item, StoredAnalysis):
                self.kept.emit(item)
            elif isinstance(item, Analysis):
                self._session.show_corrected(item)
            elif isinstance(item, FirstFaces):
                self._session.show_first_faces(item.boxes)
            else:
                self._session.add(item)  # type: ignore[arg-type]

        def ended(error: EngineError | None) -> None:
            if self._cancel is token:
                self._at_work = False
                self.ended.emit(error)

        self._at_work = True
        tasks.stream(self, items, each, ended)

    def drop(self) -> None:
        """Cancel the run silently: its remaining events belong to a clip that is closed."""
        self._cancel.cancel()
        self._cancel = CancelToken()
        self._at_work = False

    def pause(self, on: bool) -> None:
        """Let the analysis wait, or go on."""
        if on:
            self._cancel.pause()
        else:
            self._cancel.resume()

    def cancel(self) -> None:
        """Request cancellation; `ended` follows."""
        self._cancel.cancel()
