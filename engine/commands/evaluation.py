"""`forensics evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from engine.commands.options import device_option
from engine.terminal import print_table, progress_bar


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
        print_figures(measured)


def print_figures(measured: dict[str, Any]) -> None:
    """A table of the figures that `evaluate` gives."""
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
