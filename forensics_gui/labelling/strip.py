"""Faces of a labelling candidate, large enough to judge."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from engine.errors import EngineError
from forensics_gui.language import tr
from forensics_gui.player.canvas import to_image
from forensics_gui.widgets.labels import Label
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.retrain.labelling import Candidate, Pool

# Number of faces shown, and their minimum side in pixels.
FACES, _SIDE = 4, 200
# Number of cached candidates, for undo and prefetch.
_KEPT = 8


class FaceStrip(QWidget):
    """Loads faces one by one; late ones of earlier candidates are dropped.

    Signals:
        failed(EngineError): the faces cannot be loaded.
    """

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._turn = 0
        self._kept: OrderedDict[str, list[QPixmap]] = OrderedDict()
        self.pictures = [Label() for _ in range(FACES)]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for picture in self.pictures:
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setMinimumSize(_SIDE, _SIDE)
            picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._row.addWidget(picture, 1)

    def sizeHint(self) -> QSize:
        return QSize(FACES * (_SIDE + 30), _SIDE + 30)

    def show_faces(
        self, pool: Pool | None, shown: Candidate | None, ahead: Candidate | None
    ) -> None:
        """Show a candidate's faces and prefetch those of the next."""
        self._turn += 1
        self._key = shown.key if shown is not None else ""
        self._draw()
        wanted = [one for one in (shown, ahead) if one is not None and one.key not in self._kept]
        if pool is None or not wanted:
            return
        turn = self._turn

        def make() -> Iterator[tuple[str, Any]]:
            for one in wanted:
                found = []
                for picture in pool.faces(one, FACES):
                    if turn != self._turn:
                        return
                    found.append(picture)
                yield one.key, found

        def each(found: tuple[str, Any]) -> None:
            key, pictures = found
            self._kept[key] = [QPixmap.fromImage(to_image(pixels)) for pixels in pictures]
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            if key == self._key:
                self._draw()

        def ended(error: EngineError | None) -> None:
            if error is not None and turn == self._turn:
                self.failed.emit(error)

        tasks.stream(self, make, each, ended)

    def stop(self) -> None:
        """Stop loading."""
        self._turn += 1

    def describe(self, title: str, words: str) -> None:
        """Set the accessible name and description."""
        self.setAccessibleName(tr("Faces of {title}").format(title=title) if title else "")
        self.setAccessibleDescription(words)

    @property
    def count(self) -> int:
        """Number of faces shown."""
        return len(self._kept.get(self._key, ()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        found = self._kept.get(self._key, [])
        for place, label in enumerate(self.pictures):
            label.setVisible(place < len(found) or place == 0)
            label.setPixmap(QPixmap())
        self._row.activate()
        ratio = self.devicePixelRatioF()
        for picture, label in zip(found, self.pictures, strict=False):
            shown = picture.scaled(
                label.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)
