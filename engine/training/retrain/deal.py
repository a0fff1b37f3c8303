"""Splits drawn anew for small sets, so that each has pristine and forged clips of its people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from engine.training.datasets.splits import record_groups
from engine.training.records import FaceRecord

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
