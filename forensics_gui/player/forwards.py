"""Frames as they are asked for, and the next one while the last is looked at."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DamagedFrameError, EngineError
from forensics_gui.player.served import SCREEN_SIDE, Box, Pixels, Served, Wanted

if TYPE_CHECKING:
    from engine.video.source import VideoSource


class Forwards:
    """Where frames are asked for one by one, the next is made before it is asked for.

    So a frame is on screen at once though decoding one takes as long as it is shown.
    """

    def __init__(self, video: VideoSource) -> None:
        self._video = video
        self._last: Wanted | None = None
        self._next: Wanted | None = None
        self._ahead: tuple[Wanted, Served] | None = None

    def serve(self, wanted: Wanted) -> Served:
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


def _decoded(video: VideoSource, wanted: Wanted) -> Served:
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
        return Served(wanted.frame, picture)
    from engine.analysis.picture_filters import shrunk, view

    # On all pixels, whatever is on screen: shrunk copies have lost what views show.
    whole = view(wanted.view, frame.rgb(), None if previous is None else previous.rgb())
    shown = Pixels(shrunk(whole, SCREEN_SIDE), _cut(whole, wanted.part), at)
    return Served(wanted.frame, picture, shown)


def _cut(whole: np.ndarray, part: Box | None) -> np.ndarray | None:
    return None if part is None else whole[part[1] : part[3], part[0] : part[2]]
