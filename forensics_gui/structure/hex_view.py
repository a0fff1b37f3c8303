"""Bytes of a file as hexadecimal and text; reads what is shown, whatever the size of the file."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from forensics_gui.language import tr
from forensics_gui.workers import tasks

#: Bytes of a row, of a page that is read at once, and pages kept.
ROW = 16
PAGE = 4096
_KEPT = 64
#: Maximum number of bytes copied at once.
MAX_COPY = 1 << 20
#: Maximum value of the scroll bar, whose numbers have 32 bits.
_MOST_STEPS = 1 << 30
_WHEEL_ROWS = 3

#: Looks of bytes: colour of the text and of the background. The header of a box is also bold.
_CHOSEN, _HEAD, _INSIDE, _OUTSIDE = "chosen", "head", "inside", "outside"
_ROLE = QPalette.ColorRole
_LOOKS = {
    _CHOSEN: (_ROLE.HighlightedText, _ROLE.Highlight),
    _HEAD: (_ROLE.Text, _ROLE.Midlight),
    _INSIDE: (_ROLE.Text, None),
    _OUTSIDE: (_ROLE.PlaceholderText, None),
}


class FileBytes(QObject):
    """Pages of a file, read on a worker thread.

    Signals:
        arrived(): a page was read.
        failed(EngineError).

    Attributes:
        pages_read: number of pages read so far.
    """

    arrived = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject, path: Path) -> None:
        super().__init__(parent)
        self.path = path
        self.pages_read = 0
        self._pages: OrderedDict[int, bytes] = OrderedDict()
        self._asked: set[int] = set()

    def row(self, offset: int) -> bytes | None:
        """Up to ROW bytes at a multiple of ROW; None while they are read."""
        page, inside = divmod(offset, PAGE)
        if page not in self._pages:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        return self._pages[page][inside : inside + ROW]

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)

        def done(data: bytes) -> None:
            self._asked.discard(page)
            self.pages_read += 1
            self._pages[page] = data
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
            self.arrived.emit()

        path = self.path
        # A page that failed is not asked for again.
        tasks.run(self, lambda: read_range(path, page * PAGE, PAGE), done, self.failed.emit)


def read_range(path: Path, offset: int, count: int) -> bytes:
    """Bytes of a file; raises OSError."""
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(count)


class HexView(QAbstractScrollArea):
    """Offset, hexadecimal values and ASCII of each 16 bytes, with a cursor and a selection.

    Arrow keys, Page Up, Page Down, Home and End move the cursor; with Shift they select.

    Signals:
        moved(int): the cursor is at another offset.
        failed(EngineError): bytes could not be read.
    """

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Bytes of the file"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._source: FileBytes | None = None
        self._size = 0
        self._top = 0
        self._cursor = self._anchor = 0
        self._box = range(0)
        self._head = range(0)
        self._use_font()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def sizeHint(self) -> QSize:
        return QSize(self._left(ROW, text=True) + 30, 30 * self._line)

    def show_file(self, source: FileBytes, size: int) -> None:
        """Show a file of `size` bytes from its start."""
        self._source, self._size = source, size
        source.arrived.connect(self.viewport().update)
        source.failed.connect(self.failed)
        self._box = self._head = range(0)
        self._arrange()
        self.go_to(0)

    @property
    def cursor_offset(self) -> int:
        return self._cursor

    @property
    def selection(self) -> range:
        """Offsets of the selected bytes; one byte if nothing is selected."""
        first, last = sorted((self._anchor, self._cursor))
        return range(first, min(last + 1, self._size))

    @property
    def first_offset(self) -> int:
        """Offset of the first byte on screen."""
        return self._top * ROW

    def show_box(self, offset: int, header: int, size: int) -> None:
        """Emphasise a box, its header most, and go to it."""
        self._box = range(offset, offset + size)
        self._head = range(offset, offset + header)
        self.go_to(offset)

    def select(self, offset: int, count: int) -> None:
        """Select bytes and show the first."""
        self.go_to(offset)
        self._move(offset + max(count, 1) - 1, extend=True, show=offset)

    def go_to(self, offset: int) -> None:
        """Move the cursor to an offset, near the top of the view."""
        self._move(offset, extend=False, show=None)
        row = self._cursor // ROW
        if not self._top < row < self._top + self._rows_shown() - 1:
            self._set_top(row - 2)

    def copy(self) -> None:
        """Copy the selected bytes as hexadecimal, at most MAX_COPY of them."""
        chosen = self.selection[:MAX_COPY]
        if self._source is None or not chosen:
            return
        path = self._source.path

        def done(data: bytes) -> None:
            QGuiApplication.clipboard().setText(data.hex(" "))

        tasks.run(self, lambda: read_range(path, chosen.start, len(chosen)), done, self.failed.emit)

    # --- places ---

    def _use_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(1, self.font().pixelSize()))
        self._font = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._letter = round(QFontMetricsF(font).horizontalAdvance("0"))
        for one in (self._font, self._bold):
            # Columns align only if letters are whole pixels wide.
            exact = QFontMetricsF(one).horizontalAdvance("0")
            one.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, self._letter - exact)
        self.viewport().setFont(self._font)
        metrics = self.viewport().fontMetrics()
        self._line = metrics.height() + 2
        self._base = metrics.ascent() + 1

    def _digits(self) -> int:
        return max(8, len(f"{max(self._size - 1, 0):x}"))

    def _left(self, column: int, text: bool) -> int:
        """Left edge of a byte's digits or letter; a gap divides the row in two."""
        letters = self._digits() + 2
        if text:
            letters += 3 * ROW + 2 + column
        else:
            letters += 3 * column + (column >= ROW // 2)
        return 8 + letters * self._letter

    def _rows(self) -> int:
        return -(-self._size // ROW)

    def _rows_shown(self) -> int:
        return max(1, self.viewport().height() // self._line)

    def _arrange(self) -> None:
        bar = self.verticalScrollBar()
        most = max(0, self._rows() - self._rows_shown())
        bar.setRange(0, min(most, _MOST_STEPS))
        bar.setPageStep(self._rows_shown())
        self._set_top(self._top)

    def _step(self) -> float:
        """Rows of one step of the scroll bar."""
        most = max(0, self._rows() - self._rows_shown())
        return most / _MOST_STEPS if most > _MOST_STEPS else 1.0

    def _set_top(self, row: int) -> None:
        self._top = max(0, min(row, self._rows() - self._rows_shown()))
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setValue(round(self._top / self._step()))
        bar.blockSignals(False)
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        self._top = round(value * self._step())
        self.viewport().update()

    def _move(self, offset: int, extend: bool, show: int | None = -1) -> None:
        """Move the cursor, and the view to `show`: -1 for the cursor, None for nowhere."""
        self._cursor = max(0, min(offset, self._size - 1))
        if not extend:
            self._anchor = self._cursor
        if show is not None:
            row = (self._cursor if show < 0 else show) // ROW
            if row < self._top:
                self._set_top(row)
            elif row >= self._top + self._rows_shown():
                self._set_top(row - self._rows_shown() + 1)
        self.viewport().update()
        data = self._source.row(self._cursor // ROW * ROW) if self._source is not None else None
        value = "" if data is None else data[self._cursor % ROW :][:1].hex()
        self.setAccessibleDescription(f"0x{self._cursor:x}: {value}")
        self.moved.emit(self._cursor)

    def _offset_at(self, place: QPoint) -> int:
        row = self._top + place.y() // self._line
        text = place.x() >= self._left(0, text=True) - self._letter
        if text:
            column = (place.x() - self._left(0, text=True)) // self._letter
        else:
            steps = [self._left(c, text=False) - self._letter // 2 for c in range(ROW)]
            column = sum(place.x() >= step for step in steps) - 1
        return row * ROW + max(0, min(int(column), ROW - 1))

    # --- events ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self._font)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        chosen = self.selection
        for line in range(self.viewport().height() // self._line + 1):
            offset = (self._top + line) * ROW
            if self._source is None or offset >= self._size:
                return
            top = line * self._line
            painter.setPen(quiet)
            painter.drawText(8, top + self._base, f"{offset:0{self._digits()}x}")
            data = self._source.row(offset)
            columns = range(min(ROW, self._size - offset))
            for look, group in groupby(columns, partial(self._look, chosen, offset)):
                self._paint_run(painter, look, list(group), data, top)

    def _look(self, chosen: range, row: int, column: int) -> str:
        offset = row + column
        if offset in chosen:
            return _CHOSEN
        if offset in self._head:
            return _HEAD
        return _INSIDE if not self._box or offset in self._box else _OUTSIDE

    def _paint_run(
        self, painter: QPainter, look: str, columns: list[int], data: bytes | None, top: int
    ) -> None:
        """Paint neighbouring bytes of one look."""
        pen, back = _LOOKS[look]
        first, last = columns[0], columns[-1]
        known = [None if data is None or c >= len(data) else data[c] for c in columns]
        letters = "".join("·" if v is None or not 32 <= v < 127 else chr(v) for v in known)
        digits = ["··" if v is None else f"{v:02x}" for v in known]
        middle = ROW // 2 - first
        if 0 < middle < len(digits):
            digits[middle] = " " + digits[middle]
        painter.setPen(self.palette().color(pen))
        painter.setFont(self._bold if look == _HEAD else self._font)
        for text, left, right in (
            (" ".join(digits), self._left(first, text=False), self._left(last, text=False)),
            (letters, self._left(first, text=True), self._left(last, text=True)),
        ):
            if back is not None:
                width = right - left + (2 if text != letters else 1) * self._letter
                place = QRect(left, top, width, self._line)
                painter.fillRect(place, self.palette().color(back))
            painter.drawText(left, top + self._base, text)
        painter.setFont(self._font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Also sent while the base class is constructed.
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_font"):
            self._use_font()
            self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._set_top(self._top - round(event.angleDelta().y() / 120 * _WHEEL_ROWS))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._size:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(self._offset_at(event.position().toPoint()), extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._size:
            self._move(self._offset_at(event.position().toPoint()), extend=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        keys = Qt.Key
        page = self._rows_shown() * ROW
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        row = self._cursor // ROW * ROW
        places = {
            keys.Key_Left: self._cursor - 1,
            keys.Key_Right: self._cursor + 1,
            keys.Key_Up: self._cursor - ROW,
            keys.Key_Down: self._cursor + ROW,
            keys.Key_PageUp: self._cursor - page,
            keys.Key_PageDown: self._cursor + page,
            keys.Key_Home: 0 if control else row,
            keys.Key_End: self._size - 1 if control else row + ROW - 1,
        }
        place = places.get(keys(event.key()))
        if place is None or not self._size:
            super().keyPressEvent(event)
            return
        self._move(place, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
