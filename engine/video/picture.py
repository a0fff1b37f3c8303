"""A decoded picture as the decoder left it, and its conversion to upright RGB."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

import av
import av.error
import numpy as np
from av.video.reformatter import VideoReformatter

from engine.errors import NotAVideoError
from engine.video.orientation import Orientation
from engine.video.tone_map import HDR_TRANSFERS, MOST_WHITE, luminance, to_sdr

#: FFmpeg's AVColorSpace numbers that name no matrix.
_UNTAGGED = (2, 3)
_BT709, _BT601 = 1, 5
#: Numbers with the same or the nearest matrix that the converter knows.
_ALIASES = {6: _BT601, 10: 9}
#: What players assume of untagged pictures: BT.709 above standard definition.
_SD_WIDTH, _SD_HEIGHT = 1024, 576
#: Formats whose planes can be cut before conversion; pixels across and down a chroma sample.
_PLANAR = re.compile(r"yuvj?(?P<chroma>4\d\d)p(?P<bits>(?:9|10|12|14|16)le)?")
_SUBSAMPLING = {
    "444": (1, 1), "440": (1, 2), "422": (2, 1), "420": (2, 2), "411": (4, 1), "410": (4, 4)
}  # fmt: skip


#: Pixels beside a region that its chroma depends on: two samples, each up to four pixels wide.
_RIM = 8


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


class Picture:
    """One picture with its layout.

    Args:
        layout: how to read the bytes.
        data: uint8 (layout.size,), all planes one after the other.
    """

    def __init__(self, layout: Layout, data: np.ndarray) -> None:
        self.layout = layout
        self._data = data
        self._whole: np.ndarray | None = None

    @property
    def width(self) -> int:
        """Of the upright picture with square pixels."""
        return self.layout.shape[0]

    @property
    def height(self) -> int:
        return self.layout.shape[1]

    def turned(self, quarters: int) -> Picture:
        """This picture turned clockwise by `quarters` quarter turns, in memory of its own."""
        orientation = self.layout.orientation.turned(quarters)
        return Picture(replace(self.layout, orientation=orientation), self._data.copy())

    def detach(self) -> None:
        """Move to memory of its own."""
        self._data = self._data.copy()

    def luma(self) -> np.ndarray:
        """uint8 (H, S): the first plane as stored; not to be kept."""
        layout = self.layout
        return self._data[: layout.strides[0] * layout.rows[0]].reshape(layout.rows[0], -1)

    def rgb(self, max_side: int | None = None) -> np.ndarray:
        """uint8 (H, W, 3): the upright picture, at most `max_side` pixels long."""
        if max_side is None or max_side >= max(self.layout.shape):
            if self._whole is not None:
                return self._whole.copy()
            return self._converted(self.layout.shape)
        return self._converted(self._shrunk(max_side))

    def small(self, max_side: int) -> np.ndarray:
        """uint8 (h, w, 3): like `rgb`, but quick; for searching, not for evidence."""
        return self._converted(self._shrunk(max_side), "FAST_BILINEAR")

    def region(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """uint8 (h, w, 3): a box of the upright picture, cut at its edges."""
        width, height = self.layout.shape
        x0, x1 = max(0, min(x0, width)), max(0, min(x1, width))
        y0, y1 = max(0, min(y0, height)), max(0, min(y1, height))
        if x1 <= x0 or y1 <= y0:
            return np.zeros((max(0, y1 - y0), max(0, x1 - x0), 3), np.uint8)
        steps = self._steps()
        if self.layout.aspect != 1 or steps is None:
            if self._whole is None:
                self._whole = self._converted((width, height))
            return self._whole[y0:y1, x0:x1].copy()
        return self._cut((x0, y0, x1, y1), steps)

    def _shrunk(self, max_side: int) -> tuple[int, int]:
        width, height = self.layout.shape
        scale = min(1.0, max_side / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _converted(self, shape: tuple[int, int], interpolation: str = "") -> np.ndarray:
        width, height = shape[::-1] if self.layout.orientation.sideways else shape
        frame = av.VideoFrame(self.layout.width, self.layout.height, self.layout.format)
        at = 0
        for plane, stride, rows in zip(
            frame.planes, self.layout.strides, self.layout.rows, strict=False
        ):
            part = self._data[at : at + stride * rows].reshape(rows, stride)
            _fill(plane, part)
            at += stride * rows
        return self.layout.orientation.upright(self._rgb(frame, width, height, interpolation))

    def _cut(self, box: tuple[int, int, int, int], steps: list[tuple[int, int, int]]) -> np.ndarray:
        layout = self.layout
        left, top, right, bottom = layout.orientation.stored_box(box, layout.width, layout.height)
        # Begin and end where luma and chroma samples both do, with a rim for the chroma filter.
        x0, y0 = max(0, left // 4 * 4 - _RIM), max(0, top // 4 * 4 - _RIM)
        x1 = min(layout.width, -(-right // 4) * 4 + _RIM)
        y1 = min(layout.height, -(-bottom // 4) * 4 + _RIM)
        frame = av.VideoFrame(x1 - x0, y1 - y0, layout.format)
        at = 0
        for plane, (dx, dy, size), stride, rows in zip(
            frame.planes, steps, layout.strides, layout.rows, strict=True
        ):
            whole = self._data[at : at + stride * rows].reshape(rows, stride)
            _fill(plane, whole[y0 // dy : -(-y1 // dy), x0 // dx * size : -(-x1 // dx) * size])
            at += stride * rows
        pixels = self._rgb(frame, x1 - x0, y1 - y0)
        return layout.orientation.upright(pixels[top - y0 : bottom - y0, left - x0 : right - x0])

    def _steps(self) -> list[tuple[int, int, int]] | None:
        """Per plane: pixels across and down for one sample, and bytes of a sample.

        None for formats that are cut after conversion of the whole.
        """
        planar = _PLANAR.fullmatch(self.layout.format)
        if planar is None:
            return None
        size = 2 if planar["bits"] else 1
        across, down = _SUBSAMPLING[planar["chroma"]]
        if self.layout.width % across or self.layout.height % down:
            # FFmpeg stretches the chroma of such pictures a little.
            return None
        return [(1, 1, size), (across, down, size), (across, down, size)]

    def _rgb(self, frame: Any, width: int, height: int, interpolation: str = "") -> np.ndarray:
        layout = self.layout
        # As FFmpeg's own conversions do; pictures that get smaller keep fewer artefacts so.
        same_size = (frame.width, frame.height) == (width, height)
        interpolation = interpolation or ("BICUBIC" if same_size else "BILINEAR")
        colorspace = _ALIASES.get(layout.colorspace, layout.colorspace)
        if colorspace in _UNTAGGED:
            high = layout.width > _SD_WIDTH or layout.height > _SD_HEIGHT
            colorspace = _BT709 if high else _BT601
        converted = VideoReformatter().reformat(
            frame,
            width=width,
            height=height,
            format="rgb48le" if layout.hdr else "rgb24",
            src_colorspace=colorspace,
            src_color_range=2 if layout.full_range else 1,
            dst_color_range=2,
            interpolation=interpolation,
            threads=1,
        )
        pixels = np.asarray(converted.to_ndarray())
        if layout.hdr:
            return to_sdr(pixels, layout.transfer, layout.primaries, layout.white)
        return pixels


def _fill(plane: Any, values: np.ndarray) -> None:
    # A palette has no rows.
    rows = np.frombuffer(plane, np.uint8).reshape(-1, abs(plane.line_size) or values.shape[1])
    width = min(rows.shape[1], values.shape[1])
    rows[: len(values), :width] = values[: len(rows), :width]
