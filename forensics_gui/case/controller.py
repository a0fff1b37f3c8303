"""Operations on the open case, each on a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.analysis.correction import Correction
from engine.analysis.events import Beside
from engine.analysis.fusion import read_fusion
from engine.case.detector_panel import DetectorPanel
from engine.case.log_phrases import act_label
from engine.case.state import Remark
from engine.errors import EngineError
from forensics_gui.case.clip_queue import ClipQueue, QueuedClip
from forensics_gui.case.files import CaseFiles
from forensics_gui.case.settings import CaseSettings
from forensics_gui.case.snapshot import CaseSnapshot, view_of
from forensics_gui.language import WORDING, tr
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.workers.engine_host import EngineHost, StoredAnalysis
from forensics_gui.workers.tasks import TaskQueue

if TYPE_CHECKING:
    from engine.analysis.drawn_face import DrawnFace
    from engine.analysis.result import Analysis
    from engine.camera.fingerprint import Fingerprint
    from engine.case.case import Case


class CaseController(QObject):
    """Operates on the open case and publishes its content.

    Signals:
        changed(): the case or its content changed.
        opened(CaseSnapshot): the user opened or created a case; show its first clip.
        closed(): the user closed the case, or removed the shown clip from it.
        failed(EngineError): an operation failed; the case is unchanged.

    Attributes:
        view: content of the case; None without one.
        clip, analysis: numbers of the shown clip and analysis in the case; 0 if not stored.
        files: creates, opens, saves and closes cases.
        queue: operations on the case. clip_queue: clips to analyse into it.
    """

    changed = Signal()
    opened = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(
        self, window: QWidget, session: Session, host: EngineHost, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._host = host
        self.queue = TaskQueue(self)
        self.clip_queue = ClipQueue(self, host)
        self.clip_queue.analysed.connect(self.refresh)
        self.clip_queue.failed.connect(self._note_failure)
        self.memory = CaseSettings(preferences)
        self.view: CaseSnapshot | None = None
        self.clip = self.analysis = 0
        host.cases.analyst = self.memory.analyst or self.memory.user
        self.files = CaseFiles(window, host, self.memory, self.queue, lambda: self.view)
        self.files.opened.connect(self._opened)
        self.files.saved.connect(self.show)
        self.files.described.connect(lambda about: self.do(lambda case: case.describe(about)))
        self.files.closing.connect(self._leave)
        self.files.closed.connect(lambda: self.show(None))
        self.files.failed.connect(self._files_failed)
        session.clip_opened.connect(self._clip_opened)
        session.settled.connect(self.refresh)

    # --- what is open ---

    def show(self, view: CaseSnapshot | None) -> None:
        """Publish the case's content."""
        self.view = view
        self.changed.emit()

    def _opened(self, view: CaseSnapshot) -> None:
        self._leave()
        self.show(view)
        self.opened.emit(view)

    def _leave(self) -> None:
        self.clip = self.analysis = 0
        self.clip_queue.clear()
        self.closed.emit()

    def _files_failed(self, error: EngineError) -> None:
        self.failed.emit(error)
        self.refresh()

    def take(self, kept: StoredAnalysis) -> None:
        """Note where the shown analysis is stored."""
        self.clip, self.analysis = kept.clip, kept.analysis
        self.refresh()

    def _clip_opened(self, _: object) -> None:
        self.clip = self.analysis = 0
        self.changed.emit()

    def refresh(self) -> None:
        """Read the case again."""
        if self._host.cases.case is not None:
            self.queue.call(self._look, self.show, self.failed.emit)

    def _look(self) -> CaseSnapshot | None:
        case = self._host.cases.case
        return view_of(case, self._host.cases.named) if case is not None else None

    def _note_failure(self, clip: QueuedClip) -> None:
        error = clip.failure
        if self.writable and error is not None:
            self.do(lambda case: case.failed(str(clip.path), error))

    @property
    def writable(self) -> bool:
        return self.view is not None and not self.view.read_only

    @property
    def detectors(self) -> DetectorPanel:
        """What each detector of the case says about the shown clip."""
        row = self.view.row_of(self.clip) if self.view is not None else None
        return row.detectors if row is not None else DetectorPanel()

    def allowed(self) -> dict[str, bool]:
        """Which requirements of actions are met; see `forensics_gui.actions.Action.needs`."""
        state = self.view.state if self.view is not None else None
        kept = self.writable and self.analysis > 0
        chosen = self._session.selected in self._session.analysis.tracks
        return {
            "case": self.view is not None,
            "writable": self.writable,
            "kept": kept,
            "track": kept and chosen and self._session.finished,
            "judged": kept and self._session.finished,
            "clips": self.writable and state is not None and bool(state.clips),
            "removed": self.writable and state is not None and bool(state.removed),
            "undo": self.writable and state is not None and state.undo is not None,
            "redo": self.writable and state is not None and state.redo is not None,
        }

    def undo_text(self) -> str:
        """Label of Undo, naming the change."""
        act = self.view.state.undo if self.view is not None else None
        return tr("&Undo {act}").format(act=act_label(act, WORDING)) if act else tr("&Undo")

    def redo_text(self) -> str:
        """Label of Redo, naming the change."""
        act = self.view.state.redo if self.view is not None else None
        return tr("&Redo {act}").format(act=act_label(act, WORDING)) if act else tr("&Redo")

    # --- acts ---

    def do(self, call: Callable[[Case], Any], rescore: bool = False) -> None:
        """Run an operation on the open case, then refresh the window.

        Args:
            call: runs on a worker thread.
            rescore: whether the shown verdict may change.
        """
        analysis = self.analysis if rescore else 0
        path = self._session.path

        def work() -> tuple[CaseSnapshot, Analysis | None]:
            case = self._host.cases.require()
            call(case)
            after = case.corrected(analysis) if analysis else None
            return view_of(case, self._host.cases.named), after

        def done(result: tuple[CaseSnapshot, Analysis | None]) -> None:
            view, after = result
            if after is not None and self.analysis == analysis and self._session.path == path:
                self._session.show_corrected(after)
            self.show(view)

        def failed(error: EngineError) -> None:
            self.failed.emit(error)
            self.refresh()

        self.queue.call(work, done, failed)

    def take_clips(self, paths: list[Path]) -> bool:
        """Queue clips, creating a case if no named one is open.

        Returns False if the user cancels.
        """
        if not self._host.cases.named and not self.files.new():
            return False
        # After the creation of the case, which runs in the other queue.
        self.queue.call(lambda: None, lambda _: self.clip_queue.add(paths), self.failed.emit)
        return True

    def correct(self, correction: Correction) -> None:
        """Correct the shown analysis; its verdict is updated."""
        analysis = self.analysis
        if self.files.ask_analyst():
            self.do(lambda case: case.correct(analysis, correction), rescore=True)

    def draw(self, face: DrawnFace, track: int = 0) -> None:
        """Add a drawn face to the shown analysis, or replace the boxes of a track around it."""
        analysis = self.analysis
        self.do(lambda case: case.draw(analysis, face, track), rescore=True)

    def keep_findings(self, examined: Beside) -> None:
        """Add findings beside the verdict to the shown analysis, if it is stored."""
        analysis = self.analysis
        if self.writable and analysis:
            self.do(lambda case: case.add_findings(analysis, examined))

    def keep_fingerprint(self, name: str, fingerprint: Fingerprint) -> None:
        """Keep the fingerprint of a camera in the case."""
        self.do(lambda case: case.keep_fingerprint(name, fingerprint))

    def undo(self) -> None:
        """Undo the last change."""
        self.do(lambda case: case.undo(), rescore=self._session.finished)

    def redo(self) -> None:
        """Redo the last undone change."""
        self.do(lambda case: case.redo(), rescore=self._session.finished)

    def choose_fusion(self) -> None:
        """Ask for a fusion from `forensics fusion fit`, and weigh detectors by it in this case."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Weigh detectors together"), "", tr("Fusions (*.json)")
        )
        if name and self.files.ask_analyst():
            self.do(lambda case: case.use_fusion(read_fusion(Path(name))))

    def bookmark(self, text: str = "") -> None:
        """Bookmark the current frame with its picture and an optional note."""
        path, frame, host = self._session.path, self._session.frame, self._host
        if path is not None:
            self.bookmark_annotated(frame, text, lambda: host.frame_png(path, frame), [])

    def bookmark_annotated(
        self,
        frame: int,
        text: str,
        picture: Callable[[], bytes],
        annotations: list[dict[str, Any]],
    ) -> None:
        """Bookmark a frame of the shown clip with a picture that the analyst drew on.

        Args:
            picture: makes the PNG on a worker thread.
            annotations: what was drawn, for the log.
        """
        clip = self.clip
        if not len(self._session.times) or not self.files.ask_analyst():
            return
        seconds = round(float(self._session.times[frame]), 6)
        self.do(lambda case: case.bookmark(clip, frame, seconds, picture(), text, annotations))

    def note(self, text: str, clip: int | None, track: int | None, frame: int | None) -> None:
        """Add a note to the case, or to a clip, track or frame."""
        seconds = None
        if frame is not None and len(self._session.times):
            seconds = round(float(self._session.times[frame]), 6)
        if self.files.ask_analyst():
            self.do(lambda case: case.note(text, clip, track, frame, seconds))

    def edit(self, remark: Remark, text: str) -> None:
        """Change the text of a note or bookmark."""
        self.do(lambda case: case.edit(remark, text))

    def delete(self, remark: Remark) -> None:
        """Delete a note or bookmark."""
        self.do(lambda case: case.delete(remark))

    def remove(self, clips: list[int]) -> None:
        """Remove clips from the case; the shown clip is closed if it is among them."""
        if not self.files.ask_analyst():
            return
        self.do(lambda case: case.remove(clips))
        if self.clip in clips:
            self.clip = self.analysis = 0
            self.closed.emit()

    def exported(self, form: str, path: Path) -> None:
        """Log an export."""
        if self.writable and self.analysis:
            analysis = self.analysis
            self.do(lambda case: case.exported(analysis, form, path))
