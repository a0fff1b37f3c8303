"""`forensics adapt`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.evaluation import print_figures
from engine.commands.options import BUNDLE, device_option, workers_option
from engine.terminal import echo, progress_bar


@click.command()
@click.argument("bundle", type=BUNDLE)
@click.argument("unlabelled", type=click.Path(path_type=Path))
@click.argument("labelled", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="Folder of the adapted bundle.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of the face cache. Default: beside the bundle.")  # fmt: skip
@workers_option
@device_option
def adapt(bundle: Path, unlabelled: Path, labelled: Path, output: Path, work: Path | None,
          workers: int, device: str) -> None:  # fmt: skip
    """Adapt a bundle to a new source of clips.

    UNLABELLED holds clips or pictures of the new source; labels are not needed (of labelled data,
    the training split is used without its labels). LABELLED holds other people of that source: its
    validation split selects the method, its test split measures before and after. If the detector
    does not improve, nothing is written and the exit status is 10.

    \b
    Example:
      forensics adapt newsroom.bundle phones/all phones/labelled -o phones.bundle
    """
    from engine.detector.detector import Detector
    from engine.training.adapt import adapt as run
    from engine.training.adapt import adapted_card
    from engine.training.crops import crops_for
    from engine.training.datasets import load_records
    from engine.training.datasets.recognise import load_unlabelled

    folder = (work or output.with_suffix(".work")) / "crops"
    detector = Detector.load(bundle, device)
    with progress_bar() as progress:
        others = [r for r in load_records(labelled) if r.split != "train"]
        faces, known = (
            crops_for(detector, records, folder, progress, workers=workers)
            for records in (load_unlabelled(unlabelled), others)
        )
        found = run(detector, faces, known, progress)
    found.detector.card = adapted_card(detector, found, faces)
    digest = found.detector.save(output)
    echo(f"Chosen: {found.way}. Clip AUC on the part that chose: " + ", ".join(
        f"{way} {auc:.3f}" for way, auc in found.chosen_on.items()) + ".")  # fmt: skip
    echo("\nBefore, recalibrated on the new source:")
    print_figures(found.before)
    echo("\nAfter:")
    print_figures(found.after)
    echo(f"\nWrote {output} (SHA-256 {digest}).")
