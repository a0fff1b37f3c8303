"""Languages of a report: its texts, and translations of the engine's phrases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from engine.errors import ResourceError
from engine.shipped import resource
from engine.wording import Wording, mark

#: Codes of the available languages; the first is the default.
LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: ISO 639-1.
        name: in the language itself.
        decimal, thousands: decimal mark and group separator.
        texts: of the template, by key; placeholders are in braces.
        glossary: terms and their meaning, by name.
        wording: translates the engine's phrases.
    """

    code: str
    name: str
    decimal: str
    thousands: str
    texts: dict[str, str]
    glossary: dict[str, str]
    wording: Wording


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """Content of a language file; `phrases` maps English phrases to translations."""

    name: str
    decimal: str
    thousands: str
    texts: dict[str, str]
    glossary: dict[str, str]
    phrases: dict[str, str] = {}


@cache
def language(code: str) -> Language:
    """Load a language by its code, one of `LANGUAGES`.

    Raises:
        ResourceError: its file is missing or damaged.
    """
    path = resource(f"report/{code}.toml")
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (OSError, ValueError) as error:
        raise ResourceError(
            mark("The report's texts '{path}' are missing or damaged."),
            mark("Install the program again."),
            str(error),
            path=path,
        ) from error
    signs = str.maketrans({",": found.thousands, ".": found.decimal})
    wording = Wording(
        say=lambda text: found.phrases.get(text, text),
        number=lambda value, digits: f"{value:,.{digits}f}".translate(signs),
    )
    return Language(
        code, found.name, found.decimal, found.thousands, found.texts, found.glossary, wording
    )
