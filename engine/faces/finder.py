"""Every face of a clip on every frame, as a stream: `track_faces`."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from engine.device import one_core
from engine.faces.appearance import appearance_of
from engine.faces.boxes import ONE_FACE, overlaps
from engine.faces.cascade import Cascade, least_face
from engine.faces.follow import Bridge, bridge, onward, until_met
from engine.faces.mtcnn import Detections
from engine.faces.networks import Networks
from engine.faces.prefetch import prefetch
from engine.faces.quality import FaceQuality, measure
from engine.faces.shots import INTERVAL, Segment, segments
from engine.faces.tracker import FaceObservation, OpenTrack, Tracker
from engine.progress import CancelToken
from engine.video.frame import Frame
from engine.video.source import VideoSource

#: So many first sightings of a track are on every frame, even if the face lies still: a
#: short track must offer a verdict enough to choose from.
_EVERY = 60
#: A face that no search finds is followed over at most so many searches.
_UNSEARCHED = 5


@dataclass(frozen=True)
class FinderSettings:
    """How faces are sought.

    Attributes:
        smallest_face: pixels of the upright picture; 0 chooses by the picture's size, see
            `engine.faces.cascade.least_face`.
        every: 0 seeks faces every 0.4 seconds and follows them on every frame; N
            seeks them in every N-th frame and looks at no others.
        max_gap: a face is the same after so many seconds out of sight, and a new one later.
        device: a name of `engine.device.DEVICES`.
    """

    smallest_face: int = 0
    every: int = 0
    max_gap: float = 1.0
    device: str = "auto"


@dataclass(frozen=True)
class ObservedFace:
    """A face on a frame, and the track it belongs to."""

    track: OpenTrack
    frame: Frame
    sighting: FaceObservation
    quality: FaceQuality


@dataclass(frozen=True)
class Step:
    """What a few more frames have shown.

    Attributes:
        done: frames of the clip looked at so far, from the first.
        seen: new sightings, those of each track in order.
        ended: tracks that grow no more; those without a number were no faces.
        open: tracks that still grow.
        cut: the frame that a new shot begins with, None where none does.
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
    """Find and follow the faces of a clip.

    Frames are decoded, searched and followed on three threads with short queues between; the
    same clip and settings give the same tracks.

    Args:
        video: not to be used by others until the generator ends or is closed.
        settings: defaults follow every frame.
        cancel: raises CancelledError at the next step; closing the generator stops it too.
        part: frames to look at, one after the other; all if None.

    Yields:
        A step every 0.4 seconds of the clip; the last one ends all tracks.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    part = range(len(video)) if part is None else part
    every = max(1, settings.every)
    first = video.frame(0)
    networks = Networks(settings.device)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    cascade = Cascade(networks, smallest)
    sampled = -(-len(part) // every)
    gap = max(2 * settings.every, round(settings.max_gap * video.fps))
    follower = Follower(cascade, Tracker(gap, least=3 if sampled >= 6 else 1))
    frames = video.frames(part.start, every, sampled)
    runs = segments(frames, 0.0 if settings.every else INTERVAL)
    steps = prefetch(_searched(cascade, prefetch(runs, 1)), 1)
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
    """The faces on one frame by itself, before any is followed.

    Args:
        settings: `smallest_face` and `device` are heeded.
    """
    settings = settings or FinderSettings()
    smallest = least_face(frame.width, frame.height, settings.smallest_face)
    return Cascade(Networks(settings.device), smallest).search(frame)


def _searched(
    cascade: Cascade, runs: Generator[Segment, None, None]
) -> Generator[tuple[Segment, Detections], None, None]:
    with one_core():
        try:
            for segment in runs:
                yield segment, cascade.search(segment.frames[-1])
        finally:
            runs.close()


class Follower:
    """Joins searches and the frames between them into tracks.

    Args:
        cascade: looks at the frames between.
        tracker: pairs what searches find.
    """

    def __init__(self, cascade: Cascade, tracker: Tracker) -> None:
        self.tracker = tracker
        self._cascade = cascade
        self._searched = -1

    def step(self, segment: Segment, found: Detections) -> Step:
        """Take in a run of frames.

        Args:
            segment: the frames after those of the step before.
            found: the faces on the last of them.
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
        """Sightings of the tracks that the search found again, without gap or after one."""
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
        bridge(self._cascade, frames, self._searched, list(bridges.values()))
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
        """Follow the tracks that the search did not find; extends `pairs` and `paths`."""
        lost = [
            track
            for track in self.tracker.open
            if track not in paths
            and track.last_frame == self._searched
            and track.unsearched < _UNSEARCHED
        ]
        ways = onward(
            self._cascade,
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
        """Begin tracks for the faces left over, and see when they came into the picture."""
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
            self._cascade,
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
