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
    smallest_face_option,
)
from engine.terminal import print_table, progress_bar

if TYPE_CHECKING:
    from engine.batch.row import Row


@click.command()
@click.argument("clips", nargs=-1)
@click.option("--list", "lists", type=click.File("r", encoding="utf-8"), multiple=True,
              help="A text file with one clip, folder or pattern a line; '-' reads them from a "
              "pipe.")  # fmt: skip
@click.option("--case", "case_path", required=True, type=click.Path(path_type=Path),
              help="Case file that keeps every result (made if absent).")  # fmt: skip
@click.option("--workers", type=click.IntRange(0), default=0,
              help="Clips at once; all cores, or all of the cluster, if 0 or absent.")  # fmt: skip
@click.option("--backend", type=click.Choice(["loky", "dask", "ray"]), default="loky",
              show_default=True,
              help="Processes of this machine, a Dask cluster, or Ray.")  # fmt: skip
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Of a Dask scheduler or a Ray cluster; one is started here if "
              "absent.")  # fmt: skip
@click.option("--csv", "csv_path", type=click.Path(path_type=Path),
              help="Write the table as CSV.")  # fmt: skip
@every_option
@smallest_face_option
@click.option("--quick", is_flag=True, help="Look at 25 frames spread over each clip only.")
@click.option("--calibration", type=click.Path(path_type=Path, dir_okay=False),
              help="Use a local calibration, made by 'forensics calibrate'.")  # fmt: skip
@bundle_option
@device_option
def batch(clips: tuple[str, ...], lists: tuple[TextIO, ...], case_path: Path, workers: int,
          backend: str, scheduler: str, csv_path: Path | None, every: int, smallest_face: int,
          quick: bool, calibration: Path | None, bundle: Path | None,
          device: str) -> None:  # fmt: skip
    """Judge many clips into a case; the most suspicious are listed first.

    CLIPS are files, folders (their clips at any depth), patterns, or addresses that fsspec knows
    (s3://bucket/clip.mp4). The same content is judged once. What the case holds already is not
    judged again: a batch that was stopped, killed or ran into a full disk goes on where it was
    when the same command is given. A clip that cannot be examined is listed with the reason and
    stops nothing; the exit status is then 3.

    \b
    Examples:
      forensics batch inbox/ --case night.fcase --csv night.csv
      forensics batch '/mnt/disk/**/*.mp4' --case disk.fcase --quick
      forensics batch --list clips.txt --case c.fcase --backend dask --scheduler tcp://head:8786
    """
    from engine.analysis.local_calibration import read_calibration
    from engine.analysis.settings import AnalysisSettings
    from engine.batch.batch import run_batch
    from engine.batch.inputs import clips_of, listed
    from engine.batch.judge import Job
    from engine.batch.workers import Workers
    from engine.case.case import Case
    from engine.detector.manifest import read_manifest
    from engine.detector.store import BundleStore

    names = [*clips, *(name for file in lists for name in listed(file))]
    if not names:
        raise click.UsageError("Give clips, folders or patterns, or a --list.")
    found = clips_of(names)
    folder = (bundle or BundleStore().default().path).resolve()
    local = None if calibration is None else read_calibration(calibration)
    settings = AnalysisSettings(every=every, smallest_face=smallest_face, quick=quick)
    job = Job(folder, read_manifest(folder)[1], settings, local, device)
    who, known = getpass.getuser(), case_path.exists()
    rows: list[Row] = []
    with (
        Case.open(case_path, who) if known else Case.create(case_path, analyst=who) as case,
        progress_bar() as progress,
    ):
        try:
            for row in run_batch(found, case, job, Workers(workers, backend, scheduler), progress):
                rows.append(row)
        finally:
            _print(rows, len(found))
            if csv_path is not None:
                _write_csv(rows, csv_path)
    failed = [row for row in rows if row.state == "failed"]
    if failed:
        from engine.errors import ClipUnreadableError

        raise ClipUnreadableError(
            f"{len(failed)} of {len(found)} clips could not be examined.",
            "The reasons stand in the table; the results of the others are in the case.",
        )


def _print(rows: list[Row], whole: int) -> None:
    from engine.batch.row import by_suspicion

    table = [("log10 LR", "verdict", "faces", "clip", "")]
    for row in by_suspicion(rows):
        llr = "" if row.llr is None else f"{row.llr:+.2f}"
        state = "" if row.state in ("judged", "same content") else row.state
        note = ": ".join(filter(None, (state, row.note)))
        table.append((llr, row.verdict, str(row.faces or ""), row.clip, note))
    if len(table) > 1:
        print_table(table)
    counts = Counter(row.state for row in rows)
    parts = [f"{count} {state}" for state, count in counts.most_common()]
    left = whole - len(rows)
    click.echo(f"\n{whole} clips: " + ", ".join(parts + [f"{left} not reached"] * (left > 0)) + ".")


def _write_csv(rows: list[Row], path: Path) -> None:
    from engine.batch.table import to_csv
    from engine.files import write_whole

    write_whole(path, to_csv(rows).encode())
