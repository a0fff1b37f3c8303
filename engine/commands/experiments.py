"""`forensics ablate` and `reproduce`: series of experiments."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.options import device_option, workers_option
from engine.terminal import echo, progress_bar


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--out", default="ablation", show_default=True, type=click.Path(path_type=Path),
              help="Folder of ablation.md and ablation.json.")  # fmt: skip
@click.option("--plan", type=click.Path(path_type=Path),
              help="TOML file with the runs. Default: the shipped detector's plan.")  # fmt: skip
@click.option(
    "--only", default="", metavar="NAME", help="Run only experiments whose name starts with this."
)
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of crops, states and finished runs, which a stopped series resumes "
                   "from. Default: in the table's folder.")  # fmt: skip
@workers_option
@device_option
def ablate(data: Path, out: Path, plan: Path | None, only: str, work: Path | None, workers: int,
           device: str) -> None:  # fmt: skip
    """Run an ablation study: train with one change at a time and tabulate the results.

    Runs are measured on the split "val"; the test split is not used.

    \b
    Example:
      forensics ablate cases/2026 --out ablation
    """
    from engine.progress import CancelToken
    from engine.shipped import resource
    from engine.training.ablation import ablate as run
    from engine.training.ablation import load_plan
    from engine.training.experiment_runs import Laboratory
    from engine.training.loop import ignore_event

    chosen = load_plan(plan or resource("ablation.toml"))
    with progress_bar(lines=True) as progress:
        laboratory = Laboratory(
            work or out / "work", device, workers, progress, CancelToken(), ignore_event, "val"
        )
        run(data, chosen, out, laboratory, only, echo)
    echo(f"Wrote {out / 'ablation.md'}.")


@click.group()
def reproduce() -> None:
    """Reproduce published experiments on your own copy of their data."""


@reproduce.command()
@click.option("--data-root", "root", required=True, type=click.Path(path_type=Path),
              help="Folder with FaceForensics++ or Celeb-DF, or with ffpp_faces.csv for a small-"
                   "scale run.")  # fmt: skip
@click.option("--out", default="reproduction", show_default=True, type=click.Path(path_type=Path),
              help="Folder of the report.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of crops, states and finished rows, which a stopped run resumes from."
                   " Default: in the report's folder.")  # fmt: skip
@click.option("--only", default="", metavar="NAME",
              help="Run only rows whose experiment starts with this, "
                   "for example 'triplets'.")  # fmt: skip
@workers_option
@device_option
def paper(root: Path, out: Path, work: Path | None, only: str, workers: int, device: str) -> None:
    """Tables I to IV and Figures 4 to 7 of 'Detecting Deepfakes with Metric Learning'.

    Rows whose data or weights are missing are listed with the reason. Writes report.html,
    report.md, results.json and pictures.

    \b
    Example:
      forensics reproduce paper --data-root /data/faceforensics --out report
    """
    from engine.progress import CancelToken
    from engine.training.events import EpochDone, TrainingEvent
    from engine.training.experiment_runs import Laboratory
    from engine.training.reproduce.paper import reproduce as run

    def listen(event: TrainingEvent) -> None:
        if isinstance(event, EpochDone):
            echo(
                f"  epoch {event.epoch}: loss {event.loss:.4f}, validation AUC "
                f"{event.metrics['auc']:.4f}, {event.seconds:.0f} s",
                err=True,
            )

    with progress_bar(lines=True) as progress:
        laboratory = Laboratory(
            work or out / "work", device, workers, progress, CancelToken(), listen
        )
        run(root, out, laboratory, only, echo)
    echo(f"Wrote {out / 'report.html'}.")
