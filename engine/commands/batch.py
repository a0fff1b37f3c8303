"""`forensics batch`."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from engine.commands.options import (
    bundle_option,
    device_option,
    every_option,
    laboratory_option,
    language_option,
    load_detector,
    smallest_face_option,
)
from engine.shipped import resource
from engine.terminal import echo, print_table, progress_bar
from engine.wording import mark

if TYPE_CHECKING:
    from engine.analysis.settings import AnalysisSettings
    from engine.batch.judge import Job
    from engine.batch.plan import Measured, Plan
    from engine.batch.table import Row
    from engine.case.case import Case
    from engine.detector.detector import Detector


@click.command()
@click.argument("clips", nargs=-1)
@click.option("--list", "lists", type=click.File("r", encoding="utf-8"), multiple=True,
              help="Text file with one clip, folder or pattern per line; '-' reads standard "
                   "input.")  # fmt: skip
@click.option("--case", "case_path", type=click.Path(path_type=Path),
              help="Case file for the results, created if missing.")  # fmt: skip
@click.option("--workers", type=click.IntRange(0), default=0,
              help="Number of parallel clips. Default 0: all cores, "
                   "or the whole cluster.")  # fmt: skip
@click.option("--backend", type=click.Choice(["loky", "dask", "ray"]), default="loky",
              show_default=True,
              help="Run on processes of this machine, a Dask cluster, or Ray.")  # fmt: skip
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Address of a Dask scheduler or a Ray cluster. "
                   "Default: start one here.")  # fmt: skip
@click.option("--csv", "csv_path", type=click.Path(path_type=Path),
              help="Write the table as CSV.")  # fmt: skip
@click.option("--pdf", "pdf_path", type=click.Path(path_type=Path, dir_okay=False),
              help="Write summary and table as PDF.")  # fmt: skip
@language_option
@laboratory_option
@click.option("--plan", is_flag=True,
              help="Estimate only: measure this machine for about a minute on the first of "
                   "CLIPS, or on the sample, and print how long "
                   "--hours of video would take.")  # fmt: skip
@click.option("--hours", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True,
              help="Hours of video for --plan.")  # fmt: skip
@every_option
@smallest_face_option
@click.option("--quick", is_flag=True, help="Examine only 25 frames spread over each clip.")
@click.option("--calibration", type=click.Path(path_type=Path, dir_okay=False),
              help="Use a local calibration, made by 'forensics calibrate'.")  # fmt: skip
@bundle_option
@device_option
def batch(clips: tuple[str, ...], lists: tuple[TextIO, ...], case_path: Path | None, workers: int,
          backend: str, scheduler: str, csv_path: Path | None, pdf_path: Path | None,
          language: str, laboratory: Path | None, plan: bool, hours: float, every: int,
          smallest_face: int, quick: bool, calibration: Path | None, bundle: Path | None,
          device: str) -> None:  # fmt: skip
    """Judge many clips into a case and list the most suspicious first.

    CLIPS are files, folders (their clips at any depth), patterns, or fsspec addresses
    (s3://bucket/clip.mp4). Duplicate content is judged once, and clips that the case already holds
    are skipped: if a batch is stopped, killed or runs out of disk space, the same command resumes
    it. Clips that cannot be examined are listed with the reason; the exit status is then 3. Without
    CLIPS, the table shows the content of the case.

    \b
    Examples:
      forensics batch inbox/ --case night.fcase --csv night.csv
      forensics batch '/mnt/disk/**/*.mp4' --case disk.fcase --quick
      forensics batch --list clips.txt --case c.fcase --backend dask --scheduler tcp://head:8786
      forensics batch --case night.fcase --pdf night.pdf --language de
      forensics batch --plan inbox/ --hours 200 --workers 4
    """
    from engine.analysis.settings import AnalysisSettings
    from engine.batch.inputs import clips_of, listed
    from engine.batch.pdf import write_batch_pdf
    from engine.batch.table import rows_of
    from engine.case.case import Case
    from engine.report.laboratory import letterhead

    names = [*clips, *(name for file in lists for name in listed(file))]
    found = clips_of(names)
    settings = AnalysisSettings(every=every, smallest_face=smallest_face, quick=quick)
    if plan:
        clip = Path(found[0]) if found else resource("sample/manipulated.mp4")
        print_plan(clip, load_detector(bundle, device), settings, hours, workers)
        return
    if case_path is None:
        raise click.UsageError("Give the case that keeps the results: --case FILE.")
    if not names and not case_path.exists():
        raise click.UsageError("Give clips, folders or patterns, or a --list.")
    template = letterhead(laboratory)
    rows: list[Row] = []
    with Case.open_or_create(case_path, getpass.getuser()) as case:
        try:
            if names:
                job = _job(bundle, settings, calibration, device)
                _judge(found, case, job, (workers, backend, scheduler), rows)
            else:
                rows += rows_of(case)
        finally:
            whole = len(found) or len(rows)
            _print(rows, whole)
            if csv_path is not None:
                _write_csv(rows, csv_path)
            if pdf_path is not None:
                write_batch_pdf(rows, case, pdf_path, language, template, whole - len(rows))
    failed = [row for row in rows if row.state == "failed"]
    if failed and names:
        from engine.errors import ClipUnreadableError

        raise ClipUnreadableError(
            mark("{count} of {total} clips could not be examined."),
            mark("The reasons stand in the table; the results of the others are in the case."),
            count=len(failed),
            total=len(found),
        )


def _job(
    bundle: Path | None, settings: AnalysisSettings, calibration: Path | None, device: str
) -> Job:
    from engine.analysis.local_calibration import read_calibration
    from engine.batch.judge import Job
    from engine.detector.bundle.manifest import read_manifest
    from engine.detector.bundle.store import BundleStore

    folder = (bundle or BundleStore().default().path).resolve()
    local = None if calibration is None else read_calibration(calibration)
    return Job(folder, read_manifest(folder)[1], settings, local, device)


def _judge(
    clips: list[str], case: Case, job: Job, workers: tuple[int, str, str], rows: list[Row]
) -> None:
    """Append each row when it is known, so that a failure keeps the rows before it."""
    from engine.batch.batch import run_batch
    from engine.batch.workers import Workers

    with progress_bar() as progress:
        rows.extend(run_batch(clips, case, job, Workers(*workers), progress))


def _print(rows: list[Row], whole: int) -> None:
    from engine.analysis.phrases import kinds_sentence
    from engine.batch.table import by_suspicion

    table = [("log10 LR", "verdict", "faces", "clip", "")]
    for row in by_suspicion(rows):
        llr = "" if row.llr is None else f"{row.llr:+.2f}"
        state = "" if row.state in ("judged", "same content") else row.state
        kinds = "" if row.judgement is None else kinds_sentence(row.judgement)
        note = ": ".join(filter(None, (state, row.note or kinds)))
        table.append((llr, row.verdict, str(row.faces or ""), row.clip, note))
    if len(table) > 1:
        print_table(table)
    counts = Counter(row.state for row in rows)
    parts = [f"{count} {state}" for state, count in counts.most_common()]
    left = whole - len(rows)
    echo(f"\n{whole} clips: " + ", ".join(parts + [f"{left} not reached"] * (left > 0)) + ".")


def _write_csv(rows: list[Row], path: Path) -> None:
    from engine.batch.table import to_csv
    from engine.files import write_atomic

    write_atomic(path, to_csv(rows).encode())


def print_plan(
    clip: Path, detector: Detector, settings: AnalysisSettings, hours: float, workers: int
) -> None:
    """Measure a clip for about a minute, and print the estimate for the hours of video."""
    from engine.batch.plan import measure, plan_here

    with progress_bar() as progress:
        measured = measure(clip, detector, settings, progress=progress)
    plan = plan_here(measured, hours, workers)
    _measured(measured)
    _planned(measured, plan)


def _measured(measured: Measured) -> None:
    echo(
        f"Measured on {measured.clip.name}: {measured.length:.0f} s of {measured.width} x "
        f"{measured.height}, {measured.fps:.4g} frames a second, "
        f"{measured.faces:.1f} faces a frame.\n"
    )
    table = [("pass", "frames/s", "times as fast as the clip plays", "cores busy")]
    for name, one in (
        ("decode alone", measured.decode),
        ("and find and follow faces", measured.find),
        ("in all", measured.whole),
    ):
        table.append((name, f"{one.rate:.0f}", f"{one.rate / measured.fps:.1f}",
                      f"{one.core_seconds / one.seconds:.1f}"))  # fmt: skip
    print_table(table)


def _planned(measured: Measured, plan: Plan) -> None:
    echo(f"\nOne hour of such video costs {plan.core_hours:.2f} core-hours:")
    print_table([(f"  {name}", f"{cost:.2f}") for name, cost in plan.stages])
    echo(f"Most of it goes to: {plan.bottleneck}.\n")
    echo(f"{plan.hours:g} h of video take here")
    rows = [("  1 worker", _time(plan.one))]
    if plan.fit > 1:
        rows.append((f"  {plan.fit} workers", _time(plan.many)))
    print_table(rows)
    if plan.fit < plan.workers:
        echo(f"{plan.workers} workers do not fit in this machine's memory: {plan.fit} at once do.")
    echo(
        f"A worker is let in with {plan.need >> 20} MB; measured here: {measured.peak >> 20} MB at "
        f"the most. Cores: {plan.cores}."
    )
    if measured.others > 0.2:
        echo(
            f"\nOther programs kept {measured.others:.1f} cores busy meanwhile: times by the clock "
            "are too long, core-hours are nearly right. Measure again when they are done."
        )
    echo(
        "\nAssumed: all clips are like the one measured in size, frame rate, faces and length (a\n"
        "short clip costs more for each minute, since 25 faces of each track are embedded however\n"
        "long it is); workers share the cores and slow each other down in no other way; the disk\n"
        "keeps up; nothing else runs. Give a clip of yours as CLIPS to measure on it."
    )


def _time(hours: float) -> str:
    if hours < 1 / 60:
        return f"{hours * 3600:.0f} s"
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"
