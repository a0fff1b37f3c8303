"""Noise residual of a picture, and what is removed from a pattern because sensors share it.

Source: Chen, Fridrich, Goljan and Lukas 2008, "Determining image origin and integrity using sensor
noise"; the denoising filter is that of Mihcak, Kozintsev and Ramchandran 1999.
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


def without_shared_pattern(pattern: np.ndarray) -> np.ndarray:
    """Remove what cameras of one model and clips of one codec share.

    Rows and columns get mean zero in each of the four parts of the colour filter, and a Wiener
    filter flattens peaks of the spectrum, which periodic patterns such as blocks leave.

    Args:
        pattern: float32 (H, W).

    Returns:
        float32 (H, W), standard deviation 1; all zeros for a constant pattern.
    """
    found = pattern.copy()
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
