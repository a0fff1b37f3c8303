"""Drags files out of the window: the frame, a face, or a written report."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QSize, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from engine.files import write_atomic
from forensics_gui.annotate.shapes import png_of
from forensics_gui.player.canvas import to_image
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

#: Largest side of the picture under the pointer, in logical pixels.
_SHOWN = 128
#: Margin around a face, as a share of the height of its box.
_MARGIN = 0.25


class PictureDrag(QObject):
    """Writes a picture of the open clip to a temporary file, then drags it.

    The drag begins once the file is written, if the button is still down. Files last until the
    program ends, because the other program may read them late.

    Signals:
        failed(EngineError).
    """

    failed = Signal(object)

    def __init__(self, window: QWidget, session: Session, host: EngineHost) -> None:
        super().__init__(window)
        self._window, self._session, self._host = window, session, host
        self._folder = QTemporaryDir()
        self._busy = False

    def frame(self) -> None:
        """Drag the current frame as decoded."""
        self._picture(self._session.frame, None, f"frame{self._session.frame}")

    def face(self, number: int, frame: int) -> None:
        """Drag a track's face on a frame."""
        track = self._session.analysis.tracks.get(number)
        row = None if track is None else track.row_at(frame)
        if track is not None and row is not None:
            x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
            margin = _MARGIN * (y1 - y0)
            box = int(x0 - margin), int(y0 - margin), int(x1 + margin), int(y1 + margin)
            self._picture(frame, box, f"frame{frame}-track{number}")

    def face_of(self, number: int) -> None:
        """Drag a track's face: on the current frame, or on its first one."""
        track, frame = self._session.analysis.tracks[number], self._session.frame
        visible = track.row_at(frame) is not None
        self.face(number, frame if visible else int(track.frames[0]))

    def _picture(self, frame: int, box: tuple[int, int, int, int] | None, name: str) -> None:
        source = self._session.path
        if source is None or self._busy:
            return
        target = Path(self._folder.filePath(f"{source.stem}-{name}.png"))
        self._busy = True

        def write() -> np.ndarray:
            with self._host.lease.lend(source) as video:
                picture = video.frame(frame)
                pixels = np.ascontiguousarray(
                    picture.rgb() if box is None else picture.region(*box)
                )
            write_atomic(target, png_of(to_image(pixels)))
            return pixels

        def done(pixels: np.ndarray) -> None:
            self._busy = False
            if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                drag_file(self._window, target, QPixmap.fromImage(to_image(pixels)))

        def failed(error: object) -> None:
            self._busy = False
            self.failed.emit(error)

        tasks.run(self, write, done, failed)


def drag_file(source: QWidget, path: Path, picture: QPixmap | None = None) -> None:
    """Drag a copy of a file; returns after it was dropped or the drag was cancelled."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drag = QDrag(source)
    drag.setMimeData(data)
    if picture is not None and not picture.isNull():
        side = QSize(_SHOWN, _SHOWN)
        drag.setPixmap(
            picture.scaled(
                side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
    drag.exec(Qt.DropAction.CopyAction)
