"""Which split an item belongs to, where the data set does not say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from engine.training.records import FaceRecord


def hashed_split(name: str) -> str:
    """70/15/15 by a hash: stays the same when more people are added later."""
    draw = _draw(name)
    return "train" if draw < 0.7 else "val" if draw < 0.85 else "test"


def train_or_val(name: str) -> str:
    """Like `hashed_split` where "test" is given: 70 to 15, by the same draw."""
    return "train" if _draw(name) < 0.7 / 0.85 else "val"


def _draw(name: str) -> float:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32


def groups(ties: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """The group of each name: names that share a tie, directly or through others.

    Args:
        ties: names that belong together.

    Returns:
        Each name with the smallest name of its group.
    """
    root: dict[str, str] = {}

    def find(name: str) -> str:
        root.setdefault(name, name)
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for tie in ties:
        first = find(tie[0])
        for other in tie[1:]:
            a, b = sorted((first, find(other)))
            root[b] = a
            first = a
    return {name: find(name) for name in root}


def record_groups(records: list[FaceRecord]) -> list[str]:
    """For each record the name of its group: all that share identity or source, by any road."""
    # Sources sort behind identities, so that a group is named after a person where it can be.
    names = groups(("i" + r.identity, "s" + r.source) for r in records)
    return [names["i" + r.identity][1:] for r in records]


def fill_splits(records: list[FaceRecord]) -> list[FaceRecord]:
    """Give every record without a split the one of its group, or else a hashed one."""
    if all(r.split for r in records):
        return records
    group = record_groups(records)
    known: dict[str, str] = {}
    for name, record in zip(group, records, strict=True):
        if record.split:
            known.setdefault(name, record.split)
    return [
        r if r.split else replace(r, split=known.get(name) or hashed_split(name))
        for name, r in zip(group, records, strict=True)
    ]


#: Shares of the people for "test" and for "val"; the rest is for "train".
_TEST, _VAL = 0.3, 0.15


def deal(records: list[FaceRecord], seed: int) -> list[FaceRecord]:
    """Everything that is tied by a person or a source clip goes into one split.

    Groups that hold the same (pristine, forged or both, by method) are dealt among themselves,
    so that the splits are alike as far as their number allows.
    """
    groups = record_groups(records)
    holds: dict[str, set[str]] = defaultdict(set)
    for group, record in zip(groups, records, strict=True):
        holds[group].add(record.method)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for group in sorted(holds):
        alike[tuple(sorted(holds[group]))].append(group)
    rng = np.random.default_rng(seed)
    split: dict[str, str] = {}
    for _, members in sorted(alike.items()):
        count = len(members)
        test = max(round(_TEST * count), min(1, count - 1))
        val = max(round(_VAL * count), min(1, count - test - 1))
        for place, row in enumerate(rng.permutation(count)):
            split[members[row]] = (
                "test" if place < test else "val" if place < test + val else "train"
            )
    return [replace(r, split=split[g]) for g, r in zip(groups, records, strict=True)]
