"""A laboratory's letterhead: name, logo and texts in one folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from engine.errors import OutputError
from engine.files import read_small
from engine.report.language import LANGUAGES, language
from engine.wording import mark

FILE = "laboratory.toml"
_LOGOS = ("logo.svg", "logo.png")


class Laboratory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letterhead of a laboratory.

    Attributes:
        name, address, accreditation: printed verbatim; "" if not given.
        texts: replacements for report texts, by language; keys as in
            `resources/report/en.toml`.
        logo: path of an SVG or PNG; None without one.
    """

    name: str = ""
    address: str = ""
    accreditation: str = ""
    texts: dict[str, dict[str, str]] = {}
    logo: Path | None = None


def letterhead(folder: Path | None) -> Laboratory | None:
    """Read a chosen letterhead as `read_laboratory` does; None without one."""
    return None if folder is None else read_laboratory(folder)


def read_laboratory(folder: Path) -> Laboratory:
    """Read a letterhead: `laboratory.toml`, and `logo.svg` or `logo.png` beside it.

    Raises:
        OutputError: the file is missing, is not TOML, or has unknown keys.
    """
    try:
        text = read_small(folder / FILE).decode("utf-8")
        found = msgspec.convert({**tomllib.loads(text), "logo": None}, Laboratory)
        for code, texts in found.texts.items():
            if code not in LANGUAGES:
                raise ValueError(f"the report is not written in '{code}'")
            unknown = sorted(set(texts) - set(language(code).texts))
            if unknown:
                raise ValueError(f"the report has no text '{unknown[0]}'")
    except (OSError, ValueError) as error:
        raise OutputError(
            mark("The laboratory's template '{folder}' cannot be used: {why}."),
            mark("Give a folder with a file {file}, and a logo.svg or logo.png beside it."),
            repr(error),
            folder=folder,
            why=error,
            file=FILE,
        ) from error
    logo = next((folder / name for name in _LOGOS if (folder / name).is_file()), None)
    return msgspec.structs.replace(found, logo=logo)
