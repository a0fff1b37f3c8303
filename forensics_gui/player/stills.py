"""Save and copy still pictures of the open clip, at full resolution."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from engine.files import write_atomic
from forensics_gui.annotate.shapes import png_of
from forensics_gui.case.settings import CaseSettings
from forensics_gui.file_writer import FileWriter
from forensics_gui.language import tr
from forensics_gui.player.canvas import to_image
from forensics_gui.player.overlays import Overlays
from forensics_gui.player.positions import time_code
from forensics_gui.player.second_view import SecondView
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

#: Margin around a face, as a share of the height of its box.
_MARGIN = 0.25


class StillExporter(FileWriter):
    """Writes the current frame or face as PNG, or copies it to the clipboard."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        host: EngineHost,
        overlays: Overlays,
        second: SecondView,
        memory: CaseSettings,
    ) -> None:
        super().__init__(window, memory)
        self._session, self._host, self._overlays = session, host, overlays
        self._second = second

    def save_frame(self) -> None:
        """Save the current frame, with or without the overlays on screen, or the view beside it."""
        without, drawn = tr("Frame as decoded (*.png)"), tr("Frame with overlays (*.png)")
        beside = tr("Second picture with its legend (*.png)")
        view = self._second.still()
        filters = [without, drawn] if view is None else [without, drawn, beside]
        asked = self._ask(f"frame{self._session.frame}", ";;".join(filters))
        if asked is None:
            return
        target, kind = asked
        if view is not None and kind == beside:
            self._write(view, target)
        else:
            self._with_frame(lambda image: self._write(image, target), overlays=kind == drawn)

    def save_face(self) -> None:
        """Save the selected face in the current frame."""
        box = self._face()
        if box is None:
            return
        name = f"frame{self._session.frame}-track{self._session.selected}"
        asked = self._ask(name, tr("Face as decoded (*.png)"))
        if asked is not None:
            target = asked[0]
            self._with_frame(lambda image: self._write(image, target), box)

    def copy_frame(self) -> None:
        """Copy the current frame as decoded."""
        self._with_frame(lambda image: self._copy(image, tr("Copied the frame")))

    def copy_face(self) -> None:
        """Copy the selected face in the current frame."""
        box = self._face()
        if box is not None:
            self._with_frame(lambda image: self._copy(image, tr("Copied the face")), box)

    def copy_position(self) -> None:
        """Copy clip, time code, frame and PTS as text."""
        session = self._session
        if session.path is None or not len(session.times):
            return
        frame = session.frame
        said = tr("{clip}, {time}, frame {frame}, PTS {pts}").format(
            clip=session.path.name, time=time_code(session.times[frame]), frame=frame,
            pts=session.pts[frame],
        )  # fmt: skip
        QGuiApplication.clipboard().setText(said)
        self.said.emit(tr("Copied: {text}").format(text=said), 6000)

    def _face(self) -> tuple[int, int, int, int] | None:
        """Box of the selected face with a margin, in the clip's pixels; a message without one."""
        for track, row in self._session.tracks_at(self._session.frame):
            if track.number == self._session.selected:
                x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
                margin = _MARGIN * (y1 - y0)
                return int(x0 - margin), int(y0 - margin), int(x1 + margin), int(y1 + margin)
        self.said.emit(tr("The selected face is not in this frame."), 6000)
        return None

    def _ask(self, name: str, filters: str) -> tuple[Path, str] | None:
        source = self._session.path
        assert source is not None
        target, kind = self.ask_target(
            tr("Save picture"), source, f"{source.stem}-{name}.png", filters
        )
        return (target.with_suffix(".png"), kind) if target.name else None

    def _with_frame(
        self,
        use: Callable[[QImage], None],
        box: tuple[int, int, int, int] | None = None,
        overlays: bool = False,
    ) -> None:
        """Decode the current frame, or a part of it, and pass it on."""
        path, frame = self._session.path, self._session.frame
        if path is None:
            return

        def decode() -> np.ndarray:
            with self._host.lease.lend(path) as video:
                picture = video.frame(frame)
                pixels = picture.rgb() if box is None else picture.region(*box)
                return np.ascontiguousarray(pixels)

        def done(pixels: np.ndarray) -> None:
            image = to_image(pixels)
            if overlays:
                painter = QPainter(image)
                size = image.width(), image.height()
                self._overlays.draw(painter, QRectF(0, 0, *size), frame, size)
                painter.end()
            use(image)

        tasks.run(self, decode, done, self.failed.emit)

    def _write(self, image: QImage, target: Path) -> None:
        def write() -> None:
            write_atomic(target, png_of(image))

        self.write_behind(target, write, lambda _: None)

    def _copy(self, image: QImage, said: str) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.said.emit(said, 6000)
