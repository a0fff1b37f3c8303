"""The page with the table of clips, its filters, totals and buttons."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.verdict import Outcome
from forensics_gui.batch.model import NAME, VERDICT, BatchModel
from forensics_gui.batch.preview import ClipPreview
from forensics_gui.batch.rows import STATES, BatchRow, State, left_of
from forensics_gui.batch.thumbnails import RowThumbnails
from forensics_gui.language import tr, whole
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.thumbnail import SIZE
from forensics_gui.widgets.wrapping_row import WrappingRow, row_of
from forensics_gui.workers.engine_host import EngineHost


class Filters(QWidget):
    """Filters by state, verdict and text.

    Signals:
        changed(): the selection changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = QComboBox()
        self.state.addItem(tr("All states"), None)
        for state, words in STATES.items():
            self.state.addItem(tr(words), state)
        self.state.setAccessibleName(tr("Show clips in this state"))
        self.verdict = QComboBox()
        self.verdict.addItem(tr("All verdicts"), None)
        for outcome, words in (
            (Outcome.FORGED, tr("For manipulation")),
            (Outcome.PRISTINE, tr("Against manipulation")),
            (Outcome.INCONCLUSIVE, tr("Inconclusive")),
        ):
            self.verdict.addItem(words, outcome)
        self.verdict.setAccessibleName(tr("Show clips with this verdict"))
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Name, folder or text"))
        self.text.setAccessibleName(tr("Show clips that contain this text"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(220)
        row = WrappingRow()
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.text, self.state, self.verdict):
            widget.setToolTip(widget.accessibleName())
            row.addWidget(widget)
        self.setLayout(row)
        self.state.currentIndexChanged.connect(self.changed)
        self.verdict.currentIndexChanged.connect(self.changed)
        self.text.textChanged.connect(self.changed)

    def wanted(self, rows: list[BatchRow]) -> list[BatchRow]:
        """Select rows, keeping their order."""
        state: State | None = self.state.currentData()
        outcome: Outcome | None = self.verdict.currentData()
        text = self.text.text().casefold().strip()
        if state is not None:
            rows = [row for row in rows if row.state == state]
        if outcome is not None:
            rows = [row for row in rows if row.said == outcome]
        return [row for row in rows if text in row.folded] if text else rows

    def clear(self) -> None:
        """Reset all filters."""
        self.text.clear()
        self.state.setCurrentIndex(0)
        self.verdict.setCurrentIndex(0)


#: Column widths in pixels at the usual text size; the verdict takes the rest.
_WIDTHS = (250, 76, 0, 74, 66, 52, 134)


class ClipTable(QTableView):
    """Table in which Enter opens a clip like a double click.

    Signals:
        wanted(QModelIndex): show this clip.
    """

    wanted = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.doubleClicked.connect(self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class BatchPage(QWidget):
    """Shows rows; `BatchController` acts on them.

    Args:
        host: opens clips for the preview.

    Signals:
        wanted(BatchRow): show a clip.
    """

    wanted = Signal(object)

    def __init__(self, host: EngineHost) -> None:
        super().__init__()
        self.preview = ClipPreview(host)
        self.preview.wanted.connect(self.wanted)
        self.sort_button = QPushButton()
        self.sort_button.setObjectName("link")
        self.sort_button.clicked.connect(self._sort_in)
        self.sort_button.hide()
        self.filters = Filters()
        self.model = BatchModel(self)
        self.table = ClipTable()
        self.table.setAccessibleName(tr("All clips of the case, sorted by suspicion"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(max(SIZE.height() + 4, scaled(24)))
        self.table.setIconSize(SIZE)
        self.thumbnails = RowThumbnails(self.table, self.model, host)
        self.model.modelReset.connect(self.thumbnails.fetch_soon)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, scaled(width))
        header.setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.Stretch)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(VERDICT, Qt.SortOrder.DescendingOrder)
        self.totals = Label()
        self.totals.setWordWrap(True)
        self.totals.setAccessibleName(tr("Clips done, failed and waiting"))
        self.hint = hint(
            tr("No clips yet. Drop several clips or a folder, or choose File > Analyse a folder.")
        )
        self._buttons = WrappingRow()
        layout = QVBoxLayout(self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(900), scaled(340)])
        layout.addLayout(row_of(self.filters, self.sort_button))
        layout.addWidget(self.hint)
        layout.addWidget(split, 1)
        layout.addWidget(self.totals)
        layout.addLayout(self._buttons)
        self._kept: tuple[list[str], str, int] = ([], "", 0)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._give_back)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_preview())
        self.filters.changed.connect(lambda: self.model.filter(self.filters.wanted))
        self.table.wanted.connect(lambda index: self.wanted.emit(self.model.at(index.row())))

    def use_actions(self, actions: list[tuple[str, QAction]]) -> None:
        """Add buttons with their labels."""
        for words, action in actions:
            button = QToolButton()
            action.setIconText(words)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.addWidget(button)

    def chosen(self) -> list[BatchRow]:
        """The selected rows."""
        return [self.model.at(i.row()) for i in self.table.selectionModel().selectedRows()]

    def show_rows(self, rows: list[BatchRow], paused: bool, seconds_left: float | None) -> None:
        """Update the table, keeping selection and scroll position.

        While the pointer is over the table, rows keep their places; a button sorts them.

        Args:
            paused: whether the queue is paused.
            seconds_left: estimated remaining time; None if unknown.
        """
        self.model.take(rows, in_place=self.table.underMouse())
        self._tell_unsorted()
        self._show_preview()
        self.hint.setVisible(not rows)
        self.totals.setText(_totals(rows, paused, seconds_left))

    def _sort_in(self) -> None:
        self.model.take(self.model.rows)
        self._tell_unsorted()

    def _tell_unsorted(self) -> None:
        unsorted = self.model.unsorted
        self.sort_button.setText(tr("Sort in %n new result(s)", "", unsorted))
        self.sort_button.setVisible(bool(unsorted))

    def _show_preview(self) -> None:
        index = self.table.currentIndex()
        self.preview.show_row(self.model.at(index.row()) if index.isValid() else None)

    def _keep(self) -> None:
        current = self.table.currentIndex()
        self._kept = (
            [row.path for row in self.chosen()],
            self.model.at(current.row()).path if current.isValid() else "",
            self.table.verticalScrollBar().value(),
        )

    def _give_back(self) -> None:
        chosen, current, scrolled = self._kept
        selection, places = self.table.selectionModel(), self.model.places()
        flag = selection.SelectionFlag
        if current in places:
            selection.setCurrentIndex(self.model.index(places[current], NAME), flag.NoUpdate)
        # Contiguous ranges: thousands of single selections would take seconds.
        ranges = QItemSelection()
        for first, last in _runs([places[path] for path in chosen if path in places]):
            top, bottom = (self.model.index(place, NAME) for place in (first, last))
            ranges.append(QItemSelectionRange(top, bottom))
        selection.select(ranges, flag.Select | flag.Rows)
        self.table.verticalScrollBar().setValue(scrolled)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """First and last of each contiguous range."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _totals(rows: list[BatchRow], paused: bool, seconds_left: float | None) -> str:
    if not rows:
        return ""
    counts = Counter(row.state for row in rows)
    said = [tr("%n clip(s)", "", len(rows))]
    for state, words in (
        (State.DONE, tr("{count} done")),
        (State.FAILED, tr("{count} failed")),
        (State.OPEN, tr("{count} not finished")),
        (State.RUNNING, tr("{count} running")),
        (State.WAITING, tr("{count} waiting")),
    ):
        if counts[state]:
            said.append(words.format(count=whole(counts[state])))
    if counts[State.WAITING] or counts[State.RUNNING]:
        if paused:
            said.append(tr("paused"))
        elif seconds_left is not None:
            said.append(left_of(seconds_left))
    return " · ".join(said)
