"""The tagged clips of a case as a source of labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.training.retrain.session import Retraining

#: The tags that say what a clip is.
PRISTINE, FORGED = "pristine", "forged"


def manifest_of_case(hand: Retraining, case: Path) -> Path:
    """Write a manifest of a case's tagged clips beside the plan's other work.

    Raises:
        TrainingDataError: no clip is tagged, or one with both tags.
    """
    from engine.case.case import Case
    from engine.training.case_faces import labelled_clips
    from engine.training.datasets.manifest import write_manifest

    hand.work.mkdir(parents=True, exist_ok=True)
    manifest = (hand.work / f"{case.stem}.csv").resolve()
    with Case.open(case, read_only=True) as opened:
        write_manifest(labelled_clips(opened, PRISTINE, FORGED), manifest)
    return manifest
