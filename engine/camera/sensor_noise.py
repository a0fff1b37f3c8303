"""Noise residual of a picture, and what is removed from a pattern because sensors share it.

Source: Chen, Fridrich, Goljan and Lukas 2008, "Determining image origin and integrity using sensor
noise"; the denoising filter is that of Mihcak, Kozintsev and Ramchandran 1999. Content is weakened
after Li 2010, "Source camera identification using enhanced sensor pattern noise".
"""

from __future__ import annotations

import cv2
import numpy as np
import pywt

_WAVELET, _MODE, _LEVELS = "db4", "periodization", 4
#: Standard deviation of the noise that the filter separates, in grey levels.
_NOISE = 3.0
#: Sides of the windows in which the variance of the picture is estimated.
_WINDOWS = (3, 5, 7, 9)
#: Side of the window in which a pattern's strength is compared with its median, and the largest
#: value in robust standard deviations.
_LOCAL, _OUTLIER = 9, 3.0


def noise_residual(grey: np.ndarray) -> np.ndarray:
    """Separate the noise of a picture from its content.

    Args:
        grey: float32 (H, W), grey levels 0 to 255; each side at least 16.

    Returns:
        float32 (H, W), grey levels, mean near 0.
    """
    bands = pywt.wavedec2(grey, _WAVELET, _MODE, _LEVELS)
    noise = [np.zeros_like(bands[0])]
    noise += [tuple(_noise_part(band, _NOISE**2) for band in level) for level in bands[1:]]
    height, width = grey.shape
    return np.asarray(pywt.waverec2(noise, _WAVELET, _MODE)[:height, :width], np.float32)


def _noise_part(band: np.ndarray, variance: float) -> np.ndarray:
    """Wiener filter's estimate of the noise, from the local variance of the band."""
    power = np.square(band)
    local = np.min([cv2.blur(power, (side, side)) for side in _WINDOWS], axis=0)
    return np.asarray(band * (variance / np.maximum(local, variance)), np.float32)


def _without_content(pattern: np.ndarray) -> np.ndarray:
    """Weaken strong parts, which come from the scene and not from the sensor (Li 2010)."""
    found = pattern - pattern.mean()
    strength = np.sqrt(cv2.blur(np.square(found), (_LOCAL, _LOCAL))) + np.float32(1e-9)
    found *= np.square(np.minimum(1, np.median(strength) / strength))
    limit = _OUTLIER * 1.4826 * float(np.median(np.abs(found)))
    return np.asarray(np.clip(found, -limit, limit), np.float32)


def without_shared_pattern(pattern: np.ndarray) -> np.ndarray:
    """Weaken the content of pictures, and remove what cameras of one model and codecs share.

    Where the pattern is stronger than usual, edges that stayed in place have left it.

    Rows and columns get mean zero in each of the four parts of the colour filter, and a Wiener
    filter flattens peaks of the spectrum, which periodic patterns such as blocks leave.

    Args:
        pattern: float32 (H, W).

    Returns:
        float32 (H, W), standard deviation 1; all zeros for a constant pattern.
    """
    found = _without_content(pattern)
    for row in (0, 1):
        for column in (0, 1):
            part = found[row::2, column::2]
            part -= part.mean()
            part -= part.mean(1, keepdims=True)
            part -= part.mean(0, keepdims=True)
    deviation = float(found.std())
    if deviation == 0:
        return found
    found /= deviation
    spectrum = cv2.dft(found, flags=cv2.DFT_COMPLEX_OUTPUT)
    size = np.hypot(spectrum[..., 0], spectrum[..., 1]) / np.float32(np.sqrt(found.size))
    spectrum = spectrum * (_noise_part(size, 1.0) / np.maximum(size, 1e-12))[..., None]
    found = cv2.idft(spectrum, flags=cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
    return np.asarray(found / (float(found.std()) or 1.0), np.float32)
