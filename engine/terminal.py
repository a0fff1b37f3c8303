"""What commands say on a terminal: progress and tables."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from engine.progress import Progress, ProgressCallback

#: Seconds between two lines of progress in a pipe.
EVERY = 20.0


def print_table(rows: list[Any]) -> None:
    """Rows of strings in aligned columns."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@contextmanager
def progress_bar(lines: bool = False) -> Iterator[ProgressCallback]:
    """A bar on a terminal's standard error; silent in a pipe.

    Args:
        lines: in a pipe or a file write a line for each stage, and one every `EVERY` seconds.
    """
    if not sys.stderr.isatty():
        yield _Lines() if lines else lambda _: None
        return
    with ExitStack() as bars:
        shown: dict[str, Any] = {}

        def show(progress: Progress) -> None:
            bar = shown.get(progress.stage)
            if bar is None:
                bars.close()
                shown.clear()
                bar = bars.enter_context(
                    click.progressbar(
                        length=progress.total or 0, label=progress.stage, file=sys.stderr
                    )
                )
                shown[progress.stage] = bar
            bar.update(progress.done - bar.pos)

        yield show


class _Lines:
    """Progress for a log: where a stage stands, not too often."""

    def __init__(self) -> None:
        self._stage, self._said = "", 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == self._stage and now - self._said < EVERY:
            return
        self._stage, self._said = progress.stage, now
        place = f": {progress.done:,} of {progress.total:,}" if progress.total else ""
        click.echo(f"{progress.stage}{place}", err=True)
