"""The verbal scale of likelihood ratios and the propositions compared, from a data file."""

from __future__ import annotations

import math
from functools import cache, cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from engine.shipped import read_json, resource


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for likelihood ratios from `lower` (at least 1) up to the next step's."""

    lower: float = msgspec.field(name="from")
    words: str


class Propositions(Struct, frozen=True, forbid_unknown_fields=True):
    """The propositions compared, as clauses that follow "that"."""

    forged: str
    pristine: str


class VerbalScale(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Verbal scale of likelihood ratios; the same words serve both directions.

    Attributes:
        source: of the words.
        steps: ascending from a ratio of 1.
        propositions: manipulation and its alternative.
        caution: how not to read a likelihood ratio.
    """

    source: str
    steps: tuple[Step, ...]
    propositions: Propositions
    caution: str

    def __post_init__(self) -> None:
        lower = [step.lower for step in self.steps]
        if len(lower) < 2 or lower[0] != 1 or lower != sorted(set(lower)):
            raise ValueError("steps must be two or more, and rise from 1")
        said = [self.source, self.caution, *msgspec.structs.astuple(self.propositions)]
        if not all(text.strip() for text in said + [step.words for step in self.steps]):
            raise ValueError("words are missing")

    @property
    def undecided(self) -> float:
        """The absolute log10 ratio below which evidence supports neither side."""
        return self.edges[0]

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """log10 ratios at which each step after the first begins, ascending."""
        return tuple(math.log10(step.lower) for step in self.steps[1:])

    def strength(self, llr: float) -> str:
        """The words for a log10 likelihood ratio, regardless of its direction."""
        height = abs(llr)
        return self.steps[sum([height >= edge for edge in self.edges])].words


@cache
def verbal_scale() -> VerbalScale:
    """Load the scale that ships with the program.

    Raises:
        ResourceError: its file is missing or damaged.
    """
    return read_scale(resource("verbal_scale.json"))


def read_scale(path: Path) -> VerbalScale:
    """Read a scale from a JSON file.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(path, VerbalScale)
