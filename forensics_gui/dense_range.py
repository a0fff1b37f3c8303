"""Choose a range of the clip to score densely."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from engine.analysis.result import Analysis
from engine.analysis.settings import DENSE, AnalysisSettings
from engine.analysis.weighing import most_suspicious
from forensics_gui.analysis_settings import range_settings
from forensics_gui.language import tr, whole
from forensics_gui.player.positions import time_code
from forensics_gui.session import Session
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import Label

#: Proposed seconds if no range is marked.
_PROPOSED = 10.0


class DenseRange(QObject):
    """Proposes a range and lets the user change it.

    Args:
        marked: first and last frame of the range marked in the player, None without one.

    Signals:
        wanted(AnalysisSettings): settings for analysing the open clip.
    """

    wanted = Signal(object)

    def __init__(
        self, window: QWidget, session: Session, marked: Callable[[], tuple[int, int] | None]
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._marked = window, session, marked

    def ask(self) -> None:
        """Open the dialog; `wanted` follows if the user agrees."""
        dialog = DenseRangeDialog(self._window, self._session, self._proposed())
        dialog.accepted.connect(lambda: self.wanted.emit(dialog.settings))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _proposed(self) -> tuple[float, float]:
        """Start and end in seconds: the marked range, or the surroundings of the current frame.

        On the first frame, the surroundings of the most suspicious face.
        """
        session, times = self._session, self._session.times
        if (range_ := self._marked()) is not None:
            return float(times[range_[0]]), float(times[range_[1]])
        centre = float(times[session.frame])
        if not session.frame and (found := most_suspicious(session.analysis, 1)):
            centre = found[0][1].time
        last = float(times[-1])
        begin = max(0.0, min(centre - _PROPOSED / 2, last - _PROPOSED))
        return begin, min(begin + _PROPOSED, last)


class DenseRangeDialog(QDialog):
    """Start and end as time codes, with a live estimate or error.

    Args:
        session: with an open clip and its results so far.
        proposed: start and end in seconds.

    Attributes:
        settings: of the analysis, None while the entries are invalid.
    """

    def __init__(self, parent: QWidget, session: Session, proposed: tuple[float, float]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Score a range densely"))
        self._times, self._analysis = session.times, session.analysis
        self.settings: AnalysisSettings | None = None
        self.begin, self.end = (QLineEdit(time_code(seconds)) for seconds in proposed)
        self.message = Label()
        self.message.setWordWrap(True)
        self.message.setAccessibleName(tr("What will be scored"))
        self.buttons = ok_or_cancel(self)
        self.agree = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.agree.setText(tr("Score the range"))
        about = Label(
            tr(
                "Scores every tracked face in the range, at most {most} per track and {seconds} "
                "s. The analysis of the whole clip stays in the case."
            ).format(most=whole(DENSE), seconds=whole(AnalysisSettings.stretch))
        )
        about.setWordWrap(True)
        form = QFormLayout(self)
        form.addRow(about)
        form.addRow(tr("&From"), self.begin)
        form.addRow(tr("&To"), self.end)
        form.addRow(self.message)
        form.addRow(self.buttons)
        self.setMinimumWidth(460)
        for entry in (self.begin, self.end):
            entry.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        try:
            self.settings = self._chosen()
            self.message.setText(self._outlook(self.settings))
        except ValueError as problem:
            self.settings = None
            self.message.setText(str(problem))
        self.agree.setEnabled(self.settings is not None)

    def _chosen(self) -> AnalysisSettings:
        """Parse the entries; raises ValueError with a message for the user."""
        dense = AnalysisSettings(frames_per_track=DENSE)
        return range_settings(self.begin.text(), self.end.text(), self._times, dense)

    def _outlook(self, settings: AnalysisSettings) -> str:
        part = settings.part_of(self._times)
        frames = tr("%n frame(s).", "", len(part))
        faces, before = _faces_in(self._analysis, part, self._times, settings)
        if not faces:
            none = tr("No face found in this range so far.")
            return f"{frames} {none}"
        scored = tr("Up to %n face(s) will be scored; {before} were scored before.", "", faces)
        return f"{frames} {scored.format(before=whole(before))}"


def _faces_in(
    analysis: Analysis, part: range, times: np.ndarray, settings: AnalysisSettings
) -> tuple[int, int]:
    """Maximum number of faces to score in some frames, and number scored so far."""

    def inside(frames: np.ndarray) -> np.ndarray:
        return frames[(frames >= part.start) & (frames < part.stop)]

    found = [inside(track.frames) for track in analysis.tracks.values()]
    scored = [inside(scores.frames) for scores in analysis.scores.values()]
    return sum(settings.most_scored(times[f]) for f in found), sum(map(len, scored))
