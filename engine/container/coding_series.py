"""How the frames of a clip are coded, as columns over the whole clip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.container.coded_frame import BlockKind, CodedFrame


@dataclass(frozen=True)
class Exports:
    """What a codec tells about its frames beyond their sizes and types.

    Attributes:
        codec: the codec's name for readers.
        quantiser: "blocks", "frames" or "".
        types: whether block types and skipped blocks are known.
        vectors: whether motion vectors are known.
    """

    codec: str
    quantiser: str = ""
    types: bool = False
    vectors: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What the codec's decoder does not export, in words."""
        stated = {
            "block types": self.types,
            "motion vectors": self.vectors,
            "quantisers": bool(self.quantiser),
            "quantisers of blocks": self.quantiser in ("", "blocks"),
        }
        return tuple(name for name, known in stated.items() if not known)


_EXPORTS = {
    "h264": Exports("H.264", "blocks", True, True),
    "mpeg1video": Exports("MPEG-1", "blocks", True, True),
    "mpeg2video": Exports("MPEG-2", "blocks", True, True),
    "mpeg4": Exports("MPEG-4", "blocks", True, True),
    "h263": Exports("H.263", "blocks", True, True),
    "flv": Exports("Flash video", "blocks", True, True),
    # VP9's quantiser varies within a frame only by segments, which are exported as blocks.
    "vp9": Exports("VP9", "blocks"),
    "hevc": Exports("HEVC", "frames"),
    "libdav1d": Exports("AV1", "frames"),
    "av1": Exports("AV1", "frames"),
    "vp8": Exports("VP8"),
    "mjpeg": Exports("Motion JPEG"),
}


def exports_of(codec: str) -> Exports:
    """What is known about the frames of a codec, by FFmpeg's name of its decoder."""
    return _EXPORTS.get(codec, Exports(codec))


@dataclass(frozen=True)
class CodingSeries:
    """One row per frame in presentation order.

    Attributes:
        codec: FFmpeg's name of the decoder.
        kinds: uint8 (N,), character codes of "I", "P", "B" and "?".
        sizes: int64 (N,), bytes.
        quantisers: float64 (N,), mean quantiser; NaN if unknown. See `CodedFrame` for scales.
        intra, skipped: float64 (N,), shares of the picture's blocks, 0 to 1; NaN if unknown.
        motion: float64 (N,), mean length of the motion vectors in pixels; NaN if unknown.
    """

    codec: str
    kinds: np.ndarray
    sizes: np.ndarray
    quantisers: np.ndarray
    intra: np.ndarray
    skipped: np.ndarray
    motion: np.ndarray

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def exports(self) -> Exports:
        return exports_of(self.codec)

    @classmethod
    def of(
        cls, codec: str, rows: list[tuple[int, int, float, float, float, float]]
    ) -> CodingSeries:
        """Build a series from the rows of `coding_row`."""
        columns = list(zip(*rows, strict=True)) if rows else [()] * 6
        kinds, sizes, *others = columns
        return cls(
            codec,
            np.array(kinds, np.uint8),
            np.array(sizes, np.int64),
            *(np.array(column, np.float64) for column in others),
        )

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Columns for `from_arrays`."""
        return {
            "kinds": self.kinds.astype(np.uint32),
            "sizes": self.sizes,
            **{name: getattr(self, name) for name in _MEASURED},
        }

    @classmethod
    def from_arrays(cls, codec: str, arrays: dict[str, np.ndarray], count: int) -> CodingSeries:
        """Build a series from the output of `to_arrays`.

        Raises:
            ValueError, KeyError: a column is missing or does not have `count` rows.
        """
        kinds = np.asarray(arrays["kinds"], np.uint8)
        sizes = np.asarray(arrays["sizes"], np.int64)
        measured = [np.asarray(arrays[name], np.float64) for name in _MEASURED]
        if {len(kinds), len(sizes), *map(len, measured)} != {count}:
            raise ValueError(f"columns that do not have {count} rows")
        return cls(codec, kinds, sizes, *measured)


_MEASURED = ("quantisers", "intra", "skipped", "motion")


def coding_row(frame: CodedFrame) -> tuple[int, int, float, float, float, float]:
    """Row of a frame in a series, in the order of its columns."""
    return (
        ord(frame.kind),
        frame.size,
        frame.quantiser,
        frame.share(BlockKind.INTRA, BlockKind.INTRA_SPLIT),
        frame.share(BlockKind.SKIPPED),
        frame.motion if len(frame.blocks) else float("nan"),
    )
