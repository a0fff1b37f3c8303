"""The layouts of one clip's pictures: each made once, refused where it cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import av
import av.error
import numpy as np

from engine.errors import NotAVideoError
from engine.tone_map import HDR_TRANSFERS, LEAST_WHITE, MOST_WHITE, luminance
from engine.video.orientation import Orientation


@dataclass(frozen=True)
class Layout:
    """How the bytes of a picture are to be read.

    Attributes:
        format: FFmpeg's name of the pixel format.
        width, height: as stored, in pixels.
        strides: bytes of a row of each plane, without padding.
        rows: number of rows of each plane.
        colorspace: AVColorSpace as tagged.
        full_range: tagged as full range (0 to 255) instead of limited (16 to 235).
        orientation: what makes it upright.
        aspect: width of a pixel divided by its height, as tagged; 1 where not tagged.
        transfer, primaries: AVColorTransferCharacteristic and AVColorPrimaries as tagged.
        white: cd/m² of diffuse white, which matters for HDR only.
    """

    format: str
    width: int
    height: int
    strides: tuple[int, ...]
    rows: tuple[int, ...]
    colorspace: int
    full_range: bool
    orientation: Orientation
    aspect: Fraction
    transfer: int = 2
    primaries: int = 2
    white: float = MOST_WHITE

    def to_json(self) -> dict[str, Any]:
        turned, aspect = self.orientation, self.aspect
        return {
            **asdict(self),
            "orientation": [turned.turns, turned.mirrored],
            "aspect": [aspect.numerator, aspect.denominator],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Layout:
        """The layout of `to_json`.

        Raises:
            ValueError, KeyError, TypeError: it is not one.
        """
        turns, mirrored = values["orientation"]
        known = {
            "orientation": Orientation(int(turns), bool(mirrored)),
            "aspect": Fraction(*values["aspect"]),
            "strides": tuple(map(int, values["strides"])),
            "rows": tuple(map(int, values["rows"])),
        }
        return cls(**{**values, **known})

    @property
    def size(self) -> int:
        """Bytes of all planes."""
        return sum(s * r for s, r in zip(self.strides, self.rows, strict=True))

    @property
    def hdr(self) -> str:
        """Name of the HDR transfer, "" for SDR."""
        return HDR_TRANSFERS.get(self.transfer, "")

    @property
    def shape(self) -> tuple[int, int]:
        """Width and height of the upright picture with square pixels.

        Pixels are never thrown away: the side that is too short is stretched.
        """
        width, height = self.width, self.height
        if self.aspect > 1:
            width = max(1, round(width * self.aspect))
        elif self.aspect < 1:
            height = max(1, round(height / self.aspect))
        return (height, width) if self.orientation.sideways else (width, height)


def check_convertible(form: str) -> None:
    """Convert a small picture of a pixel format, to find out whether FFmpeg can.

    Called in the decoding process: FFmpeg aborts on some formats.

    Raises:
        NotAVideoError: it cannot.
    """
    try:
        av.VideoFrame(16, 16, form).reformat(format="rgb24", threads=1)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise NotAVideoError(
            f"Pictures of the pixel format '{form}' cannot be shown.",
            "Convert the clip to another pixel format, and note that you did.",
            repr(error),
        ) from error


def layout_of(
    frame: Any, orientation: Orientation, aspect: Fraction, white: float = MOST_WHITE
) -> Layout:
    """The layout in which `copy_planes` lays one of PyAV's frames: rows without padding."""
    strides, rows = zip(
        *(_plane_shape(frame, number, plane) for number, plane in enumerate(frame.planes)),
        strict=True,
    )
    return Layout(
        frame.format.name,
        frame.width,
        frame.height,
        strides,
        rows,
        int(frame.colorspace),
        _is_full_range(frame),
        orientation,
        aspect,
        int(frame.color_trc),
        int(frame.color_primaries),
        white,
    )


def _plane_shape(frame: Any, number: int, plane: Any) -> tuple[int, int]:
    """Bytes of a row that hold picture, without the decoder's padding, and number of rows."""
    padded = abs(plane.line_size)
    if not padded:
        # A palette: 256 colours of four bytes.
        return int(plane.buffer_size), 1
    return min(_row_bytes(frame.format, number, frame.width), padded), plane.buffer_size // padded


def _row_bytes(form: Any, plane: int, width: int) -> int:
    if form.has_palette:
        return width
    parts = [c for c in form.components if c.plane == plane]
    if len({c.plane for c in form.components}) == 1:
        # Packed formats share chroma among up to four pixels.
        return -(-(-(-width // 4) * 4 * int(form.padded_bits_per_pixel)) // 8)
    samples = form.chroma_width(width) if parts[0].is_chroma and not form.is_rgb else width
    bits = max(c.bits for c in parts)
    return int(samples * len(parts) * (1 if bits <= 8 else 2 if bits <= 16 else 4))


def _is_full_range(frame: Any) -> bool:
    stated = int(frame.color_range)
    if stated in (1, 2):
        return stated == 2
    name = frame.format.name
    return bool(frame.format.is_rgb) or name.startswith(("yuvj", "gray", "pal", "mono"))


def brightest_light(frame: Any) -> float:
    """cd/m² that one pixel in a thousand of an HDR frame exceeds in some channel."""
    side = max(frame.width, frame.height)
    width, height = (max(1, min(n, n * 256 // side)) for n in (frame.width, frame.height))
    small = frame.reformat(width=width, height=height, format="rgb48le", dst_color_range=2)
    light = luminance(small.to_ndarray(), int(frame.color_trc))
    return float(np.quantile(light.max(axis=2), 0.999))


def copy_planes(frame: Any, layout: Layout, target: np.ndarray) -> None:
    """Lay the planes of one of PyAV's frames one after the other, without padding.

    Args:
        target: uint8 (S,), S at least the layout's size.
    """
    at = 0
    for plane, stride, rows in zip(frame.planes, layout.strides, layout.rows, strict=True):
        values = np.frombuffer(plane, np.uint8).reshape(rows, -1)
        target[at : at + stride * rows].reshape(rows, stride)[:] = values[:, :stride]
        at += stride * rows


#: Pictures that tell how bright an HDR clip is.
LIGHT_SAMPLES = 8


class LayoutCache:
    """LayoutCache by what a decoder says of its pictures.

    Args:
        name: of the clip, for messages.
        max_pixels: larger pictures are refused.

    Attributes:
        white: cd/m² of diffuse white, None until `measure_white` was called.
    """

    def __init__(self, name: str, max_pixels: int) -> None:
        self.white: float | None = None
        self._name = name
        self._max_pixels = max_pixels
        self._known: dict[tuple[Any, ...], Layout] = {}

    def of(self, frame: Any, orientation: Orientation, aspect: Fraction) -> Layout:
        """Layout of one of PyAV's frames; the same object for equal layouts.

        Raises:
            NotAVideoError: it is larger than allowed, or of a format that cannot be shown.
        """
        self.check_size(frame)
        tags = (
            frame.format.name,
            frame.width,
            frame.height,
            int(frame.colorspace),
            int(frame.color_range),
            int(frame.color_trc),
            int(frame.color_primaries),
            orientation,
        )
        known = self._known.get(tags)
        if known is None:
            check_convertible(frame.format.name)
            white = self.white or MOST_WHITE
            known = self._known[tags] = layout_of(frame, orientation, aspect, white)
        return known

    def measure_white(self, frames: Iterable[Any]) -> None:
        """Find the diffuse white of an HDR clip in some of its frames.

        Args:
            frames: PyAV's, spread over the clip; SDR ones end the search.
        """
        self.white = LEAST_WHITE
        for frame in frames:
            if int(frame.color_trc) not in HDR_TRANSFERS:
                break
            self.white = min(MOST_WHITE, max(self.white, brightest_light(frame)))
        self._known.clear()

    def check_size(self, sized: Any) -> None:
        """Refuse what has more pixels than allowed.

        Raises:
            NotAVideoError: it has.
        """
        if sized.width * sized.height > self._max_pixels:
            raise NotAVideoError(
                f"The pictures of '{self._name}' are said to have {sized.width} x "
                f"{sized.height} pixels, which is more than this program opens.",
                "If this is true, make a smaller copy of the clip and note that you did.",
            )
