"""Repairs of labelled data, applied on request."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from engine.errors import TrainingDataError
from engine.training.datasets.checks import Finding, contents, leaking, orphans
from engine.training.datasets.splits import record_groups
from engine.training.records import SPLITS, FaceRecord
from engine.wording import mark

#: Repairs in the order of application, and what each does, marked for translation.
REPAIRS = {
    "unreadable": mark("Leave out files that are missing or cannot be read"),
    "empty": mark("Leave out empty files"),
    "contradictions": mark("Leave out files whose copies have another label"),
    "duplicates": mark("Keep one of each set of copies, preferably one that is tested on"),
    "leaks": mark("Move people and source clips that are in several splits into one"),
    "leaks-drop": mark("Leave out people and source clips that are in several splits"),
    "pairs": mark("Leave out forgeries whose original is known but missing"),
}


def repair(
    records: list[FaceRecord], findings: Iterable[Finding], which: Collection[str]
) -> list[FaceRecord]:
    """Apply the named repairs where a finding calls for them.

    "leaks" moves everything connected by a person or a source clip, directly or indirectly, to the
    split that holds most of it (the earlier one in a tie).

    Args:
        findings: of `check` on the same records.
        which: names of REPAIRS.

    Raises:
        TrainingDataError: there is no repair of that name.
    """
    unknown = sorted(set(which) - set(REPAIRS))
    if unknown:
        raise TrainingDataError(
            mark("There is no repair '{unknown}'."),
            mark("Known repairs are {names}."),
            unknown=unknown[0],
            names=", ".join(REPAIRS),
        )
    offenders: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        for name in finding.mends:
            offenders[name].update(finding.offenders)
    wanted = [name for name in REPAIRS if name in which and offenders[name]]
    for name in wanted:
        if name == "duplicates":
            records = _one_of_each(records, offenders[name])
        elif name == "leaks":
            records = _together(records)
        elif name == "leaks-drop":
            records = _without_leaks(records)
        elif name == "pairs":
            alone = {r.name for r in orphans(records)}
            records = [r for r in records if r.name not in alone]
        else:
            records = [r for r in records if r.name not in offenders[name]]
    return records


def _one_of_each(records: list[FaceRecord], names: set[str]) -> list[FaceRecord]:
    # Copies with different labels are a contradiction that keeping one does not resolve.
    suspects = [r for r in records if r.name in names]
    extra: set[int] = set()
    for rows in contents(suspects).copies:
        copies = sorted((suspects[row] for row in rows), key=lambda r: -SPLITS.index(r.split))
        if len({r.label for r in copies}) == 1:
            extra.update(id(record) for record in copies[1:])
    return [r for r in records if id(r) not in extra]


def _together(records: list[FaceRecord]) -> list[FaceRecord]:
    group = record_groups(records)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for name, record in zip(group, records, strict=True):
        held[name][record.split] += 1
    home = {name: max(SPLITS, key=lambda s: count[s]) for name, count in held.items()}
    return [
        r if r.split == home[name] else replace(r, split=home[name])
        for name, r in zip(group, records, strict=True)
    ]


def _without_leaks(records: list[FaceRecord]) -> list[FaceRecord]:
    people, sources = set(leaking(records, "identity")), set(leaking(records, "source"))
    return [r for r in records if r.identity not in people and r.source not in sources]
