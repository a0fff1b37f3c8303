"""Qt model of the table of clips; sorts and filters ten thousand rows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from engine.analysis.phrases import kinds_sentence
from engine.analysis.verdict import Outcome
from engine.batch.table import SUSPICION
from forensics_gui.batch.rows import BatchRow, State, length_of, state_of, when_of
from forensics_gui.colours import alarm, of_outcome
from forensics_gui.language import WORDING, mark, signed, tr
from forensics_gui.widgets.labels import plain

NAME, STATE, VERDICT, LLR, FACES, LENGTH, WHEN = range(7)
_TITLES = (mark("Clip"), mark("State"), mark("Verdict"), mark("log10 LR"), mark("Faces"),
           mark("Length"), mark("When"))  # fmt: skip
_TIPS = {
    VERDICT: mark(
        "Sorted by suspicion: evidence of manipulation, inconclusive, evidence against "
        "manipulation, each by likelihood ratio; clips without a ratio last"
    ),
    LLR: mark("log10 of the likelihood ratio; above 0 supports manipulation"),
    FACES: mark("Number of face tracks with a verdict"),
    LENGTH: mark("Length of the clip in minutes and seconds"),
    WHEN: mark("Start of the last analysis, or time of failure"),
}
_NUMBERS = {LLR, FACES, LENGTH}
#: Running clips first; those without a ratio after those with one; failures last.
_BEHIND = {State.RUNNING: 0, State.DONE: 1, State.OPEN: 2, State.WAITING: 3, State.FAILED: 4}
_SIDES = {Outcome.FORGED: "▲", Outcome.PRISTINE: "▼", Outcome.INCONCLUSIVE: "●"}

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class BatchModel(QAbstractTableModel):
    """Sorted and filtered rows.

    Sorted by verdict, the most suspicious clip stays on top as others arrive.

    Attributes:
        icons: thumbnails by path.
        unsorted: number of visible rows outside their sorted place.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._rows: list[BatchRow] = []
        self._shown: list[BatchRow] = []
        self._wanted: Callable[[list[BatchRow]], list[BatchRow]] = list
        self.icons: dict[str, QIcon] = {}
        self.unsorted = 0
        self._column, self._order = VERDICT, Qt.SortOrder.DescendingOrder

    @property
    def rows(self) -> list[BatchRow]:
        """All rows, visible or not."""
        return self._rows

    def at(self, place: int) -> BatchRow:
        """Row at a position of the table."""
        return self._shown[place]

    def places(self) -> dict[str, int]:
        """Position of each visible clip, by path."""
        return {row.path: place for place, row in enumerate(self._shown)}

    def take(self, rows: list[BatchRow], in_place: bool = False) -> None:
        """Replace all rows.

        Args:
            in_place: leave known rows where they are, and append new ones.
        """
        self._rows = sorted(rows, key=lambda row: row.name)
        self._arrange(in_place)

    def change(self, row: BatchRow) -> None:
        """Update a row in place."""
        place = -1
        for rows in (self._rows, self._shown):
            place = next((n for n, one in enumerate(rows) if one.path == row.path), -1)
            if place >= 0:
                rows[place] = row
        if place >= 0:
            self.dataChanged.emit(self.index(place, 0), self.index(place, WHEN))

    def show_icon(self, path: str, icon: QIcon) -> None:
        """Set the thumbnail of a clip."""
        self.icons[path] = icon
        place = self.places().get(path)
        if place is not None:
            index = self.index(place, NAME)
            self.dataChanged.emit(index, index)

    def filter(self, wanted: Callable[[list[BatchRow]], list[BatchRow]]) -> None:
        """Show only the rows that `wanted` selects."""
        self._wanted = wanted
        self._arrange()

    def _arrange(self, in_place: bool = False) -> None:
        down = self._order is Qt.SortOrder.DescendingOrder
        # Sorting by one plain key after the other is faster than by pairs. The sort is stable:
        # equal rows keep the order of their names.
        shown = self._wanted(self._rows)
        for key in reversed(_KEYS[self._column]):
            shown = sorted(shown, key=key, reverse=down)
        if self._column in (VERDICT, LLR):
            shown.sort(key=_behind)
        before = [row.path for row in self._shown]
        self.unsorted = 0
        if in_place:
            places = {path: place for place, path in enumerate(before)}
            kept = sorted(shown, key=lambda row: places.get(row.path, len(places)))
            self.unsorted = sum(a is not b for a, b in zip(kept, shown, strict=True))
            shown = kept
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
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return self.icons.get(row.path)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(row.path if column == NAME else _words(row)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(_TITLES[column])}: {_text(row, column)}"
        if role == Qt.ItemDataRole.ForegroundRole and column in (STATE, VERDICT, LLR):
            if row.state is State.FAILED and column != LLR:
                return QColor(alarm())
            if row.said is not None and column != STATE:
                return QColor(of_outcome(row.said))
        return None


def _words(row: BatchRow) -> str:
    """Full text of a row: its verdict and that on each kind of forgery."""
    if row.verdict is None:
        return row.words
    return " ".join(filter(None, (row.words, kinds_sentence(row.verdict, WORDING))))


def _text(row: BatchRow, column: int) -> str:
    if column == NAME:
        return row.name
    if column == STATE:
        return state_of(row)
    if column == VERDICT:
        return row.words if row.said is None else f"{_SIDES[row.said]} {row.words}"
    if column == LLR:
        return "" if row.llr is None else signed(row.llr)
    if column == FACES:
        return str(row.faces) if row.state is State.DONE else ""
    return length_of(row.length) if column == LENGTH else when_of(row.when)


def _behind(row: BatchRow) -> int:
    """Rank by state; clips without a ratio come last in any order."""
    return 2 * _BEHIND[row.state] + (row.llr is None)


_Key = Callable[[BatchRow], Any]
#: Sort keys of each column.
_KEYS: dict[int, tuple[_Key, ...]] = {
    NAME: (lambda row: row.name.casefold(),),
    STATE: (lambda row: _BEHIND[row.state], lambda row: row.share or 0.0),
    VERDICT: (
        lambda row: 0 if row.said is None else SUSPICION[row.said],
        lambda row: row.llr or 0.0,
    ),
    LLR: (lambda row: row.llr or 0.0,),
    FACES: (lambda row: row.faces,),
    LENGTH: (lambda row: row.length,),
    WHEN: (lambda row: row.when,),
}
