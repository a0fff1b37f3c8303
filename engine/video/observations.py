"""observe(): what an analyst would want named about a clip's file, made from its facts.

Observations name what is there, what it can point to, and how it comes about innocently. None of
them judges the clip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.video.examination import ATTENTION, ClipExamination, Observation
from engine.video.observe_origin import clocks_seen, credentials_seen, programs_seen
from engine.video.observe_stream import (
    changes_seen,
    damage_seen,
    durations_seen,
    groups_seen,
    hidden_seen,
    repeats_seen,
    time_stamps_seen,
    unseen_seen,
)

_CHECKS: tuple[Callable[[ClipExamination], Iterator[Observation]], ...] = (
    credentials_seen,
    programs_seen,
    repeats_seen,
    time_stamps_seen,
    hidden_seen,
    changes_seen,
    unseen_seen,
    durations_seen,
    groups_seen,
    clocks_seen,
    damage_seen,
)


def observe(facts: ClipExamination) -> tuple[Observation, ...]:
    """Observations of a clip's file, those that ask for attention first.

    Args:
        facts: as gathered; its own `observations` are not looked at.
    """
    found = [observation for check in _CHECKS for observation in check(facts)]
    return tuple(sorted(found, key=lambda o: o.severity != ATTENTION))
