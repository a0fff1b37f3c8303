"""`forensics ablate`."""

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
