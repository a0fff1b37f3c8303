"""Face detection and tracking on every frame of a clip: `track_faces`."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from engine.device import one_core
from engine.faces.appearance import appearance_of
from engine.faces.boxes import ONE_FACE, overlaps
from engine.faces.follow import Bridge, bridge, onward, until_met
from engine.faces.mtcnn import MTCNN, Detections, least_face
from engine.faces.networks import Networks
from engine.faces.quality import FaceQuality, measure
from engine.faces.shots import INTERVAL, Segment, segments
from engine.faces.tracker import FaceObservation, OpenTrack, Tracker
from engine.prefetch import prefetch
from engine.progress import CancelToken
from engine.video.frame import Frame
from engine.video.source import VideoSource

#: The first observations of a track cover every frame, even if the face does not move, so that
#: short tracks have enough frames for a verdict.
_EVERY = 60
#: Maximum number of consecutive searches without the face while it is followed.
_UNSEARCHED = 5


@dataclass(frozen=True)
class FinderSettings:
    """Settings of face detection and tracking.

    Attributes:
        smallest_face: smallest face in pixels of the upright picture; 0 chooses it from the
            picture's size; see `engine.faces.mtcnn.least_face`.
        every: 0 detects faces every 0.4 seconds and follows them on every frame; N detects
            faces on every N-th frame and skips the others.
        max_gap: seconds out of sight after which a face starts a new track.
        device: one of `engine.device.DEVICES`.
    """

    smallest_face: int = 0
    every: int = 0
    max_gap: float = 1.0
    device: str = "auto"


@dataclass(frozen=True)
class ObservedFace:
    """A face on a frame, and its track."""

    track: OpenTrack
    frame: Frame
    sighting: FaceObservation
    quality: FaceQuality


@dataclass(frozen=True)
class Step:
    """Result of processing a few more frames.

    Attributes:
        done: number of frames processed so far, from the first.
        seen: new observations, in order within each track.
        ended: tracks that are complete; those without a number were not faces.
        open: tracks that may still grow.
        cut: first frame of a new shot, None if there is none.
    """

    done: int
    seen: list[ObservedFace]
    ended: list[OpenTrack]
    open: list[OpenTrack]
    cut: int | None = None


def track_faces(
    video: VideoSource,
    settings: FinderSettings | None = None,
    cancel: CancelToken | None = None,
    part: range | None = None,
) -> Generator[Step, None, None]:
    """Detect and track the faces of a clip.

    Three threads decode, detect and follow, connected by short queues. The same clip and
    settings give the same tracks.

    Args:
        video: source that nothing else may use until the generator ends or is closed.
        settings: detection settings; the defaults follow every frame.
        cancel: raises CancelledError at the next step; closing the generator stops it too.
        part: indices of consecutive frames to process; all if None.

    Yields:
        A step every 0.4 seconds of the clip; the last step ends all tracks.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    part = range(len(video)) if part is None else part
    every = max(1, settings.every)
    first = video.frame(0)
    networks = Networks(settings.device)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    mtcnn = MTCNN(networks, smallest)
    sampled = -(-len(part) // every)
    gap = max(2 * settings.every, round(settings.max_gap * video.fps))
    follower = Follower(mtcnn, Tracker(gap, least=3 if sampled >= 6 else 1))
    frames = video.frames(part.start, every, sampled)
    runs = segments(frames, 0.0 if settings.every else INTERVAL)
    steps = prefetch(_searched(mtcnn, prefetch(runs, 1)), 1)
    done = 0
    try:
        for segment, found in steps:
            cancel.check()
            with one_core():
                step = follower.step(segment, found)
            done = step.done
            yield step
        yield Step(done, [], follower.tracker.end_all(), [])
    finally:
        steps.close()


def faces_on(frame: Frame, settings: FinderSettings | None = None) -> Detections:
    """Detect the faces on a single frame, without tracking.

    Args:
        settings: only `smallest_face` and `device` are used.
    """
    settings = settings or FinderSettings()
    smallest = least_face(frame.width, frame.height, settings.smallest_face)
    return MTCNN(Networks(settings.device), smallest).search(frame)


def _searched(
    mtcnn: MTCNN, runs: Generator[Segment, None, None]
) -> Generator[tuple[Segment, Detections], None, None]:
    with one_core():
        try:
            for segment in runs:
                yield segment, mtcnn.search(segment.frames[-1])
        finally:
            runs.close()


class Follower:
    """Join detections and the frames between them into tracks.

    Args:
        mtcnn: detects faces on the frames between.
        tracker: pairs detections with tracks.
    """

    def __init__(self, mtcnn: MTCNN, tracker: Tracker) -> None:
        self.tracker = tracker
        self._mtcnn = mtcnn
        self._searched = -1

    def step(self, segment: Segment, found: Detections) -> Step:
        """Process a run of frames.

        Args:
            segment: the frames after those of the previous step.
            found: faces detected on the last frame.
        """
        frames = segment.frames
        last = frames[-1]
        ended = self.tracker.end_all() if segment.cut else []
        ended += self.tracker.ended(frames[0].index)
        looks = [appearance_of(last, box) for box in found.boxes]
        pairs = self.tracker.match(last.index, found, looks)
        paths = self._known(frames, found, pairs)
        self._lost(frames, found, pairs, paths)
        self._new(frames, found, pairs, paths)
        for track, row in pairs:
            track.searched()
            track.remember(looks[row])
        seen = self._write(frames, paths)
        self.tracker.confirm()
        self._searched = last.index
        cut = frames[0].index if segment.cut else None
        return Step(last.index + 1, seen, ended, list(self.tracker.open), cut)

    def _known(
        self,
        frames: list[Frame],
        found: Detections,
        pairs: list[tuple[OpenTrack, int]],
    ) -> dict[OpenTrack, list[FaceObservation]]:
        """Observations of the tracks that the search found again, after a gap or without one."""
        paths: dict[OpenTrack, list[FaceObservation]] = {}
        bridges: dict[OpenTrack, Bridge] = {}
        back: list[tuple[OpenTrack, int]] = []
        for track, row in pairs:
            paths[track] = [FaceObservation.of(frames[-1].index, found, row)]
            if track.last_frame == self._searched:
                bridges[track] = Bridge(
                    -1, len(frames) - 1, track.last_box, found.boxes[row], len(track) < _EVERY
                )
            else:
                back.append((track, row))
        bridge(self._mtcnn, frames, self._searched, list(bridges.values()))
        for track, one in bridges.items():
            paths[track] += one.found
        self._backward(frames, found, back, paths)
        return paths

    def _lost(
        self,
        frames: list[Frame],
        found: Detections,
        pairs: list[tuple[OpenTrack, int]],
        paths: dict[OpenTrack, list[FaceObservation]],
    ) -> None:
        """Follow the tracks that the search missed; extends `pairs` and `paths`."""
        lost = [
            track
            for track in self.tracker.open
            if track not in paths
            and track.last_frame == self._searched
            and track.unsearched < _UNSEARCHED
        ]
        ways = onward(
            self._mtcnn,
            [frames] * len(lost),
            [track.last_box for track in lost],
            [track.motion() for track in lost],
        )
        taken = {row for _, row in pairs}
        for track, way in zip(lost, ways, strict=True):
            path = until_met(way, paths.values())
            track.unsearched += 1
            if path and path[-1].frame == frames[-1].index and len(found):
                shared = overlaps(path[-1].box[None], found.boxes)[0]
                row = int(shared.argmax())
                if shared[row] > ONE_FACE and row not in taken:
                    path[-1] = FaceObservation.of(frames[-1].index, found, row)
                    pairs.append((track, row))
                    taken.add(row)
            paths[track] = path

    def _new(
        self,
        frames: list[Frame],
        found: Detections,
        pairs: list[tuple[OpenTrack, int]],
        paths: dict[OpenTrack, list[FaceObservation]],
    ) -> None:
        """Start tracks for unmatched faces and trace them back to their first frames."""
        taken = {row for _, row in pairs}
        fresh = []
        for row in range(len(found)):
            here = FaceObservation.of(frames[-1].index, found, row)
            if row not in taken and until_met([here], paths.values()):
                track = self.tracker.begin()
                pairs.append((track, row))
                fresh.append((track, row))
                paths[track] = [here]
        self._backward(frames, found, fresh, paths)

    def _backward(
        self,
        frames: list[Frame],
        found: Detections,
        rows: list[tuple[OpenTrack, int]],
        paths: dict[OpenTrack, list[FaceObservation]],
    ) -> None:
        earlier = frames[-2::-1]
        ways = onward(
            self._mtcnn,
            [earlier] * len(rows),
            [found.boxes[row] for _, row in rows],
            [np.zeros(2)] * len(rows),
        )
        for (track, _), way in zip(rows, ways, strict=True):
            others = [path for other, path in paths.items() if other is not track]
            paths[track] += until_met(way, others)

    def _write(
        self, frames: list[Frame], paths: dict[OpenTrack, list[FaceObservation]]
    ) -> list[ObservedFace]:
        by_index = {frame.index: frame for frame in frames}
        seen = []
        for track, path in paths.items():
            for sighting in sorted(path, key=lambda s: s.frame):
                frame = by_index[sighting.frame]
                quality = measure(frame, sighting.box, sighting.landmarks)
                track.add(sighting, quality)
                seen.append(ObservedFace(track, frame, sighting, quality))
        return seen
