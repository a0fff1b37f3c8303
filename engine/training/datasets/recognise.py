"""Detect the layout of data, labelled or not, and read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from engine.errors import TrainingDataError
from engine.registry import Registry
from engine.training.datasets.celeb_df import is_celeb_df, read_celeb_df
from engine.training.datasets.dfdc import dfdc_parts, read_dfdc
from engine.training.datasets.face_tables import PATTERN, read_tables
from engine.training.datasets.faceforensics import is_faceforensics, read_faceforensics
from engine.training.datasets.folder_names import meaning, presumed_person
from engine.training.datasets.folders import read_folders
from engine.training.datasets.manifest import find_manifest, read_manifest
from engine.training.datasets.media import DataSet, media_below
from engine.training.records import PRISTINE, FaceRecord
from engine.wording import Phrase, mark


@dataclass(frozen=True)
class Reading:
    """Options of the readers.

    Attributes:
        pattern: regular expression with named groups for names in a labelled folder.
        compressions: which of "c0", "c23", "c40" of FaceForensics++; () for all.
        official: use the official test list of Celeb-DF; False splits by person.
    """

    pattern: str | None = None
    compressions: tuple[str, ...] = ()
    official: bool = True


@dataclass(frozen=True)
class DataLayout:
    """How one kind of labelled data lies on disk.

    Attributes:
        fits: whether a folder has this layout.
        read: reads it.
    """

    fits: Callable[[Path], bool]
    read: Callable[[Path, Reading], DataSet]


#: In the order in which they are tried; those of plug-ins come last.
LAYOUTS: Registry[DataLayout] = Registry("data_layouts")
LAYOUTS.add(
    "face tables",
    DataLayout(lambda place: any(place.glob(PATTERN)), lambda place, _: read_tables(place)),
)
LAYOUTS.add(
    "FaceForensics++",
    DataLayout(is_faceforensics, lambda place, how: read_faceforensics(place, how.compressions)),
)
LAYOUTS.add(
    "Celeb-DF", DataLayout(is_celeb_df, lambda place, how: read_celeb_df(place, how.official))
)
LAYOUTS.add(
    "DFDC", DataLayout(lambda place: bool(dfdc_parts(place)), lambda place, _: read_dfdc(place))
)


def recognise(place: Path, reading: Reading | None = None) -> DataSet:
    """Read labelled data in any supported layout.

    A manifest comes first, then `LAYOUTS` in order, then a folder with `real/` and `fake/`. A
    folder that contains only one other folder is read as that folder.

    Raises:
        TrainingDataError: there are no data, or they are unreadable.
    """
    reading = reading or Reading()
    manifest = find_manifest(place)
    if manifest is not None:
        found = read_manifest(manifest)
    elif not place.is_dir():
        raise TrainingDataError(
            mark("'{place}' is not a folder or a manifest."),
            mark("Give the folder that holds the labelled data, or a manifest in CSV or Parquet."),
            place=place,
        )
    elif (layout := _layout_of(place)) is not None:
        found = layout.read(place, reading)
    elif (inner := _only_folder(place)) is not None:
        return recognise(inner, reading)
    else:
        found = read_folders(place, reading.pattern)
    if not found.records:
        raise TrainingDataError(
            mark("No labelled faces were found. {notes}")
            if found.notes
            else mark("No labelled faces were found."),
            mark(
                "Give a folder with 'real' and 'fake' sub-folders, one with *_faces.csv tables, a "
                "manifest, or FaceForensics++, Celeb-DF or DFDC as downloaded."
            ),
            notes=_joined(found.notes) if found.notes else "",
        )
    return found


def _joined(notes: tuple[Phrase, ...]) -> Phrase:
    """All notes, sentence after sentence."""
    two = mark("{first} {second}")
    return reduce(lambda first, second: Phrase(two, {"first": first, "second": second}), notes)


def _layout_of(folder: Path) -> DataLayout | None:
    return next((layout for name in LAYOUTS if (layout := LAYOUTS[name]).fits(folder)), None)


def _only_folder(place: Path) -> Path | None:
    """The only entry of a folder, if it is a folder not named after a label."""
    seen = [path for path in place.iterdir() if not path.name.startswith(".")]
    only = seen[0] if len(seen) == 1 and seen[0].is_dir() else None
    return only if only is not None and meaning(only.name) is None else None


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
            mark("No clips and no pictures were found in '{place}'."),
            mark("Give the folder that holds clips of the new source."),
            place=place,
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
