"""Reader of unlabelled clips and pictures."""

from __future__ import annotations

from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.folder_names import presumed_person
from engine.training.datasets.media import media_below
from engine.training.datasets.recognise import recognise
from engine.training.records import PRISTINE, FaceRecord


def load_unlabelled(place: Path) -> list[FaceRecord]:
    """Items of a source for unsupervised adaptation; their labels are meaningless.

    Args:
        place: labelled data in any supported layout, whose training split is used; or a folder of
            clips and pictures at any depth.

    Raises:
        TrainingDataError: the folder has no media.
    """
    try:
        return [r for r in recognise(place).records if r.split == "train"]
    except TrainingDataError:
        if not place.is_dir():
            raise
    paths = list(media_below(place))
    if not paths:
        raise TrainingDataError(
            f"No clips and no pictures were found in '{place}'.",
            "Give the folder that holds clips of the new source.",
        )
    return [
        FaceRecord(
            name=str(path.relative_to(place)),
            path=path,
            member=None,
            label=PRISTINE,
            identity=presumed_person(path.stem) or path.stem,
            source=presumed_person(path.stem) or path.stem,
            clip=str(path.relative_to(place)),
            method="unknown",
            origin=place.name,
            split="train",
            known=False,
        )
        for path in paths
    ]
