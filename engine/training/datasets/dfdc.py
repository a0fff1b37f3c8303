"""Reader of the Deepfake Detection Challenge data (Dolhansky et al. 2020), as downloaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.errors import TrainingDataError
from engine.files import read_small
from engine.training.datasets.folder_names import LABELS
from engine.training.datasets.media import DataSet, label_of
from engine.training.datasets.splits import hashed_split
from engine.training.records import FORGED, SPLITS, FaceRecord
from engine.wording import Phrase, mark

METADATA = "metadata.json"
#: From this number on, parts are assigned to splits as a whole.
_MANY_PARTS = 10
_SPLITS = {**{split: split for split in SPLITS}, "validation": "val"}


def dfdc_parts(folder: Path) -> list[Path]:
    """Folders with a metadata.json: the folder itself, or its subfolders.

    Folders named after a label are skipped: users keep their own notes beside clips.
    """
    if (folder / METADATA).is_file():
        return [folder]
    found = (file.parent for file in folder.glob(f"*/{METADATA}"))
    return sorted(part for part in found if part.name.lower() not in LABELS)


def read_dfdc(folder: Path) -> DataSet:
    """Read clips with the labels of each part's `metadata.json`.

    The metadata do not name people. Actors mostly stay within a part, so with ten or more parts
    each part is assigned to a split by a hash of its name; with fewer, originals are assigned
    together with their forgeries. If the metadata name several splits, these are used.

    Raises:
        TrainingDataError: a metadata file is unreadable.
    """
    parts = dfdc_parts(folder)
    listed = [(part, name, facts) for part in parts for name, facts in _metadata(part).items()]
    named = {_SPLITS.get(str(facts.get("split"))) for _, _, facts in listed}
    by_metadata = len(named) > 1 and None not in named
    by_part = not by_metadata and len(parts) >= _MANY_PARTS
    records: list[FaceRecord] = []
    absent = 0
    for part, name, facts in listed:
        path = part / name
        if not path.exists():
            absent += 1
            continue
        label = label_of(str(facts.get("label")), f"{part.name}/{METADATA}, '{name}'")
        original = Path(str(facts.get("original") or name)).stem
        drawn = hashed_split(part.name if by_part else original)
        records.append(
            FaceRecord(
                name=path.relative_to(folder).as_posix(),
                path=path,
                member=None,
                label=label,
                identity=part.name if by_part else original,
                source=original,
                clip=path.relative_to(folder).as_posix(),
                method="DFDC forgery" if label == FORGED else "pristine",
                origin="DFDC",
                split=_SPLITS[str(facts["split"])] if by_metadata else drawn,
                pair=original,
                known=by_part,
            )
        )
    notes = []
    if absent:
        words = mark("Clips in the metadata whose files are missing: {count}.")
        notes.append(Phrase(words, {"count": absent}))
    if not by_part:
        words = mark("The metadata name no people: one actor may be in more than one split.")
        notes.append(Phrase(words))
    return DataSet("DFDC", records, tuple(notes))


def _metadata(part: Path) -> dict[str, dict[str, Any]]:
    file = part / METADATA
    try:
        found = json.loads(read_small(file))
        return {str(name): dict(facts) for name, facts in found.items()}
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise TrainingDataError(
            mark("'{file}' cannot be read."), mark("Download it again."), str(error), file=file
        ) from error
