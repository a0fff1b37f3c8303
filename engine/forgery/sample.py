"""The sample clips: `python -m engine.forgery.sample FOLDER` makes them anew.

The portrait is scikit-image's `astronaut`: Eileen Collins, photographed by NASA, in the
public domain.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from engine.faces.mtcnn import FaceDetector
from engine.forgery.swap import swap_face
from engine.video.encode import write_clip


def animate(
    picture: np.ndarray, size: tuple[int, int], frames: int, fps: int = 25, seed: int = 0
) -> Iterator[np.ndarray]:
    """Frames of a moving camera over a portrait.

    Args:
        picture: uint8 (h, w, 3) RGB.
        size: width and height of the frames, even.
        frames: how many.
        fps: frames a second, sets the pace of the motion.
        seed: of the noise and of the motion's phases.

    Yields:
        uint8 (H, W, 3) RGB.
    """
    rng = np.random.default_rng(seed)
    phases = rng.uniform(0, 2 * np.pi, 5)
    width, height = size
    base = max(width / picture.shape[1], height / picture.shape[0])
    for number in range(frames):
        t = number / fps
        sway = np.sin(2 * np.pi * np.array([0.23, 0.31, 0.17, 0.11, 0.4]) * t + phases)
        scale = base * (1.12 + 0.05 * sway[2])
        matrix = cv2.getRotationMatrix2D(
            (picture.shape[1] / 2, picture.shape[0] * 0.32), 3.0 * float(sway[3]), scale
        )
        matrix[:, 2] += (
            width / 2 - picture.shape[1] / 2 + 0.03 * width * sway[0],
            height / 2 - picture.shape[0] * 0.32 + 0.025 * height * sway[1],
        )
        frame = cv2.warpAffine(
            picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        noise = rng.normal(0, 3.0, frame.shape)
        yield np.clip(frame * (1 + 0.04 * sway[4]) + noise, 0, 255).astype(np.uint8)


SIZE, FPS, FRAMES, SEED = (640, 480), 25, 150, 3
#: Pixels across the swapped face: a coarse swap, as an early or hasty generator leaves it.
RESOLUTION = 28


def make_samples(folder: Path) -> None:
    """Write pristine.mp4 and manipulated.mp4 into a folder."""
    from skimage.data import astronaut

    folder.mkdir(parents=True, exist_ok=True)
    # Head and shoulders of the portrait.
    portrait = np.ascontiguousarray(astronaut()[0:330, 40:430])
    frames = list(animate(portrait, SIZE, FRAMES, FPS, SEED))
    options = {"crf": "25", "preset": "slow"}
    write_clip(folder / "pristine.mp4", frames, FPS, options=options)
    write_clip(folder / "manipulated.mp4", swapped(frames), FPS, options=options)


def swapped(frames: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Each frame with its best face swapped; frames without a face stay as they are."""
    detector, rng = FaceDetector(min_face=40, device="cpu"), np.random.default_rng(SEED)
    for frame in frames:
        found = detector.detect(frame[None])[0]
        yield swap_face(frame, found.landmarks[0], rng, RESOLUTION) if len(found) else frame


if __name__ == "__main__":
    make_samples(Path(sys.argv[1]))
