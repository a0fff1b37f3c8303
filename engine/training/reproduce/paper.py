"""Reproduce the paper: run every possible row, give reasons for the others, write a report."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from engine.errors import CancelledError, EngineError
from engine.progress import Progress
from engine.shipped import resource
from engine.training.experiment_runs import Laboratory
from engine.training.experiments import load_experiment
from engine.training.reproduce.figures import draw_figures
from engine.training.reproduce.report import write_report
from engine.training.reproduce.rows import ROWS, Available, Result, Row, find_data


def reproduce(
    root: Path,
    out: Path,
    laboratory: Laboratory,
    only: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> list[Result]:
    """Run the paper's Tables I to IV and Figures 4 to 7 on the data under `root`.

    Args:
        root: folder of the data sets; see `engine.training.reproduce.rows.find_data`.
        out: folder of the report: report.html, report.md, results.json and pictures.
        laboratory: runs the experiments; finished ones are reused.
        only: run only rows whose experiment starts with this; all if empty.
        say: receives the start and the result of each row.

    Raises:
        TrainingDataError: none of the data sets was found.
        OutputError: the report cannot be written.
        CancelledError: cancelled; finished rows are kept.
    """
    began = time.monotonic()
    laboratory.progress(Progress("Reading the labelled data", 0, None))
    data = find_data(root)
    results = []
    rows = [row for row in ROWS if row.experiment.startswith(only)]
    for number, row in enumerate(rows, 1):
        say(f"Row {number} of {len(rows)}: Table {row.table}, {row.name}")
        result = _result(row, data, laboratory)
        results.append(result)
        say(f"  {describe(result)}")
    pictures = draw_figures(results, data, out, laboratory)
    write_report(out, results, data, pictures, time.monotonic() - began)
    return results


def _result(row: Row, data: Available, laboratory: Laboratory) -> Result:
    if row.needs not in data.sets:
        return Result(row, None, data.absent[row.needs])
    folder = "small" if data.small else "paper"
    if row.small_only and not data.small:
        return Result(row, None, "only in small: the program's default is its counterpart")
    path = resource("experiments") / folder / f"{row.experiment}.toml"
    try:
        outcome = laboratory.carry_out(load_experiment(path), data.sets[row.needs], row.seeds)
    except CancelledError:
        raise
    except EngineError as error:
        return Result(row, None, f"{error.what} {error.advice}")
    return Result(row, outcome)


def describe(result: Result) -> str:
    """Summarise a row in one line."""
    if result.outcome is None:
        return f"not run: {result.reason}"
    clip = result.outcome.measured[0]["sets"]["all"]["clip"]
    return f"clip AUC {clip['auc']:.3f}, EER {clip['eer']:.3f}, {result.outcome.seconds:.0f} s"
