"""The Selection panel: values of the selected face, the current frame and the clip."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.faces.track import FaceTrack
from forensics_gui.evidence.fact_view import Fact, FactView, captioned
from forensics_gui.language import WORDING, decimal, shortest, signed, tr, whole
from forensics_gui.player.positions import time_code
from forensics_gui.session import Session, title_of
from forensics_gui.timeline.tooltips import short_fault

#: Milliseconds to wait, so that playback and scrubbing do not lay out text for every frame.
_REST = 120


class Inspector(QWidget):
    """Follows the selection; all values can be selected or copied together."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._facts: list[Fact] = []
        self.view = FactView()
        self.view.setAccessibleName(tr("Selection"))
        self.view.setPlaceholderText(tr("Open a clip to see the values of what you select."))
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setObjectName("slim")
        self.copy_button.setToolTip(tr("Copy everything shown here"))
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.shown_text())
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._show)
        for signal in (session.frame_changed, session.track_selected, session.clip_opened,
                       session.track_scored, session.track_judged):  # fmt: skip
            signal.connect(lambda _: self._ask())
        for signal in (session.started, session.clip_judged, session.corrected):
            signal.connect(self._ask)
        self._show()

    def shown_text(self) -> str:
        """The values with their headings."""
        return "\n\n".join(
            "\n".join([section, *(fact.text for fact in group)])
            for section, group in groupby(self._facts, lambda fact: fact.section)
        )

    def _ask(self) -> None:
        if self.isVisible():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        self._facts = selection_facts(self._session)
        self.view.show_facts(self._facts)
        self.copy_button.setEnabled(bool(self._facts))


def selection_facts(session: Session) -> list[Fact]:
    """Values of the selected face on the current frame, of its track, the frame and the clip."""
    if not len(session.times):
        return []
    analysis, number = session.analysis, session.selected
    facts: list[Fact] = []
    if number in analysis.tracks:
        row = analysis.tracks[number].row_at(session.frame)
        facts += _face(session, analysis.tracks[number], row)
        facts += _track(analysis, number)
    return facts + _frame(session) + (_clip(analysis) if analysis.started is not None else [])


def _face(session: Session, track: FaceTrack, row: int | None) -> list[Fact]:
    section = tr("Face on this frame")
    if row is None:
        return [captioned(section, title_of(session.analysis, track.number), tr("not visible"))]
    analysis = session.analysis
    x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
    found = tr("interpolated")
    if track.detected[row]:
        found = tr("detected with {share} %").format(
            share=decimal(100 * float(track.probabilities[row]), 0)
        )
    rows = [
        (tr("Box"), f"{x0:.0f}, {y0:.0f} – {x1:.0f}, {y1:.0f}"),
        (tr("Size"), tr("{width} × {height} px").format(
            width=decimal(x1 - x0, 0), height=decimal(y1 - y0, 0))),
        (tr("Found"), found),
    ]  # fmt: skip
    scores = analysis.scores.get(track.number)
    places = [] if scores is None else np.flatnonzero(scores.frames == session.frame).tolist()
    if scores is not None and places:
        place = places[0]
        value = signed(float(analysis.suspicion(track.number)[place]))
        if not scores.usable[place]:
            value = f"{value} ({short_fault(analysis, track.number, place)})"
        rows.append((tr("log10 LR") if analysis.calibrated else tr("Score"), value))
    else:
        rows.append((tr("Score"), tr("not scored")))
    quality = track.quality
    if quality is not None:
        for name, column, digits in (
            (tr("Sharpness"), quality.sharpness, 2),
            (tr("Yaw (°)"), quality.yaw, 0),
            (tr("Pitch (°)"), quality.pitch, 0),
            (tr("Brightness"), quality.brightness, 2),
            (tr("Blockiness"), quality.blockiness, 2),
        ):
            if np.isfinite(column[row]):
                rows.append((name, decimal(float(column[row]), digits)))
    return [captioned(section, name, value) for name, value in rows]


def _track(analysis: Analysis, number: int) -> list[Fact]:
    section, track = title_of(analysis, number), analysis.tracks[number]
    verdict, scores = analysis.verdicts.get(number), analysis.scores.get(number)
    rows = [
        (tr("Frames"), f"{track.frames[0]} – {track.frames[-1]}"),
        (tr("Time"), f"{time_code(track.times[0])} – {time_code(track.times[-1])}"),
    ]
    if scores is not None:
        used = tr("{usable} of {scored} usable").format(
            usable=int(scores.usable.sum()), scored=len(scores.frames)
        )
        rows.append((tr("Scored faces"), used))
    if verdict is not None:
        rows.append((tr("Verdict"), phrases.headline(verdict, WORDING)))
        if verdict.llr is not None:
            rows.append((tr("log10 LR"), signed(verdict.llr)))
    if number in analysis.added:
        drawn = tr("by the analyst on frame {frame}").format(frame=analysis.added[number])
        rows.append((tr("Drawn"), drawn))
    if number in analysis.excluded:
        rows.append((tr("Excluded"), analysis.excluded[number]))
    return [captioned(section, name, value) for name, value in rows]


def _frame(session: Session) -> list[Fact]:
    section, frame, analysis = tr("Frame"), session.frame, session.analysis
    number = tr("{frame} of 0 to {last}").format(frame=frame, last=len(session.times) - 1)
    rows = [
        (tr("Number"), number),
        (tr("Time"), time_code(session.times[frame])),
        ("PTS", str(session.pts[frame])),
    ]
    if analysis.cuts is not None:
        shot = 1 + sum(cut <= frame for cut in analysis.cuts)
        rows.append((tr("Shot"), f"{shot} / {len(analysis.cuts) + 1}"))
    rows.append((tr("Faces"), str(len(session.tracks_at(frame)))))
    return [captioned(section, name, value) for name, value in rows]


def _clip(analysis: Analysis) -> list[Fact]:
    clip, section = analysis.clip, tr("Clip")
    rows = [
        (tr("File"), clip.path),
        ("SHA-256", clip.sha256),
        (tr("Size"), tr("{count} bytes").format(count=whole(clip.size))),
        (tr("Picture"), tr("{width} × {height} px").format(width=clip.width, height=clip.height)),
        (tr("Frames"), tr("{frames} at {rate} per second, {seconds} s").format(
            frames=clip.frames, rate=shortest(clip.fps), seconds=decimal(clip.duration, 2))),
        (tr("Codec"), f"{clip.codec} {clip.profile}"),
    ]  # fmt: skip
    return [captioned(section, name, value) for name, value in rows]
