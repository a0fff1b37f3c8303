"""Colour and sharpness of a face: random changes, and colour transfer."""

from __future__ import annotations

import cv2
import numpy as np

#: Methods of colour transfer.
MATCHES = ("lab", "histogram", "none")


def match_colours(
    source: np.ndarray, target: np.ndarray, weight: np.ndarray, how: str
) -> np.ndarray:
    """Transfer the colours of one picture to another, measured inside a mask.

    Args:
        source: uint8 (H, W, 3) RGB, to be changed.
        target: uint8 (H, W, 3) RGB.
        weight: float32 (H, W), 0 to 1.
        how: one of MATCHES.

    Returns:
        uint8 (H, W, 3) RGB; `source` if the mask never exceeds one half.
    """
    inside = weight > 0.5
    if how == "none" or not inside.any():
        return source
    return (_match_lab if how == "lab" else _match_histogram)(source, target, inside)


def _match_lab(source: np.ndarray, target: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Match mean and deviation of each CIELAB channel (after Reinhard et al. 2001)."""
    lab = cv2.cvtColor(source.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    mean, spread = _mean_and_spread(lab, inside)
    wanted_mean, wanted_spread = _mean_and_spread(
        cv2.cvtColor(target.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), inside
    )
    # Amplified flat light gives blotches; strong shadows are not the skin's own contrast.
    gain = np.clip(wanted_spread / np.maximum(spread, 1.0), 0.6, 1.3)
    lab = (lab - mean) * gain + wanted_mean
    return to_bytes(cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_LAB2RGB) * 255)


def _mean_and_spread(lab: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, spread = cv2.meanStdDev(lab, mask=inside.astype(np.uint8))
    return mean[:, 0].astype(np.float32), spread[:, 0].astype(np.float32)


def _match_histogram(source: np.ndarray, target: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Match the histogram of each channel by a monotonic table, then mean and deviation."""
    levels = np.arange(256)
    table = np.empty((1, 256, 3), np.uint8)
    for channel in range(3):
        have, want = (
            np.cumsum(np.bincount(picture[:, :, channel][inside], minlength=256)) / inside.sum()
            for picture in (source, target)
        )
        # A full match would posterise faces lit from different sides.
        mapped = 0.5 * levels + 0.5 * np.interp(have, want, levels)
        table[0, :, channel] = to_bytes(mapped)
    return _match_lab(np.asarray(cv2.LUT(source, table)), target, inside)


def shift_colours(picture: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Change channel offsets, saturation, contrast and gamma at random.

    Args:
        picture: uint8 (H, W, 3) RGB.
        strength: 1 shifts channels by 12 of 255 and changes the others by about a tenth.

    Returns:
        uint8 (H, W, 3) RGB.
    """
    offset = (rng.normal(0, 6.0 * strength) + rng.normal(0, 5.0 * strength, 3)).astype(np.float32)
    saturation, contrast, gamma = np.exp(rng.normal(0, 0.1 * strength, 3)).astype(np.float32)
    # One lookup table for each channel applies gamma, contrast and offset at once.
    levels = 255 * (np.arange(256, dtype=np.float32) / 255) ** gamma
    levels = (levels - 128) * contrast + 128
    table = to_bytes(levels[:, None] + offset)[None]
    toned = cv2.LUT(picture, table)
    grey = cv2.cvtColor(cv2.cvtColor(toned, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(toned, float(saturation), grey, 1 - float(saturation), 0))


def change_sharpness(picture: np.ndarray, eyes: float, rng: np.random.Generator) -> np.ndarray:
    """Sharpen or soften at a random strength, relative to the face size.

    Args:
        picture: uint8 (H, W, 3) RGB.
        eyes: distance between the eyes in pixels.

    Returns:
        uint8 (H, W, 3) RGB.
    """
    amount, sigma = rng.uniform(-0.9, 0.8), rng.uniform(0.012, 0.03) * eyes
    blurred = cv2.GaussianBlur(picture, (0, 0), max(0.5, sigma))
    return np.asarray(cv2.addWeighted(picture, 1 + amount, blurred, -amount, 0))


def to_bytes(values: np.ndarray) -> np.ndarray:
    """Round and clip to uint8."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
