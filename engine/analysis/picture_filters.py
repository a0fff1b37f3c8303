"""Pictures of a picture: what compression, noise and motion leave, made visible.

They show where to look and prove nothing by themselves: edges, text and scaling light up in
pristine pictures too. All work on the picture at its full resolution; a shrunk copy has lost
what they show.
"""

from __future__ import annotations

import cv2
import numpy as np

#: JPEG quality of the copy that `error_level` compares with; common in the literature.
JPEG_QUALITY = 90
#: Each view multiplies small differences by so much.
ERROR_GAIN, NOISE_GAIN, MOTION_GAIN = 20.0, 12.0, 4.0
#: What stands for "no difference" where differences have a sign.
MIDDLE = 128


def error_level(
    picture: np.ndarray, quality: int = JPEG_QUALITY, gain: float = ERROR_GAIN
) -> np.ndarray:
    """Error level analysis (Krawetz 2007): what another JPEG compression would change.

    Parts compressed less often, or pasted in, tend to change more than their surroundings.

    Args:
        picture: uint8 (H, W, 3) RGB.
        quality: of the JPEG copy, 1 to 100.
        gain: by which the absolute difference is multiplied.

    Returns:
        uint8 (H, W, 3) RGB, black where nothing changes.
    """
    # The encoder takes BGR; without the turn, luma would be weighed wrongly.
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    saved = cv2.cvtColor(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    return _amplified(cv2.absdiff(picture, saved), gain)


def noise_residual(picture: np.ndarray, gain: float = NOISE_GAIN) -> np.ndarray:
    """What a 3 x 3 median filter takes away: noise and the finest detail, with its sign.

    A camera's noise lies over the whole picture; faces that were made or blended in are
    often smoother than what surrounds them.

    Args:
        picture: uint8 (H, W, 3) RGB.
        gain: by which the difference is multiplied.

    Returns:
        uint8 (H, W, 3) RGB, MIDDLE where the filter changes nothing.
    """
    smooth = cv2.medianBlur(np.ascontiguousarray(picture), 3)
    # One pass with saturation: gain * picture - gain * smooth + MIDDLE.
    return np.asarray(cv2.addWeighted(picture, gain, smooth, -gain, MIDDLE))


def motion(picture: np.ndarray, previous: np.ndarray, gain: float = MOTION_GAIN) -> np.ndarray:
    """The absolute difference to the picture before.

    Repeated pictures are black all over; a face that jumps against a still head stands out.

    Args:
        picture, previous: uint8 (H, W, 3) RGB, of one size.
        gain: by which the difference is multiplied.

    Returns:
        uint8 (H, W, 3) RGB, black where nothing moved. Black all over where the sizes
        differ, as after a change of resolution within a clip.
    """
    if picture.shape != previous.shape:
        return np.zeros_like(picture)
    return _amplified(cv2.absdiff(picture, previous), gain)


def view(name: str, picture: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
    """A view by its name: "error_level", "noise_residual" or "motion".

    Args:
        picture: uint8 (H, W, 3) RGB.
        previous: the picture before, for "motion"; None for the first of a clip.

    Returns:
        uint8 (H, W, 3) RGB.

    Raises:
        KeyError: there is no such view.
    """
    match name:
        case "error_level":
            return error_level(picture)
        case "noise_residual":
            return noise_residual(picture)
        case "motion":
            return motion(picture, picture if previous is None else previous)
    raise KeyError(name)


def shrunk(picture: np.ndarray, max_side: int) -> np.ndarray:
    """uint8 (h, w, 3): a copy for the screen, at most `max_side` long, each pixel a mean."""
    height, width = picture.shape[:2]
    scale = max_side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def _amplified(difference: np.ndarray, gain: float) -> np.ndarray:
    return np.asarray(cv2.convertScaleAbs(difference, alpha=gain))
