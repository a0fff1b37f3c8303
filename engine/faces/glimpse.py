"""The faces of a clip at a glance: sought on a few frames spread over it."""

from __future__ import annotations

import contextlib
from collections.abc import Generator

from engine.device import one_core
from engine.faces.ahead import ahead
from engine.faces.appearance import look_of
from engine.faces.cascade import Cascade, least_face
from engine.faces.finder import FinderSettings, Seen, Step
from engine.faces.networks import Networks
from engine.faces.open_track import Sighting
from engine.faces.quality import measure
from engine.faces.tracker import Tracker
from engine.progress import CancelToken
from engine.video.source import VideoSource

#: Frames that are looked at in each orientation, and the share of them that must show a face.
_TURNED_FRAMES, _TURNED_SHARE = 12, 1 / 3


def turn_to_faces(
    video: VideoSource, settings: FinderSettings | None = None, cancel: CancelToken | None = None
) -> int:
    """Quarter turns clockwise, 1 to 3, after which most faces are found; 0 where none are.

    For clips in which no upright face is found: recordings that lack the tag that turns them.

    Args:
        video: not to be used by others meanwhile.
        settings: `every` and `max_gap` do not matter here.
        cancel: raises CancelledError at the next frame.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    first = video.frame(0)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    cascade = Cascade(Networks(settings.device), smallest)
    seen = {2: 0, 1: 0, 3: 0}
    looked = 0
    with one_core(), contextlib.closing(video.sparse_frames(_TURNED_FRAMES)) as frames:
        for frame in frames:
            cancel.check()
            looked += 1
            for quarters in seen:
                seen[quarters] += len(cascade.search(frame.turned(quarters))) > 0
    best = max(seen, key=lambda quarters: seen[quarters])
    return best if seen[best] >= max(1.0, looked * _TURNED_SHARE) else 0


def glimpse_faces(
    video: VideoSource,
    count: int,
    settings: FinderSettings | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Step, None, None]:
    """Find faces on about `count` frames, those that cost least to decode.

    Faces are one track where they are near each other and look alike, however long between;
    shot cuts are not seen. The same clip and settings give the same tracks.

    Args:
        video: not to be used by others until the generator ends or is closed.
        count: frames looked at.
        settings: `every` and `max_gap` do not matter here.
        cancel: raises CancelledError at the next step; closing the generator stops it too.

    Yields:
        A step a frame; the last one ends all tracks.
    """
    settings = settings or FinderSettings()
    cancel = cancel or CancelToken()
    first = video.frame(0)
    smallest = least_face(first.width, first.height, settings.smallest_face)
    cascade = Cascade(Networks(settings.device), smallest)
    tracker = Tracker(max_gap=len(video), least=min(3, -(-min(count, len(video)) // 2)))
    frames = ahead(video.sparse_frames(count), 2)
    try:
        for frame in frames:
            cancel.check()
            with one_core():
                found = cascade.search(frame)
            looks = [look_of(frame, box) for box in found.boxes]
            pairs = tracker.match(frame.index, found, looks)
            known = {row for _, row in pairs}
            pairs += [(tracker.begin(), row) for row in range(len(found)) if row not in known]
            seen = []
            for track, row in pairs:
                sighting = Sighting.of(frame.index, found, row)
                quality = measure(frame, sighting.box, sighting.landmarks)
                track.add(sighting, quality)
                track.searched()
                track.remember(looks[row])
                seen.append(Seen(track, frame, sighting, quality))
            tracker.confirm()
            yield Step(frame.index + 1, seen, [], list(tracker.open))
        yield Step(len(video), [], tracker.end_all(), [])
    finally:
        frames.close()
