"""How one frame is coded: macroblocks, quantisers and motion vectors."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np


class BlockKind(IntEnum):
    """How a block is predicted."""

    UNKNOWN = 0
    #: From its own frame, in one piece.
    INTRA = 1
    #: From its own frame, in pieces of 4 x 4 or 8 x 8 pixels; H.264 only.
    INTRA_SPLIT = 2
    #: From earlier frames.
    FORWARD = 3
    #: From later frames.
    BACKWARD = 4
    #: From earlier and later frames.
    BOTH = 5
    #: From motion that the decoder derives, with a residual.
    DIRECT = 6
    #: Copied from other frames: neither motion nor residual is stored.
    SKIPPED = 7


class Split(IntEnum):
    """Partition of a macroblock for motion."""

    WHOLE = 0
    ROWS = 1
    COLUMNS = 2
    QUARTERS = 3


#: Motion is stored in quarter pixels.
QUARTER = 4


@dataclass(frozen=True)
class CodedFrame:
    """Coding of a frame, in pixels of the stored picture.

    Attributes:
        index: frame index.
        kind: "I", "P" or "B", or "?" if the decoder does not tell.
        size: bytes of the frame's packet.
        quantiser: mean quantiser of the blocks, or that of the frame's header; NaN if unknown.
            The scale is that of the codec: 0 to 51 for H.264 and HEVC (more bits allow negative
            values), 2 to 62 for MPEG-1, MPEG-2, MPEG-4 and H.263, whose step is this value,
            0 to 255 for VP9 and AV1.
        blocks: int16 (B, 4), x, y, width and height; B is 0 if the codec exports no blocks.
        quantisers: int16 (B,), quantiser of each block.
        kinds: uint8 (B,), values of BlockKind.
        splits: uint8 (B,), values of Split.
        vectors: int16 (V, 5): x and y of a block's centre, displacement from there to its
            reference in quarter pixels, and -1 for an earlier or 1 for a later reference.
        steps: int16 (64,), quantisation table of a JPEG picture's luma, rows by vertical frequency;
            empty for other codecs.
    """

    index: int
    kind: str = "?"
    size: int = 0
    quantiser: float = float("nan")
    blocks: np.ndarray = field(default_factory=lambda: np.zeros((0, 4), np.int16))
    quantisers: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int16))
    kinds: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint8))
    splits: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint8))
    vectors: np.ndarray = field(default_factory=lambda: np.zeros((0, 5), np.int16))
    steps: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int16))

    def share(self, *kinds: BlockKind) -> float:
        """Share of the picture's blocks of some kinds, by area; NaN if no kind is known."""
        area = self.blocks[:, 2].astype(np.int64) * self.blocks[:, 3]
        known = area[self.kinds != BlockKind.UNKNOWN].sum()
        return float(area[np.isin(self.kinds, kinds)].sum() / known) if known else float("nan")

    @property
    def motion(self) -> float:
        """Mean length of the motion vectors in pixels; 0 without vectors."""
        if not len(self.vectors):
            return 0.0
        return float(np.hypot(self.vectors[:, 2], self.vectors[:, 3]).mean()) / QUARTER

    def to_arrays(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Export as JSON-compatible facts and flat int16 arrays for `from_arrays`."""
        facts = {
            "index": self.index,
            "kind": self.kind,
            "size": self.size,
            "quantiser": self.quantiser if np.isfinite(self.quantiser) else None,
        }
        arrays = {name: getattr(self, name).ravel().astype(np.int16) for name in _ARRAYS}
        return facts, arrays

    @classmethod
    def from_arrays(cls, facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> CodedFrame:
        """Build a frame from the output of `to_arrays`.

        Raises:
            ValueError, KeyError, TypeError: the parts are inconsistent.
        """
        columns = {
            name: np.asarray(arrays.get(name, ()), np.int16).reshape(shape).astype(kind)
            for name, (shape, kind) in _ARRAYS.items()
        }
        count = len(columns["blocks"])
        if any(len(columns[name]) != count for name in ("quantisers", "kinds", "splits")):
            raise ValueError("columns of different length")
        if len(columns["steps"]) not in (0, 64):
            raise ValueError("a table that does not have 64 steps")
        stated = facts["quantiser"]
        quantiser = float("nan") if stated is None else float(stated)
        kind = str(facts["kind"])
        return cls(int(facts["index"]), kind, int(facts["size"]), quantiser, **columns)


_ARRAYS: dict[str, tuple[tuple[int, ...], Any]] = {
    "blocks": ((-1, 4), np.int16),
    "quantisers": ((-1,), np.int16),
    "kinds": ((-1,), np.uint8),
    "splits": ((-1,), np.uint8),
    "vectors": ((-1, 5), np.int16),
    "steps": ((-1,), np.int16),
}
