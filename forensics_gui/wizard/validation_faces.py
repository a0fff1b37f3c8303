"""Validation faces by epoch: their positions, and the misclassified ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.verdict import Outcome
from forensics_gui.colours import of_outcome
from forensics_gui.language import signed, tr
from forensics_gui.player.canvas import to_image
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.labels import Label, heading, hint, plain
from forensics_gui.widgets.thumbnail import unchanged
from forensics_gui.wizard.amounts import label_words
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.retrain.snapshots import Mistake, Snapshot

# Side of a small face and of the selected one, in pixels.
_SMALL, _LARGE = 76, 190
_OF = (Outcome.PRISTINE, Outcome.FORGED)


class ValidationFaces(QWidget):
    """Follows the latest epoch until an earlier one is selected.

    Attributes:
        snapshots: ordered by epoch.
    """

    def __init__(self) -> None:
        super().__init__()
        self.snapshots: list[Snapshot] = []
        self._folder = ""
        self._asked = 0
        self._shown: Snapshot | None = None
        self.plot = pg.PlotWidget()
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setAspectLocked(True)
        self.plot.hideAxis("left")
        self.plot.hideAxis("bottom")
        set_role(self.plot, QAccessible.Role.Chart)
        self.plot.setAccessibleName(tr("Embedding of the validation faces"))
        self.dots = pg.ScatterPlotItem(size=8, pen=None)
        self.plot.addItem(self.dots)
        self.legend = Label()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.epoch = Label()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Epoch"))
        self.slider.setToolTip(tr("Browse earlier epochs (arrow keys)"))
        self.slider.valueChanged.connect(self._show)
        self.told = hint()
        self.faces = QListWidget()
        self.faces.setViewMode(QListView.ViewMode.IconMode)
        self.faces.setResizeMode(QListView.ResizeMode.Adjust)
        self.faces.setMovement(QListView.Movement.Static)
        self.faces.setIconSize(QSize(_SMALL, _SMALL))
        self.faces.setGridSize(QSize(_SMALL + 72, _SMALL + 44))
        self.faces.setAccessibleName(tr("Worst errors so far"))
        self.faces.setObjectName("framed")
        self.faces.currentRowChanged.connect(self._pick)
        self.large = Label()
        self.large.setFixedSize(_LARGE, _LARGE)
        self.large.setObjectName("framed")
        self.large.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Label()
        self.name.setWordWrap(True)
        self.name.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(heading(tr("Embedding")))
        left.addWidget(self.plot, 1)
        for widget in (self.legend, self.epoch, self.slider):
            left.addWidget(widget)
        right.addWidget(heading(tr("Worst errors so far")))
        right.addWidget(self.told)
        right.addWidget(self.faces, 1)
        picked = QHBoxLayout()
        picked.addWidget(self.large)
        picked.addWidget(self.name, 1)
        right.addLayout(picked)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(6, 6, 6, 6)
        columns.setSpacing(12)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self._restyle()

    def follow(self, folder: Path) -> None:
        """Show the snapshots of a folder; `refresh` reads it again."""
        if str(folder) != self._folder:
            self._folder = str(folder)
            self._take([])
        self.refresh()

    def forget(self) -> None:
        """Clear, because another training starts."""
        self._folder = ""
        self._asked += 1
        self._take([])

    def refresh(self) -> None:
        """Read new snapshots in the background."""
        if not self._folder:
            return
        self._asked += 1
        asked, folder = self._asked, Path(self._folder)

        def read() -> list[Snapshot]:
            from engine.training.retrain.snapshots import Album

            return Album(folder).snapshots()

        def take(found: list[Snapshot]) -> None:
            if asked == self._asked:
                self._take(found)

        # The album skips unreadable files; the training reports its own errors.
        tasks.run(self, read, take, lambda _: None)

    def _take(self, found: list[Snapshot]) -> None:
        newest = self.slider.value() == self.slider.maximum()
        self.snapshots = found
        last = max(0, len(found) - 1)
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        if newest:
            self.slider.setValue(last)
        self.slider.blockSignals(False)
        self.slider.setVisible(last > 0)
        self._show()

    def _show(self) -> None:
        shown = self.snapshots[self.slider.value()] if self.snapshots else None
        if shown == self._shown:
            self._tell_epoch()
            return
        self._shown = shown
        self._draw()
        self._tell_epoch()
        self.faces.clear()
        self._pick(-1)
        if shown is None:
            self.told.setText("")
            return
        self.told.setText(
            tr(
                "{wrong} of {faces} validation faces are misclassified. Look at them: a label "
                "may be wrong."
            ).format(wrong=shown.wrong, faces=shown.faces)
        )
        blank = QPixmap(_SMALL, _SMALL)
        blank.fill(Qt.GlobalColor.transparent)
        for mistake in shown.worst:
            said = tr("{label}, {score}").format(
                label=label_words(mistake.label), score=signed(mistake.score, 1)
            )
            item = QListWidgetItem(QIcon(blank), f"{said}\n{Path(mistake.clip).name}")
            item.setToolTip(plain(_words(mistake)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _words(mistake))
            self.faces.addItem(item)
        self._fetch(shown)

    def _fetch(self, shown: Snapshot) -> None:
        def pictures() -> Iterator[tuple[int, Any]]:
            for place, mistake in enumerate(shown.worst):
                if self._shown is not shown:
                    return
                pixels = shown.picture(mistake)
                if pixels is not None:
                    yield place, pixels

        def each(found: tuple[int, Any]) -> None:
            item = self.faces.item(found[0])
            if self._shown is shown and item is not None:
                pixmap = QPixmap.fromImage(to_image(found[1]))
                item.setIcon(unchanged(pixmap))
                if found[0] == self.faces.currentRow():
                    self._pick(found[0])

        tasks.stream(self, pictures, each, lambda _: None)

    def _pick(self, row: int) -> None:
        """Show a face in full size with its source."""
        picked = self._shown is not None and 0 <= row < len(self._shown.worst)
        self.large.setVisible(picked)
        self.name.setVisible(picked)
        if not picked or self._shown is None:
            return
        self.name.setText(_words(self._shown.worst[row]))
        self.large.setAccessibleName(self.name.text())
        self.large.setPixmap(self.faces.item(row).icon().pixmap(_LARGE, _LARGE))

    def _tell_epoch(self) -> None:
        from engine.training.retrain.snapshots import AT_ONCE

        shown = self._shown
        if shown is None:
            self.epoch.setText("")
        elif shown.epoch == AT_ONCE:
            self.epoch.setText(
                tr(
                    "Only the head is trained, in one pass. Each face is scored by a head "
                    "trained without it (cross-validation)."
                )
            )
        else:
            self.epoch.setText(
                tr("Epoch {number} of {count} so far").format(
                    number=shown.epoch, count=self.snapshots[-1].epoch
                )
            )
        self.epoch.setWordWrap(True)

    def _draw(self) -> None:
        shown = self._shown
        marks = zip(shown.points, shown.labels, shown.scores, strict=True) if shown else ()
        colours = [pg.mkBrush(of_outcome(outcome)) for outcome in _OF]
        self.dots.setData(
            [
                {"pos": at, "brush": colours[label], "symbol": "x" if wrong else "o",
                 "size": 11 if wrong else 7}
                for at, label, wrong in ((p, k, (s > 0) != (k == 1)) for p, k, s in marks)
            ]
        )  # fmt: skip
        self.plot.autoRange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "name"):
            self._restyle()

    def _restyle(self) -> None:
        self.plot.setBackground(self.palette().color(QPalette.ColorRole.Base))
        pristine, forged = (
            f'<span style="color: {of_outcome(outcome)}">●</span> {label_words(label)}'
            for label, outcome in enumerate(_OF)
        )
        wrong = tr("misclassified")
        self.legend.setText(f"{pristine} &nbsp; {forged} &nbsp; × {wrong}")
        self._draw()


def _words(mistake: Mistake) -> str:
    """Describe a misclassified face."""
    words = (
        tr("Forged, scored as pristine (score {score}; above 0 is forged).")
        if mistake.label
        else tr("Pristine, scored as forged (score {score}; above 0 is forged).")
    )
    return f"{words.format(score=signed(mistake.score, 2))}\n{mistake.file}"
