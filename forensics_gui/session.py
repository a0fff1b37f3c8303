"""The model of all views: the open clip, its analysis, the current frame and track."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engine.analysis.events import (
    AnalysisStarted,
    Beside,
    ClipJudged,
    Event,
    FacesFound,
    FramesScored,
    StageStarted,
    TrackJudged,
)
from engine.analysis.result import Analysis
from engine.faces.track import FaceTrack
from forensics_gui.language import tr


def title_of(analysis: Analysis, number: int) -> str:
    """Standalone title, such as "Track 2"."""
    name = analysis.names.get(number)
    words = tr("Track {number}, “{name}”") if name else tr("Track {number}")
    if number in analysis.added:
        words = tr("Track {number}, “{name}” (drawn)") if name else tr("Track {number} (drawn)")
    return words.format(number=number, name=name)


def named(analysis: Analysis, number: int) -> str:
    """Title within a sentence, such as "track 2"."""
    name = analysis.names.get(number)
    words = tr("track {number}, “{name}”") if name else tr("track {number}")
    return words.format(number=number, name=name)


#: Milliseconds for drawing a verdict.
_DRAWN = 100


class Session(QObject):
    """One open clip, its analysis so far, the current frame and the selected track.

    Signals:
        findings_added: findings beside the verdict, on the clip's coding, camera or faces.
        settled: the verdict is drawn; background work that competes for the GIL may start.

    Attributes:
        analysis: with the analyst's corrections, if any.
    """

    clip_opened = Signal(object)
    first_faces_found = Signal()
    started = Signal()
    stage = Signal(str, int, int)
    track_found = Signal(int)
    track_scored = Signal(int)
    track_judged = Signal(int)
    clip_judged = Signal()
    findings_added = Signal()
    settled = Signal()
    corrected = Signal()
    frame_changed = Signal(int)
    track_selected = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.analysis = Analysis()
        self.first_faces = np.zeros((0, 4), np.float32)
        self.times = np.zeros(0)
        self.pts = np.zeros(0, np.int64)
        self.restated = np.zeros(0, bool)
        self.frame = 0
        self.selected = 0
        self._rest = QTimer(self, singleShot=True, interval=_DRAWN)
        self._rest.timeout.connect(self.settled)

    def open(self, path: Path | None) -> None:
        """Reset, and start with another clip or none."""
        self._rest.stop()
        self.path = path
        self.analysis = Analysis()
        self.first_faces = np.zeros((0, 4), np.float32)
        self.times = np.zeros(0)
        self.pts = np.zeros(0, np.int64)
        self.restated = np.zeros(0, bool)
        self.frame = 0
        self.selected = 0
        self.clip_opened.emit(path)

    def close(self) -> None:
        """Reset to no clip."""
        self.open(None)

    def show_first_faces(self, boxes: np.ndarray) -> None:
        """Show faces on the first frame, float32 (N, 4), until there are tracks."""
        self.first_faces = boxes
        self.first_faces_found.emit()

    def add(self, event: Event) -> None:
        """Add an event of a live or stored analysis and notify the views."""
        self.analysis.add(event)
        match event:
            case AnalysisStarted():
                self.started.emit()
            case StageStarted(stage, done, total):
                self.stage.emit(stage, done, total)
            case FacesFound(track):
                self.track_found.emit(track.number)
                if not self.selected:
                    self.select(track.number)
            case FramesScored(scores):
                self.track_scored.emit(scores.track)
            case TrackJudged(number):
                self.track_judged.emit(number)
            case ClipJudged(verdict):
                self.clip_judged.emit()
                self._rest.start()
                if verdict.track:
                    self.select(verdict.track)
            case _ if isinstance(event, Beside):
                self.findings_added.emit()

    def show_corrected(self, analysis: Analysis) -> None:
        """Replace the analysis by its corrected version."""
        self.analysis = analysis
        if self.selected not in analysis.tracks:
            verdict = analysis.verdict
            self.select((verdict.track if verdict else None) or min(analysis.tracks, default=0))
        self.corrected.emit()

    def go_to(self, frame: int) -> None:
        """Set the current frame, clamped to the clip."""
        frame = max(0, min(frame, len(self.times) - 1)) if len(self.times) else 0
        if frame != self.frame:
            self.frame = frame
            self.frame_changed.emit(frame)

    def go_to_time(self, seconds: float) -> None:
        """Set the current frame to the one shown at a time."""
        if len(self.times):
            self.go_to(int(np.searchsorted(self.times, seconds + 1e-6, side="right")) - 1)

    def select(self, number: int) -> None:
        """Select a track; 0 for none."""
        if number != self.selected:
            self.selected = number
            self.track_selected.emit(number)

    def tracks_at(self, frame: int) -> list[tuple[FaceTrack, int]]:
        """Tracks visible in a frame, each with its row."""
        found = []
        for number in sorted(self.analysis.tracks):
            row = self.analysis.tracks[number].row_at(frame)
            if row is not None:
                found.append((self.analysis.tracks[number], row))
        return found

    def llr_of(self, number: int) -> float | None:
        """log10 LR of a track: from its verdict, or the mean of its frames so far; or None."""
        return self.analysis.track_suspicion(number) if self.analysis.calibrated else None

    @property
    def finished(self) -> bool:
        return self.analysis.verdict is not None
