"""The plan of a retraining: every choice of every stage in one TOML file.

It is written after each change, so that an interrupted retraining resumes at its stage. It contains
data only, no code.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from engine.errors import PlanError
from engine.files import write_atomic
from engine.forgery.make import KINDS
from engine.wording import mark

VERSION = 1
Stage = Literal["data", "check", "plan", "train", "judge", "save", "done"]
#: In order.
STAGES: tuple[Stage, ...] = get_args(Stage)
Preset = Literal["recalibrate", "new head", "fine-tune", "experiment"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
Remedy = Literal["repair", "exclude", "relabel", "together", "deal", "keep"]

_Path = Annotated[str, Meta(min_length=1, max_length=4096)]
_Words = Annotated[str, Meta(max_length=200)]
_Names = Annotated[list[_Path], Meta(max_length=200_000)]
_MOST_BYTES = 64 << 20


class Forge(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Forgeries to generate from the pristine items.

    Attributes:
        kinds: of `engine.forgery.make.KINDS`; none if empty.
        count: of each kind from each item.
        seed: for reproducibility.
        clips: whole clips instead of single frames.
    """

    kinds: Annotated[list[str], Meta(max_length=len(KINDS))] = []
    count: Annotated[int, Meta(ge=1, le=100)] = 1
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 0
    clips: bool = False

    def __post_init__(self) -> None:
        if strange := sorted(set(self.kinds) - set(KINDS)):
            raise ValueError(f"there is no kind of forgery '{strange[0]}'")


class Decision(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The decision on one finding.

    Attributes:
        finding: its key, see `engine.training.retrain.findings.Issue`.
        does: "repair" (one of `engine.training.datasets.repairs.REPAIRS`), "exclude" or
            "relabel" the items of `names`, "together" (the people of `names` are one),
            "deal" (draw new splits) or "keep" (with a reason).
        repair: name of the repair.
        names: items or people.
        reason: the analyst's words; required by "keep".
    """

    finding: _Words
    does: Remedy
    repair: _Words = ""
    names: _Names = []
    reason: Annotated[str, Meta(max_length=2000)] = ""

    def __post_init__(self) -> None:
        if self.does == "keep" and not self.reason.strip():
            raise ValueError("a finding is kept as it is without a reason")


class RetrainPlan(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All choices of a retraining.

    Attributes:
        version: of the format.
        stage: current stage.
        present: the detector to improve: a name in the store, or the path of a bundle.
        sources: folders and manifests of labelled data in any layout of
            `engine.training.datasets`, absolute or relative to the plan; labelled clips of a case
            are a manifest.
        old_data: folder of the present detector's training data, "" if unavailable.
        forge: forgeries to generate.
        decisions: on findings, in the order taken.
        preset: the training method.
        experiment: a name or a file, for the preset "experiment".
        changes: of the experiment or the fine-tuning, "table.key=value".
        device: a name of `engine.device.DEVICES`.
        seed: of every random draw.
        name: of the new detector.
        notes: by the analyst.
    """

    version: int = VERSION
    stage: Stage = "data"
    present: _Path = "default"
    sources: Annotated[list[_Path], Meta(max_length=1000)] = []
    old_data: Annotated[str, Meta(max_length=4096)] = ""
    forge: Forge = Forge()
    decisions: Annotated[list[Decision], Meta(max_length=10_000)] = []
    preset: Preset = "new head"
    experiment: _Path = "default"
    changes: Annotated[list[_Words], Meta(max_length=200)] = []
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 7
    name: _Words = ""
    notes: Annotated[str, Meta(max_length=20_000)] = ""


def read_plan(path: Path) -> RetrainPlan:
    """Read and validate a plan.

    Raises:
        PlanError: missing, too large, invalid, or of a newer version of the program.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ValueError("it is longer than a plan can be")
        found = tomllib.loads(data.decode("utf-8"))
        _check_version(path, found)
        return msgspec.convert(found, RetrainPlan)
    except OSError as error:
        raise PlanError(
            mark("The plan '{path}' cannot be read: {why}."),
            mark("Check its name."),
            path=path,
            why=error.strerror or error,
        ) from error
    except (ValueError, RecursionError) as error:
        raise PlanError(
            mark("'{path}' is not a plan of a retraining, or it is damaged."),
            mark("Correct the line named, or begin a new plan."),
            str(error),
            path=path,
        ) from error


def _check_version(path: Path, found: dict[str, Any]) -> None:
    version = found.get("version", VERSION)
    if isinstance(version, int) and version != VERSION:
        raise PlanError(
            mark("The plan '{path}' has version {version}; this program knows version {known}."),
            mark("Use the version of the program that wrote it, or begin a new plan."),
            path=path,
            version=version,
            known=VERSION,
        )


def write_plan(plan: RetrainPlan, path: Path) -> None:
    """Write a plan atomically; raises OutputError."""
    write_atomic(path, plan_bytes(plan), make_folder=True)


def plan_bytes(plan: RetrainPlan) -> bytes:
    """Encode a plan with every key as TOML in UTF-8."""
    import tomli_w

    return tomli_w.dumps(msgspec.to_builtins(plan)).encode()
