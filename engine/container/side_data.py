"""Blocks and motion vectors that FFmpeg's decoders export beside a frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from av.sidedata.sidedata import SideDataContainer

from engine.container.coded_frame import QUARTER, BlockKind, CodedFrame, Split

#: Options of a decoder that exports how frames are coded. Block types are not part of FFmpeg's
#: side data; its decoders of H.264 and MPEG only print them, one line for each row of macroblocks.
EXPORT_OPTIONS = {"export_side_data": "mvs+venc_params", "debug": "mb_type"}

_MACROBLOCK = 16
#: Characters of a macroblock's line: type, partition, interlacing (FFmpeg, mpegutils.c).
_CHARACTERS = 3
_KINDS = {
    "P": BlockKind.INTRA, "I": BlockKind.INTRA, "i": BlockKind.INTRA_SPLIT,
    "A": BlockKind.INTRA_SPLIT, ">": BlockKind.FORWARD, "<": BlockKind.BACKWARD,
    "X": BlockKind.BOTH, "D": BlockKind.DIRECT, "G": BlockKind.DIRECT, "d": BlockKind.SKIPPED,
    "g": BlockKind.SKIPPED, "S": BlockKind.SKIPPED,
}  # fmt: skip
_SPLITS = {"-": Split.ROWS, "|": Split.COLUMNS, "+": Split.QUARTERS}
_ROW = re.compile(r"\s*(\d+) (.*)\n?\Z", re.DOTALL)
_BEGIN = "New frame, type: "


def _lookup(names: dict[str, Any]) -> np.ndarray:
    table = np.zeros(256, np.uint8)
    for name, value in names.items():
        table[ord(name)] = value
    return table


_KIND_OF, _SPLIT_OF = _lookup(_KINDS), _lookup(_SPLITS)


def read_coded_frame(
    frame: Any, index: int, size: int, types: np.ndarray | None, codec: str
) -> CodedFrame:
    """Read what a decoder with EXPORT_OPTIONS exported for a frame.

    Args:
        frame: PyAV frame.
        index: frame index.
        size: bytes of its packet.
        types: output of `read_block_types`, if there is any.
        codec: FFmpeg's name of the decoder.
    """
    blocks, quantisers = np.zeros((0, 4), np.int16), np.zeros(0, np.int16)
    vectors, base = np.zeros((0, 5), np.int16), float("nan")
    # `frame.side_data` refers back to the frame and would keep it alive.
    for side in SideDataContainer(frame):  # type: ignore[call-arg]
        if side.type.name == "VIDEO_ENC_PARAMS":
            base, blocks, quantisers = _encoding_parameters(bytes(side), side)
        elif side.type.name == "MOTION_VECTORS":
            vectors = _motion_vectors(side)
    kinds, splits = np.zeros(len(blocks), np.uint8), np.zeros(len(blocks), np.uint8)
    if types is not None and len(blocks):
        rows, columns = blocks[:, 1] // _MACROBLOCK, blocks[:, 0] // _MACROBLOCK
        inside = (rows < types.shape[0]) & (columns < types.shape[1])
        found = types[rows[inside], columns[inside]]
        kinds[inside], splits[inside] = _KIND_OF[found[:, 0]], _SPLIT_OF[found[:, 1]]
        if codec != "h264":
            kinds[kinds == BlockKind.INTRA_SPLIT] = BlockKind.INTRA
    mean = float(quantisers.mean()) if len(quantisers) else base
    return CodedFrame(index, kind_of(frame), size, mean, blocks, quantisers, kinds, splits, vectors)


def kind_of(frame: Any) -> str:
    """Type of a PyAV frame: "I", "P" or "B", "?" if unknown."""
    return {1: "I", 2: "P", 3: "B"}.get(int(frame.pict_type), "?")


def _encoding_parameters(data: bytes, side: Any) -> tuple[float, np.ndarray, np.ndarray]:
    """Base quantiser, blocks and their quantisers from an AVVideoEncParams structure."""
    base, count = int(side.qp), int(side.nb_blocks)
    offset, step = int(side.blocks_offset), int(side.block_size)
    if count <= 0 or step < 20 or offset + count * step > len(data):
        return float(base), np.zeros((0, 4), np.int16), np.zeros(0, np.int16)
    raw = np.frombuffer(data, np.uint8, count * step, offset).reshape(count, step)
    # AVVideoBlockParams: five int32, x, y, width, height and difference to the base quantiser.
    values = np.ascontiguousarray(raw[:, :20]).view(np.int32)
    quantisers = np.clip(base + values[:, 4], -(1 << 15), (1 << 15) - 1).astype(np.int16)
    return float(base), np.clip(values[:, :4], 0, (1 << 15) - 1).astype(np.int16), quantisers


def _motion_vectors(side: Any) -> np.ndarray:
    found = side.to_ndarray()
    scale = np.maximum(found["motion_scale"].astype(np.float64), 1)
    columns = (
        found["dst_x"],
        found["dst_y"],
        np.round(QUARTER * found["motion_x"] / scale),
        np.round(QUARTER * found["motion_y"] / scale),
        np.sign(found["source"]),
    )
    limit = (1 << 15) - 1
    return np.stack([np.clip(c, -limit, limit) for c in columns], 1).astype(np.int16)


def read_block_types(lines: Sequence[str], frames: int) -> list[np.ndarray | None]:
    """Assign the printed block types to the frames of one call of the decoder.

    Args:
        lines: messages that the decoder logged during the call.
        frames: number of frames that it returned.

    Returns:
        For each frame uint8 (rows, columns, 2), character codes of type and partition, or None
        if the types are missing or cannot be assigned.
    """
    begins = [number for number, line in enumerate(lines) if line.startswith(_BEGIN)]
    if len(begins) != frames:
        return [None] * frames
    ends = [*begins[1:], len(lines)]
    return [_types(lines[a + 1 : b]) for a, b in zip(begins, ends, strict=True)]


def _types(lines: Sequence[str]) -> np.ndarray | None:
    rows: list[bytes] = []
    # The first line numbers the columns.
    for line in lines[1:]:
        match = _ROW.match(line)
        if match is None or int(match[1]) != _MACROBLOCK * len(rows):
            break
        rows.append(match[2].encode("ascii", "replace"))
    if not rows:
        return None
    # PyAV cuts long lines; macroblocks beyond the cut stay unknown.
    width = min(map(len, rows)) // _CHARACTERS
    cells = np.frombuffer(b"".join(row[: width * _CHARACTERS] for row in rows), np.uint8)
    return cells.reshape(len(rows), width, _CHARACTERS)[:, :, :2]
