"""Annotates the current frame, for a bookmark or a file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.files import write_atomic
from forensics_gui.annotate.dialog import AnnotateDialog
from forensics_gui.annotate.shapes import annotated, png_of
from forensics_gui.case.controller import CaseController
from forensics_gui.file_writer import FileWriter
from forensics_gui.language import tr
from forensics_gui.player.canvas import to_image
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost


class FrameAnnotator(FileWriter):
    """Opens the dialog and keeps what was drawn.

    Args:
        pause: stops playback.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        host: EngineHost,
        cases: CaseController,
        pause: Callable[[], object],
    ) -> None:
        super().__init__(window, cases.memory)
        self._main = window
        self._session, self._host, self._cases, self._pause = session, host, cases, pause

    def annotate(self) -> None:
        """Decode the current frame and open the dialog."""
        self._pause()
        path, frame = self._session.path, self._session.frame
        if path is None:
            return

        def decode() -> np.ndarray:
            with self._host.lease.lend(path) as video:
                return np.ascontiguousarray(video.frame(frame).rgb())

        def done(pixels: np.ndarray) -> None:
            if self._session.path == path:
                self._open(pixels, frame)

        tasks.run(self, decode, done, self.failed.emit)

    def _open(self, pixels: np.ndarray, frame: int) -> None:
        source = self._session.path
        assert source is not None
        image = to_image(pixels)
        lacking = "" if self._cases.allowed()["kept"] else tr(
            "Only a frame of an analysis in a writable case can be bookmarked."
        )  # fmt: skip
        title = tr("Annotate frame {number}").format(number=frame)
        dialog = AnnotateDialog(self._main, image, title, lacking)

        def bookmark() -> None:
            shapes = dialog.shapes
            self._cases.bookmark_annotated(
                frame, dialog.note.text().strip(), lambda: png_of(annotated(image, shapes)),
                [shape.to_json() for shape in shapes],
            )  # fmt: skip

        def save() -> None:
            shapes = dialog.shapes
            name = f"{source.stem}-frame{frame}-annotated.png"
            target, _ = self.ask_target(
                tr("Save picture"), source, name, tr("Annotated frame (*.png)")
            )
            if target.name:
                target = target.with_suffix(".png")
                self.write_behind(
                    target, lambda: write_atomic(target, png_of(annotated(image, shapes))),
                    lambda to: dialog.saved(tr("Wrote {file}").format(file=to)),
                )  # fmt: skip

        dialog.bookmark_wanted.connect(bookmark)
        dialog.save_wanted.connect(save)
        # Its file dialog belongs over it.
        self._window = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self._window = self._main
