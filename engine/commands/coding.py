"""`forensics coding`: how a clip is coded, whether it was coded twice, and where it was joined."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.clip import print_observations
from engine.commands.options import json_option, stream_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.coding.examine import CodingColumns
    from engine.coding.findings import CodingFindings
    from engine.coding.rates import Count


@click.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--frames", "frames_path", type=click.Path(path_type=Path),
              help="Write one row per frame to a CSV file.")  # fmt: skip
@click.option("--measure", is_flag=True,
              help="CLIP is a folder of pictures and clips: make clips of them with known "
                   "histories, fit thresholds on one half, and print the error rates on the "
                   "other.")  # fmt: skip
@click.option(
    "--combs",
    is_flag=True,
    help="With --measure: make and measure pictures and clips for DCT combs instead.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True,
              help="Number of processes for --measure.")  # fmt: skip
@json_option
@stream_option
def coding(
    clip: Path,
    frames_path: Path | None,
    measure: bool,
    combs: bool,
    jobs: int,
    as_json: bool,
    stream: int | None,
) -> None:
    """Print how a clip is coded, and traces of an earlier compression, cuts and joins.

    These findings stand beside the detector's ratio and do not change it. Each score comes with
    its error rates on made clips. A JPEG picture is a clip of one frame.

    \b
    Examples:
      forensics coding clip.mp4
      forensics coding clip.mp4 --json
      forensics coding clip.mp4 --frames frames.csv
      forensics coding --measure scenes --json > coding.json
      forensics coding --measure --combs scenes --json > combs.json
    """
    if combs and not measure:
        raise click.UsageError("--combs needs --measure.")
    if measure:
        (_measure_combs if combs else _measure)(clip, jobs, as_json)
        return
    from engine.coding.examine import examine_coding, read_columns

    with progress_bar() as progress:
        columns = read_columns(clip, progress, stream=stream)
    found = examine_coding(clip, columns)
    if frames_path is not None:
        _write_frames(columns, frames_path)
    if as_json:
        print_json(found.to_json())
        return
    _print_found(found)


def _print_found(found: CodingFindings) -> None:
    echo(f"Coding: {found.codec}")
    rows = [("frames", "count", "bytes", "quantiser", "intra", "skipped")]
    rows += [
        (
            kind.kind,
            str(kind.count),
            f"{kind.size:.0f}",
            "–" if kind.quantiser is None else f"{kind.quantiser:.1f}",
            "–" if kind.intra is None else f"{kind.intra:.0%}",
            "–" if kind.skipped is None else f"{kind.skipped:.0%}",
        )
        for kind in found.kinds
    ]
    print_table(rows)
    print_observations(found.observations)


def _write_frames(columns: CodingColumns, path: Path) -> None:
    from engine.files import write_atomic

    series, pictures = columns.series, columns.pictures
    named: dict[str, Any] = {
        "bytes": series.sizes,
        "quantiser": series.quantisers,
        "intra": series.intra,
        "skipped": series.skipped,
        "motion": series.motion,
        "noise": pictures.noise,
        "change": pictures.change,
    }
    lines = [",".join(("frame", "seconds", "kind", *named))]
    for row in range(len(series)):
        values = ("" if value != value else f"{value:.6g}" for value in
                  (float(column[row]) for column in named.values()))  # fmt: skip
        start = f"{row},{columns.times[row]:.6f},{chr(series.kinds[row])}"
        lines.append(",".join((start, *values)))
    write_atomic(path, ("\n".join(lines) + "\n").encode())


def _measure(folder: Path, jobs: int, as_json: bool) -> None:
    from engine.coding.measure import measure_traces

    with progress_bar(lines=True) as progress:
        rates = measure_traces(folder, jobs, progress)
    if as_json:
        print_json(rates.to_json())
        return
    double, joins = rates.double, rates.joins
    echo(f"Scenes: {rates.scenes[0]} to fit thresholds, {rates.scenes[1]} to measure")
    echo(f"\nCoded twice: score from {double.threshold:.2f}")
    print_table(
        [
            ("clips coded once that reach it", _share(double.single)),
            ("clips coded twice that reach it", _share(double.double)),
            ("of these, earlier group length right", _share(double.period)),
        ]
    )
    for title, counts in (
        ("after the earlier encoder", double.by_earlier),
        ("by the final encoder", double.by_final),
        ("coded once by", double.by_single),
    ):
        _print_counts(title, counts)
    echo(
        f"\nCuts and joins: score from {joins.threshold:.2f}, {joins.false_marks} false marks in "
        f"{joins.minutes:.1f} minutes"
    )
    for title, counts in (("kind", joins.by_kind), ("encoder", joins.by_encoder)):
        _print_counts(title, counts)


def _measure_combs(folder: Path, jobs: int, as_json: bool) -> None:
    from engine.coding.measure_combs import measure_dct_combs

    with progress_bar(lines=True) as progress:
        rates = measure_dct_combs(folder, jobs, progress)
    if as_json:
        print_json(rates.to_json())
        return
    echo(f"Scenes: {rates.scenes[0]} to fit the threshold, {rates.scenes[1]} to measure")
    echo(f"\nDCT combs: score from {rates.threshold:.3f}")
    for title, counts in (
        ("coded once, by decoder", rates.single),
        ("coded twice, by decoder", rates.double),
        ("coded once by", rates.by_single),
        ("coded twice by", rates.by_pair),
    ):
        _print_counts(title, counts)


def _print_counts(title: str, counts: Mapping[str, Count]) -> None:
    print_table([(title, "")] + [(f"  {n}", _share(c)) for n, c in counts.items()])


def _share(count: Count) -> str:
    share = f" ({count.found / count.of:.0%})" if count.of else ""
    return f"{count.found} of {count.of}{share}"
