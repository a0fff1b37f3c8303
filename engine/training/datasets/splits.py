"""Which split an item belongs to, where the data set does not say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

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
