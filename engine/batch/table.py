"""The table of a batch as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from engine.analysis.kind_words import kind_rows
from engine.batch.row import Row, by_suspicion

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
#: A cell that begins so would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(rows: Sequence[Row]) -> str:
    """The most suspicious clip first; a header, then one line a clip."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in by_suspicion(rows):
        llr = "" if row.llr is None else f"{row.llr:.4f}"
        kinds = "; ".join(
            f"{kind.key} {kind.llr:.4f}"
            for kind in kind_rows(row.judgement)
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
