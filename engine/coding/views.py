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
        picture: uint8 (H, W, 3) RGB, the upright picture at full resolution.
        layout: of the picture; blocks lie in its stored orientation.
        coded: coding of the frame.
        exports: what the codec tells.

    Returns:
        uint8 (H, W, 3) RGB.
    """
    grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    stored = (layout.height, layout.width)
    if view == MOTION:
        lines = _upright(_vectors(coded, stored), layout, picture)
        dark = np.asarray(cv2.convertScaleAbs(grey, alpha=1 - _OPACITY))
        return np.asarray(cv2.copyTo(lines, cv2.cvtColor(lines, cv2.COLOR_RGB2GRAY), dark))
    colours = _kinds(coded, stored) if view == BLOCK_TYPES else _quantisers(coded, stored, exports)
    over = _upright(colours, layout, picture)
    return np.asarray(cv2.addWeighted(over, _OPACITY, grey, 1 - _OPACITY, 0))


def _upright(stored: np.ndarray, layout: Layout, picture: np.ndarray) -> np.ndarray:
    """Turn a stored picture upright, with the picture's size."""
    turned = layout.orientation.upright(stored)
    height, width = picture.shape[:2]
    if turned.shape[:2] != (height, width):
        turned = np.asarray(cv2.resize(turned, (width, height), interpolation=cv2.INTER_NEAREST))
    return turned


def _kinds(coded: CodedFrame, stored: tuple[int, int]) -> np.ndarray:
    palette = np.zeros((len(BlockKind), 3), np.uint8)
    for kind, colour in KIND_COLOURS.items():
        palette[kind] = rgb(colour)
    cells = _cells(coded, coded.kinds, stored)
    colours = _enlarged(palette[cells], stored)
    darker = cv2.convertScaleAbs(colours, alpha=0.5)
    borders = _borders(_cells(coded, coded.splits, stored), stored)
    return np.asarray(cv2.copyTo(darker, borders, colours))


def _quantisers(coded: CodedFrame, stored: tuple[int, int], exports: Exports) -> np.ndarray:
    low, high = quantiser_range(exports)
    if len(coded.blocks):
        values = _cells(coded, coded.quantisers, stored).astype(np.float64)
    elif np.isfinite(coded.quantiser):
        values = np.full(_grid(stored), coded.quantiser)
    else:
        return np.zeros((*stored, 3), np.uint8)
    colours = quantiser_colours(((values - low) / (high - low)).ravel())
    return _enlarged(colours.reshape(*values.shape, 3), stored)


def _vectors(coded: CodedFrame, stored: tuple[int, int]) -> np.ndarray:
    """Lines from each block's centre to its reference, on black."""
    canvas = np.zeros((*stored, 3), np.uint8)
    thickness = max(1, round(max(stored) / _LINE_SIDE))
    shift = QUARTER.bit_length() - 1
    for direction, colour in VECTOR_COLOURS.items():
        rows = coded.vectors[coded.vectors[:, 4] == direction].astype(np.int32)
        rows = rows[(rows[:, 2] != 0) | (rows[:, 3] != 0)]
        begins = rows[:, :2] * QUARTER
        lines = np.stack([begins, begins + rows[:, 2:4]], 1)
        cv2.polylines(canvas, list(lines), False, rgb(colour), thickness, cv2.LINE_8, shift)
        y = np.clip(rows[:, 1], 0, stored[0] - 1)
        x = np.clip(rows[:, 0], 0, stored[1] - 1)
        canvas[y, x] = 255
    return canvas


def _grid(stored: tuple[int, int]) -> tuple[int, int]:
    return -(-stored[0] // _CELL), -(-stored[1] // _CELL)


def _cells(coded: CodedFrame, values: np.ndarray, stored: tuple[int, int]) -> np.ndarray:
    """One value of a block for each cell of 8 x 8 pixels."""
    rows, columns = _grid(stored)
    cells = np.zeros((rows + 1, columns + 1), values.dtype)
    places = coded.blocks // _CELL
    if len(places) and (places[:, 2:] == 2).all():
        for down in (0, 1):
            for right in (0, 1):
                y, x = (
                    np.minimum(places[:, 1] + down, rows),
                    np.minimum(places[:, 0] + right, columns),
                )
                cells[y, x] = values
    else:
        for (x, y, width, height), value in zip(places.tolist(), values.tolist(), strict=True):
            cells[y : y + max(1, height), x : x + max(1, width)] = value
    return cells[:rows, :columns]


def _enlarged(cells: np.ndarray, stored: tuple[int, int]) -> np.ndarray:
    height, width = cells.shape[:2]
    size = (width * _CELL, height * _CELL)
    large = np.asarray(cv2.resize(cells, size, interpolation=cv2.INTER_NEAREST))
    return np.ascontiguousarray(large[: stored[0], : stored[1]])


def _borders(splits: np.ndarray, stored: tuple[int, int]) -> np.ndarray:
    """uint8 (H, W): 1 in the first row and column of each macroblock and of its partitions."""
    height, width = stored
    borders = np.zeros((splits.shape[0] * _CELL, splits.shape[1] * _CELL), np.uint8)
    rows = np.isin(splits, (Split.ROWS, Split.QUARTERS))
    columns = np.isin(splits, (Split.COLUMNS, Split.QUARTERS))
    rows[0::2], columns[:, 0::2] = True, True
    borders[0::_CELL] = np.repeat(rows, _CELL, 1)
    borders[:, 0::_CELL] |= np.repeat(columns, _CELL, 0)
    return np.ascontiguousarray(borders[:height, :width])
