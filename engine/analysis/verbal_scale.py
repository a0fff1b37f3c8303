"""The verbal scale of likelihood ratios and the propositions compared: one file of data."""

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
    """What the evidence is weighed between, as clauses that follow "that"."""

    forged: str
    pristine: str


class VerbalScale(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How ratios are put into words; the same words serve both directions.

    Attributes:
        source: of the words.
        steps: rising from a ratio of 1.
        propositions: that of manipulation and its alternative.
        caution: what a likelihood ratio is not.
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
        """The log10 ratio under which evidence supports neither side, whatever its sign."""
        return self.edges[0]

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """log10 ratios from which the next words are used, rising."""
        return tuple(math.log10(step.lower) for step in self.steps[1:])

    def strength(self, llr: float) -> str:
        """The words for a log10 likelihood ratio, whatever its direction."""
        height = abs(llr)
        return self.steps[sum([height >= edge for edge in self.edges])].words


@cache
def verbal_scale() -> VerbalScale:
    """The scale that comes with the program.

    Raises:
        ResourceError: its file is missing or damaged.
    """
    return read_scale(resource("verbal_scale.json"))


def read_scale(path: Path) -> VerbalScale:
    """The scale in a JSON file.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(path, VerbalScale, "verbal scale")
