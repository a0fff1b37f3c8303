"""Ablation studies: one base experiment and runs that each change one thing."""

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
from engine.training.config import Experiment
from engine.training.datasets import load_records
from engine.training.experiment_runs import Laboratory
from engine.training.experiments import find_experiment
from engine.training.records import FORGED, FaceRecord
from engine.wording import mark


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
        base: name of a shipped experiment, or path of a TOML file.
        run: the runs, in table order.
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
    """Result of one run.

    Attributes:
        name, why: of the run.
        auc: frame AUC by data set and "data set / method"; each method is compared with the
            pristine faces of its data set.
        left_out: methods excluded from training.
        seconds: training time.
        reason: why there are no figures; empty if there are.
    """

    name: str
    why: str
    auc: dict[str, float]
    left_out: list[str]
    seconds: float
    reason: str = ""

    def of_left_out(self) -> float | None:
        """Mean AUC over the left-out methods; None if there are none."""
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
    """Read a plan from a TOML file and validate each run.

    Raises:
        TrainingError: the file is unreadable or invalid.
    """
    try:
        plan = msgspec.convert(tomllib.loads(read_small(path).decode("utf-8")), Plan)
    except (OSError, ValueError) as error:
        raise TrainingError(
            mark("'{path}' is not a plan of ablations."),
            mark("See resources/ablation.toml for how one is written."),
            str(error),
            path=path,
        ) from error
    if len({run.name for run in plan.run}) < len(plan.run):
        raise TrainingError(
            mark("Two runs of '{path}' have one name."), mark("Rename one of them."), path=path
        )
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
    """Run a plan and write its table. Finished runs are reused.

    Args:
        data: labelled data, see `engine.training.datasets.load_records`.
        out: folder for ablation.md and ablation.json, updated after each run.
        laboratory: runs the experiments; measure on "val" to keep the test split untouched.
        only: run only experiments whose name starts with this; all if empty.
        say: receives one line per finished run.

    Raises:
        TrainingDataError: the data cannot be used.
        OutputError: the table cannot be written.
        CancelledError: cancelled; finished runs are kept.
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
    """Frame AUC of each data set and of each of its methods, where measured."""
    methods: dict[str, set[str]] = {}
    for record in records:
        if record.label == FORGED:
            methods.setdefault(record.origin, set()).add(record.method)
    found: dict[str, float] = {}
    for origin, names in sorted(methods.items()):
        # A data set with one method is not split: the set is the method.
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
    """Format the findings as a Markdown table."""
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
            mark("'{out}' cannot be written."), mark("Choose another folder."), str(error), out=out
        ) from error
