"""Picture filters that reveal traces of compression, noise and motion.

They show where to look and prove nothing on their own: edges, text and scaling also stand out
in pristine pictures. All filters need the picture at full resolution, since downscaling removes
these traces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from engine.registry import Registry
from engine.surroundings.statistics import noise_map

#: JPEG quality of the copy that `error_level` compares with; common in the literature.
JPEG_QUALITY = 90
#: Gains that make small differences visible in each view.
ERROR_GAIN, NOISE_GAIN, MOTION_GAIN = 20.0, 12.0, 4.0
#: Grey level that represents "no difference" for signed differences.
MIDDLE = 128


def error_level(
    picture: np.ndarray, quality: int = JPEG_QUALITY, gain: float = ERROR_GAIN
) -> np.ndarray:
    """Error level analysis (Krawetz 2007): difference to a recompressed JPEG copy.

    Regions that were compressed less often, or pasted in, tend to change more than their
    surroundings.

    Args:
        picture: uint8 (H, W, 3) RGB.
        quality: of the JPEG copy, 1 to 100.
        gain: factor for the absolute difference.

    Returns:
        uint8 (H, W, 3) RGB, black where nothing changes.
    """
    # The encoder expects BGR; RGB input would give wrong luma weights.
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    saved = cv2.cvtColor(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    return _amplified(cv2.absdiff(picture, saved), gain)


def noise_residual(picture: np.ndarray, gain: float = NOISE_GAIN) -> np.ndarray:
    """Signed residual of a 3 x 3 median filter: noise and the finest detail.

    Camera noise covers the whole picture; synthesized or blended faces are often smoother
    than their surroundings.

    Args:
        picture: uint8 (H, W, 3) RGB.
        gain: factor for the difference.

    Returns:
        uint8 (H, W, 3) RGB, MIDDLE where the filter changes nothing.
    """
    smooth = cv2.medianBlur(np.ascontiguousarray(picture), 3)
    # One pass with saturation: gain * picture - gain * smooth + MIDDLE.
    return np.asarray(cv2.addWeighted(picture, gain, smooth, -gain, MIDDLE))


def motion(picture: np.ndarray, previous: np.ndarray, gain: float = MOTION_GAIN) -> np.ndarray:
    """Absolute difference to the previous picture.

    Repeated pictures are black everywhere; a face that jumps on a still head stands out.

    Args:
        picture, previous: uint8 (H, W, 3) RGB, of one size.
        gain: factor for the difference.

    Returns:
        uint8 (H, W, 3) RGB, black where nothing moved. All black if the sizes differ, as
        after a change of resolution within a clip.
    """
    if picture.shape != previous.shape:
        return np.zeros_like(picture)
    return _amplified(cv2.absdiff(picture, previous), gain)


def sharpen(picture: np.ndarray, amount: float = 1.5, radius: float = 2.0) -> np.ndarray:
    """Unsharp mask: add the difference to a blurred copy.

    Args:
        picture: uint8 (H, W, 3) RGB.
        amount: factor for the difference, 0 changes nothing.
        radius: standard deviation of the blur in pixels, > 0.

    Returns:
        uint8 (H, W, 3) RGB.
    """
    smooth = cv2.GaussianBlur(picture, (0, 0), radius)
    return np.asarray(cv2.addWeighted(picture, 1 + amount, smooth, -amount, 0))


def band(picture: np.ndarray, size: float = 2.0, gain: float = 6.0) -> np.ndarray:
    """Details of one size only: the difference of two Gaussian blurs.

    Blended faces and enlarged parts lack the finest details of their surroundings.

    Args:
        picture: uint8 (H, W, 3) RGB.
        size: of the details in pixels, > 0; the blurs have half of it and all of it as standard
            deviation.
        gain: factor for the difference.

    Returns:
        uint8 (H, W, 3) RGB, MIDDLE where there are no such details.
    """
    fine = cv2.GaussianBlur(picture, (0, 0), max(0.3, size / 2))
    coarse = cv2.GaussianBlur(picture, (0, 0), max(0.6, size))
    return np.asarray(cv2.addWeighted(fine, gain, coarse, -gain, MIDDLE))


@dataclass(frozen=True)
class Parameter:
    """A number that a filter takes by `name`, from `low` to `high`; `usual` by default."""

    name: str
    low: float
    high: float
    usual: float


@dataclass(frozen=True)
class PictureFilter:
    """A view of a picture.

    Attributes:
        apply: of the picture and the previous one, uint8 (H, W, 3) RGB; of the first picture of a
            clip, both are the same. Takes the parameters by name.
        title, about: of a plug-in's filter, its name and a sentence on what it shows. The window
            has words of its own for the filters of this program.
        parameters: what an analyst can adjust.
    """

    apply: Callable[..., np.ndarray]
    title: str = ""
    about: str = ""
    parameters: tuple[Parameter, ...] = ()


FILTERS: Registry[PictureFilter] = Registry("filters")
FILTERS.add(
    "error_level",
    PictureFilter(
        lambda picture, _, quality, gain: error_level(picture, round(quality), gain),
        parameters=(
            Parameter("quality", 50, 100, JPEG_QUALITY),
            Parameter("gain", 1, 60, ERROR_GAIN),
        ),
    ),
)
FILTERS.add(
    "noise_residual",
    PictureFilter(
        lambda picture, _, gain: noise_residual(picture, gain),
        parameters=(Parameter("gain", 1, 40, NOISE_GAIN),),
    ),
)
FILTERS.add("noise_map", PictureFilter(lambda picture, _: noise_map(picture)))
FILTERS.add("motion", PictureFilter(motion, parameters=(Parameter("gain", 1, 40, MOTION_GAIN),)))
FILTERS.add(
    "sharpen",
    PictureFilter(
        lambda picture, _, amount, radius: sharpen(picture, amount, radius),
        parameters=(Parameter("amount", 0, 8, 1.5), Parameter("radius", 0.5, 10, 2)),
    ),
)
FILTERS.add(
    "band",
    PictureFilter(
        lambda picture, _, size, gain: band(picture, size, gain),
        parameters=(Parameter("size", 0.5, 16, 2), Parameter("gain", 1, 30, 6)),
    ),
)


def view(
    name: str,
    picture: np.ndarray,
    previous: np.ndarray | None = None,
    values: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Compute a view by its name in `FILTERS`.

    Args:
        picture: uint8 (H, W, 3) RGB.
        previous: the previous picture; None for the first picture of a clip.
        values: of the filter's parameters, limited to their range; the usual ones if missing.

    Returns:
        uint8 (H, W, 3) RGB.

    Raises:
        KeyError: there is no such view.
    """
    one, values = FILTERS[name], values or {}
    given = {p.name: min(max(values.get(p.name, p.usual), p.low), p.high) for p in one.parameters}
    return one.apply(picture, picture if previous is None else previous, **given)


def shrunk(picture: np.ndarray, max_side: int) -> np.ndarray:
    """uint8 (h, w, 3): copy for display, at most `max_side` long, by area averaging."""
    height, width = picture.shape[:2]
    scale = max_side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def _amplified(difference: np.ndarray, gain: float) -> np.ndarray:
    return np.asarray(cv2.convertScaleAbs(difference, alpha=gain))
