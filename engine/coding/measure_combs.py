"""Measure the score of DCT combs on pictures and clips coded once and twice in all combinations."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from PIL import Image

from engine.coding.examine import read_columns
from engine.coding.made_clips import (
    INTRA_EARLIER,
    INTRA_FINAL,
    QUALITIES,
    coded,
    write,
)
from engine.coding.made_scenes import Scene, find_scenes, made_of_each, threshold_of
from engine.coding.rates import CombRates, Count
from engine.progress import ProgressCallback, ignore_progress

#: Frames of a clip: two seconds.
_FRAMES = 50
#: The later coding of a clip begins up to this many frames after the earlier one.
_LATEST = 9


@dataclass(frozen=True)
class _Made:
    """A measured picture or clip: decoder, names of its encoders ("" without), and score."""

    codec: str
    final: str
    earlier: str
    score: float


def measure_dct_combs(
    folder: Path, jobs: int = 1, progress: ProgressCallback = ignore_progress
) -> CombRates:
    """Code the scenes in a folder, fit the threshold on one half, and measure on the other.

    Args:
        folder: pictures and clips; each file is one scene.
        jobs: number of processes.
        progress: receives the number of finished scenes.

    Raises:
        TrainingDataError: there are too few scenes, or one cannot be read.
        EngineError: a made picture or clip cannot be read.
    """
    scenes = find_scenes(folder)
    tasks = [(scene, number) for number, scene in enumerate(scenes)]
    results = made_of_each(_made_of, tasks, jobs, progress)
    fit, held = results[0::2], results[1::2]
    once = [made.score for made in chain.from_iterable(fit) if not made.earlier]
    threshold = threshold_of(once, 3)
    single, double, by_single, by_pair = (defaultdict[str, list[bool]](list) for _ in range(4))
    for made in chain.from_iterable(held):
        traced = made.score >= threshold
        (double if made.earlier else single)[made.codec].append(traced)
        if made.earlier:
            by_pair[f"{made.earlier} → {made.final}"].append(traced)
        else:
            by_single[made.final].append(traced)
    counts = (_counts(hits) for hits in (single, double, by_single, by_pair))
    return CombRates((len(fit), len(held)), threshold, *counts)


def _counts(hits: dict[str, list[bool]]) -> dict[str, Count]:
    return {name: Count(sum(found), len(found)) for name, found in hits.items()}


def _made_of(scene: Scene, number: int) -> list[_Made]:
    """Everything made of one scene that can tell."""
    rng = np.random.default_rng(number)
    frames = list(scene.frames(_FRAMES))
    with tempfile.TemporaryDirectory(prefix="combs-") as name:
        return [*_pictures(Path(name), frames[-1]), *_clips(Path(name), frames, rng)]


def _pictures(folder: Path, frame: np.ndarray) -> Iterator[_Made]:
    for earlier in (None, *QUALITIES):
        picture = Image.fromarray(frame)
        if earlier is not None:
            picture.save(folder / "earlier.jpg", quality=earlier)
            picture = Image.open(folder / "earlier.jpg").convert("RGB")
        for final in QUALITIES:
            picture.save(folder / "final.jpg", quality=final)
            named = f"JPEG {earlier}" if earlier is not None else ""
            yield from _measured(folder / "final.jpg", f"JPEG {final}", named)


def _clips(folder: Path, frames: list[np.ndarray], rng: np.random.Generator) -> Iterator[_Made]:
    for earlier in (None, *INTRA_EARLIER):
        source = frames
        if earlier is not None:
            source = coded(folder, frames, earlier)[int(rng.integers(0, _LATEST + 1)) :]
        for final in INTRA_FINAL:
            path = write(folder, "final", source, final)
            yield from _measured(path, final.name, earlier.name if earlier is not None else "")


def _measured(path: Path, final: str, earlier: str) -> Iterator[_Made]:
    columns = read_columns(path)
    path.unlink()
    if not columns.combs.reason:
        yield _Made(columns.series.codec, final, earlier, columns.combs.score)
