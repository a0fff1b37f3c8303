"""Frames in playing order: forwards with read-ahead, and backwards in chunks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DamagedFrameError, EngineError
from engine.progress import CancelToken
from forensics_gui.player.decode_requests import (
    CODING_VIEWS,
    SCREEN_SIDE,
    Box,
    Pixels,
    ServedFrame,
    Wanted,
)
from forensics_gui.player.frame_coding import FrameCoding

if TYPE_CHECKING:
    from engine.video.frame import Frame
    from engine.video.source import VideoSource


class Forwards:
    """Serves frames in rising order and decodes the next one in advance.

    A frame is then on screen in time even if decoding takes as long as its display.

    Args:
        video: the clip.
        cancel: stops reading the coding of frames.
    """

    def __init__(self, video: VideoSource, cancel: CancelToken | None = None) -> None:
        self._video = video
        self._coding = FrameCoding(video, cancel or CancelToken())
        self._last: Wanted | None = None
        self._next: Wanted | None = None
        self._ahead: tuple[Wanted, ServedFrame] | None = None

    def serve(self, wanted: Wanted) -> ServedFrame:
        """Decode a frame and its requested view.

        Raises:
            EngineError: it cannot be decoded.
        """
        ahead, last = self._ahead, self._last
        self.stop()
        self._last = wanted
        if ahead is not None and ahead[0] == wanted:
            served = ahead[1]
        else:
            served = _decoded(self._video, self._coding, wanted)
        one_by_one = last is not None and wanted.frame == last.frame + 1
        if one_by_one and wanted.frame + 1 < len(self._video.index):
            self._next = replace(wanted, frame=wanted.frame + 1)
        return served

    def decode_ahead(self) -> bool:
        """Decode the next frame in advance; False if there is nothing to do."""
        following, self._next = self._next, None
        if following is None:
            return False
        # An error is reported when the frame is requested.
        with contextlib.suppress(EngineError):
            self._ahead = following, _decoded(self._video, self._coding, following)
        return True

    def close(self) -> None:
        """End the process that reads the coding of frames."""
        self._coding.close()

    def stop(self) -> None:
        """Drop the decoded frame, because the order changed."""
        self._last = self._next = self._ahead = None


def _decoded(video: VideoSource, coding: FrameCoding, wanted: Wanted) -> ServedFrame:
    previous = None
    if wanted.view in CODING_VIEWS:
        coding.ask(wanted.frame)
    if wanted.view == "motion" and wanted.frame:
        # Requested first, so that decoding continues from it. A damaged frame counts as none.
        with contextlib.suppress(DamagedFrameError):
            previous = video.frame(wanted.frame - 1)
    frame = video.frame(wanted.frame)
    part = None if wanted.part is None else frame.region(*wanted.part)
    at = (0, 0) if wanted.part is None else wanted.part[:2]
    picture = Pixels(frame.rgb(SCREEN_SIDE), part, at)
    if not wanted.view:
        return ServedFrame(wanted.frame, picture)
    if wanted.view in CODING_VIEWS:
        from engine.coding.views import coding_view

        coded = coding.frame(wanted.frame)
        # Drawn at the resolution that is shown, so that lines stay thin and playback smooth.
        layout = frame.picture.layout
        small = coding_view(wanted.view, picture.whole, layout, *coded)
        large = None if part is None else coding_view(wanted.view, frame.rgb(), layout, *coded)
        shown = Pixels(small, None if large is None else _cut(large, wanted.part), at)
        return ServedFrame(wanted.frame, picture, shown, coded)
    from engine.analysis.picture_filters import shrunk, view

    # Computed on all pixels: downscaled copies have lost what views show.
    before = None if previous is None else previous.rgb()
    whole = view(wanted.view, frame.rgb(), before, dict(wanted.values))
    shown = Pixels(shrunk(whole, SCREEN_SIDE), _cut(whole, wanted.part), at)
    return ServedFrame(wanted.frame, picture, shown)


def _cut(whole: np.ndarray, part: Box | None) -> np.ndarray | None:
    return None if part is None else whole[part[1] : part[3], part[0] : part[2]]


#: Byte budget of a chunk's pictures, and their maximum number. Two chunks are kept: the current
#: one and the one before.
_BUDGET, _MOST = 128 << 20, 160
#: Bytes per pixel of typical decoded frames, and of the screen copy.
_DECODED, _COPIED = 1.5, 3
#: Frames kept after they were shown, for uneven clocks.
_RIM = 4


class Backwards:
    """Plays backwards from a decoded chunk while decoding the one before.

    Decoding a frame requires all frames since a key frame. Done for each frame, playing backwards
    would take quadratic time; done for a chunk, it costs little more than playing forwards. Long
    chunks keep every second frame.

    Args:
        video: the clip; do not use it otherwise between `near` and `stop`.
        size: width and height of its upright picture.
    """

    def __init__(self, video: VideoSource, size: tuple[int, int]) -> None:
        self._video = video
        shrink = min(1.0, SCREEN_SIDE / max(size)) ** 2
        # The smaller representation is kept. Converting all frames to screen copies takes time as
        # well, and skipped frames never need one.
        self._copied = _COPIED * shrink < _DECODED / 2
        cost = _COPIED * shrink if self._copied else _DECODED
        self._room = max(8, min(int(_BUDGET / (cost * size[0] * size[1])), _MOST))
        #: Decoded frames by index; screen copies if these are smaller.
        self.kept: dict[int, Frame | np.ndarray] = {}
        self._bottom = 0
        self._shown = 0
        # The chunk being decoded. It is shown when complete, otherwise its first frames would
        # appear before its last ones.
        self._run: Iterator[Frame] | None = None
        self._ahead: dict[int, Frame | np.ndarray] = {}
        self._ahead_bottom = 0

    def near(self, frame: int) -> tuple[int, np.ndarray]:
        """The frame, or the nearest decoded one, with its screen picture.

        If decoding is too slow for the speed, the next lower frame is returned: pictures are then
        slower but complete.

        Raises:
            EngineError: see `VideoSource.frames`.
        """
        if not self.kept or not self._bottom - 3 * self._room <= frame <= max(self.kept) + 1:
            self.stop()
            self._begin(frame)
            self._shown = frame + 1
            self._finish()
        elif frame < self._bottom:
            if self._run is None:
                self._begin(self._bottom - 1)
            self._finish()
        below = [kept for kept in self.kept if kept < self._shown] or list(self.kept)
        if frame < self._bottom:
            found = max(below)
        else:
            found = min(self.kept, key=lambda kept: abs(kept - frame))
        self._shown = found
        for passed in [kept for kept in self.kept if kept > found + _RIM]:
            del self.kept[passed]
        picture = self.kept[found]
        return found, picture if isinstance(picture, np.ndarray) else picture.rgb(SCREEN_SIDE)

    def decode_ahead(self) -> bool:
        """Decode one more frame of the chunk before; False if there is nothing to do."""
        if self._run is None:
            if not self.kept or self._bottom == 0 or len(self.kept) > self._room:
                return False
            self._begin(self._bottom - 1)
        assert self._run is not None
        frame = next(self._run, None)
        if frame is None:
            self._run = None
            self.kept.update(self._ahead)
            self._bottom = self._ahead_bottom
            self._ahead = {}
        elif self._copied:
            self._ahead[frame.index] = frame.rgb(SCREEN_SIDE)
        else:
            frame.picture.detach()
            self._ahead[frame.index] = frame
        return True

    def stop(self) -> None:
        """Drop all frames; the clip may be used otherwise."""
        self.kept, self._ahead, self._run = {}, {}, None

    def _finish(self) -> None:
        while self._run is not None:
            self.decode_ahead()

    def _begin(self, last: int) -> None:
        """Start decoding the chunk that ends with a frame."""
        # Start at the key frame if it is near, because earlier frames would be decoded twice.
        to_key = last - self._key(last) + 1
        span = min(to_key, 2 * self._room) if to_key > 8 else min(last + 1, self._room)
        every = -(-span // self._room)
        first = last - (span - 1) // every * every
        self._ahead_bottom = first if first >= every else 0
        self._run = self._video.frames(first, every, (last - first) // every + 1)

    def _key(self, frame: int) -> int:
        """Latest frame up to this one at which decoding can start."""
        index = self._video.index
        serials = index.entries[index.entries <= index.serials.max()]
        keys = index.places(int(index.serials.max()) + 1)[serials]
        before = keys[(keys >= 0) & (keys <= frame)]
        return int(before.max()) if len(before) else 0
