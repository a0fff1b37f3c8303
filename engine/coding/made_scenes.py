"""Scenes to encode for measurements: still pictures under a moving camera, and parts of clips."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np

from engine.errors import EngineError, TrainingDataError
from engine.progress import Progress, ProgressCallback
from engine.video.source import VideoSource
from engine.wording import mark

T = TypeVar("T")

#: Width and height of made scenes.
SIZE = (320, 240)
#: Share of pictures and clips coded once that may reach a threshold.
_FALSE = 0.05
_PICTURES = (".jpg", ".jpeg", ".png")
_CLIPS = (".mp4", ".mov", ".mkv", ".avi", ".webm")


@dataclass(frozen=True)
class Scene:
    """A source of frames.

    Attributes:
        name: file that it is made of; scenes of one file never serve both fitting and measuring.
        frames: makes up to a number of frames, uint8 (H, W, 3) RGB, the same each time.
    """

    name: str
    frames: Callable[[int], Iterator[np.ndarray]]


def find_scenes(folder: Path, size: tuple[int, int] = SIZE, noisy: bool = True) -> list[Scene]:
    """Scenes from all pictures and clips below a folder, ordered by name.

    Args:
        folder: searched with its folders.
        size: width and height of the frames, at least 100.
        noisy: with the noise of a sensor.

    Raises:
        TrainingDataError: there are fewer than four.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    scenes = []
    for number, path in enumerate(paths):
        if path.suffix.lower() in _PICTURES:
            scenes.append(Scene(path.name, partial(_over_picture, path, number, size, noisy)))
        elif path.suffix.lower() in _CLIPS:
            scenes.append(Scene(path.name, partial(_from_clip, path, number, size, noisy)))
    if len(scenes) < 4:
        raise TrainingDataError(
            mark("'{folder}' holds {count} pictures and clips; at least four are needed."),
            mark("Choose a folder with pictures or clips of different scenes."),
            folder=folder,
            count=len(scenes),
        )
    return scenes


def made_of_each(
    make: Callable[..., list[T]],
    tasks: Sequence[tuple[Any, ...]],
    jobs: int,
    progress: ProgressCallback,
) -> list[list[T]]:
    """Call `make` with the arguments of each task.

    Args:
        make: makes and measures the clips of one scene.
        tasks: arguments of each call.
        jobs: number of processes.
        progress: receives the number of finished scenes.
    """
    from joblib import Parallel, delayed

    calls = (delayed(make)(*task) for task in tasks)
    results: list[list[T]] = []
    for made in Parallel(n_jobs=jobs, return_as="generator")(calls):
        results.append(made)
        progress(Progress("Coding scenes", len(results), len(tasks)))
    return results


def threshold_of(once: Sequence[float], digits: int) -> float:
    """Score that one in twenty of those coded once exceeds, rounded up to some decimals."""
    scale: int = 10**digits
    highest = float(np.quantile(once, 1 - _FALSE, method="higher"))
    return math.ceil(scale * highest) / scale


def _over_picture(
    path: Path, seed: int, size: tuple[int, int], noisy: bool, count: int
) -> Iterator[np.ndarray]:
    """A hand-held camera over a picture, a part that moves on its own, and sensor noise."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise TrainingDataError(
            mark("'{path}' cannot be read as a picture."), mark("Remove or replace it."), path=path
        )
    picture = np.ascontiguousarray(picture[:, :, ::-1])
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    time = np.arange(count)

    def wave(extent: float, period: float) -> np.ndarray:
        phases = rng.uniform(0, 2 * np.pi, 3)
        parts = [
            extent / (k + 1) * np.sin(2 * np.pi * (k + 1) * time / period + phase)
            for k, phase in enumerate(phases)
        ]
        return np.sum(parts, axis=0)

    shake = np.cumsum(rng.normal(0, 0.15, (count, 2)), 0)
    shake -= np.linspace(0, 1, count)[:, None] * shake[-1]
    across = wave(rng.uniform(1, 8), rng.uniform(60, 200)) + shake[:, 0]
    down = wave(rng.uniform(1, 8), rng.uniform(60, 200)) + shake[:, 1]
    zoom = 1.25 + wave(0.03, 150)
    moved = np.stack([wave(14, rng.uniform(40, 90)), wave(10, rng.uniform(40, 90))], 1)
    noise = rng.uniform(1.0, 4.0) if noisy else 0.0
    middle = picture[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4]
    patch = cv2.resize(middle, (90, 100))
    for n in range(count):
        scale = zoom[n] * max(size[0] / width, size[1] / height)
        matrix = np.array(
            [
                [scale, 0, size[0] / 2 - scale * (width / 2 + across[n])],
                [0, scale, size[1] / 2 - scale * (height / 2 + down[n])],
            ]
        )
        frame = cv2.warpAffine(
            picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        )
        x, y = (moved[n] + (size[0] / 2 - 45, size[1] / 2 - 50)).astype(int)
        x, y = min(max(x, 0), size[0] - 90), min(max(y, 0), size[1] - 100)
        frame[y : y + 100, x : x + 90] = patch
        yield _with_noise(frame, noise, rng)


def _from_clip(
    path: Path, seed: int, size: tuple[int, int], noisy: bool, count: int
) -> Iterator[np.ndarray]:
    """A clip made smaller, which weakens traces of its coding, under new noise."""
    rng = np.random.default_rng(seed)
    noise = rng.uniform(0.5, 2.5) if noisy else 0.0
    try:
        with VideoSource.open(path) as video:
            for frame in video.frames(limit=count):
                picture = frame.rgb()
                scale = max(size[0] / picture.shape[1], size[1] / picture.shape[0])
                scaled = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
                small = cv2.resize(picture, scaled, interpolation=cv2.INTER_AREA)
                y, x = (small.shape[0] - size[1]) // 2, (small.shape[1] - size[0]) // 2
                yield _with_noise(small[y : y + size[1], x : x + size[0]], noise, rng)
    except EngineError as error:
        raise TrainingDataError(
            mark("'{path}' cannot be used: {why}"),
            mark("Remove or replace it."),
            repr(error),
            path=path,
            why=error,
        ) from error


def _with_noise(picture: np.ndarray, level: float, rng: np.random.Generator) -> np.ndarray:
    """Noise of a sensor: most of it in all channels alike."""
    if level == 0:
        return picture
    shape = picture.shape[:2]
    noise = rng.normal(0, level, shape)[..., None] + rng.normal(0, level / 2, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)
