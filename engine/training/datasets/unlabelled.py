"""Clips and pictures of which nothing is known."""

from __future__ import annotations

from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.folder_names import presumed_person
from engine.training.datasets.media import media_below
from engine.training.datasets.recognise import recognise
from engine.training.records import PRISTINE, FaceRecord


def load_unlabelled(place: Path) -> list[FaceRecord]:
    """Items to learn a source's statistics from; their label means nothing.

    Args:
        place: labelled data in any known layout, of which the training split is taken; or a
            folder of clips and pictures at any depth.

    Raises:
        TrainingDataError: nothing is there.
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
