"""Settings of one analysis: range, faces to search, faces to score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from engine.analysis.settings import DENSE, AnalysisSettings
from forensics_gui.language import tr
from forensics_gui.player.positions import frame_shown_at, time_code
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import Label, hint


def range_settings(
    begin: str, end: str, times: np.ndarray, settings: AnalysisSettings
) -> AnalysisSettings:
    """Settings confined to a range.

    Args:
        begin, end: times as entered; see `frame_shown_at`.
        times: float64 (N,), seconds of each frame, rising.
        settings: all others.

    Raises:
        ValueError: the range is invalid; the message is for the user.
    """
    first, last = (frame_shown_at(text, times) for text in (begin, end))
    if first > last:
        raise ValueError(tr("The end of the range is before its start."))
    start, stop = (round(float(times[frame]), 3) for frame in (first, last))
    to_the_end = last == len(times) - 1
    return replace(settings, begin=start, end=0.0 if to_the_end else stop)


class AnalysisSettingsDialog(QDialog):
    """Asks for the settings that an analyst changes.

    Args:
        times: float64 (N,), seconds of each frame of the clip.
        settings: shown first.

    Attributes:
        settings: as entered; None while the range is invalid.
    """

    def __init__(self, parent: QWidget, times: np.ndarray, settings: AnalysisSettings) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Analyse with settings"))
        self._times, self._first = times, settings
        self.settings: AnalysisSettings | None = settings
        self.begin = QLineEdit(time_code(settings.begin))
        self.end = QLineEdit(time_code(settings.end or float(times[-1])))
        self.smallest = _spin(0, 2000, settings.smallest_face, tr(" px"), tr("automatic"))
        self.counts = _spin(12, 2000, settings.min_face, tr(" px"))
        self.every = _spin(0, 1000, settings.every, "", tr("automatic"))
        self.scored = _spin(5, DENSE, settings.frames_per_track)
        self.message = Label()
        self.message.setWordWrap(True)
        buttons = ok_or_cancel(self)
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.agree.setText(tr("Analyse"))
        form = QFormLayout(self)
        form.addRow(tr("&From"), self.begin)
        form.addRow(tr("&To"), self.end)
        form.addRow(tr("&Smallest face to search for"), self.smallest)
        form.addRow(tr("Smallest face that &counts"), self.counts)
        form.addRow(tr("Search in every &n-th frame"), self.every)
        form.addRow(tr("Faces to score per track and 20 &seconds"), self.scored)
        form.addRow(
            hint(
                tr("Faces below 48 px are judged less reliably. Earlier analyses stay in the case.")
            )
        )
        form.addRow(self.message)
        form.addRow(buttons)
        self.setMinimumWidth(460)
        for entry in (self.begin, self.end):
            entry.textChanged.connect(self._read)
        for spin in (self.smallest, self.counts, self.every, self.scored):
            spin.valueChanged.connect(self._read)
        self._read()

    def _read(self, _: object = None) -> None:
        entered = replace(
            self._first,
            smallest_face=self.smallest.value(),
            min_face=self.counts.value(),
            every=self.every.value(),
            frames_per_track=self.scored.value(),
        )
        try:
            self.settings = range_settings(self.begin.text(), self.end.text(), self._times, entered)
            self.message.clear()
        except ValueError as problem:
            self.settings = None
            self.message.setText(str(problem))
        self.agree.setEnabled(self.settings is not None)


def _spin(low: int, high: int, value: int, suffix: str = "", zero: str = "") -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(low, high)
    spin.setSuffix(suffix)
    spin.setSpecialValueText(zero)
    spin.setValue(value)
    return spin
