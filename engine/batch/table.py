"""The result table of a batch: rows, ranking and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis import phrases
from engine.analysis.verdict import Outcome, Verdict, suspicion_of
from engine.case.case import Case
from engine.case.stored_results import standing
from engine.errors import EngineError
from engine.wording import ENGLISH, Wording

#: Rank of each outcome.
SUSPICION = {Outcome.PRISTINE: 1, Outcome.INCONCLUSIVE: 2, Outcome.FORGED: 3}


@dataclass(frozen=True)
class Row:
    """One clip in the table of a batch.

    Attributes:
        clip: path or address.
        state: "judged", "judged before" (already in the case), "same content" or "failed".
        analysis: number in the case; 0 if it failed.
        sha256: of its content; "" if not read.
        judgement: on the clip; None if it failed.
        failure: why it failed.
        faces: number of judged tracks.
        length: of the clip, seconds; 0 if unknown.
        seconds: of the analysis; 0 if it was not made in this run.
        first: clip with the same content, whose verdict this is; "" for none.
    """

    clip: str
    state: str
    analysis: int = 0
    sha256: str = ""
    judgement: Verdict | None = None
    failure: EngineError | None = None
    faces: int = 0
    length: float = 0.0
    seconds: float = 0.0
    first: str = ""

    @property
    def llr(self) -> float | None:
        """log10 likelihood ratio; None if there is none."""
        return self.judgement.llr if self.judgement is not None else None

    @property
    def note(self) -> str:
        """What to do, or which clip has the same content."""
        if self.failure is not None:
            return self.failure.advice
        return f"the same content as {self.first}" if self.first else ""

    @property
    def verdict(self) -> str:
        """The verdict or the failure, in words."""
        return self.words(ENGLISH)

    def words(self, wording: Wording) -> str:
        """Like `verdict`, translated."""
        if self.judgement is None:
            return self.failure.said(wording)[0] if self.failure else ""
        return phrases.headline(self.judgement, wording)


def suspicion(verdict: Verdict | None) -> tuple[int, float]:
    """Sort key: the larger, the sooner a clip should be examined.

    Evidence of manipulation comes first, then inconclusive clips, then evidence against it, each
    ordered by ratio. The ratio of an inconclusive clip rests on too little to be ranked among the
    others. Clips of a detector that is not calibrated are ordered by score. Clips without either
    come last.
    """
    value = suspicion_of(verdict)
    if verdict is None or value is None:
        return 0, 0.0
    return SUSPICION[phrases.said(verdict)], value


def by_suspicion(rows: Sequence[Row]) -> list[Row]:
    """Most suspicious first, failed ones last."""

    def key(row: Row) -> tuple[bool, int, float, str]:
        rank, llr = suspicion(row.judgement)
        return row.state == "failed", -rank, -llr, row.clip

    return sorted(rows, key=key)


def rows_of(case: Case) -> list[Row]:
    """Rows of a case: one for each judged clip, and for each that failed since.

    Includes the analyst's corrections.

    Raises:
        CaseError: the file is damaged.
    """
    state, last = case.state(), standing(case.analyses())
    rows, begun = [], {}
    for number, entry in last.items():
        path = state.clips[number].path
        begun[path] = entry.started
        verdict = case.verdict(entry.id) if entry.id in state.corrections else entry.verdict
        rows.append(Row(path, "judged", entry.id, entry.sha256, verdict, faces=entry.faces,
                        length=entry.duration))  # fmt: skip
    rows += [
        Row(failure.path, "failed", failure=failure.error) for failure in state.failed_since(begun)
    ]
    return rows


_COLUMNS = (
    "clip",
    "state",
    "verdict",
    "log10_lr",
    "by_kind",
    "faces",
    "length_seconds",
    "analysis_seconds",
    "analysis",
    "sha256",
    "note",
)
#: Prefixes that a spreadsheet would evaluate as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(rows: Sequence[Row]) -> str:
    """CSV with a header, most suspicious clip first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in by_suspicion(rows):
        llr = "" if row.llr is None else f"{row.llr:.4f}"
        kinds = "; ".join(
            f"{kind.key} {kind.llr:.4f}"
            for kind in phrases.kind_rows(row.judgement)
            if kind.llr is not None
        )
        length, seconds = (f"{s:.2f}" if s else "" for s in (row.length, row.seconds))
        cells = (row.clip, row.state, row.verdict, llr, kinds, row.faces, length, seconds,
                 row.analysis or "", row.sha256, row.note)  # fmt: skip
        writer.writerow(
            _plain(cell) if isinstance(cell, str) and cell != llr else cell for cell in cells
        )
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
