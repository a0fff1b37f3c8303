"""A layout of labelled data: pictures named real_PERSON.jpg and fake_PERSON.jpg in one folder."""

from __future__ import annotations

from pathlib import Path

from engine.training.datasets.media import DataSet
from engine.training.datasets.recognise import DataLayout, Reading
from engine.training.datasets.splits import fill_splits
from engine.training.records import FORGED, PRISTINE, FaceRecord

_LABELS = {"real": PRISTINE, "fake": FORGED}


def _fits(folder: Path) -> bool:
    return any(folder.glob("real_*.jpg")) and any(folder.glob("fake_*.jpg"))


def _read(folder: Path, reading: Reading) -> DataSet:
    records = []
    for path in sorted(folder.glob("*.jpg")):
        word, _, person = path.stem.partition("_")
        if word in _LABELS:
            records.append(
                FaceRecord(
                    name=path.name,
                    path=path,
                    member=None,
                    label=_LABELS[word],
                    identity=person,
                    source=person,
                    clip=path.name,
                    method="pristine" if word == "real" else "forged",
                    origin=folder.name,
                    split="",
                )
            )
    return DataSet("by prefix", fill_splits(records))


BY_PREFIX = DataLayout(_fits, _read)
