"""Validation of experiments: contradictory keys, and changes without effect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.embedding.backbones import MESO4, VOLUMES
from engine.embedding.spec import FACENET
from engine.errors import TrainingError

if TYPE_CHECKING:
    from engine.training.config import Experiment

#: Model keys that a panel sets itself; its members set the others.
_OF_A_PANEL = ("size", "eye_distance", "eye_height")
#: Learning keys that apply only if pictures are loaded in each epoch.
_OF_PICTURES = ("augment", "made", "alike", "hide", "sizes")


def require_meaning(experiment: Experiment, origin: str) -> None:
    """Raise TrainingError if keys contradict each other.

    Args:
        origin: name of the experiment, for the message.
    """
    model, learning = experiment.model, experiment.learning
    volume = model.architecture in VOLUMES
    wrong = ""
    if (model.kind == "volume") != volume:
        wrong = f"model.kind 'volume' goes with {' and '.join(VOLUMES)} only"
    elif model.head == "none" and model.kind == "triplets" and model.trunk == "frozen":
        wrong = "nothing would be learned: the trunk is frozen and there is no head"
    elif model.head != "none" and model.kind == "raw":
        wrong = "model.kind 'raw' goes with model.head 'none' only: a head would stay unlearned"
    elif experiment.bag.members > 1 and model.kind != "triplets":
        wrong = "bags are made of triplets models"
    elif learning.made and model.kind == "triplets" and model.trunk == "frozen":
        wrong = (
            "a frozen backbone cannot learn from forgeries that are made on the spot; "
            "learning.made must be 0"
        )
    elif learning.made and model.kind == "volume":
        wrong = "forgeries are made of single faces only; learning.made must be 0"
    elif len(experiment.panel) == 1:
        wrong = "a panel has two members or more"
    elif experiment.panel and any(table != type(table)() for table in _own(experiment)):
        wrong = "a panel's members learn as their own experiments say; change those"
    if wrong:
        raise TrainingError(f"{origin} is not a valid experiment: {wrong}.", "Change one of them.")


def _own(e: Experiment) -> list[Struct]:
    """Tables that a panel takes from its members."""
    return [e.learning, e.triplets, e.sequence, e.classifier, e.bag]


def require_effect(experiment: Experiment, keys: Iterable[str], origin: str) -> None:
    """Raise TrainingError if a changed key has no effect in this experiment.

    Args:
        keys: changed keys, "table.key".
        origin: name of the experiment, for the message.
    """
    idle = without_effect(experiment)
    for key in keys:
        why = next((w for name, w in idle.items() if f"{key}.".startswith(f"{name}.")), "")
        if why:
            raise TrainingError(
                f"'{key}' has no effect in {origin}: {why}.",
                "Leave it out, or change an experiment that uses it; 'forensics experiments' "
                "lists them.",
            )


def without_effect(experiment: Experiment) -> dict[str, str]:
    """Tables and "table.key" keys without effect in an experiment, each with the reason."""
    model = experiment.model
    if experiment.panel:
        why = (
            f"it is a panel, and its members ({', '.join(experiment.panel)}) "
            "learn as their own experiments say"
        )
        own = [name for name in model.__struct_fields__ if name not in _OF_A_PANEL]
        tables = ("learning", "triplets", "sequence", "classifier", "bag")
        return dict.fromkeys((*tables, *(f"model.{name}" for name in own)), why)
    idle: dict[str, str] = {}
    of_kind = f"model.kind is '{model.kind}'"
    if model.kind != "triplets":
        idle |= dict.fromkeys(("triplets", "bag"), of_kind)
    if model.kind not in ("triplets", "raw"):
        idle["classifier"] = of_kind
    if model.kind == "raw":
        idle |= dict.fromkeys(("learning", "model.trunk"), of_kind)
    if model.kind == "volume":
        idle |= {f"sequence.{name}": of_kind for name in ("cell", "features", "learning_rate",
                                                          "epochs")}  # fmt: skip
    elif model.kind != "sequence":
        idle["sequence"] = of_kind
    if experiment.bag.members == 1:
        idle["bag.vote"] = "bag.members is 1"
    frozen = model.kind == "triplets" and model.trunk == "frozen"
    if frozen:
        idle |= {f"learning.{name}": "model.trunk is 'frozen'" for name in _OF_PICTURES}
    if frozen or model.kind == "raw":
        idle["model.drop_path"] = "the backbone is not learned"
    elif model.architecture in (FACENET, MESO4, *VOLUMES):
        idle["model.drop_path"] = f"'{model.architecture}' has no branches to leave out"
    return idle
