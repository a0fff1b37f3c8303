"""`forensics suggest`: suggest clips to label next."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.options import (
    bundle_option,
    device_option,
    json_option,
    load_detector,
    workers_option,
)
from engine.terminal import echo, print_json, print_table, progress_bar


@click.command()
@click.argument("place", type=click.Path(path_type=Path))
@bundle_option
@click.option("--count", default=20, show_default=True, type=click.IntRange(1),
              help="Maximum number of clips.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of the face cache. Default: the user's cache.")  # fmt: skip
@json_option
@workers_option
@device_option
def suggest(place: Path, bundle: Path | None, count: int, work: Path | None, as_json: bool,
            workers: int, device: str) -> None:  # fmt: skip
    """Suggest which clips and pictures of PLACE to label next.

    The first are those that the detector is unsure about, and that differ from known faces and from
    each other.

    \b
    Example:
      forensics suggest inbox/ --count 40
    """
    import platformdirs

    from engine.training.crops import CropStore
    from engine.training.datasets.recognise import load_unlabelled
    from engine.training.retrain.active_learning import propose

    folder = work or Path(platformdirs.user_cache_dir("deepfake-forensics")) / "crops"
    detector = load_detector(bundle, device)
    with progress_bar() as progress:
        crops = CropStore(folder, workers, progress).of(detector, load_unlabelled(place))
        found = propose(detector, crops, count, progress)
    if as_json:
        rows = [
            {"clip": one.record.clip, "path": str(one.record.path), "log10_lr": one.help.llr,
             "entropy": one.help.entropy, "distance": one.help.distance}
            for one in found
        ]  # fmt: skip
        print_json(rows)
        return
    print_table(
        [("", "clip", "log10 LR", "unsure (bits)", "unlike what is known")]
        + [
            (str(n), one.record.clip, f"{one.help.llr:+.2f}", f"{one.help.entropy:.2f}",
             f"{one.help.distance:.2f}")
            for n, one in enumerate(found, 1)
        ]
    )  # fmt: skip
    for name in crops.dropped:
        echo(f"Left out: {name}: {crops.reasons.get(name, '')}", err=True)
