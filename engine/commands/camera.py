"""`forensics camera`: fingerprints of cameras, and which of them recorded a clip."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.clip import print_observations
from engine.commands.options import json_option, stream_option
from engine.terminal import echo, print_json, print_table, progress_bar
from engine.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.camera.findings import CameraFindings
    from engine.camera.fingerprint import Fingerprint
    from engine.case.case import Case
    from engine.progress import ProgressCallback

_FILE = click.Path(path_type=Path)
_case_option = click.option("--case", "case_path", type=_FILE, help="Case with the fingerprints.")
_cases_option = click.option(
    "--case", "case_path", type=_FILE, required=True, help="Case that keeps the fingerprints."
)


@click.group()
def camera() -> None:
    """Estimate fingerprints of cameras, and compare clips with them.

    A fingerprint is the noise pattern that a sensor leaves in every picture. A match is a finding
    beside the detector's ratio and does not change it; no match says nothing by itself.
    """


@camera.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--name", required=True, help="Name of the camera.")
@_cases_option
def fingerprint(files: tuple[Path, ...], name: str, case_path: Path) -> None:
    """Estimate the fingerprint of a camera from its pictures and clips, and keep it in a case.

    Take ten or more evenly lit pictures, or several clips of moving scenes, without stabilisation
    and zoom, in the recording mode of the clip in question. All must have one size.

    \b
    Example:
      forensics camera fingerprint a.mp4 b.mp4 --name "Phone 1" --case inquiry.fcase
    """
    from engine.camera.estimate import estimate_fingerprint
    from engine.camera.rates import shipped_camera_rates
    from engine.case.case import Case

    with progress_bar() as progress:
        found = estimate_fingerprint(files, progress)
    with Case.open_or_create(case_path, getpass.getuser()) as case:
        case.keep_fingerprint(name, found)
    width, height = found.size
    echo(f"{name}: {found.pictures} pictures of {width} × {height}, {found.left_out} left out")
    if found.agreement is not None:
        agree = found.agreement >= shipped_camera_rates().threshold
        echo(
            f"The files {'agree' if agree else 'do not agree'} with each other "
            f"(peak-to-correlation energy {found.agreement:.1f})."
        )
        if not agree:
            echo("They are of several cameras, stabilised, or too compressed.")


@camera.command("list")
@click.argument("case_path", metavar="CASE", type=_FILE)
@json_option
def list_fingerprints(case_path: Path, as_json: bool) -> None:
    """List the fingerprints of a case."""
    from dataclasses import asdict

    from engine.case.case import Case

    with Case.open(case_path, read_only=True) as case:
        kept = list(case.state().fingerprints.values())
    if as_json:
        print_json([asdict(entry) for entry in kept])
        return
    rows = [("camera", "size", "pictures", "files", "agreement")]
    rows += [
        (
            entry.name,
            f"{entry.width} × {entry.height}",
            str(entry.pictures),
            str(len(entry.sources)),
            "–" if entry.agreement is None else f"{entry.agreement:.1f}",
        )
        for entry in kept
    ]
    print_table(rows)


@camera.command()
@click.argument("clip", type=_FILE)
@_case_option
@click.option("--camera", "names", multiple=True,
              help="Compare with this fingerprint of the case only. Repeatable.")  # fmt: skip
@click.option("--with", "others", multiple=True, type=_FILE,
              help="Compare with the unknown camera of this clip or picture. Repeatable: all files "
                   "of one camera.")  # fmt: skip
@click.option("--keep", is_flag=True,
              help="Add the findings to the last analysis of the clip in the case, for its "
                   "report.")  # fmt: skip
@json_option
@stream_option
def compare(
    clip: Path,
    case_path: Path | None,
    names: tuple[str, ...],
    others: tuple[Path, ...],
    keep: bool,
    as_json: bool,
    stream: int | None,
) -> None:
    """Compare a clip with the cameras of a case, or with the camera of other files.

    \b
    Examples:
      forensics camera compare clip.mp4 --case inquiry.fcase --keep
      forensics camera compare clip.mp4 --with other.mp4
    """
    if case_path is None and not others:
        raise click.UsageError("Give --case, --with, or both.")
    if case_path is None and (keep or names):
        raise click.UsageError("--keep and --camera need --case.")
    if case_path is None:
        with progress_bar() as progress:
            found = _compared(clip, None, (), others, stream, progress)
    else:
        from engine.case.case import Case

        with (
            progress_bar() as progress,
            Case.open(case_path, getpass.getuser(), read_only=not keep) as case,
        ):
            found = _compared(clip, case, names, others, stream, progress)
            if keep:
                _keep(case, clip, found)
    if as_json:
        print_json(found.to_json())
        return
    echo(f"{found.pictures} frames of {found.width} × {found.height} used")
    print_observations(found.observations)


def _compared(
    clip: Path,
    case: Case | None,
    names: tuple[str, ...],
    others: tuple[Path, ...],
    stream: int | None,
    progress: ProgressCallback,
) -> CameraFindings:
    from engine.camera.compare_clip import compare_clip, name_of
    from engine.camera.estimate import estimate_fingerprint

    def cameras() -> Iterator[tuple[str, Fingerprint]]:
        if others:
            yield name_of(others), estimate_fingerprint(others, progress)
        if case is not None:
            for name in names or case.state().fingerprints:
                yield name, case.fingerprint(name)

    return compare_clip(clip, cameras(), progress, stream=stream)


def _keep(case: Case, clip: Path, found: CameraFindings) -> None:
    from engine.analysis.events import CameraCompared
    from engine.container.clip_file import sha256_of
    from engine.errors import CaseError

    digest = sha256_of(clip)
    of_clip = [entry.id for entry in case.analyses() if entry.sha256 == digest and entry.finished]
    if not of_clip:
        raise CaseError(
            mark("The case has no finished analysis of '{name}'."),
            mark("Analyse the clip into the case first, or leave out --keep."),
            name=clip.name,
        )
    case.add_findings(of_clip[-1], CameraCompared(found))


@camera.command()
@click.argument("folder", type=_FILE)
@click.option("--cameras", type=click.IntRange(4), default=20, show_default=True,
              help="Number of simulated cameras.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True,
              help="Number of processes.")  # fmt: skip
@json_option
def measure(folder: Path, cameras: int, jobs: int, as_json: bool) -> None:
    """Measure error rates on simulated cameras that record the scenes of a folder.

    Half of the cameras and scenes fit the threshold; the rates are of the other half.

    \b
    Example:
      forensics camera measure scenes --jobs 2 --json > camera.json
    """
    from engine.camera.measure import measure_cameras

    with progress_bar(lines=True) as progress:
        rates = measure_cameras(folder, cameras, jobs, progress)
    if as_json:
        print_json(rates.to_json())
        return
    echo(f"Cameras: {rates.cameras[0]} to fit the threshold, {rates.cameras[1]} to measure")
    echo(
        f"Threshold {rates.threshold:.0f}: reached by {rates.others.found} of {rates.others.of} "
        f"comparisons with other cameras (highest {rates.highest:.1f})"
    )
    rows = [("own camera", "bits per pixel", "matches")]
    rows += [
        (kind, f"{rates.bits[kind]:.3f}" if kind in rates.bits else "", f"{c.found} of {c.of}")
        for kind, c in rates.own.items()
    ]
    print_table(rows)
    agree = [(kind, f"{c.found} of {c.of}") for kind, c in rates.agreement.items()]
    print_table([("files of a fingerprint agree", ""), *agree])
