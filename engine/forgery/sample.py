"""The sample clips: `python -m engine.forgery.sample FOLDER` makes them anew.

The portrait is scikit-image's `astronaut`: Eileen Collins, photographed by NASA, in the
public domain.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from engine.faces.mtcnn import FaceDetector
from engine.forgery.portrait import animate
from engine.forgery.swap import swap_face
from engine.video.write import write_clip

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
