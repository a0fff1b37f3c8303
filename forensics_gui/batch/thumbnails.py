"""Thumbnails of the clips in sight of the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QTableView

from engine.errors import EngineError
from engine.progress import CancelToken
from forensics_gui.batch.model import BatchModel
from forensics_gui.batch.rows import State
from forensics_gui.player.canvas import to_image
from forensics_gui.widgets.thumbnail import SIZE, framed
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

#: Milliseconds without scrolling or changes before clips are opened.
_REST = 300


class RowThumbnails(QObject):
    """Fetches the first pictures of visible clips that have none yet, one after the other."""

    def __init__(self, table: QTableView, model: BatchModel, host: EngineHost) -> None:
        super().__init__(table)
        self._table, self._model, self._host = table, model, host
        self._cancel = CancelToken()
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self._fetch)
        table.verticalScrollBar().valueChanged.connect(self.fetch_soon)

    def fetch_soon(self, _: int = 0) -> None:
        """Fetch once the table is at rest."""
        self._rest.start()

    def stop(self) -> None:
        """Stop fetching."""
        self._cancel.cancel()
        self._rest.stop()

    def _missing(self) -> list[str]:
        height = self._table.viewport().height()
        first, last = self._table.rowAt(0), self._table.rowAt(height - 1)
        end = last + 1 if last >= 0 else self._model.rowCount()
        rows = [self._model.at(place) for place in range(max(0, first), end)]
        return [
            row.path
            for row in rows
            if row.path not in self._model.icons and row.state is not State.FAILED
        ]

    def _fetch(self) -> None:
        if not self._table.isVisible():
            return
        paths = self._missing()
        self._cancel.cancel()
        token = self._cancel = CancelToken()

        def pictures() -> Iterator[tuple[str, np.ndarray | None]]:
            for path in paths:
                token.check()
                try:
                    yield path, self._host.first_picture(Path(path), SIZE.width(), token)
                except EngineError:
                    # Errors of the file are reported when it is analysed.
                    token.check()
                    yield path, None

        def each(found: tuple[str, np.ndarray | None]) -> None:
            path, pixels = found
            picture = None if pixels is None else QPixmap.fromImage(to_image(pixels))
            self._model.show_icon(path, framed(picture))

        if paths:
            tasks.stream(self, pictures, each, lambda _: None)
