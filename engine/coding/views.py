"""Coloured views of how a frame is coded, laid over a grey copy of its picture."""

from __future__ import annotations

import cv2
import numpy as np

from engine.coding.view_colours import (
    BLOCK_TYPES,
    KIND_COLOURS,
    MOTION,
    VECTOR_COLOURS,
    quantiser_colours,
    quantiser_range,
    rgb,
)
from engine.container.coded_frame import QUARTER, BlockKind, CodedFrame, Split
from engine.container.coding_series import Exports
from engine.video.layout import Layout

_CELL = 8
#: Opacity of the colours over the picture.
_OPACITY = 0.6
_LINE_SIDE = 1280


def coding_view(
    view: str, picture: np.ndarray, layout: Layout, coded: CodedFrame, exports: Exports
) -> np.ndarray:
    """Draw one of the views of `engine.coding.view_colours`.

    Args:
        view: name of the view.
        picture: uint8 (H, W, 3) RGB, the upright picture at any resolution.
        layout: of the picture; blocks lie in its stored orientation.
        coded: coding of the frame.
        exports: what the codec tells.

    Returns:
        uint8 (H, W, 3) RGB.
    """
    height, width = picture.shape[:2]
    stored = (width, height) if layout.orientation.sideways else (height, width)
    scale = (stored[1] / layout.width, stored[0] / layout.height)
    grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if view == MOTION:
        lines = layout.orientation.upright(_vectors(coded, stored, scale))
        dark = np.asarray(cv2.convertScaleAbs(grey, alpha=1 - _OPACITY))
        return np.asarray(cv2.copyTo(lines, cv2.cvtColor(lines, cv2.COLOR_RGB2GRAY), dark))
    grid = -(-layout.height // _CELL), -(-layout.width // _CELL)
    if view == BLOCK_TYPES:
        colours = _enlarged(_kinds(coded, grid), stored, scale)
        darker = np.asarray(cv2.convertScaleAbs(colours, alpha=0.5))
        colours = np.asarray(cv2.copyTo(darker, _borders(coded, stored, scale), colours))
    else:
        colours = _enlarged(_quantisers(coded, grid, exports), stored, scale)
    over = layout.orientation.upright(colours)
    return np.asarray(cv2.addWeighted(over, _OPACITY, grey, 1 - _OPACITY, 0))


def _kinds(coded: CodedFrame, grid: tuple[int, int]) -> np.ndarray:
    palette = np.zeros((len(BlockKind), 3), np.uint8)
    for kind, colour in KIND_COLOURS.items():
        palette[kind] = rgb(colour)
    return palette[_cells(coded, coded.kinds, grid)]


def _quantisers(coded: CodedFrame, grid: tuple[int, int], exports: Exports) -> np.ndarray:
    low, high = quantiser_range(exports)
    if len(coded.blocks):
        values = _cells(coded, coded.quantisers, grid).astype(np.float64)
    elif np.isfinite(coded.quantiser):
        values = np.full(grid, coded.quantiser)
    else:
        return np.zeros((*grid, 3), np.uint8)
    colours = quantiser_colours(((values - low) / (high - low)).ravel())
    return colours.reshape(*grid, 3)


def _vectors(coded: CodedFrame, stored: tuple[int, int], scale: tuple[float, float]) -> np.ndarray:
    """Lines from each block's centre to its reference, on black."""
    canvas = np.zeros((*stored, 3), np.uint8)
    thickness = max(1, round(max(stored) / _LINE_SIDE))
    shift = QUARTER.bit_length() - 1
    for direction, colour in VECTOR_COLOURS.items():
        rows = coded.vectors[coded.vectors[:, 4] == direction].astype(np.float64)
        rows = rows[(rows[:, 2] != 0) | (rows[:, 3] != 0)]
        begins = rows[:, :2] * QUARTER
        lines = np.stack([begins, begins + rows[:, 2:4]], 1) * scale
        ends = list(lines.round().astype(np.int32))
        cv2.polylines(canvas, ends, False, rgb(colour), thickness, cv2.LINE_8, shift)
        places = (rows[:, :2] * scale).astype(np.int64)
        x, y = np.clip(places, 0, (stored[1] - 1, stored[0] - 1)).T
        canvas[y, x] = 255
    return canvas


def _cells(coded: CodedFrame, values: np.ndarray, grid: tuple[int, int]) -> np.ndarray:
    """One value of a block for each cell of 8 x 8 pixels."""
    rows, columns = grid
    cells = np.zeros((rows + 1, columns + 1), values.dtype)
    places = coded.blocks // _CELL
    if len(places) and (places[:, 2:] == 2).all():
        for down in (0, 1):
            for right in (0, 1):
                y = np.minimum(places[:, 1] + down, rows)
                x = np.minimum(places[:, 0] + right, columns)
                cells[y, x] = values
    else:
        for (x, y, width, height), value in zip(places.tolist(), values.tolist(), strict=True):
            cells[y : y + max(1, height), x : x + max(1, width)] = value
    return cells[:rows, :columns]


def _enlarged(cells: np.ndarray, stored: tuple[int, int], scale: tuple[float, float]) -> np.ndarray:
    """Cells in the size of the picture; those at its edges may be cut."""
    rows, columns = cells.shape[:2]
    size = round(columns * _CELL * scale[0]), round(rows * _CELL * scale[1])
    large = np.asarray(cv2.resize(cells, size, interpolation=cv2.INTER_NEAREST))
    return np.ascontiguousarray(large[: stored[0], : stored[1]])


def _borders(coded: CodedFrame, stored: tuple[int, int], scale: tuple[float, float]) -> np.ndarray:
    """uint8 (H, W): 1 on the edges of macroblocks and of their partitions."""
    borders = np.zeros(stored, np.uint8)
    step = 2 * _CELL
    columns = np.arange(0, stored[1] / scale[0], step) * scale[0]
    rows = np.arange(0, stored[0] / scale[1], step) * scale[1]
    borders[:, np.minimum(columns.astype(np.int64), stored[1] - 1)] = 1
    borders[np.minimum(rows.astype(np.int64), stored[0] - 1)] = 1
    # Along each partition, pixel by pixel, for all blocks at once.
    for splits, across in (
        ((Split.ROWS, Split.QUARTERS), False),
        ((Split.COLUMNS, Split.QUARTERS), True),
    ):
        corners = coded.blocks[np.isin(coded.splits, splits), :2].astype(np.float64)
        for along in range(step):
            offset = np.array((_CELL, along) if across else (along, _CELL))
            places = ((corners + offset) * scale).astype(np.int64)
            x, y = np.minimum(places, (stored[1] - 1, stored[0] - 1)).T
            borders[y, x] = 1
    return borders
