"""Names and colours of the views of a frame's coding, and which codec fills which view."""

from __future__ import annotations

import numpy as np

from engine.container.coded_frame import BlockKind
from engine.container.coding_series import Exports

BLOCK_TYPES, QUANTISER, MOTION = "block_types", "quantiser", "motion_vectors"
VIEWS = (BLOCK_TYPES, QUANTISER, MOTION)

#: Colour of each kind of block, after Okabe and Ito, which colour-blind readers can tell apart.
KIND_COLOURS = {
    BlockKind.INTRA: "#d55e00",
    BlockKind.INTRA_SPLIT: "#f0c040",
    BlockKind.FORWARD: "#009e73",
    BlockKind.BACKWARD: "#0072b2",
    BlockKind.BOTH: "#56b4e9",
    BlockKind.DIRECT: "#cc79a7",
    BlockKind.SKIPPED: "#3a3f47",
    BlockKind.UNKNOWN: "#000000",
}
#: Colours of vectors to earlier and to later frames.
VECTOR_COLOURS = {-1: "#f0c040", 1: "#56b4e9"}
#: Range of quantisers that the colours span, by codec; values beyond take the colour of the end.
_RANGES = {"H.264": (10, 45), "HEVC": (10, 45), "VP9": (10, 220), "AV1": (10, 220)}
_MPEG_RANGE = (2, 40)

#: The scale of quantisers, after Matplotlib's "inferno".
_SCALE = ("#000004", "#210c4a", "#57106e", "#8a226a", "#bc3754", "#e45a31", "#f98e09", "#f9cb35",
          "#fcffa4")  # fmt: skip


def shows(view: str, exports: Exports) -> bool:
    """Whether a codec tells what a view shows."""
    match view:
        case "block_types":
            return exports.types
        case "quantiser":
            return bool(exports.quantiser)
        case _:
            return exports.vectors


def quantiser_range(exports: Exports) -> tuple[int, int]:
    """Quantisers at the ends of the colour scale."""
    return _RANGES.get(exports.codec, _MPEG_RANGE)


def quantiser_colours(shares: np.ndarray) -> np.ndarray:
    """Colours of places on the scale of quantisers, from fine (dark) to coarse (bright).

    Args:
        shares: float (N,), 0 to 1.

    Returns:
        uint8 (N, 3) RGB.
    """
    stops = np.array([rgb(colour) for colour in _SCALE], np.float64)
    places = np.linspace(0, 1, len(stops))
    columns = [np.interp(shares, places, stops[:, i]) for i in range(3)]
    return np.stack(columns, 1).round().astype(np.uint8)


def rgb(colour: str) -> tuple[int, int, int]:
    """Channels of a colour "#rrggbb", 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
