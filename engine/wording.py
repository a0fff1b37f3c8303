"""Language of texts for readers: English, or another language set by a window."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def mark(text: str) -> str:
    """Mark text for extraction and return it unchanged; pass it to `Wording.say` later."""
    return text


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values in for their names in braces; other braces stay as they are.

    `str.format` would also follow attributes and pad to any width, which is not safe for texts
    from the decoding process.
    """
    return re.sub(r"\{(\w+)\}", lambda at: str(values.get(at[1], at[0])), text)


def _english(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


@dataclass(frozen=True)
class Wording:
    """One language.

    Attributes:
        say: translates a marked text, keeping the names in braces.
        number: formats a number with a given number of decimals.
    """

    say: Callable[[str], str] = mark
    number: Callable[[float, int], str] = _english


ENGLISH = Wording()


@dataclass(frozen=True)
class Phrase:
    """A text with values, translated when it is said.

    Attributes:
        text: marked for translation, with the names of values in braces.
        values: by name; phrases among them are translated too, several are joined by commas, and
            float numbers are said with two decimals.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said()

    def said(self, wording: Wording = ENGLISH) -> str:
        """The text in a language, with its values."""
        return fill(wording.say(self.text), {n: _said(v, wording) for n, v in self.values.items()})

    def to_json(self) -> dict[str, Any]:
        """Plain values; numbers and texts stay, phrases nest."""
        return {"text": self.text, "values": {n: _plain(v) for n, v in self.values.items()}}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Phrase:
        """Read what `to_json` wrote.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        values = dict(plain["values"])
        return cls(str(plain["text"]), {str(n): _read(v) for n, v in values.items()})


def _said(value: object, wording: Wording) -> object:
    if isinstance(value, Phrase):
        return value.said(wording)
    if isinstance(value, tuple):
        return ", ".join(str(_said(one, wording)) for one in value)
    return wording.number(value, 2) if isinstance(value, float) else value


def _plain(value: object) -> object:
    if isinstance(value, Phrase):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float) else str(value)


def _read(value: Any) -> object:
    if isinstance(value, dict):
        return Phrase.from_json(value)
    return tuple(map(_read, value)) if isinstance(value, list) else value
