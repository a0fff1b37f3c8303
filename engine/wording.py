"""How texts for readers are put: in English, unless a window says them in another language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def mark(text: str) -> str:
    """The text itself: marks for extraction what `Wording.say` is given later."""
    return text


def _english(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


@dataclass(frozen=True)
class Wording:
    """One language.

    Attributes:
        say: gives the language's text for a marked one, with the same names in braces.
        number: writes a number with so many digits after its point.
    """

    say: Callable[[str], str] = mark
    number: Callable[[float, int], str] = _english


ENGLISH = Wording()
