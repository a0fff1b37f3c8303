"""The languages of a report: its texts, and the engine's words in them, from files of data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from engine.errors import ResourceError
from engine.shipped import resource
from engine.wording import Wording

#: Codes of the languages that a report can be written in; the first is the default.
LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: ISO 639-1.
        name: as its speakers call it.
        decimal, thousands: the signs before decimals and between groups of three digits.
        texts: of the template, by key; names in braces are filled in there.
        glossary: terms with their meaning, by name.
        wording: says the engine's words.
    """

    code: str
    name: str
    decimal: str
    thousands: str
    texts: dict[str, str]
    glossary: dict[str, str]
    wording: Wording


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What a file of texts holds; `phrases` are translations by the English words."""

    name: str
    decimal: str
    thousands: str
    texts: dict[str, str]
    glossary: dict[str, str]
    phrases: dict[str, str] = {}


@cache
def language(code: str) -> Language:
    """The language with that code, one of `LANGUAGES`.

    Raises:
        ResourceError: its file is missing or damaged.
    """
    path = resource(f"report/{code}.toml")
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"The report's texts '{path}' are missing or damaged.",
            "Install the program again.",
            str(error),
        ) from error
    signs = str.maketrans({",": found.thousands, ".": found.decimal})
    wording = Wording(
        say=lambda text: found.phrases.get(text, text),
        number=lambda value, digits: f"{value:,.{digits}f}".translate(signs),
    )
    return Language(
        code, found.name, found.decimal, found.thousands, found.texts, found.glossary, wording
    )
