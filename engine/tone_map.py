"""Tone mapping of HDR pictures to SDR: PQ and HLG to BT.709, with highlight roll-off."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

#: AVColorTransferCharacteristic of the two HDR curves (ITU-T H.273).
PQ, HLG = 16, 18
HDR_TRANSFERS = {PQ: "PQ", HLG: "HLG"}
#: Range of diffuse white in cd/m²: that of an SDR master in an HDR file (ITU-R BT.1886), and that
#: of HDR (ITU-R BT.2408). The brightest light of a clip determines its value.
LEAST_WHITE, MOST_WHITE = 100.0, 203.0
#: Peak luminance in cd/m² that is distinguished from white, and that of an HLG display.
PEAK = 1000.0
#: Fraction of white above which highlights are compressed; darker parts keep their values.
KNEE = 0.75

#: Description of the conversion, for reports and stills.
METHOD = (
    "ITU-R BT.2100 to linear light, BT.2020 to BT.709 primaries (BT.2087), diffuse white at "
    "100 to 203 cd/m² (BT.1886, BT.2408) by the clip's brightest light, highlights above 75 % of "
    "white compressed by a Möbius curve, gamma 2.4 (BT.1886)"
)

_BITS = 12
_BT2020_PRIMARIES = 9
#: Linear BT.2020 to linear BT.709, ITU-R BT.2087 (inverse of its matrix M2).
_TO_709 = np.array(
    [
        [1.660491, -0.587641, -0.072850],
        [-0.124550, 1.132900, -0.008349],
        [-0.018151, -0.100579, 1.118730],
    ],
    np.float32,
)
_LUMA_2020 = np.array([[0.2627, 0.6780, 0.0593]], np.float32)


def luminance(pixels: np.ndarray, transfer: int) -> np.ndarray:
    """float32 (H, W, 3): light of each channel on an HDR display, in cd/m².

    Args:
        pixels: uint16 (H, W, 3) RGB, full range, coded with `transfer`.
        transfer: PQ or HLG.

    Source: ITU-R BT.2100-2, tables 4 and 5; HLG on a display of 1000 cd/m².
    """
    import cv2

    light: Any = _decode(transfer).take((pixels >> (16 - _BITS)).astype(np.intp))
    if transfer == HLG:
        # The display's system gamma of 1.2 applies to luminance.
        light *= PEAK * cv2.pow(cv2.transform(light, _LUMA_2020), 0.2)[..., None]
    return light


def to_sdr(pixels: np.ndarray, transfer: int, primaries: int, white: float) -> np.ndarray:
    """Map HDR pixels to SDR.

    Args:
        pixels: uint16 (H, W, 3) RGB, full range, coded with `transfer`.
        transfer: PQ or HLG.
        primaries: AVColorPrimaries; BT.2020 is converted to BT.709, others stay unchanged.
        white: cd/m² that map to SDR white, LEAST_WHITE to MOST_WHITE.

    Returns:
        uint8 (H, W, 3) RGB, BT.709 with gamma 2.4.

    Source: ITU-R BT.2087-0 and BT.2408-7; the roll-off is the Möbius curve of FFmpeg's
    `tonemap` filter, applied to the largest channel to preserve hues.
    """
    import cv2

    light: Any = luminance(pixels, transfer) * np.float32(1 / white)
    if primaries == _BT2020_PRIMARIES:
        light = cv2.transform(light, _TO_709)
    brightest = cv2.max(cv2.max(light[..., 0], light[..., 1]), light[..., 2])
    bright = brightest > KNEE
    if bright.any():
        highlights = brightest[bright]
        light[bright] *= (_roll_off(highlights, PEAK / white) / highlights)[:, None]
    root = cv2.sqrt(np.clip(light, 0, 1))
    return _encode().take((root * ((1 << _BITS) - 1) + np.float32(0.5)).astype(np.intp))


def _roll_off(light: np.ndarray, top: float) -> np.ndarray:
    """Compress values above KNEE so that `top`, which is over 1, becomes 1."""
    a = -(KNEE**2) * (top - 1) / (KNEE**2 - 2 * KNEE + top)
    b = (KNEE**2 - 2 * KNEE * top + top) / (top - 1)
    scale = (b**2 + 2 * b * KNEE + KNEE**2) / (b - a)
    return np.asarray(scale * (light + a) / (light + b), np.float32)


@lru_cache
def _decode(transfer: int) -> np.ndarray:
    """float32 (2 ** _BITS,): light of each code; PQ in cd/m², HLG scene light from 0 to 1."""
    code = np.linspace(0, 1, 1 << _BITS, dtype=np.float64)
    if transfer == PQ:
        m1, m2 = 2610 / 16384, 2523 / 4096 * 128
        c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
        power = code ** (1 / m2)
        light: np.ndarray = 10000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    else:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    return light.astype(np.float32)


@lru_cache
def _encode() -> np.ndarray:
    """uint8 (2 ** _BITS,): code by square root of light, for fine steps in dark parts."""
    root = np.linspace(0, 1, 1 << _BITS)
    return np.round(255 * root ** (2 / 2.4)).astype(np.uint8)
