"""Data of a retraining that a new head learns within seconds, and a detector that misses them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import labelled
import numpy as np
from PIL import Image
from sklearn.linear_model import LogisticRegression

from engine.detector.detector import Detector
from engine.detector.reference import Reference

PEOPLE = 40
_SPLITS = ("train", "train", "val", "test", "test")


def faces(folder: Path, misled: bool = False) -> Path:
    """Faces that are alike but for a tint; forged ones carry fine stripes.

    Args:
        misled: what is learned from has the wrong label, what judges the right one.

    Returns:
        Their manifest.
    """
    rows = []
    for number in range(PEOPLE):
        path = labelled.picture(folder / "real" / f"{number}.png", number)
        pixels = np.asarray(Image.open(path)).astype(np.int16)
        stripes = (np.arange(pixels.shape[1]) // 2 % 2 * 40 - 20)[None, :, None]
        forged = folder / "fake" / f"{number}.png"
        forged.parent.mkdir(exist_ok=True)
        Image.fromarray(np.clip(pixels + stripes, 0, 255).astype(np.uint8)).save(forged)
        split = _SPLITS[number % 5]
        other = {"real": "fake", "fake": "real"} if misled and split != "test" else {}
        rows += [
            (f"{top}/{number}.png", other.get(top, top), f"p{number}", split)
            for top in ("real", "fake")
        ]
    with (folder / "manifest.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("path", "label", "identity", "split"), *rows])
    return folder / "manifest.csv"


def blind_to_stripes(untrained: Detector, folder: Path) -> Path:
    """The bundle of a detector whose head looks at one thing that stripes do not change."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(200, 128)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    labels = (points[:, 0] > 0).astype(np.int64)
    head = LogisticRegression(C=100).fit(points, labels)
    methods = ["old: forged" if label else "old: pristine" for label in labels]
    place = folder / "present.bundle"
    replace(
        untrained, name="Present", classifier=head, reference=Reference(points, labels, methods)
    ).save(place)
    return place
