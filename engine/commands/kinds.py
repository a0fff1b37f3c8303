"""`forensics kinds`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.options import BUNDLE, crops_folder, device_option, work_option, workers_option
from engine.terminal import echo, print_table, progress_bar


@click.command()
@click.argument("bundle", type=BUNDLE)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="Folder of the new bundle.")  # fmt: skip
@click.option(
    "--epochs",
    default=3,
    show_default=True,
    type=click.IntRange(0),
    help="Epochs of fine-tuning the first network; 0 skips it.",
)
@click.option(
    "--faces",
    default=9000,
    show_default=True,
    type=click.IntRange(64),
    help="Faces drawn in each epoch.",
)
@work_option
@workers_option
@device_option
def kinds(bundle: Path, data: Path, output: Path, epochs: int, faces: int, work: Path | None,
          workers: int, device: str) -> None:  # fmt: skip
    """Extend a bundle to judge each kind of forgery separately.

    DATA is as for 'forensics train'; a column 'kind' of its tables names the kind of each forgery
    (face_swap, reenactment, generated); methods of known data sets have theirs. Faces are degraded
    by the codecs and effects of phones and platforms, the first network is fine-tuned on original
    and degraded faces, and a head on generic features is trained. Two cores take about an hour; if
    stopped, the same command resumes.

    \b
    Example:
      forensics kinds shipped cases/2026 -o kinds.bundle
    """
    from engine.detector.detector import Detector
    from engine.training.kinds.learn import learn_kinds
    from engine.training.kinds.networks import FineTuning
    from engine.training.loop import Run

    folder = crops_folder(work)
    with progress_bar() as progress:
        run = Run(folder / "kinds", device, progress)
        fine_tuning = FineTuning(epochs, faces) if epochs else None
        made = learn_kinds(Detector.load(bundle, device), data, folder, run, workers, fine_tuning)
        digest = made.save(output)
    names = ("kind", "auc", "generators", "auc_left_out", "unseen")
    rows = [[str(row[name]) for name in names] for row in made.card["by_kind"]]
    print_table([["Kind", "AUC", "Generators left out", "Their AUC", "Unseen share"], *rows])
    echo(f"Wrote {output} (SHA-256 {digest}).")
