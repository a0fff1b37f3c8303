"""Terminal output of commands: text, tables, JSON and progress.

Output may contain untrusted names and notes, so terminal control characters are escaped.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from engine.progress import Progress, ProgressCallback
from engine.untrusted_text import hidden, visible


def echo(text: object = "", err: bool = False, nl: bool = True) -> None:
    """Print text, escaped by `engine.untrusted_text.visible`."""
    click.echo(visible(str(text)), err=err, nl=nl)


def print_json(data: Any, indent: int | None = 1) -> None:
    """Print data as equivalent JSON, with invisible characters as JSON escapes."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    click.echo("".join(c if c == "\n" or not hidden(c) else json.dumps(c)[1:-1] for c in text))


#: Seconds between two lines of progress in a pipe.
EVERY = 20.0


def print_table(rows: list[Any]) -> None:
    """Print rows of strings in aligned columns."""
    rows = [[visible(cell).replace("\n", "[U+000A]") for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        echo("  ".join(cells).rstrip())


@contextmanager
def progress_bar(lines: bool = False) -> Iterator[ProgressCallback]:
    """Show a progress bar on standard error of a terminal; silent in a pipe.

    Args:
        lines: in a pipe or file, write a line for each stage, and one every `EVERY` seconds.
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
    """Progress for a log: rate-limited lines with the state of a stage."""

    def __init__(self) -> None:
        self._stage, self._said = "", 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == self._stage and now - self._said < EVERY:
            return
        self._stage, self._said = progress.stage, now
        place = f": {progress.done:,} of {progress.total:,}" if progress.total else ""
        click.echo(f"{progress.stage}{place}", err=True)
