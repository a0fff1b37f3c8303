"""Adds a face that the analyst draws, and corrects boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from engine.errors import CorrectionError
from engine.progress import CancelToken, ProgressCallback
from forensics_gui.case.controller import CaseController
from forensics_gui.language import mark, tr
from forensics_gui.player.box_tool import BoxTool
from forensics_gui.player.player import Player
from forensics_gui.session import Session, title_of
from forensics_gui.widgets.progress_dialog import ProgressDialog
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.analysis.drawn_face import DrawnFace


class FaceDrawer(QObject):
    """Takes a box on the current frame, has the face followed and scored, and writes the act.

    Signals:
        failed(EngineError).

    Attributes:
        tool: the box in progress, or None.
        progress: of the last face that was followed, or None.
    """

    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        host: EngineHost,
        cases: CaseController,
        player: Player,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._host = window, session, host
        self._cases, self._player = cases, player
        self.tool: BoxTool | None = None
        self.progress: ProgressDialog | None = None
        self._known: set[int] | None = None
        session.frame_changed.connect(self._leave)
        session.clip_opened.connect(self._leave)
        session.corrected.connect(self._select_new)

    def draw(self) -> None:
        """Let the analyst draw a face that was missed."""
        words = tr("Drag a box around the face, from the forehead to the chin.")
        self._take(words, tr("Add face"), None, 0)

    def correct_box(self) -> None:
        """Let the analyst move and resize the selected face's box on the current frame."""
        session, number = self._session, self._session.selected
        track = session.analysis.tracks[number]
        row = track.row_at(session.frame)
        if row is None:
            self.failed.emit(
                CorrectionError(
                    mark("The selected face is not on this frame."),
                    mark("Go to a frame that shows it, or draw it here."),
                )
            )
            return
        x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
        words = tr("Move or resize the box of {face}.").format(
            face=title_of(session.analysis, number)
        )
        self._take(words, tr("Correct box"), QRectF(x0, y0, x1 - x0, y1 - y0), number)

    def _take(self, words: str, accept: str, box: QRectF | None, track: int) -> None:
        self._leave()
        self._player.pause()
        self.tool = BoxTool(self._player.canvas, words, accept, box)
        self.tool.accepted.connect(lambda chosen: self._measure(chosen, track))
        self.tool.closed.connect(self._forget)

    def _leave(self, _: object = None) -> None:
        """A box belongs to its frame."""
        if self.tool is not None:
            self.tool.end()

    def _forget(self) -> None:
        self.tool = None

    def _measure(self, box: QRectF, track: int) -> None:
        session = self._session
        path, frame, analysis, stored = (
            session.path, session.frame, session.analysis, self._cases.analysis
        )  # fmt: skip
        if path is None or not self._cases.files.ask_analyst():
            return
        corners = (box.left(), box.top(), box.right(), box.bottom())

        def task(progress: ProgressCallback, cancel: CancelToken) -> DrawnFace:
            return self._host.draw_face(path, analysis, frame, corners, track, progress, cancel)

        def done(face: DrawnFace) -> None:
            if self._cases.analysis == stored and session.analysis is analysis:
                self._known = None if track else set(analysis.tracks)
                self._cases.draw(face, track)

        self.progress = ProgressDialog(
            self._window, tr("Draw a face"), tr("Following the face"), task, done, self.failed.emit
        )

    def _select_new(self) -> None:
        if self._known is not None:
            added = set(self._session.analysis.tracks) - self._known
            self._known = None
            if added:
                self._session.select(max(added))
