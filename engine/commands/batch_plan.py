"""What `forensics batch --plan` prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.terminal import echo, print_table, progress_bar

if TYPE_CHECKING:
    from engine.analysis.settings import AnalysisSettings
    from engine.batch.plan import Plan
    from engine.batch.sizing import Measured
    from engine.detector.detector import Detector


def print_plan(
    clip: Path, detector: Detector, settings: AnalysisSettings, hours: float, workers: int
) -> None:
    """Measure on a clip for about a minute, and say what it means for so many hours of video."""
    from engine.batch.plan import plan_here
    from engine.batch.sizing import measure

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
