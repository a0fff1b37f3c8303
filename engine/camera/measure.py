"""Measure the comparison of sensor patterns on simulated cameras."""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from engine.camera.compare import compare_patterns
from engine.camera.estimate import estimate_fingerprint
from engine.camera.made_sensors import Sensor, cropped, scaled, stabilised
from engine.camera.rates import CameraRates, RocPoint
from engine.coding.made_scenes import Scene, find_scenes
from engine.coding.rates import Count
from engine.progress import Progress, ProgressCallback, ignore_progress
from engine.video.encode import write_clip
from engine.video.source import VideoSource

#: Width and height of the sensors; frames of each clip, and frames a second.
SIZE, _FRAMES, _RATE = (640, 480), 40, 25
#: Clips that each fingerprint is made from, and their rate factor.
_CLIPS, _FINE = 4, 16
#: Threshold of Goljan, Fridrich and Filler 2009, who compared a million pictures; the least used.
_PUBLISHED = 60.0
_THRESHOLDS = (15, 20, 25, 30, 40, 50, 60, 80, 120, 200)
_CLIP_PAIR = "two clips, H.264 18"


def measure_cameras(
    folder: Path,
    cameras: int = 20,
    jobs: int = 1,
    progress: ProgressCallback = ignore_progress,
) -> CameraRates:
    """Record scenes with simulated cameras; fit on one half of them, and measure on the other.

    Args:
        folder: pictures and clips; each file is one scene. The halves share no scene.
        cameras: number of cameras.
        jobs: number of processes.
        progress: receives the number of finished cameras.

    Raises:
        TrainingDataError: there are too few scenes, or one cannot be read.
        EngineError: a made clip cannot be read.
    """
    from joblib import Parallel, delayed

    scenes = find_scenes(folder, SIZE, noisy=False)
    halves = scenes[0::2], scenes[1::2]
    made = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_recorded)(halves[number % 2], number) for number in range(cameras)
    )
    found: list[_Camera] = []
    for camera in made:
        found.append(camera)
        progress(Progress("Recording scenes", len(found), cameras))
    fit, held = _compared(found[0::2]), _compared(found[1::2])
    threshold = max(_PUBLISHED, math.ceil(max(fit[1])))
    own, others = held
    return CameraRates(
        (len(found[0::2]), len(found[1::2])),
        float(threshold),
        max(others),
        _reach(others, threshold),
        {kind: _reach(values, threshold) for kind, values in own.items()},
        {
            kind: round(float(np.mean([c.bits[kind] for c in found[1::2]])), 3)
            for kind in found[0].bits
        },
        {
            kind: _reach([c.agreement[kind] for c in found[1::2]], threshold)
            for kind in found[0].agreement
        },
        [
            RocPoint(
                t, _reach(others, t), {kind: _reach(values, t) for kind, values in own.items()}
            )
            for t in _THRESHOLDS
        ],
    )


class _Camera:
    """Fingerprint of a simulated camera, and patterns of its queries by kind."""

    def __init__(self, reference: np.ndarray, single: np.ndarray) -> None:
        self.reference = reference
        self.single = single
        self.queries: dict[str, np.ndarray] = {}
        self.bits: dict[str, float] = {}
        self.agreement: dict[str, float] = {}


def _recorded(scenes: list[Scene], number: int) -> _Camera:
    """Record a fingerprint's clips and the queries.

    No camera's query shows a scene of a fingerprint: the same scene in the same place would agree.
    """
    sensor = Sensor(number, SIZE)
    rng = np.random.default_rng(number)
    known, asked = (rng.permutation(np.array(part, object)) for part in (scenes[::2], scenes[1::2]))
    with tempfile.TemporaryDirectory(prefix="camera-") as name:
        folder = Path(name)
        plain, shaken = [], []
        for place in range(_CLIPS):
            frames = list(sensor.record(known[place % len(known)].frames(_FRAMES)))
            plain.append(_clip(folder / f"plain{place}.mp4", frames, _FINE))
            moved = stabilised(frames, number * _CLIPS + place)
            shaken.append(_clip(folder / f"shaken{place}.mp4", list(moved), _FINE))
        whole = estimate_fingerprint(plain)
        single = estimate_fingerprint(plain[:1])
        found = _Camera(whole.pattern, single.pattern)
        found.agreement = {
            "clips": whole.agreement or 0.0,
            "stabilised clips": estimate_fingerprint(shaken).agreement or 0.0,
        }
        frames = list(sensor.record(asked[0].frames(_FRAMES)))
        for kind, path, pixels in _queries(folder, frames, number):
            found.bits[kind] = 8 * path.stat().st_size / pixels
            found.queries[kind] = estimate_fingerprint([path]).pattern
    return found


def _queries(folder: Path, frames: list[np.ndarray], seed: int) -> Iterator[tuple[str, Path, int]]:
    """Kind, path and number of pixels of each query."""
    path = folder / "query.mp4"
    whole, part = SIZE[0] * SIZE[1] * len(frames), 480 * 360 * len(frames)
    for factor in (14, 18, 20, 23, 28):
        yield f"H.264 {factor}", _clip(path, frames, factor), whole
    small = list(scaled(frames, 480, 360))
    yield "scaled to 3/4, H.264 18", _clip(path, small, 18), part
    yield "cropped to 3/4, H.264 18", _clip(path, list(cropped(frames, 480, 360)), 18), part
    yield "stabilised, H.264 14", _clip(path, list(stabilised(frames, seed)), 14), whole
    _clip(path, frames, 18)
    with VideoSource.open(path) as video:
        again = list(scaled((frame.rgb() for frame in video.frames()), 480, 360))
    yield "H.264 18, then scaled to 3/4, H.264 26", _clip(path, again, 26), part
    photo = folder / "photo.jpg"
    for quality in (95, 80):
        middle = frames[len(frames) // 2][:, :, ::-1]
        cv2.imwrite(str(photo), middle, [cv2.IMWRITE_JPEG_QUALITY, quality])
        yield f"one picture, JPEG {quality}", photo, SIZE[0] * SIZE[1]


def _clip(path: Path, frames: list[np.ndarray], factor: int) -> Path:
    # Phones encode without B frames.
    options = {"preset": "veryfast", "crf": str(factor), "g": "25", "bf": "0"}
    write_clip(path, frames, _RATE, "libx264", options)
    return path


def _compared(cameras: list[_Camera]) -> tuple[dict[str, list[float]], list[float]]:
    """PCE of queries with their own camera, by kind, and of all queries with other cameras."""
    own: dict[str, list[float]] = defaultdict(list)
    others: list[float] = []
    for one in cameras:
        for camera in cameras:
            pairs = [(kind, query, camera.reference) for kind, query in one.queries.items()]
            pairs.append((_CLIP_PAIR, one.queries["H.264 18"], camera.single))
            for kind, query, reference in pairs:
                match = compare_patterns(query, reference)
                assert match is not None
                if camera is one:
                    own[kind].append(match.pce)
                else:
                    others.append(match.pce)
    return dict(own), others


def _reach(values: list[float], threshold: float) -> Count:
    return Count(sum(value >= threshold for value in values), len(values))


def _roc_point(own: dict[str, list[float]], others: list[float], threshold: float) -> RocPoint:
    reached = {kind: _reach(values, threshold) for kind, values in own.items()}
    return RocPoint(threshold, _reach(others, threshold), reached)
