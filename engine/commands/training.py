"""`forensics train` and `forensics experiments`."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path

import click

from engine.commands.evaluation import print_figures
from engine.commands.options import device_option, workers_option
from engine.terminal import echo, print_table, progress_bar

config_option = click.option(
    "--config", default="default", show_default=True,
    help="Experiment: a TOML file, or a name from 'forensics experiments'.",
)  # fmt: skip
set_option = click.option(
    "--set", "changes", multiple=True, metavar="KEY=VALUE",
    help="Change a key of the experiment, for example learning.epochs=3; repeatable.",
)  # fmt: skip


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="Folder of the new bundle.")  # fmt: skip
@config_option
@set_option
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of crops, checkpoints and TensorBoard files, which a stopped run "
                   "resumes from. Default: beside the bundle.")  # fmt: skip
@workers_option
@device_option
def train(data: Path, output: Path, config: str, changes: tuple[str, ...], work: Path | None,
          workers: int, device: str) -> None:  # fmt: skip
    """Train a detector bundle on labelled faces.

    DATA holds 'real' and 'fake' sub-folders of pictures or clips, tables NAME_faces.csv beside
    NAME_faces.tar, FaceForensics++, Celeb-DF or DFDC as downloaded, or is a manifest (CSV or
    Parquet). People and source clips never cross from training to testing; 'forensics check DATA'
    lists and repairs what would be refused.

    \b
    Example:
      forensics train cases/2026 -o newsroom.bundle --set learning.epochs=5
      forensics train cases/2026 -o paper.bundle --config paper/triplets-semi-hard
      torchrun --nproc-per-node 2 -m engine.cli train cases/2026 -o two.bundle
    """
    from engine.training.events import EpochDone, TrainingEvent, to_json, write_tensorboard
    from engine.training.experiments import find_experiment
    from engine.training.loop import ignore_event
    from engine.training.train import Places
    from engine.training.train import train as run

    experiment = find_experiment(config, changes)
    # Under torchrun, only the first process prints.
    first = os.environ.get("RANK", "0") == "0"
    places = Places.beside(output, work)

    def tell(event: TrainingEvent) -> None:
        if isinstance(event, EpochDone) and first:
            echo(json.dumps(to_json(event)), err=True)

    folder = places.state / "tensorboard"
    board_of = write_tensorboard(folder) if first else nullcontext(ignore_event)
    with progress_bar(lines=first) as progress, board_of as board:

        def listen(event: TrainingEvent) -> None:
            board(event)
            tell(event)

        detector = run(data, output, experiment, places, device, workers, progress, None, listen)
    if first:
        echo(f"Wrote {output} (SHA-256 {detector.digest}).")
        print_figures(detector.card["measured"])


@click.command()
@click.argument("name", required=False)
@set_option
def experiments(name: str | None, changes: tuple[str, ...]) -> None:
    """List the shipped experiments, or print one with all its keys.

    \b
    Example:
      forensics experiments paper/xception-lstm > mine.toml
      forensics train DATA -o mine.bundle --config mine.toml
    """
    from engine.shipped import resource, shipped_experiments
    from engine.training.experiments import find_experiment, load_experiment, to_toml

    if name is not None:
        echo(to_toml(find_experiment(name, changes)))
        return
    folder = resource("experiments")
    rows = [("name", "what it is")]
    for path in shipped_experiments():
        experiment = load_experiment(path)
        rows.append((path.relative_to(folder).with_suffix("").as_posix(), experiment.about))
    print_table(rows)
