"""The command line `forensics`; heavy packages are imported on use."""

from __future__ import annotations

import io
import logging
import os
import sys

import click

from engine import log
from engine.commands.adapt import adapt
from engine.commands.analyze import analyze
from engine.commands.batch import batch
from engine.commands.bundle import bundle
from engine.commands.calibrate import calibrate
from engine.commands.camera import camera
from engine.commands.card import card
from engine.commands.case import case, verify
from engine.commands.clip import frames, info, tracks
from engine.commands.coding import coding
from engine.commands.data import check
from engine.commands.doctor import doctor, print_version
from engine.commands.evaluation import compare, evaluate
from engine.commands.experiments import ablate, reproduce
from engine.commands.forge import forge
from engine.commands.fusion import fusion
from engine.commands.kinds import kinds
from engine.commands.repeat import repeat
from engine.commands.report import report
from engine.commands.structure import compare_files, structure
from engine.commands.suggest import suggest
from engine.commands.surroundings import surroundings
from engine.commands.training import experiments, train
from engine.commands.wizard import wizard
from engine.errors import EngineError, OutputError, missing_package
from engine.files import private_files
from engine.registry import NO_PLUGINS
from engine.terminal import echo
from engine.wording import mark

logger = logging.getLogger("engine.cli")

_EPILOG = """
\b
Exit status:
  0    done, whatever the verdict
  2    wrong use of the command line
  3    the clip is missing, empty, a folder, may not be read, or is not the one examined
  4    not a video, no picture of it can be decoded, or decoding crashed or hung
  5    the detector bundle is missing, damaged or altered
  6    a result could not be written (disk full, no permission)
  7    the labelled data cannot be trained or evaluated on
  8    the case file or evidence package is damaged or altered
  10   training cannot go on, or the experiment is not valid
  11   pretrained weights are missing or damaged
  12   no face that a manipulation can be made from
  13   a file that comes with the program is missing or damaged
  14   a local calibration cannot be made, is damaged, or belongs to another detector
  15   a plan of a retraining is damaged, or a finding of its data is not decided on
  16   the JSON report cannot be repeated
  17   a report cannot be signed, or its signature does not hold
  18   'forensics verify --trust': the signature holds, but its signer is not trusted
  19   settings that do not fit the clip, such as a range that lies behind its end
  20   'forensics wizard': keep the present detector
  21   'forensics wizard': too few clips to tell which detector is better
  22   'forensics repeat': the numbers are not the same
  23   'forensics doctor': something that the program needs is missing
  24   pictures too small, dark or few, or of different sizes, for a sensor pattern
  25   the small edition of the program cannot train
  26   a library of structures is damaged, or lacks or cannot take an entry
  130  cancelled
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, is_eager=True,
              help="With --version: print the version of every part as JSON.")  # fmt: skip
@click.option("--version", is_flag=True, expose_value=False, callback=print_version,
              help="Print the version and exit.")  # fmt: skip
@click.option("--verbose", is_flag=True, help="Also log to standard error.")
@click.option("--no-plugins", is_flag=True, help="Ignore extensions of installed packages.")
@click.pass_context
def cli(context: click.Context, as_json: bool, verbose: bool, no_plugins: bool) -> None:
    """Find, explain and report manipulated faces in video.

    \b
    A first look at a clip:       forensics analyze clip.mp4
    With a report and the data:   forensics analyze clip.mp4 --pdf report.pdf --json result.json
    In the window:                forensics-gui clip.mp4
    If something does not work:   forensics doctor

    Every verdict is a calibrated likelihood ratio with its words, or "inconclusive" with the
    reason. Numbers are on a log10 scale: +1 means ten times more likely if forged.
    """
    if as_json:
        raise click.UsageError("--json comes after the command, or with --version.")
    if no_plugins:
        os.environ[NO_PLUGINS] = "1"
    log.start(f"forensics {context.invoked_subcommand}", verbose)


for command in (
    analyze, batch, info, coding, camera, surroundings, compare_files, structure, frames, tracks,
    check, train, kinds, evaluate, compare, adapt, ablate, experiments, reproduce, forge, card,
    calibrate, case, report, repeat, verify, bundle, wizard, suggest, doctor, fusion,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Entry point: known errors become one message and an exit status."""
    private_files()
    with log.uncaught_logged():
        status = _status()
    sys.exit(status)


def _status() -> int:
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        echo("Cancelled.", err=True)
        status = 130
    except click.ClickException as error:
        said = io.StringIO()
        error.show(file=said)
        echo(said.getvalue(), err=True, nl=False)
        status = error.exit_code
    except (EngineError, OSError, ModuleNotFoundError) as error:
        known = _known(error)
        if known is None:
            raise
        logger.error("%s: %s", type(error).__name__, known.what, exc_info=error)
        echo(f"Error: {known.what}\n{known.advice}", err=True)
        status = known.exit_code
    return status if isinstance(status, int) else 0


def _known(error: EngineError | OSError | ModuleNotFoundError) -> EngineError | None:
    if isinstance(error, EngineError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return missing_package(error)
    return OutputError(
        mark("A file could not be read or written: {why}."),
        mark("Check that the disk has room and that you may write there."),
        why=error,
    )


if __name__ == "__main__":
    main()
