"""Measure the distribution over pristine faces, and how often others exceed its limit."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from engine.coding.rates import Count
from engine.errors import TrainingDataError
from engine.faces.finder import faces_on
from engine.progress import Progress, ProgressCallback, ignore_progress
from engine.surroundings.reference import SurroundingsReference
from engine.surroundings.statistics import CROP, face_crop, measure_crop
from engine.video.source import VideoSource
from engine.wording import mark

#: Share of the reference's faces that exceed the limit.
_FALSE = 0.05
#: Smallest number of faces that the reference is fitted on.
_LEAST = 20
#: Frames that are measured of each clip.
_FRAMES = 12


def measure_surroundings(
    crops: Path, clips: Path, progress: ProgressCallback = ignore_progress
) -> SurroundingsReference:
    """Fit the reference on pristine crops of training and validation, and measure on test data.

    Args:
        crops: CSV with the columns file, label ("real" or "fake"), method and fold ("train",
            "val" or "test"); square crops of faces lie in the folder of the table's name.
        clips: CSV with the columns file and label, and a folder in the same way; all are test data.
        progress: receives the number of measured files.

    Raises:
        TrainingDataError: a table or a picture cannot be read, or holds too few faces.
        EngineError: a clip cannot be read.
    """
    faces: dict[str, list[np.ndarray]] = defaultdict(list)
    rows = _rows(crops)
    for done, row in enumerate(rows):
        held = row["fold"] == "test"
        if held or row["label"] == "real":
            found = measure_crop(_picture(crops.with_suffix("") / row["file"]))
            if np.isfinite(found).all():
                name = row["method"] if row["label"] == "fake" else "pristine"
                faces[name if held else "reference"].append(found)
        progress(Progress("Measuring faces", done + 1, len(rows)))
    if len(faces["reference"]) < _LEAST or not faces["pristine"]:
        raise TrainingDataError(
            mark("'{crops}' holds {fitted} pristine faces to fit and {tested} to test."),
            mark("Give at least {least} in the folds train and val, and some in test."),
            crops=crops,
            fitted=len(faces["reference"]),
            tested=len(faces["pristine"]),
            least=_LEAST,
        )
    known = np.array(faces.pop("reference"))
    fitted = SurroundingsReference(
        len(known), np.round(known.mean(0), 5).tolist(), np.round(np.cov(known.T), 6).tolist(),
        0.0, Count(0, 0), {}, Count(0, 0), Count(0, 0),
    )  # fmt: skip
    limit = round(float(np.quantile(fitted.distance(known), 1 - _FALSE)), 2)
    pristine = _exceeding(fitted, faces.pop("pristine"), limit)
    by_label = _clips(clips, fitted, progress)
    return SurroundingsReference(
        fitted.faces, fitted.mean, fitted.covariance, limit, pristine,
        {name: _exceeding(fitted, values, limit) for name, values in sorted(faces.items())},
        *(_exceeding(fitted, by_label[label], limit) for label in ("real", "fake")),
    )  # fmt: skip


def _clips(
    table: Path, reference: SurroundingsReference, progress: ProgressCallback
) -> dict[str, list[np.ndarray]]:
    """Statistics of each clip by label: the median over its frames."""
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    rows = _rows(table)
    for done, row in enumerate(rows):
        with VideoSource.open(table.with_suffix("") / row["file"]) as video:
            measured = []
            for frame in video.sparse_frames(_FRAMES):
                boxes = faces_on(frame).boxes
                crop = face_crop(frame.rgb(), boxes[0]) if len(boxes) else None
                if crop is not None:
                    measured.append(measure_crop(crop))
        usable = [one for one in measured if np.isfinite(one).all()]
        if usable:
            found[row["label"]].append(np.median(usable, axis=0))
        progress(Progress("Measuring clips", done + 1, len(rows)))
    return found


def _exceeding(reference: SurroundingsReference, values: list[np.ndarray], limit: float) -> Count:
    if not values:
        return Count(0, 0)
    return Count(int((reference.distance(np.array(values)) > limit).sum()), len(values))


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise TrainingDataError(
            mark("The table '{path}' cannot be read."),
            mark("Choose a CSV file."),
            repr(error),
            path=path,
        ) from error


def _picture(path: Path) -> np.ndarray:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise TrainingDataError(
            mark("'{path}' cannot be read as a picture."), mark("Remove or replace it."), path=path
        )
    if picture.shape[:2] != (CROP, CROP):
        picture = cv2.resize(picture, (CROP, CROP), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(picture[:, :, ::-1])
