"""Assignment of items to splits where the data set does not define them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from engine.training.records import FaceRecord


def hashed_split(name: str) -> str:
    """70/15/15 by a hash; adding people does not move others."""
    draw = _draw(name)
    return "train" if draw < 0.7 else "val" if draw < 0.85 else "test"


def train_or_val(name: str) -> str:
    """Like `hashed_split` for data with a given test split: 70 to 15, by the same hash."""
    return "train" if _draw(name) < 0.7 / 0.85 else "val"


def _draw(name: str) -> float:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32


def groups(ties: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Connected components of names.

    Args:
        ties: names that belong together.

    Returns:
        Each name with the smallest name of its component.
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
    """Group of each record: records connected by identity or source, directly or indirectly."""
    # Sources sort after identities, so that groups are named after a person if possible.
    names = groups(("i" + r.identity, "s" + r.source) for r in records)
    return [names["i" + r.identity][1:] for r in records]


def fill_splits(records: list[FaceRecord]) -> list[FaceRecord]:
    """Give records without a split that of their group, or a hashed one."""
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


#: Share of people in "test" and in "val"; the rest is "train".
_TEST, _VAL = 0.3, 0.15


def deal(records: list[FaceRecord], seed: int) -> list[FaceRecord]:
    """Draw new splits for a small set, keeping people and source clips together.

    Groups with the same content (pristine, forged or both, by method) are divided among
    themselves, so that the splits are as similar as their number allows.
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
