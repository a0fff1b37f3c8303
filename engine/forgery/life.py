"""What happens to a clip on its way to the analyst: scaling, filming, codecs, JPEG.

Forged and pristine pictures go through the same chain, drawn from the same ranges; else the
chain would be what a detector learns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np

from engine.forgery.screen import ScreenLook
from engine.video.recompress import available_codecs, recompress

_KERNELS = {
    "area": cv2.INTER_AREA, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
    "lanczos": cv2.INTER_LANCZOS4,
}  # fmt: skip


@dataclass(frozen=True)
class LifeSettings:
    """How often each step happens, and its range.

    Attributes:
        resize: chance of scaling down and up again.
        scale: least and most of the smaller size, as a part of the picture's.
        screen: chance of being filmed off a display.
        codec: chance of a video codec; whole clips always have one.
        rates: codec name to least and most constant rate factor.
        jpeg: chance of JPEG, after the codec.
        quality: least and most quality of JPEG.
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
    """One drawn chain, the same for each frame of a clip.

    Attributes:
        scale: the smaller size as a part of the picture's, 1 if it is not resized.
        kernels: names of those used down and up.
        screen: the display and camera, or None.
        codec: a name of `engine.video.recompress.CODECS`, "" for none.
        crf: the codec's constant rate factor.
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
        """A random chain.

        Args:
            settings: the ranges; the defaults if None.
            clip: for a whole clip: with a codec always, and no JPEG.
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
        """uint8 (H, W, 3) RGB of the same size, after all steps."""
        picture = self.before_codec(picture)
        if self.codec:
            picture = recompress([picture], self.codec, self.crf)[0]
        if self.quality:
            quality = [cv2.IMWRITE_JPEG_QUALITY, self.quality]
            _, data = cv2.imencode(".jpg", picture[:, :, ::-1], quality)
            picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]
        return np.ascontiguousarray(picture)

    def before_codec(self, picture: np.ndarray) -> np.ndarray:
        """The steps that clips take frame by frame; the codec then writes the clip."""
        height, width = picture.shape[:2]
        if self.scale < 1:
            size = (max(8, round(width * self.scale)), max(8, round(height * self.scale)))
            down, up = (_KERNELS[name] for name in self.kernels)
            small = cv2.resize(picture, size, interpolation=down)
            picture = cv2.resize(small, (width, height), interpolation=up)
        return picture if self.screen is None else self.screen.film(picture)

    def mask(self, mask: np.ndarray) -> np.ndarray:
        """A forgery's mask, float32 (H, W), where the chain moved its pixels."""
        if self.screen is None:
            return mask
        height, width = mask.shape
        view = self.screen.view(height, width)
        return np.asarray(cv2.warpPerspective(mask, view, (width, height)))

    def details(self) -> dict[str, Any]:
        """What was drawn, plain values."""
        return asdict(self)
