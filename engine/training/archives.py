"""Where files lie inside a tar archive, so that any process can read one without the others."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TrainingDataError


@dataclass(frozen=True)
class Place:
    """Bytes of an archive: where a member begins, and how long it is."""

    offset: int
    size: int


def members(archive: Path) -> dict[str, Place]:
    """The files of an uncompressed tar archive.

    Raises:
        TrainingDataError: it is not such an archive.
    """
    try:
        with tarfile.open(archive, "r:") as tar:
            return {m.name: Place(m.offset_data, m.size) for m in tar if m.isfile()}
    except (tarfile.TarError, OSError) as error:
        raise TrainingDataError(
            f"'{archive}' cannot be read as a tar archive.",
            "Pack the pictures again, without compression, or leave them in a folder.",
            str(error),
        ) from error


def read_place(path: Path, place: Place | None) -> bytes:
    """The bytes of a member, or of a whole file where there is no place."""
    with path.open("rb") as file:
        if place is None:
            return file.read()
        file.seek(place.offset)
        return file.read(place.size)
