"""The table of a batch, read from the case that it went into."""

from __future__ import annotations

from engine.batch.row import Row
from engine.case.case import Case
from engine.case.entries import standing


def rows_of(case: Case) -> list[Row]:
    """One for each clip that was judged, by its standing analysis, and for each that failed since.

    Corrections of the analyst count.

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
        Row(failure.path, "failed", failure=failure.what, note=failure.advice)
        for failure in state.failed_since(begun)
    ]
    return rows
