"""Checks of labelled data: leaks, duplicates, contradictions, and imbalance."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.container.clip_file import sha256_of
from engine.errors import ClipUnreadableError
from engine.training.datasets.media import Place, members, read_place
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord
from engine.wording import Phrase, mark


@dataclass(frozen=True)
class Contents:
    """Content of the files of a set of records; numbers are rows of the set.

    Attributes:
        unreadable: missing, or permission denied.
        empty: zero bytes.
        copies: groups of rows with identical bytes.
    """

    unreadable: list[int]
    empty: list[int]
    copies: list[list[int]]


def contents(records: list[FaceRecord]) -> Contents:
    """Compare file sizes, and read only files of equal size."""
    archives: dict[Path, dict[str, Place]] = {}
    unreadable: list[int] = []
    empty: list[int] = []
    by_size: dict[int, list[int]] = defaultdict(list)
    for row, record in enumerate(records):
        size = _size(record, archives)
        if size is None:
            unreadable.append(row)
        elif size == 0:
            empty.append(row)
        else:
            by_size[size].append(row)
    by_content: dict[str, list[int]] = defaultdict(list)
    for rows in by_size.values():
        for row in rows if len(rows) > 1 else ():
            digest = _digest(records[row], archives)
            if digest is None:
                unreadable.append(row)
            else:
                by_content[digest].append(row)
    return Contents(unreadable, empty, [rows for rows in by_content.values() if len(rows) > 1])


def _size(record: FaceRecord, archives: dict[Path, dict[str, Place]]) -> int | None:
    try:
        if record.member is None:
            size = record.path.stat().st_size
            return size if os.access(record.path, os.R_OK) and record.path.is_file() else None
        if record.path not in archives:
            archives[record.path] = members(record.path) if record.path.exists() else {}
    except OSError:
        return None
    place = archives[record.path].get(record.member)
    return None if place is None else place.size


def _digest(record: FaceRecord, archives: dict[Path, dict[str, Place]]) -> str | None:
    try:
        if record.member is None:
            return sha256_of(record.path)
        data = read_place(record.path, archives[record.path][record.member])
        return hashlib.sha256(data).hexdigest()
    except (OSError, ClipUnreadableError):
        return None


REFUSED, WARNED = "refused", "warned"
#: Recommended minimum number of clips of each class; fewer give unreliable metrics.
ENOUGH = {"train": 50, "val": 10, "test": 10}
#: Texts for a number of clips of each class in a split, with "count" and "split".
COUNTED = {
    PRISTINE: mark("{count} pristine in '{split}'"),
    FORGED: mark("{count} forged in '{split}'"),
}
#: Maximum ratio between the numbers of clips of the two classes.
LOPSIDED = 5.0


@dataclass(frozen=True)
class Finding:
    """A problem of a data set.

    Attributes:
        kind: "unreadable", "empty", "contradictions", "duplicates", "leaks", "pairs",
            "one class", "few", "imbalance" or "people".
        severity: REFUSED or WARNED.
        message: a sentence for the analyst, with the first offenders.
        advice: what to do about it, with the names of repairs and options.
        offenders: names of records, or of the people or source clips that leak.
        mends: applicable repairs, see `engine.training.datasets.repairs.repair`.
    """

    kind: str
    severity: str
    message: Phrase
    advice: Phrase
    offenders: tuple[str, ...] = ()
    mends: tuple[str, ...] = ()


def check(records: list[FaceRecord], content: bool = True) -> list[Finding]:
    """Find all problems of a data set, most severe first.

    Args:
        content: read files too. Only files of equal size are read, so that large sets take
            seconds.
    """
    found = _content_findings(records) if content else []
    found += _leaks(records)
    found += _pairs(records)
    found += _amounts(records)
    found += _people(records)
    return sorted(found, key=lambda finding: finding.severity != REFUSED)


def _content_findings(records: list[FaceRecord]) -> list[Finding]:
    seen = contents(records)
    found: list[Finding] = []
    for kind, rows, message in (
        ("unreadable", seen.unreadable,
         mark("Files that are missing or cannot be read: {count}, for example {examples}.")),
        ("empty", seen.empty, mark("Empty files: {count}, for example {examples}.")),
    ):  # fmt: skip
        if rows:
            names = tuple(records[row].name for row in rows)
            advice = mark("Put them back, or repair with '{repair}' to leave them out.")
            found.append(
                Finding(kind, REFUSED, Phrase(message, _counted(names)),
                        Phrase(advice, {"repair": kind}), names, (kind,))
            )  # fmt: skip
    groups: dict[str, list[list[FaceRecord]]] = defaultdict(list)
    for rows in seen.copies:
        members = [records[row] for row in rows]
        if len({r.label for r in members}) > 1:
            groups["contradictions"].append(members)
        elif len({r.split for r in members}) > 1:
            groups["across"].append(members)
        else:
            groups["within"].append(members)
    if group := groups["contradictions"]:
        found.append(
            _copies("contradictions", REFUSED, group,
                    mark("Contents that are labelled both real and fake: {count}, for example "
                         "{first} and {second}."),
                    mark("Correct the labels, or repair with 'contradictions' to leave all of them "
                         "out."))
        )  # fmt: skip
    if group := groups["across"]:
        found.append(
            _copies("duplicates", REFUSED, group,
                    mark("Contents that are in more than one split: {count}, for example {first} "
                         "and {second}."),
                    mark("Remove the copies, or repair with 'duplicates' to keep the one that is "
                         "tested on."))
        )  # fmt: skip
    if group := groups["within"]:
        found.append(
            _copies("duplicates", WARNED, group,
                    mark("Contents that are in the same split more than once: {count}, for example "
                         "{first} and {second}."),
                    mark("They count twice in training; repair with 'duplicates' keeps one of "
                         "each."))
        )  # fmt: skip
    return found


def _copies(
    kind: str, severity: str, groups: list[list[FaceRecord]], message: str, advice: str
) -> Finding:
    names = tuple(record.name for group in groups for record in group)
    first, second, *_ = (f"'{record.name}'" for record in groups[0])
    said = Phrase(message, {"count": len(groups), "first": first, "second": second})
    return Finding(kind, severity, said, Phrase(advice), names, (kind,))


def leaking(records: Iterable[FaceRecord], key: str) -> list[str]:
    """Values of the field `key` that occur in more than one split, sorted."""
    seen: dict[str, set[str]] = {}
    for record in records:
        seen.setdefault(getattr(record, key), set()).add(record.split)
    return sorted(value for value, splits in seen.items() if len(splits) > 1)


def _leaks(records: list[FaceRecord]) -> list[Finding]:
    found = []
    for key, message in (
        ("identity",
         mark("People who are in more than one split: {count}, for example {examples}.")),
        ("source",
         mark("Source clips that are in more than one split: {count}, for example {examples}.")),
    ):  # fmt: skip
        names = tuple(leaking(records, key))
        if names:
            advice = mark(
                "Put all faces of a person and all clips of a source into one split. Repair with "
                "'leaks' moves them together, 'leaks-drop' leaves them out."
            )
            found.append(
                Finding("leaks", REFUSED, Phrase(message, _counted(names)), Phrase(advice), names,
                        ("leaks", "leaks-drop"))
            )  # fmt: skip
    return found


def orphans(records: list[FaceRecord]) -> list[FaceRecord]:
    """Forgeries whose own original is known but missing from the set."""
    originals = {r.pair for r in records if r.label == PRISTINE}
    return [r for r in records if r.label == FORGED and r.pair and r.pair not in originals]


def _pairs(records: list[FaceRecord]) -> list[Finding]:
    names = tuple(r.name for r in orphans(records))
    if not names:
        return []
    message = mark("Forgeries whose original is missing: {count}, for example {examples}.")
    advice = mark("Add the originals: a detector learns most from a forgery with its original.")
    return [
        Finding("pairs", WARNED, Phrase(message, _counted(names)), Phrase(advice), names,
                ("pairs",))
    ]  # fmt: skip


def _amounts(records: list[FaceRecord]) -> list[Finding]:
    clips: dict[str, Counter[int]] = {split: Counter() for split in SPLITS}
    for _, label, split in {(r.clip, r.label, r.split) for r in records}:
        clips[split][label] += 1
    total = sum(clips.values(), Counter())
    if len(total) == 1:
        message = (
            mark("All clips are pristine.") if PRISTINE in total else mark("All clips are forged.")
        )
        advice = mark(
            "Add the other class: nothing can be learned from one, and only one kind of error can "
            "be measured."
        )
        return [Finding("one class", WARNED, Phrase(message), Phrase(advice))]
    found = []
    small = tuple(
        Phrase(COUNTED[label], {"count": clips[split][label], "split": split})
        for split in SPLITS
        for label in (PRISTINE, FORGED)
        if clips[split][label] < ENOUGH[split]
    )
    if small:
        message = mark("There are few clips: {counts}.")
        advice = mark("Figures from so few are uncertain; add clips, above all of new people.")
        found.append(Finding("few", WARNED, Phrase(message, {"counts": small}), Phrase(advice)))
    pristine, forged = clips["train"][PRISTINE], clips["train"][FORGED]
    if max(pristine, forged) > LOPSIDED * max(1, min(pristine, forged)):
        message = mark("Clips to learn from: {pristine} pristine, {forged} forged.")
        advice = mark(
            "Training weights both classes equally, but the smaller one limits what can be learned."
        )
        values = {"pristine": pristine, "forged": forged}
        found.append(Finding("imbalance", WARNED, Phrase(message, values), Phrase(advice)))
    return found


def _people(records: list[FaceRecord]) -> list[Finding]:
    """Whether the data name the people, and which people the file names suggest."""
    items: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if not record.known:
            items[record.identity].add(record.name)
    if not items:
        return []
    count = sum(map(len, items.values()))
    large = sorted((n for n in items if len(items[n]) > 1), key=lambda n: (-len(items[n]), n))
    values = {
        "count": count,
        "items": len({r.name for r in records}),
        "groups": len(items),
        "examples": ", ".join(f"'{name}' ({len(items[name])})" for name in large[:5]),
    }
    message = (
        mark(
            "The data do not name the person in {count} of {items} items. By the file names they "
            "form {groups} groups, each treated as one person and kept in one split; the largest "
            "are {examples}."
        )
        if large
        else mark(
            "The data do not name the person in {count} of {items} items. Each is treated as a "
            "different person."
        )
    )
    advice = mark(
        "Name the people in identities.csv, in a manifest or with --pattern; 'forensics check DATA "
        "--faces' compares the faces too."
    )
    return [Finding("people", WARNED, Phrase(message, values), Phrase(advice))]


def _counted(names: tuple[str, ...]) -> dict[str, object]:
    return {"count": len(names), "examples": ", ".join(names[:5])}
