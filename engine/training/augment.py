"""Augmentation of training crops: geometry, light and degradation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np

from engine.training.crops import View
from engine.video.encode import recompress

#: "graded": from clean to heavily degraded; "worn": mostly heavily degraded; "life": always
#: degraded; "moved": geometry and light only; "paper": as in the paper's released code; "none":
#: the unchanged crop.
KINDS = ("graded", "worn", "life", "moved", "paper", "none")
#: Share of clean crops, and share of lightly degraded crops among the others.
_GRADES = {"graded": (0.4, 0.35), "worn": (0.2, 0.25)}


def augment(crop: np.ndarray, view: View, rng: np.random.Generator, kind: str) -> np.ndarray:
    """Augment one stored crop at random.

    Args:
        crop: uint8 (S, S, 3) RGB, in the store's geometry.
        view: maps the store's geometry to the model's.
        rng: source of randomness.
        kind: one of `KINDS`. "life": shift, rotation, scale, mirroring and light, then
            downscaling, blur, noise and JPEG. "graded": the same geometry, less light, then
            nothing, mild downscaling and JPEG, or downscaling, noise, H.264 and JPEG. "worn": as
            "graded", mostly the last, with H.264 on the downscaled picture as in a forwarded clip.
            "paper": rotation up to 30 degrees, zoom 0.15, shift 0.2, shear 0.15 and mirroring.

    Returns:
        uint8 (s, s, 3) RGB.
    """
    if kind == "none":
        return view.plain(crop)
    size = view.wanted.side
    change = _paper_change(size, rng) if kind == "paper" else _jitter(size, rng)
    picture = view.warp(crop, change)
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
    if kind == "life":
        picture = _chain(picture, rng, _LIFE)
    elif kind == "moved" and rng.random() < 0.3:
        picture = _light(picture, rng, 0.6)
    elif kind in _GRADES:
        picture = _graded(picture, rng, kind)
    return np.ascontiguousarray(picture)


def augment_window(
    crops: np.ndarray, view: View, rng: np.random.Generator, kind: str
) -> np.ndarray:
    """Augment a window of faces with the same random parameters for every frame.

    Args:
        crops: uint8 (T, S, S, 3) RGB.

    Returns:
        uint8 (T, s, s, 3) RGB.
    """
    seed = int(rng.integers(2**32))
    return np.stack([augment(c, view, np.random.default_rng(seed), kind) for c in crops])


def moving(crop: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Turn a still into a window with small smooth movements.

    This lets window models run on single faces. The movement is artificial: a model learns nothing
    about real motion from it.

    Args:
        crop: uint8 (S, S, 3) RGB.
        count: number of frames.

    Returns:
        uint8 (count, S, S, 3) RGB.
    """
    side = crop.shape[0]
    phases, rates = rng.uniform(0, 2 * np.pi, 3), rng.uniform(0.1, 0.5, 3)
    waves = np.sin(phases + rates * np.arange(count)[:, None])
    frames = []
    for x, y, turn in waves * (0.01 * side, 0.01 * side, 1.5):
        matrix = cv2.getRotationMatrix2D((side / 2, side / 2), turn, 1.0)
        matrix[:, 2] += (x, y)
        frames.append(cv2.warpAffine(crop, matrix, (side, side), borderMode=cv2.BORDER_REFLECT_101))
    return np.stack(frames)


def paint_over(pictures: np.ndarray, chance: float, rng: np.random.Generator) -> np.ndarray:
    """Paint over a random part of some pictures, so that no region alone decides.

    The draws do not depend on the pictures: two sets painted with equal generators lose the same
    parts.

    Args:
        pictures: uint8 (N, s, s, 3) RGB, or (N, T, s, s, 3) for windows; all frames of a window
            lose the same part.
        chance: probability that a picture loses 5 to 25 percent of its area.

    Returns:
        The same array, modified in place.
    """
    side = pictures.shape[-2]
    for picture in pictures:
        hidden, area, shape, *place = rng.random(5)
        colour = rng.integers(0, 256, 3)
        if hidden >= chance:
            continue
        pixels = (0.05 + 0.2 * area) * side * side
        aspect = np.exp((shape - 0.5) * 2 * np.log(2.5))
        extent = np.minimum(np.round(np.sqrt([pixels * aspect, pixels / aspect])), side).astype(int)
        top, left = (np.array(place) * (side - extent + 1)).astype(int)
        picture[..., top : top + extent[0], left : left + extent[1], :] = colour
    return pictures


def _jitter(size: int, rng: np.random.Generator) -> np.ndarray:
    matrix: np.ndarray = cv2.getRotationMatrix2D(
        (size / 2, size / 2), rng.uniform(-8, 8), float(np.exp(rng.uniform(-0.08, 0.12)))
    )
    matrix[:, 2] += rng.uniform(-0.06, 0.06, 2) * size
    return matrix


def _paper_change(size: int, rng: np.random.Generator) -> np.ndarray:
    matrix: np.ndarray = cv2.getRotationMatrix2D(
        (size / 2, size / 2), rng.uniform(-30, 30), rng.uniform(0.85, 1.15)
    )
    shear = np.tan(np.radians(rng.uniform(-0.15, 0.15)))
    middle = np.array([[1, shear, -shear * size / 2], [0, 1, 0], [0, 0, 1]])
    matrix = matrix @ middle
    matrix[:, 2] += rng.uniform(-0.2, 0.2, 2) * size
    return matrix


def _graded(picture: np.ndarray, rng: np.random.Generator, kind: str) -> np.ndarray:
    # Forgery traces are faint: a network that rarely sees clean pictures does not learn them.
    if rng.random() < 0.5:
        picture = _light(picture, rng, 0.6)
    grade = rng.random()
    spared, a_little = _GRADES[kind]
    if grade < spared:
        return picture
    much = _SENT_ON if kind == "worn" else _MUCH
    return _chain(picture, rng, _A_LITTLE if grade < spared + a_little else much)


def _light(picture: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    values = picture.astype(np.float32)
    contrast = 1 + strength * rng.uniform(-0.2, 0.25)
    brightness = strength * rng.uniform(-22, 22)
    tint = (strength * rng.uniform(-8, 8, 3)).astype(np.float32)
    grey = values.mean(axis=2, keepdims=True)
    values = grey + (values - grey) * (1 + strength * rng.uniform(-0.4, 0.3))
    values = (values - 128) * contrast + 128 + brightness + tint
    return np.clip(values, 0, 255).astype(np.uint8)


def _shrink(picture: np.ndarray, rng: np.random.Generator, least: float = 0.35) -> np.ndarray:
    size = picture.shape[0]
    small = max(min(40, size), round(size * rng.uniform(least, 0.9)))
    return _enlarged(_shrunk(picture, small), size)


def _shrunk(picture: np.ndarray, side: int) -> np.ndarray:
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)


def _enlarged(picture: np.ndarray, side: int) -> np.ndarray:
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_LINEAR)


def _blur(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.6))


def _noise(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    noise = rng.normal(0, rng.uniform(1, 7), picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _jpeg(picture: np.ndarray, rng: np.random.Generator, least: int = 35) -> np.ndarray:
    quality = int(rng.integers(least, 96))
    _, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]


def _h264(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return recompress([np.ascontiguousarray(picture)], "h264", int(rng.integers(20, 39)))[0]


def _h264_in_small(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    size = picture.shape[0]
    small = max(min(64, size), round(size * rng.uniform(0.35, 1)))
    return _enlarged(_h264(_shrunk(picture, small), rng), size)


def _chain(picture: np.ndarray, rng: np.random.Generator, steps: _Steps) -> np.ndarray:
    for chance, change in steps:
        if rng.random() < chance:
            picture = change(picture, rng)
    return picture


_Steps = Sequence[tuple[float, Callable[[np.ndarray, np.random.Generator], np.ndarray]]]
_LIFE: _Steps = ((1.0, _light), (0.4, _shrink), (0.15, _blur), (0.2, _noise), (0.5, _jpeg))
_A_LITTLE: _Steps = ((0.5, partial(_shrink, least=0.6)), (0.7, partial(_jpeg, least=50)))
_MUCH: _Steps = ((0.7, _shrink), (0.1, _blur), (0.2, _noise), (0.8, _h264), (0.4, _jpeg))
_SENT_ON: _Steps = ((0.1, _blur), (0.15, _noise), (0.85, _h264_in_small), (0.3, _jpeg))
