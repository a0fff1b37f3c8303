"""Fast face scan on a few frames spread over a clip."""

from __future__ import annotations

import contextlib
from collections.abc import Generator

from engine.device import one_core
from engine.faces.appearance import appearance_of
from engine.faces.finder import FinderSettings, ObservedFace, Step
from engine.faces.mtcnn import MTCNN, least_face
from engine.faces.networks import Networks
from engine.faces.quality import measure
from engine.faces.tracker import FaceObservation, Tracker
from engine.prefetch import prefetch
from engine.progress import CancelToken
from engine.video.source import VideoSource

#: Number of frames searched in each orientation, and minimum fraction of them with a face.
_TURNED_FRAMES, _TURNED_SHARE = 12, 1 / 3


def turn_to_faces(
    video: VideoSource, settings: FinderSettings | None = None, cancel: CancelToken | None = None
) -> int:
    """Find the rotation after which most frames show a face.

    For clips without upright faces, such as recordings that lack the rotation tag.

    Args:
        video: source that nothing else may use meanwhile.
        settings: detection settings; `every` and `max_gap` are ignored.
        cancel: raises CancelledError at the next frame.

    Returns:
        Quarter turns clockwise, 1 to 3; 0 if no rotation shows enough faces.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    first = video.frame(0)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    mtcnn = MTCNN(Networks(settings.device), smallest)
    seen = {2: 0, 1: 0, 3: 0}
    looked = 0
    with one_core(), contextlib.closing(video.sparse_frames(_TURNED_FRAMES)) as frames:
        for frame in frames:
            cancel.check()
            looked += 1
            for quarters in seen:
                seen[quarters] += len(mtcnn.search(frame.turned(quarters))) > 0
    best = max(seen, key=lambda quarters: seen[quarters])
    return best if seen[best] >= max(1.0, looked * _TURNED_SHARE) else 0


def track_faces_sparsely(
    video: VideoSource,
    count: int,
    settings: FinderSettings | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Step, None, None]:
    """Find faces on about `count` frames that are cheap to decode.

    Faces that are close and look alike form one track, however long the gap; shot cuts are not
    detected. The same clip and settings give the same tracks.

    Args:
        video: source that nothing else may use until the generator ends or is closed.
        count: number of frames to search.
        settings: detection settings; `every` and `max_gap` are ignored.
        cancel: raises CancelledError at the next step; closing the generator stops it too.

    Yields:
        A step per frame; the last step ends all tracks.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    first = video.frame(0)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    mtcnn = MTCNN(Networks(settings.device), smallest)
    tracker = Tracker(max_gap=len(video), least=min(3, -(-min(count, len(video)) // 2)))
    frames = prefetch(video.sparse_frames(count), 2)
    try:
        for frame in frames:
            cancel.check()
            with one_core():
                found = mtcnn.search(frame)
            looks = [appearance_of(frame, box) for box in found.boxes]
            pairs = tracker.match(frame.index, found, looks)
            known = {row for _, row in pairs}
            pairs += [(tracker.begin(), row) for row in range(len(found)) if row not in known]
            seen = []
            for track, row in pairs:
                sighting = FaceObservation.of(frame.index, found, row)
                quality = measure(frame, sighting.box, sighting.landmarks)
                track.add(sighting, quality)
                track.searched()
                track.remember(looks[row])
                seen.append(ObservedFace(track, frame, sighting, quality))
            tracker.confirm()
            yield Step(frame.index + 1, seen, [], list(tracker.open))
        yield Step(len(video), [], tracker.end_all(), [])
    finally:
        frames.close()
