"""Report of a reproduction in Markdown and HTML: the paper's metrics beside ours."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from pathlib import Path

from engine import __version__
from engine.errors import OutputError
from engine.training.reproduce.figures import value_of
from engine.training.reproduce.rows import CITED, ROWS, TITLES, Available, Result
from engine.wording import mark

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { padding: .25em .8em; border-bottom: 1px solid #ccc; text-align: left; }
img { max-width: 100%; }
"""
_MEASURES = {
    "auc": "AUC", "eer": "EER", "accuracy": "accuracy", "precision": "precision",
    "recall": "recall", "f1": "F1", "NeuralTextures": "NeuralTextures", "pristine": "pristine",
}  # fmt: skip
#: Metrics of rows that are not in a table.
_USUAL = {"accuracy": None, "auc": None, "eer": None}


def write_report(
    out: Path,
    results: list[Result],
    data: Available,
    pictures: Mapping[str, str],
    seconds: float,
) -> None:
    """Write report.md, report.html and results.json.

    Args:
        pictures: file name -> caption of pictures in `out`.
        seconds: duration of the command, without reused runs.

    Raises:
        OutputError: the folder cannot be written.
    """
    from markdown_it import MarkdownIt

    text = markdown(results, data, pictures, seconds)
    body = MarkdownIt("commonmark").enable("table").render(text)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Reproduction</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.md").write_text(text, "utf-8")
        (out / "report.html").write_text(page, "utf-8")
        _dump(results, out / "results.json")
    except OSError as error:
        raise OutputError(
            mark("The report could not be written to '{out}': {why}."),
            mark("Choose a folder that you may write to, on a disk with room."),
            out=out,
            why=error.strerror,
        ) from error


def markdown(
    results: list[Result], data: Available, pictures: Mapping[str, str], seconds: float
) -> str:
    """Format the whole report as Markdown."""
    trained = sum(_distinct(results).values())
    lines = [
        "# Detecting Deepfakes with Metric Learning, run again",
        "",
        f"deepfake-forensics {__version__}, Python {platform.python_version()}, "
        f"{platform.machine()}. Training took {trained / 60:.0f} minutes, this call "
        f"{seconds / 60:.0f}.",
        "",
        *(f"- {note}" for note in data.notes),
        "",
        "All figures are percent, of the test split, which nothing was chosen on. Ours stand at "
        "clip level, then at frame level in italics; in brackets is the 95 % interval over source "
        "clips, after ± the standard deviation over seeds. Accuracy, precision, recall and F1 are "
        "at the threshold of equal errors on validation data; accuracy weighs both classes alike. "
        "The paper's figures come from other splits, some of which share people.",
    ]
    for table, title in TITLES.items():
        lines += ["", f"## {title}", "", *_table(table, results)]
    lines += ["", "## Who wins", "", *_verdicts(results)]
    if pictures:
        lines += ["", "## Figures", ""]
        for name, caption in pictures.items():
            lines += [f"![{caption}]({name})", "", caption, ""]
    return "\n".join(lines) + "\n"


def _distinct(results: list[Result]) -> dict[str, float]:
    return {r.row.experiment: r.outcome.seconds for r in results if r.outcome}


def _table(table: str, results: list[Result]) -> list[str]:
    measures = dict.fromkeys(m for row in ROWS if row.table == table for m in row.paper) or _USUAL
    head = ["row", *(f"{_MEASURES[m]}, paper" for m in measures if table != "more")]
    head += [f"{_MEASURES[m]}, ours" for m in measures]
    lines = [_line([*head, "training"]), _line(["---"] * (len(head) + 1))]
    for name, cited in CITED.get(table, {}).items():
        cells = [f"{cited[m]:.2f}" if m in cited else "" for m in measures]
        lines.append(_line([f"{name} (cited)", *cells, *[""] * len(measures), ""]))
    for result in results:
        row, outcome = result.row, result.outcome
        if row.table != table:
            continue
        printed = [f"{row.paper[m]:.2f}" if m in row.paper else "" for m in measures]
        cells = [row.name, *(printed if table != "more" else [])]
        if outcome is None:
            lines.append(_line([*cells, f"not run: {result.reason}", *[""] * len(measures)]))
            continue
        for measure in measures:
            clip = value_of(outcome.measured, measure, "clip")
            frame = value_of(outcome.measured, measure, "frame")
            cells.append(f"{clip or 'not given'}" + (f"; *{frame.mean:.1f}*" if frame else ""))
        lines.append(_line([*cells, f"{outcome.seconds:.0f} s"]))
    return lines


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _verdicts(results: list[Result]) -> list[str]:
    """Ranking of all models, and semi-hard mining against random triplets."""
    aucs = {}
    for result in results:
        if result.outcome:
            auc = value_of(result.outcome.measured, "auc", "clip")
            if auc:
                aucs[result.row.experiment] = (result.row.name, auc)
    order = sorted(aucs.values(), key=lambda pair: -pair[1].mean)
    lines = [f"{n}. {name}: AUC {auc}" for n, (name, auc) in enumerate(order, 1)]
    pairs = (
        ("triplets-semi-hard", "triplets-random", "frozen FaceNet, random forest"),
        ("triplets-semi-hard-sgd", "triplets-random-sgd", "frozen FaceNet, SGD"),
        ("lite0-semi-hard", "lite0-random", "EfficientNet-Lite0"),
    )
    lines.append("")
    for hard, random, where in pairs:
        if hard in aucs and random in aucs:
            ours, base = aucs[hard][1], aucs[random][1]
            difference = ours.mean - base.mean
            noise = max(ours.spread + base.spread, 0.5)
            word = "better than" if difference > noise else (
                "worse than" if difference < -noise else "not told apart from"
            )  # fmt: skip
            lines.append(
                f"- Semi-hard is {word} random mining on {where}: AUC {ours.mean:.1f} against "
                f"{base.mean:.1f}."
            )
    return lines


def _dump(results: list[Result], path: Path) -> None:
    """Write the metrics of all rows as JSON."""
    rows = [
        {
            "table": r.row.table,
            "row": r.row.name,
            "experiment": r.row.experiment,
            "paper": dict(r.row.paper),
            "measured": r.outcome.measured if r.outcome else None,
            "seconds": r.outcome.seconds if r.outcome else None,
            "reason": r.reason,
        }
        for r in results
    ]
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False), "utf-8")
