"""Issue of a report: its number, date and commission."""

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
    """What a case states about an analysis; "" and None if not stated.

    Attributes:
        title: of the case.
        laboratory, customer, request: as entered by the analyst.
        analyst: who started the analysis.
        received: the analyst's note on how the clip was received.
        imported, examined: when the clip was imported and the analysis started; UTC, ISO 8601.
        acts, head: number of log entries, and the hash of the last one.
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
    """An issued report.

    Attributes:
        number: unique.
        issued: UTC, ISO 8601.
    """

    number: str
    issued: str
    commission: Commission = field(default_factory=Commission)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def new_issue(commission: Commission | None = None) -> Issue:
    """Create an issue with a new number, dated now."""
    now = datetime.now(UTC)
    number = f"{now:%Y%m%d}-{secrets.token_hex(4).upper()}"
    return Issue(number, now.isoformat(timespec="seconds"), commission or Commission())


def issue_of(case: Case, analysis: int) -> Issue:
    """Create an issue for an analysis of a case.

    Args:
        analysis: its number in the case.

    Raises:
        CaseError: the case has no such analysis, or its log is damaged.
    """
    return new_issue(commission_of(case, analysis))


def commission_of_case(case: Case) -> Commission:
    """The commission of a case, for a document on all of its clips.

    Raises:
        CaseError: its log is damaged.
    """
    state = case.state()
    return Commission(
        **asdict(state.description), analyst=case.analyst, acts=state.acts, head=state.head
    )


def commission_of(case: Case, analysis: int) -> Commission:
    """The commission of one analysis.

    Raises:
        CaseError: the case has no such analysis, or its log is damaged.
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
