"""`forensics wizard`: run a retraining from its plan, without the window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.options import workers_option
from engine.terminal import echo, print_table, progress_bar

if TYPE_CHECKING:
    from engine.training.events import TrainingEvent
    from engine.training.retrain.estimate import Option
    from engine.training.retrain.judge import Judgement
    from engine.training.retrain.session import Retraining
    from engine.training.retrain.summary import Summary

_STATUS = {"replace": 0, "keep": 20, "too few to tell": 21}
_STAGES = ("data", "check", "plan", "train", "judge", "save")
_NOT_SAVED = (
    "\nNot saved: the clips are too few to tell whether it is any better. To keep it all the same, "
    "give it a name and run the plan again: --set name='...'"
)
#: Maximum number of printed clips with a changed decision.
_SHOWN = 20


@click.command()
@click.option("--plan", "path", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="The plan, a TOML file, created if missing.")  # fmt: skip
@click.option("--data", multiple=True, type=click.Path(path_type=Path),
              help="Add labelled data to the plan; repeatable.")  # fmt: skip
@click.option("--case", "cases", multiple=True, type=click.Path(path_type=Path, dir_okay=False),
              help="Add the clips of a case that are tagged 'pristine' or 'forged'.")  # fmt: skip
@click.option("--set", "choices", multiple=True, metavar="KEY=VALUE",
              help="Change a choice, for example preset='fine-tune'; repeatable.")  # fmt: skip
@click.option("--remedy", "remedies", multiple=True, metavar="KIND=WHAT",
              help="Decide on all findings of a kind, for example leaks=leaks, splits=deal or "
                   "'look-alikes=keep: they are brothers'; repeatable.")  # fmt: skip
@click.option("--until", type=click.Choice(_STAGES), default="save", show_default=True,
              help="Last stage to run.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder of faces, states and the candidate. "
                   "Default: beside the plan.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the evaluation as JSON.")
@workers_option
@click.pass_context
def wizard(context: click.Context, path: Path, data: tuple[Path, ...], cases: tuple[Path, ...],
           choices: tuple[str, ...], remedies: tuple[str, ...], until: str, work: Path | None,
           as_json: bool, workers: int) -> None:  # fmt: skip
    """Improve a detector with your own labelled clips, following a plan.

    Prints each stage: the content of the data, their problems, the estimates of each method, and
    the comparison of the new detector with the present one on held-out clips. The new detector is
    saved under its own name and replaces nothing; 'forensics bundle default NAME' does that. If the
    clips are too few for a decision, it is saved only if the plan names it.

    The same plan resumes a stopped run. The exit status is 0 if the new detector is recommended, 20
    if the present one should be kept, 21 if the clips are too few to tell, and 15 while a finding
    is undecided.

    \b
    Example:
      forensics wizard --plan spring.toml --data labelled/ --set preset='new head'
      forensics wizard --plan spring.toml --remedy leaks=leaks
    """
    from engine.training.retrain.presets import require_choices
    from engine.training.retrain.session import Retraining

    with progress_bar(lines=True) as progress:
        hand = Retraining(path, None, work, workers, progress, None, _tell)
        _write_choices(hand, data, cases, choices)
        if hand.plan.changes or hand.plan.preset == "experiment":
            require_choices(hand.plan, hand.present())
        for stage in _STAGES[: _STAGES.index(until) + 1]:
            if stage == "data":
                _print_summary(hand.summary())
            elif stage == "check":
                _decide(hand, remedies)
                _print_issues(hand)
            elif stage == "plan":
                _print_options(hand.options(), hand.plan.preset)
            elif stage == "train":
                echo(f"\nCandidate: {hand.train()}")
            elif stage == "judge":
                _print_judgement(hand.judge(), as_json)
            elif hand.judge().outcome == "too few to tell" and not hand.plan.name.strip():
                echo(_NOT_SAVED)
            else:
                entry = hand.save()
                echo(f"\nSaved as '{entry.name}' (SHA-256 {entry.digest}).")
        if until in ("judge", "save"):
            context.exit(_STATUS[hand.judge().outcome])


def _tell(event: TrainingEvent) -> None:
    from engine.training.events import EpochDone, to_json

    if isinstance(event, EpochDone):
        echo(json.dumps(to_json(event)), err=True)


def _write_choices(
    hand: Retraining, data: tuple[Path, ...], cases: tuple[Path, ...], choices: tuple[str, ...]
) -> None:
    import msgspec

    changed: dict[str, Any] = {}
    sources = [str(place.resolve()) for place in data]
    sources += [str(_manifest_of(hand, case)) for case in cases]
    if new := [place for place in sources if place not in hand.plan.sources]:
        changed["sources"] = [*hand.plan.sources, *new]
    for choice in choices:
        key, value = _choice(choice)
        table, _, inner = key.partition(".")
        if inner:
            before = changed.get(table) or msgspec.to_builtins(getattr(hand.plan, table, {}))
            value = {**before, inner: value}
        changed[table] = value
    preset = changed.get("preset", hand.plan.preset)
    if "experiment" in changed and preset != "experiment":
        raise click.BadParameter(
            f"'experiment' has no effect with the preset '{preset}'; set preset='experiment' too."
        )
    if changed or not hand.path.exists():
        hand.change(**changed)


def _choice(text: str) -> tuple[str, Any]:
    """Parse a key and its value in TOML; bare words are text."""
    import tomllib

    key, separator, value = text.partition("=")
    if not separator:
        raise click.BadParameter(f"'{text}' changes nothing; write KEY=VALUE.")
    try:
        return key.strip(), tomllib.loads(f"x = {value}")["x"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()


def _manifest_of(hand: Retraining, case: Path) -> Path:
    """Write a manifest of a case's labelled clips beside the plan's other files."""
    from engine.case.case import Case
    from engine.training.case_faces import labelled_clips
    from engine.training.datasets.manifest import write_manifest

    hand.work.mkdir(parents=True, exist_ok=True)
    manifest = (hand.work / f"{case.stem}.csv").resolve()
    with Case.open(case, read_only=True) as opened:
        write_manifest(labelled_clips(opened, "pristine", "forged"), manifest)
    return manifest


def _decide(hand: Retraining, remedies: tuple[str, ...]) -> None:
    """Apply the named choice to every finding of a kind."""
    for remedy in remedies:
        kind, _, what = remedy.partition("=")
        word, _, reason = what.partition(":")
        # Each remedy may change the other findings.
        while issue := next(
            (one for one in hand.issues() if one.kind == kind.strip() and not one.kept), None
        ):
            choice = next((c for c in issue.choices if word.strip() in (c.repair, c.does)), None)
            if choice is None:
                known = ", ".join(c.repair or c.does for c in issue.choices)
                raise click.BadParameter(f"'{word}' is no remedy for {kind}; known are {known}.")
            hand.decide(issue, choice.does, choice.repair, reason=reason)


def _print_summary(found: Summary) -> None:
    for layout in found.layouts:
        echo(f"{layout.place}: {layout.name}, {layout.items} items.")
        for note in layout.notes:
            echo(f"  {note}")
    for reason in found.skipped:
        echo(f"  Not forged: {reason}")
    words = ("pristine", "forged")
    rows = [("split", "label", "items", "clips", "people")]
    rows += [
        (c.split, words[c.label], str(c.items), str(c.clips), str(c.people)) for c in found.counts
    ]
    print_table(rows)


def _print_issues(hand: Retraining) -> None:
    issues = hand.issues()
    if hand.not_compared():
        echo(f"\n{hand.not_compared()}")
    for issue in issues:
        state = "KEPT" if issue.kept else "TO BE DECIDED" if issue.open else "NOTE"
        echo(f"\n{state} ({issue.kind}): {issue.message} {issue.why}")
        if issue.kept:
            echo(f"  Reason: {issue.kept}")
        for choice in issue.choices if not issue.kept else ():
            echo(f"  --remedy {issue.kind}={choice.repair or choice.does}: {choice.words}")
    if not issues:
        echo("\nNothing is wrong with these data.")


def _print_options(found: list[Option], chosen: str) -> None:
    rows = [("", "preset", "time", "memory", "")]
    for option in found:
        took = "" if option.impossible else _time(option.seconds)
        memory = "" if option.impossible else f"{option.memory / 1e9:.1f} GB"
        mark = "*" if option.preset == chosen else ""
        why = option.impossible.what if option.impossible else ""
        rows.append((mark, option.preset, took, memory, why))
    echo()
    print_table(rows)


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _print_judgement(found: Judgement, as_json: bool) -> None:
    from engine.training.retrain.judge import judgement_bytes

    if as_json:
        echo(judgement_bytes(found).decode())
        return
    rows: list[tuple[str, ...]] = [
        ("clips of", "AUC before", "after", "EER before", "after", "Cllr before", "after")
    ]
    for name, levels in found.new.items():
        before, after = found.present.get(name, {}).get("clip", {}), levels["clip"]
        if "auc" in after and "auc" in before:
            cells = [f"{f[key]:.3f}" for key in ("auc", "eer", "cllr") for f in (before, after)]
            rows.append((name, *cells))
    echo()
    print_table(rows)
    changed = found.comparison["changed"]
    called = ("pristine", "forged")
    clips = [("clip that changes", "is", "before", "after")]
    clips += [
        (c["clip"], c["method"], called[c["a_forged"]], called[c["b_forged"]])
        for c in changed[:_SHOWN]
    ]
    if changed:
        echo()
        print_table(clips)
    if len(changed) > _SHOWN:
        echo(f"... and {len(changed) - _SHOWN} more; --json lists all.")
    lost = found.forgetting
    if not lost.unknown:
        echo(
            f"\nOld faces ({lost.faces}): AUC {lost.before:.3f} before, {lost.after:.3f} after "
            f"({lost.difference:+.3f}; 95 %: {lost.low:+.3f} to {lost.high:+.3f})."
        )
    echo(f"\n{found.words}")
    for warning in found.warnings:
        echo(f"Warning: {warning}")
