"""Issue of a report: its number, date, commission and bookmarked frames."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.case.case import Case
from engine.case.detector_panel import DetectorPanel, panel_of
from engine.case.log import Kind
from engine.errors import CaseError
from engine.wording import ENGLISH, Wording, mark


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
class BookmarkedFrame:
    """A frame that the analyst bookmarked.

    Attributes:
        frame, seconds: index and presentation time.
        text: the analyst's note, "" without one.
        who, written: author and time (UTC, ISO 8601).
        annotated: the analyst drew on the picture.
        png: the stored picture.
    """

    frame: int
    seconds: float
    text: str
    who: str
    written: str
    annotated: bool
    png: bytes = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """All but the picture, whose SHA-256 stands for it."""
        stated = {key: value for key, value in asdict(self).items() if key != "png"}
        return {**stated, "sha256": hashlib.sha256(self.png).hexdigest()}


@dataclass(frozen=True)
class Issue:
    """An issued report.

    Attributes:
        number: unique.
        issued: UTC, ISO 8601.
        bookmarks: of the clip, ordered by frame.
        detectors: what each detector of the case says about the clip.
    """

    number: str
    issued: str
    commission: Commission = field(default_factory=Commission)
    bookmarks: tuple[BookmarkedFrame, ...] = ()
    detectors: DetectorPanel = field(default_factory=DetectorPanel)

    def to_json(self, wording: Wording = ENGLISH) -> dict[str, Any]:
        return {
            "number": self.number,
            "issued": self.issued,
            "commission": asdict(self.commission),
            "bookmarks": [bookmark.to_json() for bookmark in self.bookmarks],
            "detectors": self.detectors.to_json(wording),
        }


def new_issue(
    commission: Commission | None = None,
    bookmarks: tuple[BookmarkedFrame, ...] = (),
    detectors: DetectorPanel | None = None,
) -> Issue:
    """Create an issue with a new number, dated now."""
    now = datetime.now(UTC)
    number = f"{now:%Y%m%d}-{secrets.token_hex(4).upper()}"
    written = now.isoformat(timespec="seconds")
    return Issue(
        number, written, commission or Commission(), bookmarks, detectors or DetectorPanel()
    )


def issue_of(case: Case, analysis: int) -> Issue:
    """Create an issue for an analysis of a case.

    Args:
        analysis: its number in the case.

    Raises:
        CaseError: the case has no such analysis, or its log or a bookmark is damaged.
    """
    commission = commission_of(case, analysis)
    clip = next(entry.number for entry in case.analyses() if entry.id == analysis)
    return new_issue(commission, _bookmarks_of(case, clip), panel_of(case, clip))


def _bookmarks_of(case: Case, clip: int) -> tuple[BookmarkedFrame, ...]:
    found = []
    for remark in case.state().remarks.values():
        if remark.bookmark and remark.clip == clip and remark.frame is not None:
            png = case.snapshot(remark.act)
            assert png is not None
            found.append(
                BookmarkedFrame(remark.frame, remark.seconds or 0.0, remark.text, remark.who,
                                remark.written, remark.annotated, png)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.frame))


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
            mark("The case '{name}' has no analysis {analysis}."),
            mark("List its analyses with 'forensics case'."),
            name=case.path.name,
            analysis=analysis,
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
