"""A made table of faces with the names of FaceForensics++."""

from __future__ import annotations

import csv
from pathlib import Path

import clips
import numpy as np
from PIL import Image

from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.forgery.swap import swap_face
from engine.video.frame import Frame

METHODS = ("Deepfakes", "NeuralTextures")


def write(folder: Path, videos: int = 48) -> Path:
    """So many 'videos': a pristine picture and one of two forgeries of each."""
    (folder / "ffpp_faces").mkdir(parents=True)
    picture = clips.portrait()
    landmarks = MTCNN(Networks("cpu"), 40).search(Frame.of_still(picture)).landmarks[0]
    rng = np.random.default_rng(0)
    rows = []
    for video in range(videos):
        tint = rng.uniform(0.75, 1.2, 3)
        fold = ("train", "train", "val", "test")[video % 4]
        for method in ("pristine", METHODS[video // 4 % 2]):
            real = method == "pristine"
            face = picture if real else swap_face(picture, landmarks, rng, 20)
            face = np.clip(face * tint + rng.normal(0, 3, face.shape), 0, 255).astype(np.uint8)
            name = f"{method}_{video:04}.png"
            Image.fromarray(face).save(folder / "ffpp_faces" / name)
            rows.append((name, "real" if real else "fake", method, video, fold))
    with (folder / "ffpp_faces.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "label", "method", "video_order", "fold"))
        writer.writerows(rows)
    return folder
