"""`forensics train` and `forensics evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from engine.commands.options import device_option
from engine.terminal import print_table, progress_bar


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="Folder of the new bundle.")  # fmt: skip
@click.option("--name", default="Triplet EfficientNet-Lite0", show_default=True,
              help="Shown to users of the bundle.")  # fmt: skip
@click.option("--epochs", default=7, show_default=True, type=click.IntRange(1))
@click.option("--batch", default=32, show_default=True, type=click.IntRange(4),
              help="Faces in a batch, half of them pristine.")  # fmt: skip
@click.option("--margin", default=0.2, show_default=True, type=click.FloatRange(0.01, 4),
              help="Triplet margin, squared distance on the unit sphere.")  # fmt: skip
@click.option("--mining", type=click.Choice(["semi-hard", "random"]), default="semi-hard",
              show_default=True, help="Which triplets are learned from.")  # fmt: skip
@click.option("--guide", default=1.0, show_default=True, type=click.FloatRange(0),
              help="Weight of the cross-entropy term; 0 is the pure triplet loss.")  # fmt: skip
@click.option("--classifier", type=click.Choice(["sgd", "random_forest", "logistic"]),
              default="sgd", show_default=True, help="Classifier on the embedding.")  # fmt: skip
@click.option("--seed", default=7, show_default=True, type=int)
@click.option("--work", type=click.Path(path_type=Path),
              help="Crops and checkpoints; beside the bundle if absent. A run that was "
              "stopped goes on from here.")  # fmt: skip
@device_option
def train(data: Path, output: Path, name: str, classifier: str, work: Path | None,
          **finetuning: Any) -> None:  # fmt: skip
    """Train a detector bundle on labelled faces.

    DATA holds 'real' and 'fake' sub-folders of pictures or clips, tables NAME_faces.csv
    beside NAME_faces.tar, FaceForensics++, Celeb-DF or DFDC as downloaded, or is a manifest
    (CSV or Parquet). People and source clips never cross from training to testing;
    'forensics check DATA' says what would be refused, and mends it.

    \b
    Example:
      forensics train cases/2026 -o newsroom.bundle --epochs 5
    """
    from engine.training.finetune import FinetuneSettings
    from engine.training.train import TrainSettings
    from engine.training.train import train as run

    settings = TrainSettings(
        name=name, classifier=classifier, finetune=FinetuneSettings(**finetuning)
    )
    with progress_bar() as progress:
        detector = run(
            data, output, settings, work, progress,
            log=lambda figures: click.echo(json.dumps(figures), err=True),
        )  # fmt: skip
    click.echo(f"Wrote {output} (SHA-256 {detector.digest}).")
    _print_figures(detector.card["measured"])


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--split", type=click.Choice(["train", "val", "test"]), default="test",
              show_default=True, help="Which part of the data.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--work", type=click.Path(path_type=Path),
              help="Where prepared crops are kept; the user's cache if absent.")  # fmt: skip
@device_option
def evaluate(
    bundle: Path, data: Path, split: str, as_json: bool, work: Path | None, device: str
) -> None:
    """Measure a bundle on labelled faces: AUC, EER, Cllr, by frame and by clip."""
    import platformdirs

    from engine.detector.detector import Detector
    from engine.training.evaluation import evaluate_data

    work = work or Path(platformdirs.user_cache_dir("deepfake-forensics")) / "crops"
    with progress_bar() as progress:
        measured = evaluate_data(Detector.load(bundle, device), data, split, work, progress)
    if as_json:
        click.echo(json.dumps(measured, indent=1))
    else:
        _print_figures(measured)


def _print_figures(measured: dict[str, Any]) -> None:
    click.echo(f"Split '{measured['split']}', {measured['dropped']} items without a usable face "
               "left out of the whole data.")  # fmt: skip
    rows = [("set", "level", "pristine", "forged", "AUC (95 %)", "EER", "Cllr", "accuracy")]
    for name, levels in measured["sets"].items():
        for level, f in levels.items():
            auc = f"{f['auc']:.3f} ({f['auc_low']:.3f}-{f['auc_high']:.3f})" if "auc" in f else ""
            rest = [f"{f[key]:.3f}" if key in f else "" for key in ("eer", "cllr", "accuracy")]
            for key in ("false_alarm_rate", "miss_rate"):
                if key in f:
                    auc = f"{key.replace('_', ' ')} {f[key]:.3f}"
            rows.append((name, level, str(f["pristine"]), str(f["forged"]), auc, *rest))
    print_table(rows)
