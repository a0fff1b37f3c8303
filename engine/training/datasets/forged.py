"""Records of generated forgeries."""

from __future__ import annotations

from pathlib import Path

from engine.forgery.produce import Made
from engine.training.records import FORGED, PRISTINE, FaceRecord


def record_of(item: Made, folder: Path) -> FaceRecord:
    """Record of a generated file.

    Args:
        folder: of all generated files; its name becomes the data set's.
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
