"""Language of texts for readers: English, or another language set by a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def mark(text: str) -> str:
    """Mark text for extraction and return it unchanged; pass it to `Wording.say` later."""
    return text


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
