"""Language of texts for readers: English, or another language set by a window."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


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
