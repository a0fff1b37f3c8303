"""`forensics calibrate`: calibrate a detector for one source of clips."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.options import BUNDLE, device_option, every_option, smallest_face_option
from engine.terminal import echo, print_table, progress_bar

if TYPE_CHECKING:
    from engine.analysis.local_calibration import LocalCalibration


@click.command()
@click.argument("bundle", type=BUNDLE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File for the local calibration, usually NAME.fcal.")  # fmt: skip
@every_option
@smallest_face_option
@click.option("--quick", is_flag=True,
              help="Examine only 25 frames of each clip; use this if "
                   "later analyses do.")  # fmt: skip
@device_option
def calibrate(bundle: Path, folder: Path, output: Path, every: int, smallest_face: int,
              quick: bool, device: str) -> None:  # fmt: skip
    """Measure false alarms on FOLDER and calibrate BUNDLE for clips from the same source.

    FOLDER holds ten or more clips of one source (a phone, a channel, a codec) that are known to be
    pristine. Their number limits the likelihood ratios that the calibration can give.

    \b
    Example:
      forensics calibrate my.bundle phone/ -o phone.fcal
      forensics analyze clip.mp4 --bundle my.bundle --calibration phone.fcal
    """
    from engine.analysis.known_pristine import calibrate_locally
    from engine.analysis.local_calibration import calibration_bytes
    from engine.analysis.settings import AnalysisSettings
    from engine.detector.detector import Detector
    from engine.files import write_atomic

    settings = AnalysisSettings(every=every, smallest_face=smallest_face, quick=quick)
    with progress_bar() as progress:
        local = calibrate_locally(Detector.load(bundle, device), folder, settings, progress)
    write_atomic(output, calibration_bytes(local))
    _print(local)
    echo(f"\nWrote {output}.")


def _print(local: LocalCalibration) -> None:
    from engine.analysis import phrases

    for sentence in phrases.local_calibration_sentences(local):
        echo(sentence)
    echo()
    print_table([("clip", "score", "log10 LR, own calibration"),
                 *((c.name, " ".join(f"{score:+.2f}" for score in c.scores), f"{c.llr:+.2f}")
                   for c in local.clips)])  # fmt: skip
    for one in local.left_out:
        echo(f"Left out: {one.name}: {one.reason}")
