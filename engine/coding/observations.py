"""Findings on coding as observations, with their error rates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.coding.rates import Rates
from engine.container.observation import ATTENTION, NOTE, Observation

if TYPE_CHECKING:
    from engine.coding.findings import CodingFindings, DctCombs

#: Maximum number of joins that become observations.
_JOINS = 50


def observe_coding(found: CodingFindings, rates: Rates) -> tuple[Observation, ...]:
    """Derive observations from findings."""
    return tuple(_observe(found, rates))


def _observe(found: CodingFindings, rates: Rates) -> Iterator[Observation]:
    double, joined = found.double, rates.joins
    if double is not None:
        yield Observation(
            "coded-twice" if double.traced else "coded-once",
            {
                "period": double.period,
                "score": double.score,
                "threshold": double.threshold,
                "false_alarms": double.false_alarms,
                "once": double.once,
                "found": double.found,
                "twice": double.twice,
            },
            ATTENTION if double.traced else NOTE,
        )
    if found.combs is not None:
        yield _observe_combs(found.combs, found.codec)
    for join in found.joins[:_JOINS]:
        yield Observation(
            "join",
            {
                "frame": join.frame,
                "seconds": join.time,
                "traces": [trace.kind for trace in join.traces],
                "score": join.score,
                "threshold": joined.threshold,
                "minutes": joined.minutes,
                "false_marks": joined.false_marks,
            },
            ATTENTION if len(join.traces) > 1 else NOTE,
            (join.frame,),
        )
    if found.missing:
        yield Observation("coding-not-told", {"codec": found.codec, "missing": list(found.missing)})


def _observe_combs(combs: DctCombs, codec: str) -> Observation:
    if combs.reason:
        return Observation("comb-untold", {"codec": codec, "reason": combs.reason})
    return Observation(
        "comb" if combs.traced else "comb-none",
        {
            "frame": combs.frame,
            "pictures": combs.pictures,
            "score": combs.score,
            "threshold": combs.threshold,
            "codec": codec,
            "false_alarms": combs.false_alarms,
            "once": combs.once,
            "found": combs.found,
            "twice": combs.twice,
        },
        ATTENTION if combs.traced else NOTE,
        (combs.frame,) if combs.traced else (),
    )
