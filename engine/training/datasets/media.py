"""Media files of a data set: pictures, clips, and members of tar archives."""

from __future__ import annotations

import tarfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.container.clip_file import CLIPS
from engine.errors import TrainingDataError
from engine.training.datasets.folder_names import LABELS
from engine.training.records import FaceRecord
from engine.wording import Phrase, mark

__all__ = ["CLIPS", "PICTURES", "DataSet", "label_of", "media_below", "same_name"]

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})


#: Note on forgeries that no split can hold, with their "count".
TORN = mark("Forgeries left out because they join people of two splits: {count}.")


@dataclass(frozen=True)
class DataSet:
    """Records of a folder.

    Attributes:
        layout: display name of the layout.
        records: every labelled item.
        notes: omissions and decisions of the reader, one or two sentences each.
    """

    layout: str
    records: list[FaceRecord]
    notes: tuple[Phrase, ...] = ()


def media_below(
    folder: Path, suffixes: frozenset[str] = PICTURES | CLIPS, depth: int | None = None
) -> Iterator[Path]:
    """Pictures and clips in a fixed order; hidden files are skipped.

    Args:
        depth: 1 for the folder's own files only; None for any depth.
    """
    for path in sorted(folder.iterdir() if depth == 1 else folder.rglob("*")):
        if path.suffix.lower() in suffixes and not path.name.startswith("."):
            yield path


def label_of(word: str, where: str) -> int:
    """Convert a label word to PRISTINE or FORGED.

    Raises:
        TrainingDataError: the word is not in LABELS; `where` names its position.
    """
    label = LABELS.get(word.strip().lower())
    if label is None:
        raise TrainingDataError(
            mark("{where}: the label '{word}' is unknown."),
            mark("Use 'real' or 'fake'."),
            where=where,
            word=word,
        )
    return label


def same_name(name: str) -> str:
    """Normalise a relative path: forward slashes, composed letters (NFC).

    File systems and spreadsheets encode accents differently.
    """
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./")


@dataclass(frozen=True)
class Place:
    """Byte range of an archive member."""

    offset: int
    size: int


def members(archive: Path) -> dict[str, Place]:
    """Byte ranges of the files of an uncompressed tar archive.

    Raises:
        TrainingDataError: not such an archive.
    """
    try:
        with tarfile.open(archive, "r:") as tar:
            return {m.name: Place(m.offset_data, m.size) for m in tar if m.isfile()}
    except (tarfile.TarError, OSError) as error:
        raise TrainingDataError(
            mark("'{archive}' cannot be read as a tar archive."),
            mark("Pack the pictures again, without compression, or leave them in a folder."),
            str(error),
            archive=archive,
        ) from error


def read_place(path: Path, place: Place | None) -> bytes:
    """Read a member of an archive, or the whole file if `place` is None."""
    with path.open("rb") as file:
        if place is None:
            return file.read()
        file.seek(place.offset)
        return file.read(place.size)
