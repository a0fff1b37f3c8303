"""Fit the crop of dlib's landmarks to MTCNN's, and measure the difference.

DeepfakeBench and Effort align faces by five of dlib's landmarks; this program finds faces with
MTCNN. The script finds where MTCNN's landmarks lie, on average, in a crop that dlib's landmarks
align; these are the points of `engine.faces.published_crops`. It then measures how far both crops
differ on other pictures.

    pip install dlib-bin face_recognition_models
    python .ci/fit_published_crops.py FIT_FOLDER MEASURE_FOLDER

Both folders hold pictures or clips, of different people. dlib's model of 68 landmarks stands in
for the authors' of 81, which has the same points and is in no package.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import dlib
import numpy as np

from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.faces.published_crops import DEEPFAKEBENCH, least_squares
from engine.video.frame import Frame
from engine.video.source import VideoSource

#: Zero-based points that DeepfakeBench takes, in the order of its template.
POINTS = (37, 44, 30, 49, 55)
#: Frames of each clip.
FRAMES = 8


def pictures(folder: Path) -> Iterator[np.ndarray]:
    """uint8 (H, W, 3) RGB: frames spread over each clip or picture."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with VideoSource.open(path) as video:
            for index in np.unique(np.linspace(0, len(video) - 1, FRAMES).astype(int)):
                yield video.frame(int(index)).rgb()


def model() -> Path:
    """Path of dlib's landmark model in its package, which cannot be imported everywhere."""
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.submodule_search_locations is None:
        sys.exit("Install it first: pip install dlib-bin face_recognition_models")
    return Path(spec.submodule_search_locations[0], "models/shape_predictor_68_face_landmarks.dat")


def landmark_pairs(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """MTCNN's and dlib's landmarks, float64 (N, 5, 2) each, of the largest face of a picture."""
    mtcnn = MTCNN(Networks("cpu"), 40)
    find, shape = dlib.get_frontal_face_detector(), dlib.shape_predictor(str(model()))
    ours, theirs = [], []
    for picture in pictures(folder):
        boxes, faces = find(picture, 1), mtcnn.search(Frame.of_still(picture))
        if not len(boxes) or not len(faces):
            continue
        box = max(boxes, key=lambda b: b.width() * b.height())
        found = shape(picture, box)
        points = np.array([(found.part(i).x, found.part(i).y) for i in POINTS], np.float64)
        distances = np.linalg.norm(faces.landmarks[:, 2] - points[2], axis=1)
        nearest = int(distances.argmin())
        if distances[nearest] < 0.2 * box.width():
            ours.append(faces.landmarks[nearest])
            theirs.append(points)
    return np.array(ours, np.float64), np.array(theirs)


def apply(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """float64 (N, 2): transformed points."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def report(name: str, template: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> None:
    """Print how far crops by MTCNN's landmarks are from those by dlib's, in shares of the side."""
    places = np.array([(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)], np.float64)
    moved, scales = [], []
    for o, t in zip(ours, theirs, strict=True):
        mine, wanted = least_squares(o, template), least_squares(t, np.array(DEEPFAKEBENCH))
        back = apply(cv2.invertAffineTransform(mine), places)
        moved.append(np.linalg.norm(apply(wanted, back) - places, axis=1))
        scales.append(np.sqrt(np.linalg.det(wanted[:, :2]) / np.linalg.det(mine[:, :2])))
    centre, corners = np.array(moved)[:, 4], np.array(moved)[:, :4].mean(axis=1)
    print(
        f"{len(ours)} faces, {name}: centre off by {np.median(centre):.3f} (90 %: "
        f"{np.quantile(centre, 0.9):.3f}), corners by {np.median(corners):.3f} (90 %: "
        f"{np.quantile(corners, 0.9):.3f}), scale {np.median(scales):.3f}"
    )


def main() -> None:
    """Fit on the first folder and measure on the second."""
    ours, theirs = landmark_pairs(Path(sys.argv[1]))
    target = np.array(DEEPFAKEBENCH)
    placed = [apply(least_squares(t, target), o) for o, t in zip(ours, theirs, strict=True)]
    points = np.median(placed, axis=0)
    print(f"{len(ours)} faces. MTCNN's landmarks in the crop:", np.round(points, 4).tolist())
    others = landmark_pairs(Path(sys.argv[2]))
    report("dlib's template", target, *others)
    report("fitted template", points, *others)


if __name__ == "__main__":
    main()
