"""Problems of retraining data in an analyst's words, with remedies.

A serious finding blocks the retraining until a remedy removes it, or until it is kept with a reason
that the model card repeats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from engine.errors import PlanError
from engine.training.datasets.checks import REFUSED, Finding, check
from engine.training.datasets.repairs import REPAIRS, repair
from engine.training.datasets.splits import deal
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.retrain.near_duplicates import ALIKE, ERROR, NearDuplicates, Pair
from engine.training.retrain.plan import Decision, Remedy
from engine.wording import mark

ALIKE_KIND, GROUP_KIND, SPLIT_KIND = "look-alikes", "groups", "splits"
#: Why each kind of finding matters.
WHY = {
    "unreadable": "A file that cannot be read teaches nothing.",
    "empty": "An empty file teaches nothing.",
    "contradictions": "The same picture cannot be both pristine and forged.",
    "duplicates": "A copy that is learned from and tested on makes the figures too good.",
    "leaks": "Whoever is learned from must not be tested on: a detector would be praised for "
    "knowing the person.",
    "pairs": "A forgery teaches most beside the original that it was made from.",
    "one class": "Without both pristine and forged clips nothing can be learned.",
    "few": "Figures from few clips are uncertain.",
    "imbalance": "The smaller class decides how much can be learned.",
    "people": "Somebody who counts as two people may be learned from and tested on.",
    ALIKE_KIND: "If they are one person, the detector is tested on somebody it learned from. "
    f"Look at the faces: {ERROR}",
    GROUP_KIND: "If they are one person, all of them belong into one split.",
    SPLIT_KIND: "A split without both classes can neither be learned from nor judged on.",
}


@dataclass(frozen=True)
class Choice:
    """A remedy.

    Attributes:
        does, repair: as in `Decision`.
        words: label of its button.
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
        words: what was found and why it matters.
        names: affected items or people.
        choices: remedies; empty if only other data help.
        pair: faces to show, for near duplicates.
        kept: reason for keeping it; "" if not kept.
    """

    key: str
    kind: str
    serious: bool
    words: str
    names: tuple[str, ...]
    choices: tuple[Choice, ...]
    pair: Pair | None = None
    kept: str = ""

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
            words=issue.words,
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
            words=waiting[0].words,
            count=len(waiting),
        )


def _key(kind: str, names: Iterable[str]) -> str:
    digest = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    return f"{kind} {digest[:12]}"


_KEEP = Choice("keep", "Keep it as it is, for a reason")
_EXCLUDE = Choice("exclude", "Leave these items out")


def _of_finding(finding: Finding) -> Issue:
    choices = [
        Choice("repair", REPAIRS[name][0].upper() + REPAIRS[name][1:], name)
        for name in finding.mends
    ]
    # Leaks name people and sources; all others name items.
    if finding.offenders and finding.kind != "leaks":
        choices.append(_EXCLUDE)
        if finding.kind == "contradictions":
            choices.append(Choice("relabel", "Give the chosen items the other label"))
    if finding.kind not in ("unreadable", "empty"):
        choices.append(_KEEP)
    serious = finding.severity == REFUSED
    words = f"{finding.message} {WHY[finding.kind]}"
    names = finding.offenders
    return Issue(_key(finding.kind, names), finding.kind, serious, words, names, tuple(choices))


def _of_splits(records: list[FaceRecord]) -> list[Issue]:
    labels = {r.label for r in records}
    if len(labels) < 2:
        return []
    missing = [
        f"{word} clips in '{split}'"
        for split in ("train", "test")
        for label, word in ((PRISTINE, "pristine"), (FORGED, "forged"))
        if not any((r.split, r.label) == (split, label) for r in records)
    ]
    if not missing:
        return []
    words = f"There are no {' and no '.join(missing)}. {WHY[SPLIT_KIND]}"
    again = Choice("deal", "Draw the splits anew, so that each has both classes")
    return [Issue(_key(SPLIT_KIND, missing), SPLIT_KIND, True, words, tuple(missing), (again,))]


_TOGETHER = (
    Choice("together", "They are one person: put all of them into one split"),
    Choice("keep", "They are different people"),
)


def _of_pair(pair: Pair) -> Issue:
    names = (pair.first, pair.second)
    words = (
        f"'{pair.first}' and '{pair.second}', of different splits, look alike: a likeness of "
        f"{pair.likeness:.2f}, where {ALIKE:.2f} is looked into. {WHY[ALIKE_KIND]}"
    )
    return Issue(_key(ALIKE_KIND, names), ALIKE_KIND, False, words, names, _TOGETHER, pair)


def _torn(records: list[FaceRecord], group: tuple[str, ...]) -> bool:
    return len({r.split for r in records if r.identity in group}) > 1


def _of_group(group: tuple[str, ...]) -> Issue:
    shown = ", ".join(f"'{name}'" for name in group[:5])
    more = f" and {len(group) - 5} more" if len(group) > 5 else ""
    words = (
        f"The data do not say who is seen, and by their faces {shown}{more} may be one person; "
        f"they are in different splits. {WHY[GROUP_KIND]}"
    )
    return Issue(_key(GROUP_KIND, group), GROUP_KIND, False, words, group, _TOGETHER)


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
