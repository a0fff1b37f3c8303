"""Documents on all clips of the open case, written on worker threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import CaseError
from forensics_gui.language import tr

if TYPE_CHECKING:
    from engine.case.case import Case
    from forensics_gui.workers.host import EngineHost


class BatchWriter:
    """Writes what the open case holds of its clips."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host

    def csv(self, target: Path) -> None:
        """Write the table as CSV."""
        from engine.batch.table import rows_of, to_csv
        from engine.files import write_atomic

        write_atomic(target, to_csv(rows_of(self._case())).encode())

    def pdf(self, target: Path, language: str, laboratory: Path | None, waiting: int) -> None:
        """Write figures and table as a PDF.

        Args:
            laboratory: folder of its template; None without one.
            waiting: clips that are not analysed yet.
        """
        from engine.batch.pdf import write_batch_pdf
        from engine.batch.table import rows_of
        from engine.report.laboratory import read_laboratory

        case = self._case()
        letterhead = None if laboratory is None else read_laboratory(laboratory)
        write_batch_pdf(rows_of(case), case, target, language, letterhead, waiting)

    def _case(self) -> Case:
        case = self._host.cases.case
        if case is None:
            raise CaseError(tr("No case is open."), tr("Open a clip or a case first."))
        return case
