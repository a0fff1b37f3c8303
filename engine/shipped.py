"""Paths of files that ship with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from engine.errors import ResourceError
from engine.wording import mark

_T = TypeVar("_T")
_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Path of a file or folder under `resources/`.

    An installed wheel has the folder inside the package; a checkout has it beside the package.
    """
    inside = _PACKAGE / "resources" / name
    return inside if inside.exists() else _PACKAGE.parent / "resources" / name


def read_json(path: Path, kind: type[_T]) -> _T:
    """Read and validate a JSON file that ships with the program.

    Args:
        kind: type of its contents.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, ValueError) as error:
        raise ResourceError(
            mark("The program's file '{path}' is missing or damaged."),
            mark("Install the program again."),
            str(error),
            path=path,
        ) from error


def default_bundle() -> Path:
    """Bundle folder of the detector that ships with the program."""
    return resource("detector.bundle")


def shipped_experiments() -> list[Path]:
    """The experiment files that ship with the program, by name."""
    return sorted(resource("experiments").rglob("*.toml"))
