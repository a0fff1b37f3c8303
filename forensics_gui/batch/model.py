"""The table of clips as a Qt model that sorts and filters by itself: ten thousand rows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from engine.analysis import phrases
from engine.analysis.verdict import Outcome
from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.batch.words import length_of, state_of, verdict_of, when_of
from forensics_gui.colours import alarm, of_outcome
from forensics_gui.language import mark, signed, tr

NAME, STATE, VERDICT, LLR, FACES, LENGTH, WHEN = range(7)
_TITLES = (mark("Clip"), mark("State"), mark("Verdict"), mark("log10 LR"), mark("Faces"),
           mark("Length"), mark("When"))  # fmt: skip
_TIPS = {
    LLR: mark("log10 of the likelihood ratio; above 0 it speaks for manipulation"),
    FACES: mark("Tracks of faces that were judged"),
    LENGTH: mark("Of the clip, minutes and seconds"),
    WHEN: mark("The last analysis began, or the clip failed"),
}
_NUMBERS = {LLR, FACES, LENGTH}
#: What is at work comes first, what has no ratio follows those that have one, failures are last.
_BEHIND = {State.RUNNING: 0, State.DONE: 1, State.OPEN: 2, State.WAITING: 3, State.FAILED: 4}
_SIDES = {Outcome.FORGED: "▲", Outcome.PRISTINE: "▼", Outcome.INCONCLUSIVE: "●"}

_RANKS = {Outcome.PRISTINE: 0, Outcome.INCONCLUSIVE: 1, Outcome.FORGED: 2}

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class BatchModel(QAbstractTableModel):
    """Rows in the order and choice that the user wants.

    Sorted by the ratio, the most suspicious clip is at the top, and stays there as others come.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._rows: list[BatchRow] = []
        self._shown: list[BatchRow] = []
        self._wanted: Callable[[BatchRow], bool] = lambda _: True
        self._column, self._order = LLR, Qt.SortOrder.DescendingOrder

    @property
    def rows(self) -> list[BatchRow]:
        """All, whether they are shown or not."""
        return self._rows

    def at(self, place: int) -> BatchRow:
        """The row in a place of the table."""
        return self._shown[place]

    def place_of(self, path: str) -> int:
        """Where a clip is shown; -1 where it is not."""
        return next((n for n, row in enumerate(self._shown) if row.path == path), -1)

    def take(self, rows: list[BatchRow]) -> None:
        """Show these rows in place of those before."""
        self._rows = rows
        self._arrange()

    def change(self, row: BatchRow) -> None:
        """A clip went on, and stays where it is in the table."""
        for rows in (self._rows, self._shown):
            for place, one in enumerate(rows):
                if one.path == row.path:
                    rows[place] = row
                    break
        place = self.place_of(row.path)
        if place >= 0:
            self.dataChanged.emit(self.index(place, 0), self.index(place, WHEN))

    def filter(self, wanted: Callable[[BatchRow], bool]) -> None:
        """Show only those rows that are wanted."""
        self._wanted = wanted
        self._arrange()

    def _arrange(self) -> None:
        down = self._order is Qt.SortOrder.DescendingOrder
        shown = [row for row in self._rows if self._wanted(row)]
        shown.sort(key=lambda row: row.name)
        if self._column == LLR:
            sign = -1 if down else 1
            shown.sort(key=lambda row: _by_suspicion(row, sign))
        else:
            shown.sort(key=_KEYS[self._column], reverse=down)
        before = [row.path for row in self._shown]
        if before == [row.path for row in shown]:
            changed = [n for n, row in enumerate(shown) if row is not self._shown[n]]
            self._shown = shown
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], WHEN))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        if role == Qt.ItemDataRole.ToolTipRole and section in _TIPS:
            return tr(_TIPS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path if column == NAME else verdict_of(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(_TITLES[column])}: {_text(row, column)}"
        if role == Qt.ItemDataRole.ForegroundRole and column in (STATE, VERDICT, LLR):
            if row.state is State.FAILED and column != LLR:
                return QColor(alarm())
            if row.verdict is not None and column != STATE:
                return QColor(of_outcome(_said(row)))
        return None


def _text(row: BatchRow, column: int) -> str:
    if column == NAME:
        return row.name
    if column == STATE:
        return state_of(row)
    if column == VERDICT:
        mark_of = f"{_SIDES[_said(row)]} " if row.verdict is not None else ""
        return mark_of + verdict_of(row)
    if column == LLR:
        return "" if row.llr is None else signed(row.llr)
    if column == FACES:
        return str(row.faces) if row.state is State.DONE else ""
    return length_of(row.length) if column == LENGTH else when_of(row.when)


def _said(row: BatchRow) -> Outcome:
    """What the words say, whatever the figure."""
    if row.verdict is None or phrases.supported(row.verdict) is None:
        return Outcome.INCONCLUSIVE
    return row.verdict.outcome


def _by_suspicion(row: BatchRow, sign: int) -> tuple[int, int, float]:
    known = row.llr is not None
    return _BEHIND[row.state], not known, sign * (row.llr or 0.0)


_KEYS: dict[int, Callable[[BatchRow], Any]] = {
    NAME: lambda row: row.name.casefold(),
    STATE: lambda row: (_BEHIND[row.state], row.share or 0.0),
    VERDICT: lambda row: (_RANKS[row.verdict.outcome] if row.verdict else -1, row.llr or 0.0),
    FACES: lambda row: row.faces,
    LENGTH: lambda row: row.length,
    WHEN: lambda row: row.when,
}
