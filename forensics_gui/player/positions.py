"""Positions in a clip as text: frame number, time code, seconds, PTS; and their entry."""

from __future__ import annotations

import re

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from forensics_gui.language import tr
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label

_NUMBER = re.compile(r"\d+")
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_SECONDS = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*s(?:ec(?:onds?)?)?")
_CODE = re.compile(r"(?:(\d+):)?(\d{1,2}):([0-5]?\d(?:\.\d*)?)")
_FRAMES = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d):(\d+)")
_PTS = re.compile(r"pts\s*(-?\d+)")

EXAMPLES = "1234   ·   0:12.480   ·   12.48 s   ·   pts 90000"
TIME_EXAMPLES = "0:12.480   ·   12.48"


def frame_of(text: str, times: np.ndarray, pts: np.ndarray) -> int:
    """Parse a position.

    Args:
        text: "1234" is a frame; "0:12.480" and "1:02:03.5" are time codes, "0:00:12:05" is the
            sixth frame of second 12, "12.48s" is seconds after the first frame; "pts 90000" is a
            time stamp of the container. Case and surrounding spaces are ignored.
        times: float64 (N,), seconds of each frame after the first, rising.
        pts: int64 (N,), time stamps, rising.

    Returns:
        0 to N - 1. A time between two frames gives the one on screen.

    Raises:
        ValueError: invalid or outside the clip; the message is for the user.
    """
    text = text.strip().lower().replace(",", ".")
    if _NUMBER.fullmatch(text):
        frame = int(text)
        if frame >= len(times):
            raise ValueError(tr("The clip has frames 0 to {last}.").format(last=len(times) - 1))
        return frame
    if found := _PTS.fullmatch(text):
        return _at(
            int(found[1]),
            pts,
            tr("The clip has PTS {first} to {last}.").format(first=pts[0], last=pts[-1]),
        )
    return _frame_at(text, times, EXAMPLES)


def frame_shown_at(text: str, times: np.ndarray) -> int:
    """Parse a time and return the frame on screen.

    Args:
        text: as for `frame_of`, but a plain number is seconds, and time stamps are not accepted.
        times: float64 (N,), seconds of each frame after the first, rising.

    Returns:
        0 to N - 1.

    Raises:
        ValueError: as `frame_of`.
    """
    text = text.strip().lower().replace(",", ".")
    return _frame_at(f"{text}s" if _PLAIN.fullmatch(text) else text, times, TIME_EXAMPLES)


def _frame_at(text: str, times: np.ndarray, examples: str) -> int:
    if found := _SECONDS.fullmatch(text):
        seconds = float(found[1])
    elif found := _FRAMES.fullmatch(text):
        hours, minutes, whole, frame = (int(part) for part in found.groups())
        start = hours * 3600 + minutes * 60 + whole
        first = int(np.searchsorted(times, start - 5e-4))
        if first + frame >= len(times) or times[first + frame] >= start + 1:
            raise ValueError(tr("Second {second} has no frame {frame}.").format(
                second=start, frame=frame))  # fmt: skip
        return first + frame
    elif found := _CODE.fullmatch(text):
        before, past, rest = found.groups()
        seconds = int(before or 0) * 3600 + int(past) * 60 + float(rest)
    else:
        raise ValueError(tr("Examples:   {examples}").format(examples=examples))
    # Tolerate half a millisecond, because times are shown with three digits.
    return _at(
        seconds + 5e-4,
        times,
        tr("The last frame is at {time}.").format(time=time_code(times[-1])),
    )


def _at(value: float, values: np.ndarray, otherwise: str) -> int:
    # Assume that the last frame lasts as long as the one before.
    last = values[-1] + (values[-1] - values[-2] if len(values) > 1 else 0)
    if not values[0] <= value <= last + 5e-4:
        raise ValueError(otherwise)
    return int(np.searchsorted(values, value, side="right")) - 1


def time_code(seconds: float) -> str:
    """Format as [h:]mm:ss.mmm."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60000)
    hours, minutes = divmod(minutes, 60)
    tail = f"{minutes:02d}" if hours else f"{minutes}"
    return f"{f'{hours}:' if hours else ''}{tail}:{rest // 1000:02d}.{rest % 1000:03d}"


class GoTo(QFrame):
    """Entry above its widget; Enter goes to the position, Esc closes it."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._session = session
        self._owner = owner
        self.entry = QLineEdit()
        self.entry.setAccessibleName(tr("Frame, time or PTS to go to"))
        self.entry.setPlaceholderText(tr("Frame, time or PTS"))
        self.entry.setMinimumWidth(300)
        self.entry.returnPressed.connect(self.go)
        self.hint = Label(EXAMPLES)
        self.entry.textEdited.connect(lambda _: self.hint.setText(EXAMPLES))
        self.hint.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.addWidget(self.entry)
        layout.addWidget(self.hint)

    def ask(self) -> None:
        """Open with the current frame selected."""
        self.entry.setText(str(self._session.frame))
        self.entry.selectAll()
        self.hint.setText(EXAMPLES)
        self.adjustSize()
        corner = self._owner.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(corner)
        self.show()
        self.entry.setFocus()

    def go(self) -> None:
        """Go to the entered position, or show the error."""
        try:
            frame = frame_of(self.entry.text(), self._session.times, self._session.pts)
        except ValueError as problem:
            self.hint.setText(str(problem))
            self.entry.selectAll()
            return
        self.hide()
        self._session.go_to(frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
