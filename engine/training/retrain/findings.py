"""Problems of retraining data in an analyst's words, with remedies.

A serious finding blocks the retraining until a remedy removes it, or until it is kept with a reason
that the model card repeats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from engine.errors import PlanError
from engine.training.datasets.checks import COUNTED, REFUSED, Finding, check
from engine.training.datasets.repairs import REPAIRS, repair
from engine.training.datasets.splits import deal
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.retrain.near_duplicates import ALIKE, ERROR, NearDuplicates, Pair
from engine.training.retrain.plan import Decision, Remedy
from engine.wording import Phrase, mark

ALIKE_KIND, GROUP_KIND, SPLIT_KIND = "look-alikes", "groups", "splits"
#: Why each kind of finding matters.
_WHY = {
    "unreadable": mark("Training cannot use a file that it cannot read."),
    "empty": mark("Training cannot use an empty file."),
    "contradictions": mark("The same picture cannot be both pristine and forged."),
    "duplicates": mark("A copy that is both trained and tested on makes the figures too good."),
    "leaks": mark(
        "Nobody may be both trained and tested on: the detector could recognise the person instead "
        "of the forgery."
    ),
    "pairs": mark("A detector learns most from a forgery with its original."),
    "one class": mark("Without both pristine and forged clips nothing can be learned."),
    "few": mark("Figures from few clips are uncertain."),
    "imbalance": mark("The smaller class limits how much can be learned."),
    "people": mark("A person counted as two may be both trained and tested on."),
    ALIKE_KIND: mark(
        "If they are one person, the detector is tested on somebody it was trained on. Look at the "
        "faces: {error}"
    ),
    GROUP_KIND: mark("If they are one person, all of them belong in one split."),
    SPLIT_KIND: mark("A split without both classes can be used neither to train nor to test."),
}


@dataclass(frozen=True)
class Choice:
    """A remedy.

    Attributes:
        does, repair: as in `Decision`.
        words: label of its button, marked for translation.
    """

    does: Remedy
    words: str
    repair: str = ""


@dataclass(frozen=True)
class Issue:
    """A finding and its remedies.

    Attributes:
        key: identifies the finding across checks.
        kind: see WHY.
        serious: blocks the retraining until decided.
        message: what was found.
        names: affected items or people.
        choices: remedies; empty if only other data help.
        pair: faces to show, for near duplicates.
        kept: reason for keeping it; "" if not kept.
    """

    key: str
    kind: str
    serious: bool
    message: Phrase
    names: tuple[str, ...]
    choices: tuple[Choice, ...]
    pair: Pair | None = None
    kept: str = ""

    @property
    def why(self) -> Phrase:
        """Why it matters."""
        return Phrase(_WHY[self.kind], {"error": Phrase(ERROR)})

    @property
    def open(self) -> bool:
        """Whether it blocks the retraining."""
        return self.serious and not self.kept


def examine(
    records: list[FaceRecord], likeness: NearDuplicates, decisions: Iterable[Decision]
) -> list[Issue]:
    """All findings, serious ones first.

    Args:
        records: after the decided remedies, see `remedied`.
        likeness: near duplicates among the same records.
        decisions: define what is kept.
    """
    kept = {one.finding: one.reason for one in decisions if one.does == "keep"}
    found = [_of_finding(finding) for finding in check(records)]
    found += _of_splits(records)
    groups = [_of_group(group) for group in likeness.groups if _torn(records, group)]
    inside = [set(group.names) for group in groups]
    found += groups
    found += [
        _of_pair(pair)
        for pair in likeness.pairs
        if not any({pair.first, pair.second} <= names for names in inside)
    ]
    issues = [replace(issue, kept=kept.get(issue.key, "")) for issue in found]
    return sorted(issues, key=lambda issue: not issue.serious)


def remedied(
    records: list[FaceRecord], decisions: Iterable[Decision], seed: int
) -> list[FaceRecord]:
    """Apply the decided remedies in order."""
    made: dict[str, Callable[[list[FaceRecord], Decision], list[FaceRecord]]] = {
        "repair": lambda found, one: repair(found, check(found), [one.repair]),
        "exclude": lambda found, one: [r for r in found if r.name not in set(one.names)],
        "relabel": _relabelled,
        "together": _together,
        "deal": lambda found, _: deal(found, seed),
        "keep": lambda found, _: found,
    }
    for decision in decisions:
        records = made[decision.does](records, decision)
    return records


def decision_on(
    issue: Issue,
    does: Remedy,
    repair: str = "",
    names: Iterable[str] | None = None,
    reason: str = "",
) -> Decision:
    """Create the plan's entry for a choice.

    Args:
        repair: of the choice.
        names: some of the issue's; all if None.

    Raises:
        PlanError: the issue has no such choice, or is kept without a reason.
    """
    if not any((choice.does, choice.repair) == (does, repair) for choice in issue.choices):
        raise PlanError(
            mark("'{does}' is no remedy for this finding: {words}"),
            mark("Choose one of its own remedies."),
            does=does,
            words=issue.message,
        )
    if does == "keep" and not reason.strip():
        raise PlanError(
            mark("A finding that is kept as it is needs a reason."),
            mark("Write why it does no harm here; the model card will repeat it."),
        )
    chosen = issue.names if names is None else tuple(names)
    return Decision(
        finding=issue.key, does=does, repair=repair, names=list(chosen), reason=reason.strip()
    )


def require_decided(issues: Iterable[Issue]) -> None:
    """Raise PlanError while a serious finding is neither remedied nor kept with a reason."""
    waiting = [issue for issue in issues if issue.open]
    if waiting:
        raise PlanError(
            mark("A finding is not decided on: {words} ({count} such findings in all)")
            if len(waiting) > 1
            else mark("A finding is not decided on: {words}"),
            mark("Choose a remedy, or keep it as it is and say why."),
            words=waiting[0].message,
            count=len(waiting),
        )


def _key(kind: str, names: Iterable[str]) -> str:
    digest = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    return f"{kind} {digest[:12]}"


_KEEP = Choice("keep", mark("Keep it as it is, for a reason"))
_EXCLUDE = Choice("exclude", mark("Leave these items out"))
_RELABEL = Choice("relabel", mark("Give the selected items the other label"))


def _of_finding(finding: Finding) -> Issue:
    choices = [Choice("repair", REPAIRS[name], name) for name in finding.mends]
    # Leaks name people and sources; all others name items.
    if finding.offenders and finding.kind != "leaks":
        choices.append(_EXCLUDE)
        if finding.kind == "contradictions":
            choices.append(_RELABEL)
    if finding.kind not in ("unreadable", "empty"):
        choices.append(_KEEP)
    serious = finding.severity == REFUSED
    names = finding.offenders
    return Issue(
        _key(finding.kind, names), finding.kind, serious, finding.message, names, tuple(choices)
    )


def _of_splits(records: list[FaceRecord]) -> list[Issue]:
    labels = {r.label for r in records}
    if len(labels) < 2:
        return []
    missing = tuple(
        Phrase(COUNTED[label], {"count": 0, "split": split})
        for split in ("train", "test")
        for label in (PRISTINE, FORGED)
        if not any((r.split, r.label) == (split, label) for r in records)
    )
    if not missing:
        return []
    message = Phrase(mark("A split lacks a class: {counts}."), {"counts": missing})
    names = tuple(map(str, missing))
    again = Choice("deal", mark("Draw the splits again so that each has both classes"))
    return [Issue(_key(SPLIT_KIND, names), SPLIT_KIND, True, message, names, (again,))]


_TOGETHER = (
    Choice("together", mark("They are one person: put all of them into one split")),
    Choice("keep", mark("They are different people")),
)


def _of_pair(pair: Pair) -> Issue:
    names = (pair.first, pair.second)
    words = mark(
        "'{first}' and '{second}' are in different splits and look alike: similarity {likeness}; "
        "from {least} on, pairs are shown."
    )
    values = {"first": pair.first, "second": pair.second}
    message = Phrase(words, {**values, "likeness": float(pair.likeness), "least": ALIKE})
    return Issue(_key(ALIKE_KIND, names), ALIKE_KIND, False, message, names, _TOGETHER, pair)


def _torn(records: list[FaceRecord], group: tuple[str, ...]) -> bool:
    return len({r.split for r in records if r.identity in group}) > 1


def _of_group(group: tuple[str, ...]) -> Issue:
    words = mark(
        "The data do not name the person, and by their faces {count} names may be one person: "
        "{examples}. They are in different splits."
    )
    shown = ", ".join(f"'{name}'" for name in group[:5])
    more = " …" if len(group) > 5 else ""
    message = Phrase(words, {"count": len(group), "examples": shown + more})
    return Issue(_key(GROUP_KIND, group), GROUP_KIND, False, message, group, _TOGETHER)


def _relabelled(records: list[FaceRecord], decision: Decision) -> list[FaceRecord]:
    names = set(decision.names)
    return [_other_label(r) if r.name in names else r for r in records]


def _other_label(record: FaceRecord) -> FaceRecord:
    if record.label == PRISTINE:
        return replace(record, label=FORGED, method="forged")
    return replace(record, label=PRISTINE, method="pristine")


def _together(records: list[FaceRecord], decision: Decision) -> list[FaceRecord]:
    """Merge people into one and keep them in one split."""
    names = set(decision.names)
    first = min(names)
    joined = [replace(r, identity=first) if r.identity in names else r for r in records]
    return repair(joined, check(joined, content=False), ["leaks"])
