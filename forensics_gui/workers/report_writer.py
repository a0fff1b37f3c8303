"""Write reports of an analysis and of the open case, on worker threads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysis.result import Analysis

if TYPE_CHECKING:
    from engine.report.issue import Issue
    from engine.report.material import Material
    from engine.report.signature import Seal
    from forensics_gui.workers.engine_host import EngineHost


@dataclass(frozen=True)
class ReportSubject:
    """Subject of a report.

    Attributes:
        analysis: as shown, with corrections.
        clip: path of the clip.
        kept: number of the analysis in the open case; 0 if not stored.
        laboratory: folder of the letterhead; None without one.
    """

    analysis: Analysis
    clip: Path
    kept: int
    laboratory: Path | None


class ReportWriter:
    """Writes reports of an analysis."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host
        self._previewed: tuple[Analysis, Material] | None = None

    def preview(self, shown: ReportSubject, language: str, omitted: tuple[str, ...]) -> list[bytes]:
        """Pages of the unsigned report as PNG; see `pdf`.

        Pictures of the last analysis are kept, so that another language takes less time.
        """
        from engine.report.laboratory import letterhead
        from engine.report.pdf import page_pictures

        kept = self._previewed
        if kept is None or kept[0] is not shown.analysis:
            kept = self._previewed = shown.analysis, self._gathered(shown, False)[0]
        return page_pictures(shown.analysis, kept[1], self._issue(shown), language,
                             letterhead(shown.laboratory), omitted)  # fmt: skip

    def pdf(
        self,
        shown: ReportSubject,
        target: Path,
        language: str,
        seal: Seal | None,
        omitted: tuple[str, ...],
    ) -> None:
        """Write a PDF report.

        Args:
            language: one of `engine.report.language.LANGUAGES`.
            seal: signature; None leaves the report unsigned.
            omitted: parts to leave out, of `engine.report.pdf.OPTIONAL_PARTS`.
        """
        from engine.report.laboratory import letterhead
        from engine.report.pdf import write_pdf

        material, _ = self._gathered(shown, False)
        write_pdf(shown.analysis, target, material, self._issue(shown), language,
                  letterhead(shown.laboratory), seal, omitted)  # fmt: skip

    def json(self, shown: ReportSubject, target: Path) -> None:
        """Write all numbers."""
        from engine.report.json_report import write_json

        material, _ = self._gathered(shown, False)
        write_json(shown.analysis, target, self._issue(shown), material)

    def other(self, shown: ReportSubject, target: Path, form: str) -> None:
        """Write a format of `engine.report.export_formats`."""
        from engine.files import write_atomic
        from engine.report.export_formats import EXPORT_FORMATS

        with self._host.lease.lend(shown.clip) as video:
            pts = video.index.stated_pts
        write_atomic(target, EXPORT_FORMATS[form].write(shown.analysis, pts))

    def package(
        self,
        shown: ReportSubject,
        target: Path,
        language: str,
        seal: Seal | None,
        omitted: tuple[str, ...],
    ) -> None:
        """Write an evidence package; the arguments are those of `pdf`."""
        from engine.case.summary import log_json
        from engine.report.laboratory import letterhead
        from engine.report.package import write_package

        material, frames = self._gathered(shown, True)
        case = self._host.cases.case if shown.kept else None
        acts = None if case is None else log_json(case)
        write_package(shown.analysis, target, material, self._issue(shown), iter(frames), acts,
                      language, letterhead(shown.laboratory), seal, omitted)  # fmt: skip

    def _gathered(
        self, shown: ReportSubject, frames: bool
    ) -> tuple[Material, list[tuple[str, bytes]]]:
        from engine.report.material import gather_material
        from engine.report.package import key_frames

        detector = self._host.detector_of(shown.analysis)
        with self._host.lease.lend(shown.clip) as video:
            material = gather_material(video, detector, shown.analysis)
            return material, list(key_frames(video, material)) if frames else []

    def _issue(self, shown: ReportSubject) -> Issue:
        from engine.report.issue import issue_of, new_issue

        case = self._host.cases.case
        return new_issue() if case is None or not shown.kept else issue_of(case, shown.kept)


class BatchWriter:
    """Writes documents on the open case."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host

    def csv(self, target: Path) -> None:
        """Write the table as CSV."""
        from engine.batch.table import rows_of, to_csv
        from engine.files import write_atomic

        write_atomic(target, to_csv(rows_of(self._host.cases.require())).encode())

    def pdf(self, target: Path, language: str, laboratory: Path | None, waiting: int) -> None:
        """Write summary and table as PDF.

        Args:
            laboratory: folder of the letterhead; None without one.
            waiting: number of clips that are not analysed yet.
        """
        from engine.batch.pdf import write_batch_pdf
        from engine.batch.table import rows_of
        from engine.report.laboratory import letterhead

        case = self._host.cases.require()
        write_batch_pdf(rows_of(case), case, target, language, letterhead(laboratory), waiting)
