"""Frames as they are asked for, and the next one while the last is looked at."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DamagedFrameError, EngineError
from forensics_gui.player.decode_requests import SCREEN_SIDE, Box, Pixels, ServedFrame, Wanted

if TYPE_CHECKING:
    from engine.video.source import VideoSource
from collections.abc import Iterator

if TYPE_CHECKING:
    from engine.video.frame import Frame
    from engine.video.source import VideoSource


class Forwards:
    """Where frames are asked for one by one, the next is made before it is asked for.

    So a frame is on screen at once though decoding one takes as long as it is shown.
    """

    def __init__(self, video: VideoSource) -> None:
        self._video = video
        self._last: Wanted | None = None
        self._next: Wanted | None = None
        self._ahead: tuple[Wanted, ServedFrame] | None = None

    def serve(self, wanted: Wanted) -> ServedFrame:
        """The frame, with what is asked for beside it.

        Raises:
            EngineError: it cannot be decoded.
        """
        ahead, last = self._ahead, self._last
        self.stop()
        self._last = wanted
        if ahead is not None and ahead[0] == wanted:
            served = ahead[1]
        else:
            served = _decoded(self._video, wanted)
        one_by_one = last is not None and wanted.frame == last.frame + 1
        if one_by_one and wanted.frame + 1 < len(self._video.index):
            self._next = replace(wanted, frame=wanted.frame + 1)
        return served

    def decode_ahead(self) -> bool:
        """Make the next frame; False where there is nothing to do."""
        following, self._next = self._next, None
        if following is None:
            return False
        # One that cannot be decoded is told of when it is asked for.
        with contextlib.suppress(EngineError):
            self._ahead = following, _decoded(self._video, following)
        return True

    def stop(self) -> None:
        """Forget what was made: frames are asked for in another order."""
        self._last = self._next = self._ahead = None


def _decoded(video: VideoSource, wanted: Wanted) -> ServedFrame:
    previous = None
    if wanted.view == "motion" and wanted.frame:
        # Asked for first: decoding goes on from it. A damaged one counts as none.
        with contextlib.suppress(DamagedFrameError):
            previous = video.frame(wanted.frame - 1)
    frame = video.frame(wanted.frame)
    part = None if wanted.part is None else frame.region(*wanted.part)
    at = (0, 0) if wanted.part is None else wanted.part[:2]
    picture = Pixels(frame.rgb(SCREEN_SIDE), part, at)
    if not wanted.view:
        return ServedFrame(wanted.frame, picture)
    from engine.analysis.views import shrunk, view

    # On all pixels, whatever is on screen: shrunk copies have lost what views show.
    whole = view(wanted.view, frame.rgb(), None if previous is None else previous.rgb())
    shown = Pixels(shrunk(whole, SCREEN_SIDE), _cut(whole, wanted.part), at)
    return ServedFrame(wanted.frame, picture, shown)


def _cut(whole: np.ndarray, part: Box | None) -> np.ndarray | None:
    return None if part is None else whole[part[1] : part[3], part[0] : part[2]]


#: Bytes of the pictures of one stretch, and how many there are at most. Two stretches are
#: kept: the one shown and the one before it.
_BUDGET, _MOST = 128 << 20, 160
#: Bytes of a pixel: of most clips as decoded, and of the copy for the screen.
_DECODED, _COPIED = 1.5, 3
#: Frames kept after they were shown, for clocks that are not quite even.
_RIM = 4


class Backwards:
    """Keeps the stretch that is shown, and decodes the one before it in the meantime.

    Decoding a frame means decoding all before it back to a key frame. Done for each frame
    anew, playing backwards would take the square of the time; done for a stretch, it takes
    hardly more than playing forwards. Of long stretches every second frame is left out.

    Args:
        video: the clip; nothing else may be asked of it between `near` and `stop`.
        size: width and height of its upright picture.
    """

    def __init__(self, video: VideoSource, size: tuple[int, int]) -> None:
        self._video = video
        shrink = min(1.0, SCREEN_SIDE / max(size)) ** 2
        # What is smaller is kept; turning all into copies for the screen takes time as well,
        # and those that are passed over are never needed.
        self._copied = _COPIED * shrink < _DECODED / 2
        cost = _COPIED * shrink if self._copied else _DECODED
        self._room = max(8, min(int(_BUDGET / (cost * size[0] * size[1])), _MOST))
        self._kept: dict[int, Frame | np.ndarray] = {}
        self._bottom = 0
        self._shown = 0
        # The stretch that is being decoded: not to be shown before it is complete, or frames
        # of its beginning would come before those of its end.
        self._run: Iterator[Frame] | None = None
        self._ahead: dict[int, Frame | np.ndarray] = {}
        self._ahead_bottom = 0

    def near(self, frame: int) -> tuple[int, np.ndarray]:
        """The frame, or the nearest of those kept, with its picture for the screen.

        Where decoding is too slow for the pace asked for, the next one down from the frame
        given last: pictures then come more slowly, but all the way.

        Raises:
            EngineError: see `VideoSource.frames`.
        """
        if not self._kept or not self._bottom - 3 * self._room <= frame <= max(self._kept) + 1:
            self.stop()
            self._begin(frame)
            self._shown = frame + 1
            self._finish()
        elif frame < self._bottom:
            if self._run is None:
                self._begin(self._bottom - 1)
            self._finish()
        below = [kept for kept in self._kept if kept < self._shown] or list(self._kept)
        if frame < self._bottom:
            found = max(below)
        else:
            found = min(self._kept, key=lambda kept: abs(kept - frame))
        self._shown = found
        for passed in [kept for kept in self._kept if kept > found + _RIM]:
            del self._kept[passed]
        picture = self._kept[found]
        return found, picture if isinstance(picture, np.ndarray) else picture.rgb(SCREEN_SIDE)

    def decode_ahead(self) -> bool:
        """Decode one more frame of the stretch before; False if there is nothing to do."""
        if self._run is None:
            if not self._kept or self._bottom == 0 or len(self._kept) > self._room:
                return False
            self._begin(self._bottom - 1)
        assert self._run is not None
        frame = next(self._run, None)
        if frame is None:
            self._run = None
            self._kept.update(self._ahead)
            self._bottom = self._ahead_bottom
            self._ahead = {}
        elif self._copied:
            self._ahead[frame.index] = frame.rgb(SCREEN_SIDE)
        else:
            frame.picture.detach()
            self._ahead[frame.index] = frame
        return True

    def stop(self) -> None:
        """Forget all; the clip may be asked for other frames."""
        self._kept, self._ahead, self._run = {}, {}, None

    def _finish(self) -> None:
        while self._run is not None:
            self.decode_ahead()

    def _begin(self, last: int) -> None:
        """Begin to decode the stretch that ends with a frame."""
        # From the key frame on, if that is not too far: what lies before it costs as much again.
        to_key = last - self._key(last) + 1
        span = min(to_key, 2 * self._room) if to_key > 8 else min(last + 1, self._room)
        every = -(-span // self._room)
        first = last - (span - 1) // every * every
        self._ahead_bottom = first if first >= every else 0
        self._run = self._video.frames(first, every, (last - first) // every + 1)

    def _key(self, frame: int) -> int:
        """The latest frame not after this one at which decoding can begin."""
        index = self._video.index
        serials = index.entries[index.entries <= index.serials.max()]
        keys = index.places(int(index.serials.max()) + 1)[serials]
        before = keys[(keys >= 0) & (keys <= frame)]
        return int(before.max()) if len(before) else 0
