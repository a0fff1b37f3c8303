"""Which items are measured together: data sets, methods, compressions, sizes of the face."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.training.records import PRISTINE, FaceRecord

#: Lower and upper end in pixels of the face's shorter side, and the words for it.
BANDS = (
    (0.0, 64.0, "faces under 64 px"),
    (64.0, 128.0, "faces of 64 to 128 px"),
    (128.0, float("inf"), "faces of 128 px and more"),
)


def sets_of(records: list[FaceRecord], face_size: np.ndarray) -> dict[str, np.ndarray]:
    """Rows of each set: "all", each data set, and the parts of a data set.

    A data set is parted where it holds two or more of something: methods, each compared with
    all pristine items of their data set; compressions; sizes of the face, a clip lying whole
    in the band of its median.

    Args:
        records: N.
        face_size: float (N,), pixels.

    Returns:
        int64 rows by name: "all", "origin" or "origin / part".
    """
    sizes = _of_clips(records, face_size)
    origins = np.array([r.origin for r in records])
    sets = {"all": np.arange(len(records))}
    for origin in sorted(set(origins.tolist())):
        rows = np.flatnonzero(origins == origin)
        sets[origin] = rows
        for part, inside in _parts([records[i] for i in rows], sizes[rows]):
            sets[f"{origin} / {part}"] = rows[inside]
    return sets


def _parts(records: list[FaceRecord], sizes: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Names and masks, bool (N,), of the parts of one data set."""
    pristine = np.array([r.label == PRISTINE for r in records])
    methods = np.array([r.method for r in records])
    compressions = np.array([r.compression for r in records])
    found = sorted(set(methods[~pristine].tolist()))
    if len(found) > 1:
        yield from ((method, pristine | (methods == method)) for method in found)
    found = sorted(set(compressions.tolist()) - {""})
    if len(found) > 1:
        yield from ((compression, compressions == compression) for compression in found)
    bands = [(words, (sizes >= low) & (sizes < high)) for low, high, words in BANDS]
    bands = [(words, inside) for words, inside in bands if inside.any()]
    if len(bands) > 1:
        yield from bands


def _of_clips(records: list[FaceRecord], face_size: np.ndarray) -> np.ndarray:
    """float64 (N,): the median size in the clip of each."""
    _, clip = np.unique([r.clip for r in records], return_inverse=True)
    order = np.argsort(clip, kind="stable")
    parts = np.split(face_size[order], np.cumsum(np.bincount(clip))[:-1])
    return np.array([np.median(part) for part in parts])[clip]
