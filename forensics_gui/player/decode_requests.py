"""Requests to the decoding thread, and its replies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import Exports

#: Names in `engine.coding.views` of the views of a frame's coding.
CODING_VIEWS = ("block_types", "quantiser", "motion_vectors")
#: Maximum side of pictures for the screen; boxes stay in full-size pixels.
SCREEN_SIDE = 1280

#: A box x0, y0, x1, y1 in pixels of the upright picture.
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Wanted:
    """A requested frame.

    Attributes:
        frame: its index.
        part: also required at full resolution.
        view: name in `engine.analysis.picture_filters` of a view of the frame, or one of
            CODING_VIEWS; "" for none.
        backwards: playing backwards; any nearby frame will do.
        values: of the view's parameters, by name.
    """

    frame: int
    part: Box | None = None
    view: str = ""
    backwards: bool = False
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Pixels:
    """A picture for the screen.

    Attributes:
        whole: uint8 (H, W, 3) RGB, at most SCREEN_SIDE.
        part: uint8 (h, w, 3) RGB at full resolution, or None.
        at: x and y of the part's first pixel.
    """

    whole: np.ndarray
    part: np.ndarray | None = None
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class ServedFrame:
    """A reply.

    Attributes:
        frame: index of the frame.
        picture: the frame.
        view: the requested view, or None.
        coded: coding of the frame and what its codec tells, for CODING_VIEWS.
    """

    frame: int
    picture: Pixels
    view: Pixels | None = None
    coded: tuple[CodedFrame, Exports] | None = None
