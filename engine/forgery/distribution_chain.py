"""The chain a clip goes through before it is examined: scaling, filmed display, codec, JPEG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np

from engine.forgery.colour import to_bytes
from engine.video.encode import available_codecs, recompress


@dataclass(frozen=True)
class ScreenLook:
    """A display and the camera that films it.

    Attributes:
        corners: float, (4, 2) nested: displacement of the picture's corners, relative to its sides.
        pitch: display pixels per camera pixel, horizontally and vertically; values near an integer
            give slow beats, seen as moiré.
        grid: depth of the pixel grid, 0 to 1.
        gamma: exponent of the tone curve.
        cast: factor of red, green and blue.
        blur: standard deviation of the lens blur, pixels.
    """

    corners: tuple[tuple[float, float], ...]
    pitch: tuple[float, float]
    grid: float
    gamma: float
    cast: tuple[float, float, float]
    blur: float

    @classmethod
    def draw(cls, rng: np.random.Generator) -> ScreenLook:
        """Draw a display and camera."""
        corners = rng.uniform(-0.015, 0.015, (4, 2))
        pitch = rng.uniform(0.96, 1.04, 2)
        cast = np.exp(rng.normal(0, 0.04, 3))
        return cls(
            tuple((float(x), float(y)) for x, y in corners),
            (float(pitch[0]), float(pitch[1])),
            float(rng.uniform(0.015, 0.09)),
            float(rng.uniform(0.85, 1.2)),
            (float(cast[0]), float(cast[1]), float(cast[2])),
            float(rng.uniform(0.3, 0.8)),
        )

    def view(self, height: int, width: int) -> np.ndarray:
        """Homography from displayed to filmed pixels, float64 (3, 3)."""
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
        size = np.array([width, height], np.float32)
        moved = square + np.array(self.corners, np.float32)
        return np.asarray(cv2.getPerspectiveTransform(square * size, moved * size))

    def film(self, picture: np.ndarray) -> np.ndarray:
        """Film a picture; uint8 (H, W, 3) RGB of the same size."""
        height, width = picture.shape[:2]
        view = self.view(height, width)
        seen = cv2.warpPerspective(
            picture, view, (width, height), flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )  # fmt: skip
        light = (seen.astype(np.float32) / 255) ** self.gamma * np.array(self.cast, np.float32)
        light *= self._grid(np.linalg.inv(view), height, width)
        return to_bytes(cv2.GaussianBlur(light, (0, 0), self.blur) * 255)

    def _grid(self, back: np.ndarray, height: int, width: int) -> np.ndarray:
        """Red, green and blue sub-pixels as the camera samples them, float32 (H, W, 3)."""
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        m = back.astype(np.float32)
        depth = m[2, 0] * x + m[2, 1] * y + m[2, 2]
        across = self.pitch[0] * (m[0, 0] * x + m[0, 1] * y + m[0, 2]) / depth
        down = self.pitch[1] * (m[1, 0] * x + m[1, 1] * y + m[1, 2]) / depth
        thirds = np.arange(3, dtype=np.float32) / 3
        stripes = np.cos(2 * np.pi * (across[:, :, None] + thirds))
        rows = np.cos(2 * np.pi * down)[:, :, None]
        return np.asarray(1 + self.grid * (stripes + 0.5 * rows), np.float32)


_KERNELS = {
    "area": cv2.INTER_AREA, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
    "lanczos": cv2.INTER_LANCZOS4,
}  # fmt: skip


@dataclass(frozen=True)
class LifeSettings:
    """Probability and range of each step.

    Attributes:
        resize: probability of scaling down and up again.
        scale: range of the smaller size, relative to the picture.
        screen: probability of being filmed from a display.
        codec: probability of a video codec; clips always have one.
        rates: range of the constant rate factor by codec.
        jpeg: probability of JPEG after the codec.
        quality: range of the JPEG quality.
    """

    resize: float = 0.5
    scale: tuple[float, float] = (0.45, 0.95)
    screen: float = 0.08
    codec: float = 0.6
    rates: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType(
            {"h264": (17, 34), "h265": (18, 34), "vp9": (28, 54)}
        )
    )
    jpeg: float = 0.4
    quality: tuple[int, int] = (40, 97)


@dataclass(frozen=True)
class Life:
    """One drawn chain, the same for every frame of a clip.

    Attributes:
        scale: smaller size relative to the picture, 1 if not resized.
        kernels: names of the interpolation down and up.
        screen: the display and camera, or None.
        codec: a name of `engine.video.encode.CODECS`, "" for none.
        crf: constant rate factor of the codec.
        quality: of JPEG, 0 for none.
    """

    scale: float
    kernels: tuple[str, str]
    screen: ScreenLook | None
    codec: str
    crf: int
    quality: int

    @classmethod
    def draw(
        cls, rng: np.random.Generator, settings: LifeSettings | None = None, clip: bool = False
    ) -> Life:
        """Draw a chain.

        Args:
            settings: the ranges; None for the defaults.
            clip: for a whole clip: always a codec, never JPEG.
        """
        settings = settings or LifeSettings()
        resize, screen, coded, jpeg = rng.random(4)
        codecs = [name for name in available_codecs() if name in settings.rates]
        codec = codecs[int(rng.integers(len(codecs)))] if codecs else ""
        low, high = settings.rates[codec] if codec else (0, 0)
        names = list(_KERNELS)
        down, up = (names[int(row)] for row in rng.integers(len(names), size=2))
        scale, crf = float(rng.uniform(*settings.scale)), int(rng.integers(low, high + 1))
        quality, look = int(rng.integers(*settings.quality, endpoint=True)), ScreenLook.draw(rng)
        return cls(
            scale if resize < settings.resize else 1.0,
            (down, up),
            look if screen < settings.screen else None,
            codec if clip or coded < settings.codec else "",
            crf,
            quality if jpeg < settings.jpeg and not clip else 0,
        )

    def live(self, picture: np.ndarray) -> np.ndarray:
        """Apply all steps; uint8 (H, W, 3) RGB of the same size."""
        picture = self.before_codec(picture)
        if self.codec:
            picture = recompress([picture], self.codec, self.crf)[0]
        if self.quality:
            quality = [cv2.IMWRITE_JPEG_QUALITY, self.quality]
            _, data = cv2.imencode(".jpg", picture[:, :, ::-1], quality)
            picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]
        return np.ascontiguousarray(picture)

    def before_codec(self, picture: np.ndarray) -> np.ndarray:
        """Apply the steps before the codec, frame by frame."""
        height, width = picture.shape[:2]
        if self.scale < 1:
            size = (max(8, round(width * self.scale)), max(8, round(height * self.scale)))
            down, up = (_KERNELS[name] for name in self.kernels)
            small = cv2.resize(picture, size, interpolation=down)
            picture = cv2.resize(small, (width, height), interpolation=up)
        return picture if self.screen is None else self.screen.film(picture)

    def mask(self, mask: np.ndarray) -> np.ndarray:
        """Warp a forgery's mask, float32 (H, W), as the chain warps the picture."""
        if self.screen is None:
            return mask
        height, width = mask.shape
        view = self.screen.view(height, width)
        return np.asarray(cv2.warpPerspective(mask, view, (width, height)))

    def details(self) -> dict[str, Any]:
        """The drawn parameters, JSON-ready."""
        return asdict(self)
