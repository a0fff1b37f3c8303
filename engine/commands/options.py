"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from engine.detector.detector import Detector

bundle_option = click.option(
    "--bundle", type=click.Path(path_type=Path), help="Detector to use; the shipped one if absent."
)
device_option = click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    show_default=True,
    help="Processor for the networks.",
)
every_option = click.option(
    "--every",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Seek faces in every n-th frame only; 0: follow every frame.",
)
smallest_face_option = click.option(
    "--smallest-face",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Seek faces down to so many pixels; 0: by the picture's size.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that look for faces.",
)


def load_detector(bundle: Path | None, device: str) -> Detector:
    """The bundle given, or the one that ships with the program."""
    from engine.detector.detector import Detector
    from engine.shipped import default_bundle

    return Detector.load(bundle or default_bundle(), device)
