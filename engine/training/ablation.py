"""What each part of a training is worth: one experiment, changed in one thing at a time."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from engine.errors import CancelledError, EngineError, OutputError, TrainingError
from engine.files import read_small
from engine.training.config import Experiment, find_experiment
from engine.training.datasets import load_records
from engine.training.experiment_runs import Laboratory
from engine.training.records import FORGED, FaceRecord


class PlannedRun(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One run.

    Attributes:
        name: unique in its plan.
        why: what the change shows, one sentence.
        set: changes of the base experiment, "table.key=value".
    """

    name: str
    why: str = ""
    set: list[str] = []


class Plan(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A series of runs.

    Attributes:
        base: a shipped experiment's name, or the path of a file.
        run: in the order of the table.
    """

    base: str
    run: list[PlannedRun]

    def experiments(self) -> list[Experiment]:
        """One for each run.

        Raises:
            TrainingError: the base or a change is not valid.
        """
        return [find_experiment(self.base, tuple(run.set)) for run in self.run]


@dataclass(frozen=True)
class Finding:
    """What came of one run.

    Attributes:
        name, why: of the run.
        auc: frame AUC by data set and "data set / method", each method against the pristine
            faces of its data set.
        left_out: methods that the run did not learn from.
        seconds: of training.
        reason: why there are no figures, "" if there are some.
    """

    name: str
    why: str
    auc: dict[str, float]
    left_out: list[str]
    seconds: float
    reason: str = ""

    def of_left_out(self) -> float | None:
        """Mean AUC of the methods that were left out, None without any."""
        return _mean(
            auc for part, auc in self.auc.items()
            if part.partition(" / ")[2] in self.left_out
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "why": self.why,
            "auc": self.auc,
            "left_out": self.left_out,
            "left_out_auc": self.of_left_out(),
            "seconds": self.seconds,
            "reason": self.reason,
        }


def load_plan(path: Path) -> Plan:
    """A plan from its TOML file, each run checked.

    Raises:
        TrainingError: unreadable or not valid, named.
    """
    try:
        plan = msgspec.convert(tomllib.loads(read_small(path).decode("utf-8")), Plan)
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"'{path}' is not a plan of ablations.",
            "See resources/ablation.toml for how one is written.",
            str(error),
        ) from error
    if len({run.name for run in plan.run}) < len(plan.run):
        raise TrainingError(f"Two runs of '{path}' have one name.", "Rename one of them.")
    plan.experiments()
    return plan


def ablate(
    data: Path,
    plan: Plan,
    out: Path,
    laboratory: Laboratory,
    only: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> list[Finding]:
    """Carry out the runs of a plan, or take up finished ones, and write the table.

    Args:
        data: see `engine.training.datasets.load_records`.
        out: folder of ablation.md and ablation.json, written after each run.
        laboratory: measures on its split; "val" keeps the test split untouched.
        only: runs whose name begins so; all if empty.
        say: told what each run came to.

    Raises:
        TrainingDataError: the data cannot be used.
        OutputError: the table cannot be written.
        CancelledError: stopped; finished runs are kept.
    """
    records = load_records(data)
    findings: list[Finding] = []
    for run, experiment in zip(plan.run, plan.experiments(), strict=True):
        if not run.name.startswith(only):
            continue
        left_out = experiment.data.leave_out
        try:
            outcome = laboratory.carry_out(experiment, records, 1)
        except CancelledError:
            raise
        except EngineError as error:
            findings.append(Finding(run.name, run.why, {}, left_out, 0.0, error.what))
        else:
            auc = _aucs(outcome.measured[0]["sets"], records)
            findings.append(Finding(run.name, run.why, auc, left_out, outcome.seconds))
        say(f"{run.name}: {_words(findings[-1])}")
        _write(out, findings, laboratory.split)
    return findings


def _aucs(sets: dict[str, Any], records: list[FaceRecord]) -> dict[str, float]:
    """Frame AUC of each data set and of each of its methods, as far as it was measured."""
    methods: dict[str, set[str]] = {}
    for record in records:
        if record.label == FORGED:
            methods.setdefault(record.origin, set()).add(record.method)
    found: dict[str, float] = {}
    for origin, names in sorted(methods.items()):
        # A data set of one method is not parted: it is its own part.
        parts = {f"{origin} / {name}": f"{origin} / {name}" for name in sorted(names)}
        if len(names) == 1:
            parts = dict.fromkeys(parts, origin)
        for shown, measured in {origin: origin, **parts}.items():
            figure = sets.get(measured, {}).get("frame", {}).get("auc")
            if figure is not None:
                found[shown] = figure
    return found


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(float(np.mean(found)), 4) if found else None


def _words(finding: Finding) -> str:
    if finding.reason:
        return finding.reason
    return ", ".join(f"{name} {auc:.3f}" for name, auc in finding.auc.items())


def table(findings: list[Finding], split: str) -> str:
    """The findings as Markdown."""
    columns = list(dict.fromkeys(name for f in findings for name in f.auc))
    head = ["run", *columns, "kind left out", "minutes", "what it shows"]
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for finding in findings:
        cells = [f"{finding.auc[c]:.3f}" if c in finding.auc else "" for c in columns]
        unknown = finding.of_left_out()
        cells.append("" if unknown is None else f"{unknown:.3f}")
        why = finding.reason or finding.why
        lines.append(" | ".join([finding.name, *cells, f"{finding.seconds / 60:.0f}", why]))
    rows = "\n".join(f"| {line} |" for line in lines)
    return f'Frame AUC on the split "{split}".\n\n{rows}\n'


def _write(out: Path, findings: list[Finding], split: str) -> None:
    found = {"split": split, "runs": [finding.to_json() for finding in findings]}
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "ablation.json").write_text(json.dumps(found, indent=1), "utf-8")
        (out / "ablation.md").write_text(table(findings, split), "utf-8")
    except OSError as error:
        raise OutputError(
            f"'{out}' cannot be written.", "Choose another folder.", str(error)
        ) from error
