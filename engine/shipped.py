"""Where the files that come with the program are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Path of a file or folder under `resources/`.

    An installed wheel carries the folder inside the package; a checkout has it beside.
    """
    inside = _PACKAGE / "resources" / name
    return inside if inside.exists() else _PACKAGE.parent / "resources" / name


def default_bundle() -> Path:
    """The detector that ships with the program."""
    return resource("detector.bundle")


def shipped_experiments() -> list[Path]:
    """The experiment files that come with the program, by name."""
    return sorted(resource("experiments").rglob("*.toml"))
