"""Preview of the selected clip beside the table: moving pictures, verdict, a way in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QColor, QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.progress import CancelToken
from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.colours import DARK, ON_DARK, of_outcome
from forensics_gui.language import WORDING, tr
from forensics_gui.player.canvas import to_image
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

#: Pictures of a clip, milliseconds between them, and their maximum side in pixels.
_COUNT, _PACE, _SIDE = 8, 500, 480
#: Milliseconds that a row must stay selected before its clip is opened.
_REST = 200


class Pictures(QWidget):
    """Shows pictures in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.message = ""
        self._at = 0
        self._clock = QTimer(self, interval=_PACE)
        self._clock.timeout.connect(self._advance)
        set_role(self, QAccessible.Role.Graphic)
        self.setAccessibleName(tr("Preview of the clip"))

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), scaled(220))

    def clear(self, message: str = "") -> None:
        """Show a message instead of pictures."""
        self._clock.stop()
        self.images, self._at, self.message = [], 0, message
        self.update()

    def add(self, image: QImage) -> None:
        """Add a picture; from the second one on they change."""
        self.images.append(image)
        if len(self.images) > 1 and not self._clock.isActive():
            self._clock.start()
        self.update()

    def _advance(self) -> None:
        self._at = (self._at + 1) % max(1, len(self.images))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(DARK))
        if self.images:
            image = self.images[self._at]
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        else:
            painter.setPen(QColor(ON_DARK))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.message)
        painter.end()


class ClipPreview(QWidget):
    """Follows the current row of the table.

    Args:
        host: opens the clips.

    Signals:
        wanted(BatchRow): examine the clip.
    """

    wanted = Signal(object)

    def __init__(self, host: EngineHost) -> None:
        super().__init__()
        self._host = host
        self._row: BatchRow | None = None
        self._cancel = CancelToken()
        self.pictures = Pictures()
        self.name, self.verdict, self.more = Label(), Label(), hint()
        self.name.setObjectName("section")
        self.verdict.setObjectName("headline")
        self.button = QPushButton(tr("Examine"))
        self.button.setObjectName("primary")
        self.button.clicked.connect(lambda: self.wanted.emit(self._row))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self.pictures)
        for label in (self.name, self.verdict, self.more):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self._fetch)
        self.show_row(None)

    def show_row(self, row: BatchRow | None) -> None:
        """Show a clip; None for none."""
        other = row is None or self._row is None or row.path != self._row.path
        self._row = row
        self.button.setVisible(row is not None)
        if row is None:
            self.name.setText(tr("Select a clip to see it here."))
            self.verdict.clear()
            self.more.clear()
        else:
            self.name.setText(row.name)
            self._show_verdict(row)
        if other:
            self._cancel.cancel()
            self.pictures.clear("" if row is None else tr("Opening …"))
            if row is not None:
                self._rest.start()

    def _show_verdict(self, row: BatchRow) -> None:
        colour, more = "", row.path
        if row.verdict is not None:
            words = phrases.plain_headline(row.verdict, WORDING)
            colour = of_outcome(row.verdict.outcome)
            more = phrases.kinds_sentence(row.verdict, WORDING) or more
        elif row.state is State.FAILED:
            words, more = tr("Failed"), row.why
        else:
            words = tr("Not judged yet")
        self.verdict.setText(words)
        self.verdict.setStyleSheet(f"color: {colour};" if colour else "")
        self.more.setText(more)

    def _fetch(self) -> None:
        if self._row is None or not self.isVisible():
            return
        path = Path(self._row.path)
        token = self._cancel = CancelToken()

        def items() -> Iterator[np.ndarray]:
            return self._host.pictures_over(path, _COUNT, _SIDE, token)

        def each(pixels: np.ndarray) -> None:
            if not token.cancelled:
                self.pictures.add(to_image(pixels))

        def ended(error: object) -> None:
            if not token.cancelled and error is not None:
                self.pictures.clear(tr("The clip cannot be shown."))

        tasks.stream(self, items, each, ended)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cancel.cancel()
