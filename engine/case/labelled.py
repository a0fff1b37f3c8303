"""Clips of a case that the analyst tagged, as labelled data to train on."""

from __future__ import annotations

from pathlib import Path

from engine.case.case import Case
from engine.errors import TrainingDataError
from engine.training.records import FORGED, PRISTINE, FaceRecord


def labelled_clips(case: Case, pristine: str, forged: str) -> list[FaceRecord]:
    """The clips that carry one of two tags.

    Each stands for a person of its own: whoever is seen in several of them must be said to be
    one, else the splits may leak.

    Args:
        pristine, forged: the tags.

    Raises:
        TrainingDataError: no clip carries either, or one carries both.
    """
    records = []
    for clip in case.state().clips.values():
        labels = [
            label
            for label, tag in ((PRISTINE, pristine), (FORGED, forged))
            if tag.casefold() in {one.casefold() for one in clip.tags}
        ]
        if len(labels) == 2:
            raise TrainingDataError(
                f"Clip {clip.number}, '{clip.name}', is tagged both '{pristine}' and '{forged}'.",
                "Take one of the tags away.",
            )
        if labels:
            records.append(_record(Path(clip.path), f"{case.path.stem}/{clip.number}", labels[0]))
    if not records:
        raise TrainingDataError(
            f"No clip of '{case.path.name}' is tagged '{pristine}' or '{forged}'.",
            "Tag the clips whose truth is known.",
        )
    return records


def _record(path: Path, name: str, label: int) -> FaceRecord:
    return FaceRecord(
        name=name,
        path=path,
        member=None,
        label=label,
        identity=name,
        source=name,
        clip=name,
        method="forged" if label else "pristine",
        origin=name.partition("/")[0],
        split="",
    )
