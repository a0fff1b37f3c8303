"""Statistics of the middle of a face against the head around it, in one picture.

A face that was pasted in or synthesized went through other steps than the picture around it.
Compression ghosts are those of Farid 2009, "Exposing digital forgeries from JPEG ghosts".
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.surroundings.reference import SMALLEST_FACE

#: The statistics, in the order of the columns.
STATISTICS = ("noise", "sharpness", "ghost", "colour")
#: Width and height of a crop, and quality of its JPEG copy: as in the reference data.
CROP, _CROP_QUALITY = 299, 95
#: Side of the crop as a multiple of the mean side of a detected face's box.
_OF_BOX = 0.86
#: Half the size of the face's middle, and where its surroundings begin, as shares of the crop.
_MIDDLE, _AROUND = 0.28, 0.32
#: Side of the blocks in which noise and texture are measured, and the smallest number of a region.
_BLOCK, _LEAST = 8, 24
#: Larger or smaller mean grey levels are saturated or dark.
_DARK, _BRIGHT = 16, 240
#: JPEG qualities of the copies that show ghosts.
_QUALITIES = (50, 60, 70, 80, 90)
_MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def face_crop(picture: np.ndarray, box: np.ndarray) -> np.ndarray | None:
    """Crop a face like those of the reference.

    Args:
        picture: uint8 (H, W, 3) RGB at full resolution.
        box: float32 (4,), x0, y0, x1, y1 of the face.

    Returns:
        uint8 (CROP, CROP, 3) RGB; None if the face is too small or leaves the picture.
    """
    x0, y0, x1, y1 = (float(value) for value in box)
    side = _OF_BOX * float(np.sqrt(max(x1 - x0, 0) * max(y1 - y0, 0)))
    if side < SMALLEST_FACE:
        return None
    left, top = round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2)
    right, bottom = left + round(side), top + round(side)
    if min(left, top) < 0 or right > picture.shape[1] or bottom > picture.shape[0]:
        return None
    how = cv2.INTER_AREA if side > CROP else cv2.INTER_CUBIC
    part = cv2.resize(picture[top:bottom, left:right], (CROP, CROP), interpolation=how)
    # Gives a background that the codec skipped the noise floor of the reference.
    return _jpeg_copy(part, _CROP_QUALITY)


def measure_crop(crop: np.ndarray) -> np.ndarray:
    """Compare the middle of a face with what surrounds it.

    Args:
        crop: uint8 (CROP, CROP, 3) RGB.

    Returns:
        float64 (4,), in the order of STATISTICS: base-2 logarithms of ratios, middle against
        surroundings, of the noise, of the sharpness and of the colours' share of the noise; the
        ghosts' as spread over qualities. NaN if too little of either is neither dark nor saturated.
    """
    size = CROP // _BLOCK * _BLOCK
    crop = np.ascontiguousarray(crop[:size, :size])
    middle, around = _regions(size)
    planes = cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb))
    detail = [_blocks(np.abs(cv2.filter2D(plane, cv2.CV_32F, _MASK))) for plane in planes]
    luma = planes[0].astype(np.float32)
    smooth = cv2.GaussianBlur(luma, (0, 0), 1.5)
    texture = np.sqrt(np.maximum(_blocks(smooth**2) - _blocks(smooth) ** 2, 0))
    level = _blocks(luma)
    usable = (level > _DARK) & (level < _BRIGHT)
    regions = [middle & usable, around & usable]
    if min(region.sum() for region in regions) < _LEAST:
        return np.full(len(STATISTICS), np.nan)
    # The same limit of texture in both, because texture is not noise.
    limit = float(np.median(texture[regions[0] | regions[1]]))
    flat = [_flattest(region, texture, limit) for region in regions]
    noise = [_log(np.median(detail[0][part])) for part in flat]
    colour = [_log(np.median((detail[1] + detail[2])[part])) for part in flat]
    fine = _blocks(np.abs(cv2.Laplacian(luma, cv2.CV_32F)))
    slope = _blocks(
        cv2.magnitude(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    )
    sharp = [_sharpness(fine[region], slope[region]) for region in regions]
    return np.array(
        [noise[0] - noise[1], sharp[0] - sharp[1], _ghosts(crop, luma, *regions),
         (colour[0] - noise[0]) - (colour[1] - noise[1])]
    )  # fmt: skip


def noise_map(picture: np.ndarray) -> np.ndarray:
    """Noise of each block of a picture, bright where it is strong.

    Args:
        picture: uint8 (H, W, 3) RGB.

    Returns:
        uint8 (H, W, 3) RGB, from black for the quietest twentieth of all blocks to white for the
        noisiest, on a logarithmic scale.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    height, width = (side // _BLOCK * _BLOCK for side in grey.shape)
    if min(height, width) == 0:
        return np.zeros_like(picture)
    blocks = _blocks(np.abs(cv2.filter2D(grey, cv2.CV_32F, _MASK))[:height, :width])
    levels = np.log2(blocks + 0.25)
    low, high = np.quantile(levels, (0.05, 0.95))
    share = np.clip((levels - low) / max(high - low, 0.5), 0, 1)
    large = cv2.resize(
        (255 * share).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_NEAREST
    )
    return cv2.applyColorMap(large, cv2.COLORMAP_INFERNO)[..., ::-1].copy()


def _jpeg_copy(picture: np.ndarray, quality: int) -> np.ndarray:
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.cvtColor(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)


def _regions(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of the middle, an ellipse, and of its surroundings, bool (size / 8, size / 8)."""
    at = np.abs((np.arange(size // _BLOCK) + 0.5) * _BLOCK / CROP - 0.5)
    across, down = at[None, :], at[:, None]
    middle = across**2 + down**2 <= _MIDDLE**2
    return middle, np.maximum(across, down) >= _AROUND


def _blocks(values: np.ndarray) -> np.ndarray:
    """Mean of each block, float64 (H / 8, W / 8)."""
    rows, columns = values.shape[0] // _BLOCK, values.shape[1] // _BLOCK
    found = values.reshape(rows, _BLOCK, columns, _BLOCK).mean((1, 3), dtype=np.float64)
    return np.asarray(found)


def _flattest(region: np.ndarray, texture: np.ndarray, limit: float) -> np.ndarray:
    """Flat blocks of a region, or its flattest quarter if there are few."""
    flat = region & (texture <= limit)
    if flat.sum() >= _LEAST // 2:
        return np.asarray(flat)
    return np.asarray(region & (texture <= np.quantile(texture[region], 0.25)))


def _sharpness(fine: np.ndarray, slope: np.ndarray) -> float:
    """Finest detail for each unit of slope, where the slope is steepest."""
    steep = slope >= np.quantile(slope, 0.75)
    return _log(float(fine[steep].mean()) / max(float(slope[steep].mean()), 0.01))


def _ghosts(crop: np.ndarray, luma: np.ndarray, middle: np.ndarray, around: np.ndarray) -> float:
    """Spread over qualities of how much more the middle changes than its surroundings."""
    ratios = []
    for quality in _QUALITIES:
        again = cv2.cvtColor(_jpeg_copy(crop, quality), cv2.COLOR_RGB2YCrCb)[..., 0]
        change = _blocks((luma - again) ** 2)
        ratios.append(_log(float(change[middle].mean())) - _log(float(change[around].mean())))
    return float(np.std(ratios))


def _log(value: float) -> float:
    return float(np.log2(max(float(value), 0.01)))
