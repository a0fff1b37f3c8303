"""Observations: notable properties of a clip as codes and values, and their texts in a language."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field
from functools import cache
from string import Formatter
from typing import Any, TypeAlias

import msgspec

from engine.errors import ResourceError
from engine.shipped import resource
from engine.wording import mark

NOTE = "note"
ATTENTION = "attention"

Item: TypeAlias = str | dict[str, str | int | float]
Value: TypeAlias = str | int | float | list[Item]
#: Texts by placeholder, and then by its value.
_Forms: TypeAlias = dict[str, dict[str, str]]


@dataclass(frozen=True)
class ObservationTexts:
    """An observation in words.

    Attributes:
        title: a few words.
        sentence: what was observed.
        may_mean: what it can indicate.
        innocent: innocent explanation.
    """

    title: str
    sentence: str
    may_mean: str
    innocent: str


@dataclass(frozen=True)
class Observation:
    """A notable property of the clip; never a verdict.

    Attributes:
        code: stable identifier for machines, and key of its texts.
        values: numbers and names in its texts, by placeholder.
        severity: NOTE or ATTENTION; how closely it should be checked.
        frames: frame indices that it refers to; may be truncated.
        title, sentence, may_mean, innocent: English texts that it was stored with, else ""; see
            `texts`.
    """

    code: str
    values: dict[str, Value] = field(default_factory=dict)
    severity: str = NOTE
    frames: tuple[int, ...] = ()
    title: str = field(default="", compare=False)
    sentence: str = field(default="", compare=False)
    may_mean: str = field(default="", compare=False)
    innocent: str = field(default="", compare=False)

    def texts(self, language: str = "en") -> ObservationTexts:
        """Texts in a language, "en" or "de".

        Those that it was stored with if other versions of the program made it, with a code or
        values that this one does not know.

        Raises:
            ResourceError: the file of texts is missing or damaged.
        """
        file = _file(language)
        try:
            texts = file.observations.get(self.code) or file.observations[self.code.split("-")[0]]
            forms = file.forms | texts.forms
            parts = (texts.title, texts.sentence, texts.may_mean, texts.innocent)
            filled = (_filled(part, self.values, forms, file).strip() for part in parts)
            return ObservationTexts(*filled)
        except (LookupError, TypeError, ValueError):
            stored = (self.title or self.code, self.sentence, self.may_mean, self.innocent)
            return ObservationTexts(*stored)


def to_json_with_texts(found: Any) -> dict[str, Any]:
    """Export a dataclass with `observations` as JSON-ready data, with their English texts."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found))
    for stored, seen in zip(plain["observations"], found.observations, strict=True):
        stored |= asdict(seen.texts())
    return plain


class _Texts(msgspec.Struct, forbid_unknown_fields=True):
    """Texts of one code, or of all codes with the same first word."""

    title: str
    sentence: str
    may_mean: str
    innocent: str
    forms: _Forms = {}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A file of texts; `forms` are shared by all observations."""

    decimal: str
    thousands: str
    conjunction: str
    forms: _Forms
    observations: dict[str, _Texts]


@cache
def _file(language: str) -> _File:
    path = resource(f"observations/{language}.toml")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (OSError, ValueError) as error:
        raise ResourceError(
            mark("The texts of observations '{path}' are missing or damaged."),
            mark("Install the program again."),
            str(error),
            path=path,
        ) from error


def _filled(
    template: str, values: dict[str, Any], forms: _Forms, file: _File, inside: str = ""
) -> str:
    """Fill in placeholders.

    "{name}" is the value in its form; "{name:other}" is the value in the form of another
    placeholder; "{name:.1f}" is a formatted number. Items of a list are joined.

    Args:
        inside: name of the form that the template belongs to, in which its value stands bare.

    Raises:
        LookupError, TypeError, ValueError: a value is missing or has the wrong type.
    """
    said = ""
    for text, name, spec, _ in Formatter().parse(template):
        said += text
        if name is None:
            continue
        key, spec = (spec, "") if spec in forms else (name, spec or "")
        chosen = {} if key == inside else forms.get(key, {})
        value = values[name]
        items = []
        for item in value if isinstance(value, list) else [value]:
            form = chosen.get(_case(item), chosen.get("other"))
            if form is None:
                items.append(item if isinstance(item, str) else _number(item, spec, file))
            else:
                scope = values | (item if isinstance(item, dict) else {name: item})
                items.append(_filled(form, scope, forms, file, key))
        said += file.conjunction.join([", ".join(items[:-1])] * (len(items) > 1) + items[-1:])
    return said


def _case(value: Any) -> str:
    """Name of the form of a value: a text itself, "zero", "one" or "other"."""
    if isinstance(value, str):
        return value
    return "zero" if value == 0 else "one" if value == 1 else "other"


def _number(value: float, spec: str, file: _File) -> str:
    signs = str.maketrans({",": file.thousands, ".": file.decimal})
    return f"{value:{spec}}".translate(signs)
