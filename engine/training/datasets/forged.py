"""What the generator of forgeries wrote, as records of labelled data."""

from __future__ import annotations

from pathlib import Path

from engine.forgery.produce import Made
from engine.training.records import FORGED, PRISTINE, FaceRecord


def record_of(item: Made, folder: Path) -> FaceRecord:
    """The record of a file that was made.

    Args:
        folder: of all that was made; its name is the data set's.
    """
    name = item.path.relative_to(folder).as_posix()
    return FaceRecord(
        name=name,
        path=item.path,
        member=None,
        label=FORGED if item.kind else PRISTINE,
        identity=item.source.person,
        source=item.source.name,
        clip=name,
        method=item.kind or "pristine",
        origin=folder.resolve().name,
        split=item.source.group,
        pair=item.pair,
    )
