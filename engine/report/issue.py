"""One issuing of a report: its number and date, and what a case tells of the commission."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.case.case import Case
from engine.case.log import Kind
from engine.errors import CaseError


@dataclass(frozen=True)
class Commission:
    """What a case says about an analysis; "" and None where it was not stated.

    Attributes:
        title: of the case.
        laboratory, customer, request: as the analyst described the case.
        analyst: who began the analysis.
        received: the analyst's note on how the clip came.
        imported, examined: when the clip came into the case and the analysis began; UTC, ISO 8601.
        acts, head: how many acts the log has, and the hash of the last.
    """

    title: str = ""
    laboratory: str = ""
    customer: str = ""
    request: str = ""
    analyst: str = ""
    received: str = ""
    imported: str = ""
    examined: str = ""
    acts: int | None = None
    head: str = ""


@dataclass(frozen=True)
class Issue:
    """A report as it was given out.

    Attributes:
        number: like no other report's.
        issued: UTC, ISO 8601.
    """

    number: str
    issued: str
    commission: Commission = field(default_factory=Commission)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def new_issue(commission: Commission | None = None) -> Issue:
    """A report given out now, under a number of its own."""
    now = datetime.now(UTC)
    number = f"{now:%Y%m%d}-{secrets.token_hex(4).upper()}"
    return Issue(number, now.isoformat(timespec="seconds"), commission or Commission())


def issue_of(case: Case, analysis: int) -> Issue:
    """A report given out now on one analysis of a case, with what the case says of it.

    Args:
        analysis: its number in the case.

    Raises:
        CaseError: the case has no such analysis, or its log is damaged.
    """
    return new_issue(commission_of(case, analysis))


def commission_of_case(case: Case) -> Commission:
    """What a case tells of itself, for a document on all of its clips.

    Raises:
        CaseError: its log is damaged.
    """
    state = case.state()
    return Commission(
        **asdict(state.description), analyst=case.analyst, acts=state.acts, head=state.head
    )


def commission_of(case: Case, analysis: int) -> Commission:
    """What a case tells of one of its analyses.

    Raises:
        CaseError: it has no such analysis, or its log is damaged.
    """
    state = case.state()
    entry = next((e for e in case.analyses() if e.id == analysis), None)
    if entry is None:
        raise CaseError(
            f"The case '{case.path.name}' has no analysis {analysis}.",
            "List its analyses with 'forensics case'.",
        )
    begun = next(
        act
        for act in case.acts()
        if act.kind == Kind.RESULT and act.details["analysis"] == analysis
    )
    clip = state.clips.get(entry.number)
    return Commission(
        **asdict(state.description),
        analyst=begun.who,
        received=clip.received if clip else "",
        imported=clip.added if clip else "",
        examined=entry.started,
        acts=state.acts,
        head=state.head,
    )
