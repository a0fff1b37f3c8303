"""What commands say on a terminal: progress and tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from engine.progress import Progress, ProgressCallback


def print_table(rows: list[Any]) -> None:
    """Rows of strings in aligned columns."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """A bar on a terminal's standard error; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
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
