"""What apps, displays and HDR recording do to a picture before a codec sees it."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from engine.video.tone_map import HLG, PEAK, to_sdr

#: Linear BT.709 to linear BT.2020 and luminance of the latter, ITU-R BT.2087 (matrix M2); number
#: of these primaries in ITU-T H.273.
_TO_2020 = np.array(
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]], np.float32
)
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593], np.float32)
_BT2020 = 9


def through_hdr(picture: np.ndarray, transfer: int, recorded: float, shown: float) -> np.ndarray:
    """Code an SDR picture in ten-bit BT.2020 and map it back as the decoder does.

    Args:
        picture: uint8 (H, W, 3) RGB.
        transfer: `engine.video.tone_map.PQ` or `HLG`.
        recorded, shown: cd/m² that SDR white has in the recording, and that becomes white again.

    Returns:
        uint8 (H, W, 3) RGB.

    Source: ITU-R BT.2100-2, tables 4 and 5, inverted.
    """
    linear = (picture.astype(np.float32) / 255) ** np.float32(2.4)
    light = (linear @ _TO_2020.T * np.float32(recorded / PEAK)).clip(0, None)
    if transfer == HLG:
        luma = (light @ _LUMA_2020)[..., None]
        scene = light / np.maximum(luma, 1e-6) ** (1 - 1 / 1.2)
        high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-6)) + 0.55991073
        code: np.ndarray = np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
    else:
        power = (light * PEAK / 10000) ** (2610 / 16384)
        code = ((3424 + 2413 * 32 * power) / (4096 + 2392 * 32 * power)) ** (2523 / 4096 * 128)
    ten_bit = np.round(code.clip(0, 1) * 1023) * (65535 / 1023)
    return to_sdr(ten_bit.astype(np.uint16), transfer, _BT2020, shown)


def _beautified(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Smooth and brighten skin, as camera apps do."""
    smooth = cv2.bilateralFilter(picture, 9, float(rng.uniform(20, 60)), 9)
    return cv2.addWeighted(smooth, rng.uniform(0.5, 0.9), picture, 0.15, rng.uniform(0, 30))


def _in_palette(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Reduce to 32 to 256 colours, with or without dithering, as in a GIF."""
    dither = Image.Dither.FLOYDSTEINBERG if rng.random() < 0.5 else Image.Dither.NONE
    image = Image.fromarray(picture)
    palette = image.quantize(int(2 ** rng.integers(5, 9)))
    return np.asarray(image.quantize(palette=palette, dither=dither).convert("RGB"))


def _filmed(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Add what filming a display adds: glow, raised black, and its pixel grid as moiré."""
    height, width = picture.shape[:2]
    light = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 1.2)).astype(np.float32)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    frequency, angle = rng.uniform(0.25, 0.48), rng.uniform(-0.2, 0.2)
    columns = np.cos(2 * np.pi * frequency * (x * np.cos(angle) + y * np.sin(angle)))
    rows = np.cos(2 * np.pi * frequency * (y * np.cos(angle) - x * np.sin(angle)))
    light *= 1 + rng.uniform(0.02, 0.1) * (columns + rows)[..., None] / 2
    raised = light * rng.uniform(0.75, 0.95) + rng.uniform(5, 25) + rng.uniform(-6, 6, 3)
    noisy = raised + rng.normal(0, rng.uniform(1, 4), light.shape)
    return noisy.clip(0, 255).astype(np.uint8)


#: What apps and cameras add to a picture, by name.
EFFECTS: dict[str, Callable[[np.ndarray, np.random.Generator], np.ndarray]] = {
    "beautified": _beautified,
    "palette": _in_palette,
    "filmed": _filmed,
}
