"""Follow and score a face that the analyst drew on a frame."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.analysis.apply_corrections import corrected
from engine.analysis.correction import AppliedCorrection, CorrectBox, DrawFace
from engine.analysis.events import FaceDrawn, FrameScores
from engine.analysis.local_calibration import calibrated
from engine.analysis.pipeline import score_track
from engine.analysis.result import Analysis
from engine.analysis.sampling import StretchSample, step_for
from engine.analysis.scan import TrackProgress, collect
from engine.analysis.settings import AnalysisSettings
from engine.detector.detector import Detector
from engine.device import one_core
from engine.errors import CorrectionError
from engine.faces.boxes import ONE_FACE, overlaps
from engine.faces.finder import ObservedFace
from engine.faces.follow_drawn import DrawnFaceFollower
from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.faces.quality import measure
from engine.faces.track import FaceTrack
from engine.faces.tracker import FaceObservation, OpenTrack
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark

#: Smallest side of a drawn box in pixels.
SMALLEST = 12
#: Frames decoded together when a face is followed backwards.
_BACKWARDS = 16
#: Overlap from which a corrected box and the track's own are the same again, 0 to 1.
_AGREE = 0.7


@dataclass(frozen=True)
class DrawnFace:
    """What the analyst drew, and what was measured there.

    Attributes:
        frame: of the drawn box.
        box: x0, y0, x1, y1 in pixels of the upright picture.
        track, scores: of the face; their track number is 0.
    """

    frame: int
    box: tuple[float, float, float, float]
    track: FaceTrack
    scores: FrameScores

    def event(self, number: int) -> FaceDrawn:
        """The event to store, with its number within the analysis."""
        return FaceDrawn(number, self.track, self.scores)

    def correction(
        self, kind: type[DrawFace] | type[CorrectBox], track: int, drawing: int
    ) -> DrawFace | CorrectBox:
        """The correction that makes the face count."""
        first, last = int(self.track.frames[0]), int(self.track.frames[-1])
        return kind(track, drawing, self.frame, self.box, first, last)


def measure_drawn_face(
    video: VideoSource,
    detector: Detector,
    analysis: Analysis,
    frame: int,
    box: tuple[float, float, float, float],
    track: int = 0,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> DrawnFace:
    """Follow a drawn face in both directions until it is lost, and score it.

    It is followed within its shot and the examined part of the clip. A new face is followed until
    it coincides with the face of another track, a corrected box until it coincides with the
    track's own.

    Args:
        video: the clip of the analysis; must not be used elsewhere meanwhile.
        detector: the one that made the analysis.
        analysis: with all corrections so far.
        frame: index of the frame.
        box: x0, y0, x1, y1 in pixels of the upright picture.
        track: number of the track whose box is corrected; 0 for a face without a track.

    Raises:
        CorrectionError: the box is too small, the frame was not examined, or a track already has
            a face there.
    """
    cancel = cancel or CancelToken()
    started = analysis.started
    if started is None or analysis.turned:
        raise _unfit(
            mark("Faces cannot be drawn on a clip whose faces were found in turned pictures.")
        )
    if started.local is not None:
        detector = calibrated(detector, started.local)
    settings, times = analysis.settings, video.times
    drawn = np.array(box, np.float32)
    if min(drawn[2:] - drawn[:2]) < SMALLEST:
        raise _unfit(mark("The box is smaller than {smallest} pixels."), smallest=SMALLEST)
    others = {n: t for n, t in analysis.tracks.items() if not track or n == track}
    bounds = _shot(analysis, settings.part_of(times), frame)
    if not track and _met(frame, drawn, others, ONE_FACE):
        raise CorrectionError(
            mark("A track already has a face here."),
            mark("Correct its box instead. Nothing was changed."),
        )
    with one_core():
        sightings = _followed(
            video, detector, frame, drawn, bounds, others, _AGREE if track else ONE_FACE,
            progress, cancel,
        )  # fmt: skip
        open_track, sample = _measured(video, detector, settings, sightings, times, cancel)
        part = TrackProgress(open_track, sample, True)
        scores = score_track(part, detector, settings, times)
    return DrawnFace(frame, box, open_track.finished(times), scores)


def measure_again(
    video: VideoSource, detector: Detector, found: Analysis, made: Sequence[AppliedCorrection]
) -> None:
    """Measure the faces that corrections drew once more, and add them to an analysis.

    Args:
        found: without corrections; extended.
        made: oldest first.
    """
    for place, one in enumerate(made):
        act = one.correction
        if isinstance(act, DrawFace | CorrectBox):
            before = corrected(found, made[:place])
            track = act.track if isinstance(act, CorrectBox) else 0
            face = measure_drawn_face(video, detector, before, act.frame, act.box, track)
            found.add(face.event(act.drawing))


def _unfit(what: str, /, **values: object) -> CorrectionError:
    return CorrectionError(what, mark("Nothing was changed."), **values)


def _shot(analysis: Analysis, part: range, frame: int) -> range:
    """Examined frames of the shot that holds a frame."""
    if frame not in part:
        raise _unfit(mark("Frame {frame} was not examined."), frame=frame)
    cuts = analysis.cuts or ()
    first = max([part.start, *(cut for cut in cuts if cut <= frame)])
    return range(first, min([part.stop, *(cut for cut in cuts if cut > frame)]))


def _followed(
    video: VideoSource,
    detector: Detector,
    frame: int,
    box: np.ndarray,
    bounds: range,
    others: dict[int, FaceTrack],
    same: float,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> list[FaceObservation]:
    """Observations of the face in order of time."""
    mtcnn = MTCNN(Networks(detector.embedder.device), SMALLEST)
    follower = DrawnFaceFollower(mtcnn, video.frame(frame), box)
    sides: list[list[FaceObservation]] = []
    done = 1
    for frames in (_backwards(video, bounds.start, frame), _forwards(video, frame, bounds.stop)):
        follower.restart()
        side: list[FaceObservation] = []
        for one in frames:
            cancel.check()
            found = follower.find(one)
            if follower.lost or (found is not None and _met(found.frame, found.box, others, same)):
                break
            if found is not None:
                side.append(found)
            done += 1
            progress(Progress(mark("Following the face"), done, len(bounds)))
        frames.close()
        sides.append(side)
    before, after = sides
    return [*before[::-1], follower.drawn, *after]


def _met(frame: int, box: np.ndarray, others: dict[int, FaceTrack], same: float) -> bool:
    """Whether a track has the face already."""
    for track in others.values():
        row = track.row_at(frame)
        if row is not None and overlaps(box[None], track.boxes[row][None])[0, 0] > same:
            return True
    return False


def _forwards(video: VideoSource, frame: int, stop: int) -> Generator[Frame, None, None]:
    return video.frames(frame + 1, 1, stop - frame - 1)


def _backwards(video: VideoSource, start: int, frame: int) -> Generator[Frame, None, None]:
    while frame > start:
        first = max(start, frame - _BACKWARDS)
        yield from list(video.frames(first, 1, frame - first))[::-1]
        frame = first


def _measured(
    video: VideoSource,
    detector: Detector,
    settings: AnalysisSettings,
    sightings: list[FaceObservation],
    times: np.ndarray,
    cancel: CancelToken,
) -> tuple[OpenTrack, StretchSample]:
    """Measure the quality of each observation, and collect the faces to score."""
    stretch = settings.stretch if detector.window == 1 else 0.0
    track, sample = OpenTrack(0), StretchSample(settings.frames_per_track, stretch)
    by_frame = {one.frame: one for one in sightings}
    first, step = sightings[0].frame, 0
    for frame in video.frames(first, 1, sightings[-1].frame - first + 1):
        cancel.check()
        one = by_frame.get(frame.index)
        if one is not None:
            quality = measure(frame, one.box, one.landmarks)
            step = step or step_for(quality.size)
            track.add(one, quality)
            seen = ObservedFace(track, frame, one, quality)
            collect(sample, seen, float(times[frame.index]), detector.alignment, step)
    return track, sample
