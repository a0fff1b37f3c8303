"""The clip's embeddings over the detector's labelled reference."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.analysis.verdict import Outcome
from forensics_gui.colours import of_outcome, of_track
from forensics_gui.session import Session

METHODS = {"UMAP": "umap", "t-SNE": "tsne", "PCA": "pca"}


class Scatter(QWidget):
    """Small dots: reference faces, blue pristine and red forged. Large ones: this clip.

    Signals:
        wanted(method): the clip's faces should be projected.
        clicked(track, frame).
    """

    wanted = Signal(str)
    clicked = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._keys: list[tuple[int, int]] = []
        self._embedded = np.zeros((0, 0), np.float32)
        self._places: dict[bytes, np.ndarray] = {}
        self.method = QComboBox()
        self.method.setAccessibleName("Projection")
        self.method.addItems(list(METHODS))
        self.method.currentTextChanged.connect(self._ask)
        self.status = QLabel("")
        self.status.setObjectName("hint")
        self._plot = pg.PlotWidget(background="white")
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        self._plot.hideAxis("bottom")
        self._plot.setAspectLocked(True)
        self._reference = pg.ScatterPlotItem(pen=None, size=5)
        self.points = pg.ScatterPlotItem(
            size=11, pen=pg.mkPen("white"), hoverable=True, hoverSize=15
        )
        self._plot.addItem(self._reference)
        self._plot.addItem(self.points)
        self.points.sigClicked.connect(self._point_clicked)
        legend = QLabel(
            f'<span style="color:{of_outcome(Outcome.PRISTINE)}">●</span> pristine '
            f'<span style="color:{of_outcome(Outcome.FORGED)}">●</span> forged reference, '
            "large: this clip"
        )
        legend.setObjectName("hint")
        top = QHBoxLayout()
        top.addWidget(self.method)
        top.addWidget(self.status, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        layout.addWidget(self._plot, 1)
        layout.addWidget(legend)
        session.clip_opened.connect(self._clear)
        session.clip_judged.connect(self._ask)
        session.corrected.connect(self._regroup)

    def _clear(self, _: object = None) -> None:
        self._reference.clear()
        self.points.clear()
        self._keys, self._places = [], {}
        self.status.setText("")

    def _ask(self, _: object = None) -> None:
        if self._session.finished and self._session.analysis.scores:
            self.status.setText(f"computing {self.method.currentText()} …")
            self.wanted.emit(METHODS[self.method.currentText()])

    def embeddings(self) -> np.ndarray:
        """float32 (N, D): all scored faces, in the order of the points."""
        scores = [s for _, s in sorted(self._session.analysis.scores.items())]
        self._keys = [(s.track, int(frame)) for s in scores for frame in s.frames]
        self._embedded = np.concatenate([s.embeddings for s in scores])
        return self._embedded

    def show_projection(
        self, points: np.ndarray, reference: np.ndarray, labels: np.ndarray
    ) -> None:
        """Draw float32 (N, 2) and (R, 2); labels int64 (R,)."""
        kinds = [QColor(of_outcome(Outcome.PRISTINE)), QColor(of_outcome(Outcome.FORGED))]
        for colour in kinds:
            colour.setAlpha(90)
        self._reference.setData(pos=reference, brush=[pg.mkBrush(kinds[int(i)]) for i in labels])
        self._places = {e.tobytes(): p for e, p in zip(self._embedded, points, strict=True)}
        self._draw(points)
        self._plot.autoRange()
        self.status.setText("click a point to go to its frame")

    def _regroup(self) -> None:
        """The same faces where they are, but of the tracks that an analyst made of them."""
        if self._places:
            self._draw(np.array([self._places[e.tobytes()] for e in self.embeddings()]))

    def _draw(self, points: np.ndarray) -> None:
        self.points.setData(
            pos=points,
            data=self._keys,
            brush=[pg.mkBrush(of_track(track)) for track, _ in self._keys],
            tip=lambda x, y, data: f"track {data[0]}, frame {data[1]}",
        )

    def _point_clicked(self, _: object, spots: list[pg.SpotItem], __: object = None) -> None:
        if len(spots):
            track, frame = spots[0].data()
            self.clicked.emit(track, frame)
