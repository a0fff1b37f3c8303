"""`forensics evaluate` and `forensics compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.options import BUNDLE, crops_folder, device_option, json_option, work_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.training.degrade import Degradation
    from engine.training.evaluation import Comparison

split_option = click.option(
    "--split", type=click.Choice(["train", "val", "test"]), default="test", show_default=True,
    help="Split of the data.",
)  # fmt: skip
draw_option = click.option(
    "--draw", "unit", type=click.Choice(["source", "person"]), default="source", show_default=True,
    help="Unit of the bootstrap: source clips, or people if many clips show the same ones.",
)  # fmt: skip


def _degradation(_: Any, __: Any, text: str | None) -> Degradation | None:
    if text is None:
        return None
    from engine.training.degrade import Degradation

    try:
        return Degradation.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


#: Explanation printed with the two costs.
_COSTS = (
    "Cllr is of the likelihood ratios as verdicts give them, which are bounded: the bound costs "
    "something where the score is sure. min Cllr is of the raw score, by the best rising map from "
    "score to ratio, without calibration and bounds."
)
#: Maximum number of printed clips with a changed decision; JSON holds all.
_SHOWN = 20


@click.command()
@click.argument("bundle", type=BUNDLE)
@click.argument("data", type=click.Path(path_type=Path))
@split_option
@draw_option
@json_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False),
              help="Write metrics, scores, curves and plots to this folder.")  # fmt: skip
@click.option("--degrade", callback=_degradation, metavar="CODEC:RATE[:SCALE]",
              help="Code every picture first: h264, h265, vp9 or jpeg, a rate (JPEG: quality), a"
                   " scale.")  # fmt: skip
@click.option("--into-card", "key", metavar="KEY",
              help="Add the metrics to the bundle's model card under this name; 'test' replaces "
                   "those of the training. The bundle gets a new SHA-256.")  # fmt: skip
@work_option
@device_option
def evaluate(bundle: Path, data: Path, split: str, unit: str, as_json: bool, out: Path | None,
             degrade: Degradation | None, key: str | None, work: Path | None,
             device: str) -> None:  # fmt: skip
    """Measure a bundle on labelled faces: AUC, EER, Cllr and more, by frame and by clip.

    Also reports how often pristine clips get support for "forged" at each step of the verbal scale,
    and error rates by skin tone, face size and compression. Intervals are 95 %, from a bootstrap
    over source clips or people. All-pristine data are allowed. Cllr is measured on the bounded
    ratios that verdicts give, min Cllr on the raw score.

    \b
    Examples:
      forensics evaluate my.bundle labelled/ --out evaluation/
      forensics evaluate my.bundle labelled/ --degrade h264:35:0.5 --into-card h264-35-half
    """
    from engine.detector.detector import Detector
    from engine.training.evaluation import assess, score_data
    from engine.training.evaluation.write import write_evaluation

    detector = Detector.load(bundle, device)
    with progress_bar() as progress:
        scored, dropped = score_data(
            detector, data, split, crops_folder(work), progress, degrade=degrade
        )
        found = assess(scored, detector.threshold, progress, unit=unit)
    about = {"split": split, "dropped": len(dropped)}
    if degrade is not None:
        about["degraded"] = str(degrade)
    measured = {**about, **found}
    if as_json:
        print_json(measured)
    else:
        print_figures(measured)
        print_rates(measured)
    if out is not None:
        named = {"detector": {"name": detector.name, "sha256": detector.digest}, **about}
        rest = {name: part for name, part in found.items() if name != "sets"}
        write_evaluation(out, scored, found["sets"], detector.threshold, {**named, **rest})
        echo(f"Wrote {out}.", err=True)
    if key is not None:
        _into_card(bundle, key, data, {**measured, "threshold": detector.threshold})


def _into_card(bundle: Path, key: str, data: Path, measured: dict[str, Any]) -> None:
    import datetime

    from engine.detector.bundle.card import read_card, rewrite_card

    degrade = f" --degrade {measured['degraded']}" if "degraded" in measured else ""
    # File names without folders, because a card must not describe the machine.
    command = (
        f"forensics evaluate {bundle.name} {data.name} --split {measured['split']} "
        f"--draw {measured['drawn_by']}{degrade} --into-card {key}"
    )
    made = datetime.date.today().isoformat()
    entry = {"made": made, "data": data.name, "command": command, **measured}
    card = read_card(bundle)
    if key == "test":
        card["measured"] = entry
    else:
        card["evaluations"] = {**(card.get("evaluations") or {}), key: entry}
    digest = rewrite_card(bundle, card)
    echo(f"Wrote the card of {bundle} (SHA-256 {digest}).", err=True)


@click.command()
@click.argument("bundle_a", type=BUNDLE)
@click.argument("bundle_b", type=BUNDLE)
@click.argument("data", type=click.Path(path_type=Path))
@split_option
@draw_option
@json_option
@work_option
@device_option
def compare(bundle_a: Path, bundle_b: Path, data: Path, split: str, unit: str,
            as_json: bool, work: Path | None, device: str) -> None:  # fmt: skip
    """Compare BUNDLE_B with BUNDLE_A on the clips of DATA, with significance.

    Differences of AUC, EER and Cllr by clip have intervals and p values from a paired bootstrap
    over source clips (or people).

    \b
    Example:
      forensics compare old.bundle new.bundle labelled/
    """
    from engine.detector.detector import Detector
    from engine.training.evaluation import compare_data

    detectors = [Detector.load(bundle, device) for bundle in (bundle_a, bundle_b)]
    with progress_bar() as progress:
        found = compare_data(
            detectors[0], detectors[1], data, split, crops_folder(work), progress, unit=unit
        )
    if as_json:
        named = {
            letter: {"name": detector.name, "sha256": detector.digest}
            for letter, detector in zip("ab", detectors, strict=True)
        }
        content = {"split": split, **named, **found.to_json()}
        print_json(content)
    else:
        _print_comparison(found, split, [detector.name for detector in detectors])


def print_figures(measured: dict[str, Any]) -> None:
    """Print the metrics of `evaluate` as a table."""
    echo(f"Split '{measured['split']}', {measured['dropped']} items without a usable face "
               "left out of the whole data.")  # fmt: skip
    keys = ("eer", "cllr", "cllr_min", "accuracy", "precision", "recall", "f1")
    rows = [("set", "level", "pristine", "forged", "AUC (95 %)", "EER", "Cllr", "min Cllr",
             "accuracy", "precision", "recall", "F1")]  # fmt: skip
    for name, levels in measured["sets"].items():
        for level, f in levels.items():
            auc = f"{f['auc']:.3f} ({f['auc_low']:.3f}-{f['auc_high']:.3f})" if "auc" in f else ""
            rest = [f"{f[key]:.3f}" if key in f else "" for key in keys]
            for key in ("false_alarm_rate", "miss_rate"):
                if key in f:
                    auc = f"{key.replace('_', ' ')} {f[key]:.3f}"
            rows.append((name, level, str(f["pristine"]), str(f["forged"]), auc, *rest))
    print_table(rows)
    echo(_COSTS)


def print_rates(measured: dict[str, Any]) -> None:
    """Print the error rates of `assess`."""
    rows = [("set", "pristine clips", "log10 LR", "words", "clips", "share (95 %)")]
    for name, found in measured["rates"].items():
        for step in found["steps"]:
            share = f"{step['share']:.4f} ({step['low']:.4f}-{step['high']:.4f})"
            rows.append((name, str(found["clips"]), f">= {step['llr']:g}", step["words"],
                         str(step["count"]), share))  # fmt: skip
    if len(rows) > 1:
        echo('\nPristine clips that are given support for "forged":')
        print_table(rows)
    fairness = measured["fairness"]
    groups = [("by", "group", "pristine", "false alarms (95 %)", "forged", "misses (95 %)",
             "over twice the mean")]  # fmt: skip
    for group in fairness["groups"]:
        rates = [
            f"{group[key]:.3f} ({group[key + '_low']:.3f}-{group[key + '_high']:.3f})"
            if key in group else ""
            for key in ("false_alarm_rate", "miss_rate")
        ]  # fmt: skip
        groups.append((group["axis"], group["group"], str(group["pristine"]), rates[0],
                     str(group["forged"]), rates[1], group.get("over_limit", "")))  # fmt: skip
    echo("\nErrors at the stored threshold by group of faces, by clip:")
    print_table(groups)
    for warning in fairness["warnings"]:
        echo(f"Warning: {warning}")


def _print_comparison(found: Comparison, split: str, names: list[str]) -> None:
    from engine.training.evaluation.bootstrap import UNITS

    echo(f"A: {names[0]}\nB: {names[1]}")
    echo(
        f"Split '{split}': {found.pristine} pristine and {found.forged} forged clips of "
        f"{found.clusters} {UNITS[found.unit]}; left out, because one could not score them: "
        f"{len(found.left_out)}."
    )
    rows = [("", "A", "B", "B - A (95 %)", "p")]
    for name, label in (("auc", "AUC"), ("eer", "EER"), ("cllr", "Cllr")):
        d = found.differences[name]
        change = f"{d.difference:+.3f} ({d.low:+.3f} to {d.high:+.3f})"
        rows.append((label, f"{d.a:.3f}", f"{d.b:.3f}", change, f"{d.p:.3f}"))
    print_table(rows)
    echo(
        f"Decisions: {len(found.changed)} clips change, {found.only_b_right} for the better and "
        f"{found.only_a_right} for the worse (McNemar, exact: p = {found.p_decisions:.3f})."
    )
    called = ("pristine", "forged")
    clips = [("clip", "is", "A", "B", "log10 LR A", "log10 LR B")]
    for c in found.changed[:_SHOWN]:
        ratios = (f"{c.a_llr:+.2f}", f"{c.b_llr:+.2f}")
        clips.append((c.clip, c.method, called[c.a_forged], called[c.b_forged], *ratios))
    if len(clips) > 1:
        print_table(clips)
    if len(found.changed) > _SHOWN:
        echo(f"... and {len(found.changed) - _SHOWN} more; --json lists all.")
    echo(found.recommendation.words)
