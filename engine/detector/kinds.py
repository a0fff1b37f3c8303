"""The kinds of forgery that evidence is weighed against: one file of data."""

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
        words: what tables of data call it, and methods that are known to be of this kind.
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
        generic: any manipulation, for detectors that learned pristine and forged alone.
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
        """The key of each, that of the generic kind last."""
        return tuple(kind.key for kind in (*self.kinds, self.generic))

    def of(self, key: str) -> Kind:
        """The kind with a key; raises KeyError where there is none."""
        return {kind.key: kind for kind in (*self.kinds, self.generic)}[key]


@cache
def known_kinds() -> Kinds:
    """The kinds that come with the program.

    Raises:
        ResourceError: their file is missing or damaged.
    """
    return read_kinds(resource("kinds.json"))


def kind_of(word: str, method: str = "") -> str:
    """The key of the kind that a table of data means, "" where that is not known.

    Args:
        word: a key, or what the table says of the kind; "" for nothing.
        method: the manipulation's name, which decides where `word` does not.
    """
    for said in (word, method):
        for kind in known_kinds().kinds:
            if said and said.lower() in (kind.key, *(other.lower() for other in kind.words)):
                return kind.key
    return ""


def read_kinds(path: Path) -> Kinds:
    """The kinds in a JSON file.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(path, Kinds, "list of kinds of forgery")
