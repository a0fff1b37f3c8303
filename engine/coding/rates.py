"""Thresholds of the scores on coding, and the error rates that were measured with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec

from engine.shipped import read_json, resource


@dataclass(frozen=True)
class Count:
    """So many of so many."""

    found: int
    of: int


@dataclass(frozen=True)
class DoubleRates:
    """Rates of the score for an earlier compression.

    Attributes:
        threshold: the score that one in twenty clips of the fitting half exceeds.
        single: clips coded once of the measuring half that reach it.
        double: clips coded twice of the measuring half that reach it.
        period: of these, clips whose earlier group length is estimated right.
        by_earlier, by_final: `double` for each earlier and each final encoder.
        by_single: `single` for each encoder.
    """

    threshold: float
    single: Count
    double: Count
    period: Count
    by_earlier: dict[str, Count] = field(default_factory=dict)
    by_final: dict[str, Count] = field(default_factory=dict)
    by_single: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class JoinRates:
    """Rates of marks for cuts and joins.

    Attributes:
        threshold: the score that gives at most one false mark in ten minutes of the fitting half.
        false_marks: marks in clips of the measuring half that were not spliced.
        minutes: their length.
        by_kind: splices found, for each kind.
        by_encoder: splices found, for each final encoder.
    """

    threshold: float
    false_marks: int
    minutes: float
    by_kind: dict[str, Count] = field(default_factory=dict)
    by_encoder: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class CombRates:
    """Rates of the score of DCT combs, without pictures and clips that cannot tell.

    Attributes:
        scenes: number of scenes in the fitting and in the measuring half.
        threshold: the score that one in twenty pictures and clips of the fitting half exceeds.
        single, double: pictures and clips of the measuring half, coded once and twice, that reach
            it, by FFmpeg's name of their decoder.
        by_single: `single` for each encoder.
        by_pair: `double` for each earlier and final encoder.
    """

    scenes: tuple[int, int]
    threshold: float
    single: dict[str, Count] = field(default_factory=dict)
    double: dict[str, Count] = field(default_factory=dict)
    by_single: dict[str, Count] = field(default_factory=dict)
    by_pair: dict[str, Count] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Export for `shipped_comb_rates`."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain


@dataclass(frozen=True)
class Rates:
    """Result of a measurement.

    Attributes:
        scenes: number of scenes in the fitting and in the measuring half.
        double: on an earlier compression.
        joins: on cuts and joins.
    """

    scenes: tuple[int, int]
    double: DoubleRates
    joins: JoinRates

    def to_json(self) -> dict[str, Any]:
        """Export for `from_json`."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain


@lru_cache(maxsize=1)
def shipped_rates() -> Rates:
    """The rates that come with the program.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(resource("coding.json"), Rates)


@lru_cache(maxsize=1)
def shipped_comb_rates() -> CombRates:
    """The rates of DCT combs that come with the program.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(resource("combs.json"), CombRates)
