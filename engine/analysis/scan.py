"""Scan a clip for faces, and collect for each the crops behind its verdict."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from engine.analysis.sampling import Appearance, Candidate, StretchSample, fitness, step_for
from engine.analysis.settings import AnalysisSettings
from engine.errors import DamagedFrameError, DecoderError
from engine.faces.align import Alignment, frame_crop
from engine.faces.finder import FinderSettings, ObservedFace, Step, track_faces
from engine.faces.quality import sharpness
from engine.faces.sparse_scan import track_faces_sparsely
from engine.faces.track import FaceTrack
from engine.faces.tracker import OpenTrack
from engine.progress import CancelToken
from engine.video.source import VideoSource


@dataclass
class TrackProgress:
    """A track with its candidate faces for scoring; `ended` when the track is complete."""

    track: OpenTrack
    sample: StretchSample
    ended: bool


class Scan:
    """One pass over a clip.

    Args:
        video: used by a decoding thread until the pass ends.
        settings: see `AnalysisSettings`.
        alignment: geometry of the crops.
        device: for the face networks.
        cancel: checked every 0.4 seconds of the clip.
        quarters: clockwise quarter turns applied to each picture before detection.

    Attributes:
        finder: the face finder.
        times: float64 (N,), seconds of each frame.
        total: frames to examine.
        done: frames examined so far.
        stopped: why the rest of the clip cannot be decoded, "" while it can.
        cuts: first frames of the shots so far, except the first; a quick pass detects none.
    """

    def __init__(
        self,
        video: VideoSource,
        settings: AnalysisSettings,
        alignment: Alignment,
        device: str,
        cancel: CancelToken,
        quarters: int = 0,
    ) -> None:
        self._video = video.turned(quarters) if quarters else video
        first = video.frame(0)
        self._size = first.width, first.height
        self._quarters = quarters
        self._settings = settings
        self._alignment = alignment
        self._cancel = cancel
        self.finder = FinderSettings(
            smallest_face=settings.smallest_face, every=settings.every, device=device
        )
        self.times = video.times
        self._part = settings.part_of(self.times)
        self._samples: dict[int, StretchSample] = {}
        self._steps: dict[int, int] = {}
        self.total = len(self._part)
        self.done = 0
        self.stopped = ""
        self.cuts: list[int] = []

    def run(self) -> Iterator[list[TrackProgress]]:
        """Yield, every few frames, the tracks that ended and those still growing."""
        steps = self._steps_of()
        growing: list[OpenTrack] = []
        try:
            for step in steps:
                for seen in step.seen:
                    self._collect(seen)
                if step.cut is not None:
                    self.cuts.append(step.cut)
                self.done, growing = max(0, step.done - self._part.start), step.open
                yield self._progress(step.ended, True) + self._progress(step.open, False)
        except (DecoderError, DamagedFrameError) as error:
            # Faces found before the error are kept and judged.
            self.stopped = error.what
            yield self._progress(growing, True)
        finally:
            steps.close()

    def _steps_of(self) -> Generator[Step, None, None]:
        wanted, whole = self._settings.frames_per_track, len(self._part) == len(self._video)
        if not self._settings.quick:
            return track_faces(self._video, self.finder, self._cancel, self._part)
        if whole:
            return track_faces_sparsely(self._video, wanted, self.finder, self._cancel)
        spread = replace(self.finder, every=-(-len(self._part) // wanted))
        return track_faces(self._video, spread, self._cancel, self._part)

    def in_clip_coordinates(self, track: FaceTrack) -> FaceTrack:
        """Convert a track of this pass to the coordinates of the clip's own pictures."""
        if not self._quarters:
            return track
        return track.rotated_back(self._quarters, *self._size)

    def _collect(self, seen: ObservedFace) -> None:
        settings = self._settings
        sample = self._samples.setdefault(
            seen.track.key, StretchSample(settings.frames_per_track, settings.stretch)
        )
        step = self._steps.setdefault(seen.track.key, step_for(seen.quality.size))
        collect(sample, seen, float(self.times[seen.sighting.frame]), self._alignment, step)

    def _progress(self, tracks: list[OpenTrack], ended: bool) -> list[TrackProgress]:
        result = []
        for track in tracks:
            sample = self._samples.pop(track.key) if ended else self._samples[track.key]
            if track.number:
                result.append(TrackProgress(track, sample, ended))
        return result


def collect(
    sample: StretchSample, seen: ObservedFace, time: float, alignment: Alignment, step: int
) -> None:
    """Add a face to a sample if it is wanted there.

    Args:
        time: of the frame, seconds.
        alignment: geometry of the crops.
        step: of the track; see `engine.analysis.sampling.step_for`.
    """
    sighting, quality = seen.sighting, seen.quality
    rank = fitness(quality, sighting.probability)
    if sample.wants(sighting.frame, time, rank):
        crop = frame_crop(seen.frame, sighting.landmarks, alignment, sighting.box)
        facts = replace(quality, sharpness=sharpness(crop))
        appearance = Appearance.of(seen.frame, sighting.box, step)
        sample.add(Candidate(sighting.frame, crop, facts, rank, appearance))
