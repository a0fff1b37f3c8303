"""The Embedding panel: the clip's faces among the detector's reference faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from forensics_gui.case.controller import CaseController
from forensics_gui.language import mark, tr
from forensics_gui.preferences import Preferences
from forensics_gui.scatter.face_dialogs import FaceDialogs
from forensics_gui.scatter.faces import ClipFaces, ColourBy, colours_of, labels_in_colour, legend
from forensics_gui.scatter.hover_card import HoverCard
from forensics_gui.scatter.thumbnails import Thumbnails
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label, hint, name_choice
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.analysis.reference_comparison import Projection
    from engine.detector.reference import Reference
    from forensics_gui.scatter.plot import ScatterView

#: The first is the default; the others take seconds and a process of their own.
METHODS = {"PCA": "pca", "UMAP": "umap", "t-SNE": "tsne"}
#: Shown until another projection is ready: UMAP first compiles for ten seconds.
_AT_ONCE = "PCA"
_EMPTY = mark("Analyse a clip to compare its faces with reference faces.")
_METHOD, _COLOUR = "scatter/method", "scatter/colour"


class Scatter(QWidget):
    """Small dots are reference faces, blue pristine and red forged; large dots are this clip's.

    Signals:
        clicked(track, frame): go to a face.
        failed(EngineError).
        said(str, int): status message and its duration in milliseconds.
    """

    clicked = Signal(int, int)
    said = Signal(str, int)
    failed = Signal(object)

    def __init__(
        self, session: Session, host: EngineHost, preferences: Preferences, cases: CaseController
    ) -> None:
        super().__init__()
        self._session, self._host, self._preferences = session, host, preferences
        self.faces = ClipFaces.of(session.analysis)
        self._projection: Projection | None = None
        self.reference: Reference | None = None
        self._chosen = np.zeros(0, np.int64)
        self._pointed: tuple[int, int] | None = None
        self._asked: object | None = None
        self.thumbnails = Thumbnails(session, host, self)
        self.card = HoverCard(self)
        self.dialogs = FaceDialogs(self, session, host, cases, self.thumbnails)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.method = self._choice(tr("Projection"), {name: name for name in METHODS}, _METHOD)
        self.colour_by = self._choice(
            tr("Colour by"), {str(by): tr(by) for by in ColourBy}, _COLOUR
        )
        self.lasso_button = QToolButton()
        self.fit_button = QToolButton()
        self.status = hint(tr(_EMPTY))
        self.legend = hint()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        top = row_of(self.method, Label(tr("by")), self.colour_by)
        top.add_spring()
        top.addWidget(self.lasso_button)
        top.addWidget(self.fit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        self._ground = QWidget()
        layout.addWidget(self._ground, 1)
        layout.addWidget(self.status)
        layout.addWidget(self.legend)

    def _choice(self, name: str, choices: dict[str, str], key: str) -> QComboBox:
        """A selection whose value is stored in the preferences."""
        box = QComboBox()
        name_choice(box, name)
        box.setToolTip(name)
        for kept, words in choices.items():
            box.addItem(words, kept)
        box.setCurrentIndex(max(0, box.findData(self._preferences.get(key, ""))))
        box.currentIndexChanged.connect(lambda _: self._preferences.set(key, box.currentData()))
        return box

    def _connect(self) -> None:
        session = self._session
        self.method.currentIndexChanged.connect(self._ask)
        self.colour_by.currentIndexChanged.connect(self._paint)
        self.thumbnails.ready.connect(self._pictured)
        self.thumbnails.failed.connect(self.failed)
        self.dialogs.failed.connect(self.failed)
        self.dialogs.acts.failed.connect(self.failed)
        self.dialogs.acts.said.connect(self.said)
        self.dialogs.wanted.connect(self.clicked)
        session.clip_opened.connect(self._clear)
        session.settled.connect(self._ask)
        session.corrected.connect(self._regroup)
        session.frame_changed.connect(self._mark)

    @cached_property
    def view(self) -> ScatterView:
        """Created after the window is on screen, because plots are slow to import."""
        from forensics_gui.scatter.plot import ScatterView

        view = ScatterView()
        view.picked.connect(lambda row: self.clicked.emit(*self.faces.place(row)))
        view.pointed.connect(self._point)
        view.asked.connect(self._menu)
        view.lassoed.connect(self._select)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._ground, view)
        self._ground.deleteLater()
        return view

    def use_actions(self, actions: dict[str, Any]) -> None:
        """Connect the buttons with actions of the table."""
        self.lasso_button.setDefaultAction(actions["lasso_faces"])
        self.fit_button.setDefaultAction(actions["fit_scatter"])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "dialogs"):
            self._paint()

    # --- what is shown ---

    def _clear(self, _: object = None) -> None:
        self._asked = None
        if "view" in self.__dict__:
            self.view.clear_points()
        self.faces = ClipFaces.of(self._session.analysis)
        self._projection = None
        self._chosen = np.zeros(0, np.int64)
        self.card.hide()
        self.dialogs.close()
        self.status.setText(tr(_EMPTY))
        self.legend.setText("")

    def _ask(self, _: object = None) -> None:
        """Request a projection by the chosen method, replacing a pending one."""
        if not self._session.finished:
            return
        if not self._session.analysis.scores:
            self.status.setText(tr("No face was scored"))
            return
        self.faces = faces = ClipFaces.of(self._session.analysis)
        asked = self._asked = object()
        name = self.method.currentText()
        self.status.setText(tr("computing {method} …").format(method=name))
        first = [_AT_ONCE] if self._projection is None and name != _AT_ONCE else []

        def results() -> Iterator[tuple[str, Projection, Reference]]:
            for method in (*first, name):
                if self._asked is asked:
                    yield method, *self._host.project(faces.embeddings, METHODS[method])

        def each(result: tuple[str, Projection, Reference]) -> None:
            method, projection, reference = result
            if self._asked is not asked:
                return
            self.show_projection(projection, reference)
            if method != name:
                words = tr("Showing {first}; computing {method} …")
                self.status.setText(words.format(first=method, method=name))

        def ended(error: EngineError | None) -> None:
            if self._asked is not asked:
                return
            self._asked = None
            if error is not None:
                self.status.setText(tr("{method} could not be computed").format(method=name))
                self.failed.emit(error)

        tasks.stream(self, results, each, ended)

    def show_projection(self, projection: Projection, reference: Reference) -> None:
        """Show a projection of the clip's faces with the reference."""
        self._projection, self.reference = projection, reference
        self._paint()
        self.view.fit()
        number = len(self.faces)
        self.status.setText(
            tr(
                "%n face(s). Click: go to frame. Right click: similar faces. Shift and drag: "
                "select.",
                "",
                number,
            )
        )

    def _regroup(self) -> None:
        """Keep the points, but assign them to the corrected tracks; project new faces."""
        before, projection = self.faces, self._projection
        self.faces = ClipFaces.of(self._session.analysis)
        self._chosen = np.zeros(0, np.int64)
        self.dialogs.close()
        if projection is not None:
            places = zip(before.embeddings, projection.points, strict=True)
            points = {embedding.tobytes(): point for embedding, point in places}
            if any(e.tobytes() not in points for e in self.faces.embeddings):
                self._clear()
                self._ask()
                return
            moved = np.array([points[e.tobytes()] for e in self.faces.embeddings], np.float32)
            self._projection = replace(projection, points=moved.reshape(-1, 2))
            self._paint()
        if self._asked is not None:
            # The pending projection has the faces in another order.
            self._ask()

    def _paint(self, _: object = None) -> None:
        if self._projection is None or self.reference is None:
            return
        by = ColourBy(self.colour_by.currentData())
        self.view.show_reference(
            self._projection.reference, labels_in_colour(self.reference.labels)
        )
        self.view.show_faces(self._projection.points, colours_of(self.faces, by))
        self.view.show_chosen(self._chosen)
        self._mark()
        self.legend.setText(legend(self.faces, by))

    def _mark(self, _: object = None) -> None:
        """Mark the faces of the current frame."""
        if self._projection is None:
            return
        seen = [t.number for t, _ in self._session.tracks_at(self._session.frame)]
        rows = [self.faces.nearest(number, self._session.frame) for number in seen]
        self.view.show_current(np.array([r for r in rows if r is not None], np.int64))

    # --- what the user does ---

    def fit(self) -> None:
        """Zoom to all points."""
        self.view.fit()

    def switch_lasso(self, on: bool) -> None:
        """Let dragging draw a lasso, or pan."""
        self.view.box.lasso = on

    def explain_current(self) -> None:
        """Show the faces nearest to the selected face."""
        row = self.faces.nearest(self._session.selected, self._session.frame)
        if row is not None:
            self.dialogs.show_alike(self.faces, row)

    def _select(self, rows: np.ndarray) -> None:
        self._chosen = rows
        self.view.show_chosen(rows)
        if len(rows):
            self.dialogs.show_chosen(self.faces, rows)

    def _menu(self, row: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("&Go to this frame"), lambda: self.clicked.emit(*self.faces.place(row)))
        menu.addAction(
            tr("&Find similar faces …"), lambda: self.dialogs.show_alike(self.faces, row)
        )
        menu.popup(at)

    def _point(self, row: int, known: int, at: QPoint) -> None:
        self._pointed = self.faces.place(row) if row >= 0 else None
        place = self.view.mapTo(self, at)
        if self._pointed is not None:
            words = "\n".join(self.faces.lines(row))
            self.card.show_at(place, words, self.thumbnails.get(*self._pointed), True)
        elif known >= 0 and self.reference is not None:
            forged = self.reference.labels[known]
            label = tr("reference, forged") if forged else tr("reference, pristine")
            words = f"{label}\n{self.reference.methods[known]}"
            self.card.show_at(place, words, None, False)
        else:
            self.card.hide()

    def _pictured(self, track: int, frame: int) -> None:
        if self._pointed == (track, frame):
            self.card.show_picture(self.thumbnails.get(track, frame))
