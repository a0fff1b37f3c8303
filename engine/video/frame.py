"""Decoded pictures and frames with their time stamps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from engine.tone_map import to_sdr
from engine.video.layout import Layout
from engine.video.orientation import Orientation

#: FFmpeg's AVColorSpace values: RGB, those that specify no matrix, BT.709 and BT.601.
_RGB = 0
_UNTAGGED = (2, 3)
_BT709, _BT601 = 1, 5
#: AVColorSpace values replaced by one with the same or the nearest matrix that swscale supports.
_ALIASES = {6: _BT601, 10: 9}
#: Largest standard-definition size; players assume BT.709 for larger untagged pictures.
_SD_WIDTH, _SD_HEIGHT = 1024, 576
#: Formats whose planes can be cropped before conversion; chroma subsampling factors per format.
_PLANAR = re.compile(r"yuvj?(?P<chroma>4\d\d)p(?P<bits>(?:9|10|12|14|16)le)?")
_SUBSAMPLING = {
    "444": (1, 1), "440": (1, 2), "422": (2, 1), "420": (2, 2), "411": (4, 1), "410": (4, 4)
}  # fmt: skip


#: Margin in pixels that a crop's chroma depends on: two samples of up to four pixels each.
_RIM = 8


class Picture:
    """Picture data with its layout.

    Args:
        layout: how to read the bytes.
        data: uint8 (layout.size,), all planes in sequence.
    """

    def __init__(self, layout: Layout, data: np.ndarray) -> None:
        self.layout = layout
        self._data = data
        self._whole: np.ndarray | None = None

    @classmethod
    def from_rgb(cls, pixels: np.ndarray) -> Picture:
        """Picture with the pixels uint8 (H, W, 3), upright."""
        height, width = pixels.shape[:2]
        layout = Layout("rgb24", width, height, (3 * width,), (height,), _RGB, True,
                        Orientation(0, False), Fraction(1))  # fmt: skip
        picture = cls(layout, np.ascontiguousarray(pixels).reshape(-1))
        picture._whole = pixels
        return picture

    @property
    def width(self) -> int:
        """Width of the upright picture with square pixels."""
        return self.layout.shape[0]

    @property
    def height(self) -> int:
        return self.layout.shape[1]

    def turned(self, quarters: int) -> Picture:
        """Copy of this picture, rotated clockwise by `quarters` quarter turns."""
        orientation = self.layout.orientation.turned(quarters)
        return Picture(replace(self.layout, orientation=orientation), self._data.copy())

    def detach(self) -> None:
        """Copy the data to private memory."""
        self._data = self._data.copy()

    def luma(self) -> np.ndarray:
        """uint8 (H, S): view of the first plane as stored; do not keep a reference."""
        layout = self.layout
        return self._data[: layout.strides[0] * layout.rows[0]].reshape(layout.rows[0], -1)

    def rgb(self, max_side: int | None = None) -> np.ndarray:
        """uint8 (H, W, 3): upright picture whose longer side has at most `max_side` pixels."""
        if max_side is None or max_side >= max(self.layout.shape):
            if self._whole is not None:
                return self._whole.copy()
            return self._converted(self.layout.shape)
        return self._converted(self._shrunk(max_side))

    def small(self, max_side: int) -> np.ndarray:
        """uint8 (h, w, 3): faster version of `rgb` for search; do not use it as evidence."""
        return self._converted(self._shrunk(max_side), "FAST_BILINEAR")

    def region(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """uint8 (h, w, 3): crop of the upright picture, clipped at the edges."""
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
        # Align the crop to luma and chroma samples, with a margin for the chroma filter.
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
        """Horizontal and vertical pixels per sample and bytes per sample, for each plane.

        None for formats that must be converted as a whole before they are cropped.
        """
        planar = _PLANAR.fullmatch(self.layout.format)
        if planar is None:
            return None
        size = 2 if planar["bits"] else 1
        across, down = _SUBSAMPLING[planar["chroma"]]
        if self.layout.width % across or self.layout.height % down:
            # FFmpeg slightly stretches the chroma of such pictures.
            return None
        return [(1, 1, size), (across, down, size), (across, down, size)]

    def _rgb(self, frame: Any, width: int, height: int, interpolation: str = "") -> np.ndarray:
        layout = self.layout
        # Same filter choice as FFmpeg's own conversions; bilinear reduces artefacts when shrinking.
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
    # A palette plane has no rows.
    rows = np.frombuffer(plane, np.uint8).reshape(-1, abs(plane.line_size) or values.shape[1])
    width = min(rows.shape[1], values.shape[1])
    rows[: len(values), :width] = values[: len(rows), :width]


@dataclass(frozen=True)
class Frame:
    """A frame in presentation order.

    Attributes:
        index: 0, 1, ... in presentation order.
        pts: presentation time stamp in the stream's time base.
        restated: the container does not state this time stamp; see `FrameIndex.restated`.
        time: seconds after the first frame.
        picture: the decoded picture.
    """

    index: int
    pts: int
    time: float
    picture: Picture
    restated: bool = False

    @classmethod
    def of_still(cls, pixels: np.ndarray) -> Frame:
        """Frame 0 of a still picture, uint8 (H, W, 3) RGB, upright; its PTS is -1."""
        return cls(0, -1, 0.0, Picture.from_rgb(pixels))

    @property
    def stamp(self) -> str:
        """Time stamp as text, marked if the container does not state it."""
        return f"{self.pts} (restated)" if self.restated else str(self.pts)

    @property
    def width(self) -> int:
        """Width in pixels of the upright picture, which has square pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        return self.picture.height

    def turned(self, quarters: int) -> Frame:
        """This frame rotated clockwise by `quarters` quarter turns."""
        return replace(self, picture=self.picture.turned(quarters))

    def rgb(self, max_side: int | None = None) -> np.ndarray:
        """Convert the upright picture to RGB according to its colour tags.

        Args:
            max_side: maximum length of the longer side in pixels; larger pictures are shrunk.

        Returns:
            uint8 (H, W, 3) RGB, contiguous.
        """
        return self.picture.rgb(max_side)

    def small(self, max_side: int) -> np.ndarray:
        """Faster version of `rgb` for search and comparison; do not use it as evidence."""
        return self.picture.small(max_side)

    def region(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """Crop the upright picture at full resolution, clipped at its edges.

        Returns:
            uint8 (h, w, 3) RGB; empty if the box lies outside the picture.
        """
        return self.picture.region(x0, y0, x1, y1)
