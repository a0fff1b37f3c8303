"""Kinds of forgery that evidence is weighed against, from a data file."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from msgspec import Struct

from engine.shipped import read_json, resource


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of forgery.

    Attributes:
        key: its name in bundles and results.
        name: for tables.
        phrase: its name in a sentence, after "against".
        clause: the proposition, after "that".
        share: of all forgeries, as assumed by the headline ratio.
        words: its names in data tables, and names of methods of this kind.
    """

    key: str
    name: str
    phrase: str
    clause: str
    share: float
    words: tuple[str, ...] = ()


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """All kinds.

    Attributes:
        kinds: their shares add up to 1.
        generic: any manipulation, for detectors trained only on pristine and forged.
    """

    kinds: tuple[Kind, ...]
    generic: Kind

    def __post_init__(self) -> None:
        every = (*self.kinds, self.generic)
        if not self.kinds or len({kind.key for kind in every}) != len(every):
            raise ValueError("kinds must have different keys")
        if any(kind.share <= 0 for kind in every):
            raise ValueError("shares must be positive")
        if not math.isclose(sum(kind.share for kind in self.kinds), 1) or self.generic.share != 1:
            raise ValueError("shares must add up to 1")
        if not all(text.strip() for k in every for text in (k.key, k.name, k.phrase, k.clause)):
            raise ValueError("words are missing")

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each kind, the generic kind last."""
        return tuple(kind.key for kind in (*self.kinds, self.generic))

    def of(self, key: str) -> Kind:
        """Return the kind with a key; raises KeyError if there is none."""
        return {kind.key: kind for kind in (*self.kinds, self.generic)}[key]


@cache
def known_kinds() -> Kinds:
    """Load the kinds that ship with the program.

    Raises:
        ResourceError: their file is missing or damaged.
    """
    return read_kinds(resource("kinds.json"))


def kind_of(word: str, method: str = "") -> str:
    """Key of the kind that a data table names, "" if unknown.

    Args:
        word: a key, or the table's name for the kind; "" if absent.
        method: the manipulation's name, used if `word` is not conclusive.
    """
    for said in (word, method):
        for kind in known_kinds().kinds:
            if said and said.lower() in (kind.key, *(other.lower() for other in kind.words)):
                return kind.key
    return ""


def read_kinds(path: Path) -> Kinds:
    """Read kinds from a JSON file.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(path, Kinds)
