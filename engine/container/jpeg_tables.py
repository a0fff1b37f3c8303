"""Quantisation table of a JPEG picture's luma, from the headers of the picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

_TABLES, _SCAN = 0xDB, 0xDA
#: Start of a frame: all kinds, without the markers of this range that mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Row and column of each coefficient in the zigzag order of the file.
_ZIGZAG = sorted(
    ((row, column) for row in range(8) for column in range(8)),
    key=lambda place: (sum(place), place[0] if sum(place) % 2 else place[1]),
)


def luma_steps(picture: bytes) -> np.ndarray:
    """Steps of the first component's quantiser.

    Args:
        picture: a JPEG file, or a packet of Motion JPEG.

    Returns:
        int16 (64,), rows by vertical frequency; empty if the headers state no table.
    """
    tables: dict[int, np.ndarray] = {}
    for kind, content in _segments(picture):
        if kind == _TABLES:
            tables |= _read_tables(content)
        elif kind in _FRAMES and len(content) >= 9:
            # Precision, height, width, number of components; then id, sampling and table of each.
            return tables.get(content[8], np.zeros(0, np.int16))
    return np.zeros(0, np.int16)


def _segments(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment before the first scan."""
    at = 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        kind = picture[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        length = int.from_bytes(picture[at + 2 : at + 4], "big")
        if kind == _SCAN or length < 2:
            return
        yield kind, picture[at + 4 : at + 2 + length]
        at += 2 + length


def _read_tables(content: bytes) -> dict[int, np.ndarray]:
    found, at = {}, 0
    while at < len(content):
        width = 2 if content[at] >> 4 else 1
        raw = content[at + 1 : at + 1 + 64 * width]
        if len(raw) < 64 * width:
            break
        values = np.frombuffer(raw, ">u2" if width == 2 else np.uint8).astype(np.int32)
        steps = np.zeros((8, 8), np.int16)
        steps[tuple(np.transpose(_ZIGZAG))] = np.minimum(values, np.iinfo(np.int16).max)
        found[content[at] & 15] = steps.ravel()
        at += 1 + 64 * width
    return found
