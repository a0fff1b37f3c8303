"""Load, change and validate experiments."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from engine.embedding.backbones import MESO4, VOLUMES
from engine.embedding.spec import FACENET
from engine.embedding.weights import require_source
from engine.errors import EngineError, TrainingError
from engine.files import read_small
from engine.shipped import resource
from engine.training.config import Experiment, usual_colours
from engine.wording import mark

#: Model keys that a panel sets itself; its members set the others.
_OF_A_PANEL = ("size", "eye_distance", "eye_height")
#: Learning keys that apply only if pictures are loaded in each epoch.
_OF_PICTURES = ("augment", "made", "alike", "hide", "sizes")


def find_experiment(name: str, changes: tuple[str, ...] = ()) -> Experiment:
    """Find a shipped experiment by name, or load a file.

    Args:
        name: as listed by `forensics experiments`, such as "quick", or a path.
        changes: such as "learning.epochs=3".

    Raises:
        TrainingError: not found or invalid.
    """
    shipped = resource("experiments") / f"{name}.toml"
    path = shipped if shipped.exists() else Path(name)
    if not path.is_file():
        raise TrainingError(
            mark("There is no experiment '{name}', and no file of that name."),
            mark(
                "'forensics experiments' lists those that come with the program; or give the path "
                "of a TOML file."
            ),
            name=name,
        )
    return load_experiment(path, changes)


def members_of(experiment: Experiment) -> list[Experiment]:
    """A panel's members, or the experiment itself.

    Raises:
        TrainingError: a member is not found or invalid.
    """
    return [find_experiment(name) for name in experiment.panel] or [experiment]


def load_experiment(path: Path, changes: tuple[str, ...] = ()) -> Experiment:
    """Load an experiment from a TOML file.

    Args:
        path: of the file.
        changes: "table.key=value", with values in TOML; bare words are strings.

    Raises:
        TrainingError: the file is unreadable, or a key, value or change is invalid or has no
            effect.
        WeightsError: the pretrained weights are unknown.
    """
    try:
        data = tomllib.loads(read_small(path).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(
            mark("The experiment '{path}' cannot be read."),
            mark("Give a TOML file."),
            str(error),
            path=path,
        ) from error
    return make_experiment(data, changes, path.name)


def make_experiment(
    data: dict[str, Any], changes: tuple[str, ...] = (), origin: str = "experiment"
) -> Experiment:
    """Build an experiment from nested dictionaries; see `load_experiment`."""
    changed, keys = with_changes(data, changes, origin)
    try:
        experiment = msgspec.convert(changed, Experiment)
    except msgspec.ValidationError as error:
        raise TrainingError(
            mark("'{origin}' is not a valid experiment: {why}."),
            mark("'forensics experiments default' prints every key."),
            origin=origin,
            why=error,
        ) from error
    require_effect(experiment, keys, origin)
    require_meaning(experiment, origin)
    if not experiment.panel:
        usual_colours(experiment.model.architecture)
        require_source(experiment.model.architecture, experiment.model.weights)
    return experiment


def with_changes(
    data: dict[str, Any], changes: Iterable[str], origin: str = "experiment"
) -> tuple[dict[str, Any], list[str]]:
    """Apply "table.key=value" changes; returns the new dictionaries and the changed keys.

    Raises:
        TrainingError: a change is malformed or addresses a value as a table.
    """
    changed = copy.deepcopy(data)
    keys = []
    for change in changes:
        key, separator, text = change.partition("=")
        if not separator:
            raise TrainingError(
                mark("'{change}' changes nothing."), mark("Write table.key=value."), change=change
            )
        table = changed
        *above, last = key.strip().split(".")
        for name in above:
            table = table.setdefault(name, {})
            if not isinstance(table, dict):
                raise TrainingError(
                    mark("'{key}' is not a key of '{origin}'."),
                    mark("Check its spelling."),
                    key=key,
                    origin=origin,
                )
        value = table[last] = _value(text.strip())
        inner = value if isinstance(value, dict) and not above else {}
        keys += [f"{key.strip()}.{name}" for name in inner] or [key.strip()]
    return changed, keys


def to_toml(experiment: Experiment) -> str:
    """Format the experiment as TOML that `load_experiment` reads, with every key."""
    import tomli_w

    return tomli_w.dumps(experiment.to_json())


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return text


def require_meaning(experiment: Experiment, origin: str) -> None:
    """Raise TrainingError if keys contradict each other.

    Args:
        origin: name of the experiment, for the message.
    """
    model, learning = experiment.model, experiment.learning
    volume = model.architecture in VOLUMES
    wrong = ""
    if (model.kind == "volume") != volume:
        wrong = mark("model.kind 'volume' goes with these architectures only: {volumes}")
    elif model.head == "none" and model.kind == "triplets" and model.trunk == "frozen":
        wrong = mark("nothing would be learned: the trunk is frozen and there is no head")
    elif model.head != "none" and model.kind == "raw":
        wrong = mark(
            "model.kind 'raw' goes with model.head 'none' only: a head would stay unlearned"
        )
    elif experiment.bag.members > 1 and model.kind != "triplets":
        wrong = mark("bags are made of triplets models")
    elif learning.made and model.kind == "triplets" and model.trunk == "frozen":
        wrong = mark(
            "a frozen backbone cannot learn from forgeries that are made on the spot; "
            "learning.made must be 0"
        )
    elif learning.made and model.kind == "volume":
        wrong = mark("forgeries are made of single faces only; learning.made must be 0")
    elif len(experiment.panel) == 1:
        wrong = mark("a panel has two members or more")
    elif experiment.panel and any(table != type(table)() for table in _own(experiment)):
        wrong = mark("a panel's members learn as their own experiments say; change those")
    if wrong:
        raise TrainingError(
            mark("'{origin}' is not a valid experiment: {why}."),
            mark("Change one of them."),
            origin=origin,
            why=EngineError(wrong, "", volumes=", ".join(VOLUMES)),
        )


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
                mark("'{key}' has no effect in '{origin}': {why}."),
                mark(
                    "Leave it out, or change an experiment that uses it; 'forensics experiments' "
                    "lists them."
                ),
                key=key,
                origin=origin,
                why=why,
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
