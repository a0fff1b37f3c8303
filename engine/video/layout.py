"""Memory layouts of a clip's pictures, cached, with checks that they can be displayed."""

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
from engine.wording import mark


@dataclass(frozen=True)
class Layout:
    """Memory layout of a picture.

    Attributes:
        format: FFmpeg's name of the pixel format.
        width, height: stored size in pixels.
        strides: bytes per row of each plane, without padding.
        rows: number of rows of each plane.
        colorspace: AVColorSpace as tagged.
        full_range: tagged as full range (0 to 255) instead of limited (16 to 235).
        orientation: transformation that makes the picture upright.
        aspect: pixel aspect ratio (width / height) as tagged; 1 if not tagged.
        transfer, primaries: AVColorTransferCharacteristic and AVColorPrimaries as tagged.
        white: diffuse white in cd/m²; used for HDR only.
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
        """Build a layout from the output of `to_json`.

        Raises:
            ValueError, KeyError, TypeError: the values do not describe a layout.
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
        """Name of the HDR transfer function, "" for SDR."""
        return HDR_TRANSFERS.get(self.transfer, "")

    @property
    def shape(self) -> tuple[int, int]:
        """Width and height of the upright picture with square pixels.

        Pixels are never discarded: the shorter side is stretched.
        """
        width, height = self.width, self.height
        if self.aspect > 1:
            width = max(1, round(width * self.aspect))
        elif self.aspect < 1:
            height = max(1, round(height / self.aspect))
        return (height, width) if self.orientation.sideways else (width, height)


def check_convertible(form: str) -> None:
    """Check that FFmpeg can convert a pixel format by converting a small picture.

    Call this in the decoding process: FFmpeg aborts on some formats.

    Raises:
        NotAVideoError: the conversion fails.
    """
    try:
        av.VideoFrame(16, 16, form).reformat(format="rgb24", threads=1)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise NotAVideoError(
            mark("Pictures of the pixel format '{form}' cannot be shown."),
            mark("Convert the clip to another pixel format, and note that you did."),
            repr(error),
            form=form,
        ) from error


def layout_of(
    frame: Any, orientation: Orientation, aspect: Fraction, white: float = MOST_WHITE
) -> Layout:
    """Layout of a PyAV frame after `copy_planes`: rows without padding."""
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
    """Bytes of picture data per row, without the decoder's padding, and number of rows."""
    padded = abs(plane.line_size)
    if not padded:
        # A palette has 256 colours of four bytes each.
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
    """Luminance in cd/m² that 0.1% of an HDR frame's pixels exceed in some channel."""
    side = max(frame.width, frame.height)
    width, height = (max(1, min(n, n * 256 // side)) for n in (frame.width, frame.height))
    small = frame.reformat(width=width, height=height, format="rgb48le", dst_color_range=2)
    light = luminance(small.to_ndarray(), int(frame.color_trc))
    return float(np.quantile(light.max(axis=2), 0.999))


def copy_planes(frame: Any, layout: Layout, target: np.ndarray) -> None:
    """Copy the planes of a PyAV frame into one array, without padding.

    Args:
        target: uint8 (S,), where S is at least the layout's size.
    """
    at = 0
    for plane, stride, rows in zip(frame.planes, layout.strides, layout.rows, strict=True):
        values = np.frombuffer(plane, np.uint8).reshape(rows, -1)
        target[at : at + stride * rows].reshape(rows, stride)[:] = values[:, :stride]
        at += stride * rows


#: Number of frames used to measure the brightness of an HDR clip.
LIGHT_SAMPLES = 8


class LayoutCache:
    """Cache of the layouts of a clip's pictures, with size and format checks.

    Args:
        name: name of the clip, for messages.
        max_pixels: larger pictures are rejected.

    Attributes:
        white: diffuse white in cd/m², None before `measure_white`.
    """

    def __init__(self, name: str, max_pixels: int) -> None:
        self.white: float | None = None
        self._name = name
        self._max_pixels = max_pixels
        self._known: dict[tuple[Any, ...], Layout] = {}

    def of(self, frame: Any, orientation: Orientation, aspect: Fraction) -> Layout:
        """Layout of a PyAV frame; the same object for equal layouts.

        Raises:
            NotAVideoError: the frame is too large, or its format cannot be displayed.
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
        """Measure the diffuse white of an HDR clip in some of its frames.

        Args:
            frames: PyAV frames spread over the clip; an SDR frame ends the measurement.
        """
        self.white = LEAST_WHITE
        for frame in frames:
            if int(frame.color_trc) not in HDR_TRANSFERS:
                break
            self.white = min(MOST_WHITE, max(self.white, brightest_light(frame)))
        self._known.clear()

    def check_size(self, sized: Any) -> None:
        """Check the number of pixels.

        Raises:
            NotAVideoError: there are more pixels than `max_pixels`.
        """
        if sized.width * sized.height > self._max_pixels:
            raise NotAVideoError(
                mark(
                    "The pictures of '{name}' are said to have {width} x {height} pixels, which is "
                    "more than this program opens."
                ),
                mark("If this is true, make a smaller copy of the clip and note that you did."),
                name=self._name,
                width=sized.width,
                height=sized.height,
            )
