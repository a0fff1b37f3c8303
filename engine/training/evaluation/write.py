"""Write an evaluation to files: metrics, scores of every item, curves, plots."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import OutputError
from engine.training.evaluation import curves, plots
from engine.training.evaluation.abstention import Abstention, abstention, abstention_table
from engine.training.evaluation.bootstrap import NAMES
from engine.training.evaluation.scored import Scored, sets_of
from engine.wording import mark

#: Maximum number of distinguishable curves in a plot.
_MOST_CURVES = 6
_RATES = ("false_alarm_rate", "miss_rate")
_LABELS = ("pristine", "forged")


def write_evaluation(
    folder: Path,
    scored: Scored,
    measured: Mapping[str, Any],
    threshold: float,
    about: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write metrics and the data behind them.

        figures.json    `about`, the threshold, and the metrics
        figures.csv     one row for each set and level
        scores.csv      one row for each sample: name, clip, split, label, method, score, llr
        curves.json     arrays of every curve, by level
        abstention.json error and coverage at the steps of the verbal scale, by level
        roc, det, tippett, cross_entropy, reliability, confusion, abstention   .png and .svg
        roc_methods, det_methods   the same by method, if there are several

    Plots show clips. Data of one class have neither curves nor plots.

    Args:
        folder: created if missing; files of these names are replaced.
        scored: samples, not clips.
        measured: see `engine.training.evaluation.evaluate.measure`.
        threshold: used for `measured`.
        about: JSON-ready facts for figures.json: detector, split.

    Returns:
        The files in the order written.

    Raises:
        OutputError: the disk is full or read-only.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        whole = {**(about or {}), "threshold": threshold, "sets": measured}
        _write_json(folder / "figures.json", whole)
        _write_figures(folder / "figures.csv", measured)
        _write_scores(folder / "scores.csv", scored)
        names = ["figures.json", "figures.csv", "scores.csv"]
        if 0 < scored.labels.sum() < len(scored):
            _write_json(folder / "curves.json", _curves(scored, threshold))
            tables = {
                level: abstention_table(items, threshold)
                for level, items in (("frame", scored), ("clip", scored.clips()))
            }
            _write_json(folder / "abstention.json", tables)
            names += ["curves.json", "abstention.json", *_draw(folder, scored, threshold)]
    except OSError as error:
        raise OutputError(
            mark("The evaluation could not be written to '{folder}': {why}."),
            mark("Choose a folder that you may write to, on a disk with room."),
            repr(error),
            folder=folder,
            why=error.strerror or error,
        ) from error
    return [folder / name for name in names]


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n",
                    "utf-8")  # fmt: skip


def _write_figures(path: Path, measured: Mapping[str, Any]) -> None:
    columns = ["set", "level", "pristine", "forged", "clusters"]
    columns += [name + end for name in NAMES for end in ("", "_low", "_high")]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*columns, *_RATES])
        writer.writeheader()
        for name, levels in measured.items():
            for level, found in levels.items():
                writer.writerow({"set": name, "level": level, **found})


def _write_scores(path: Path, scored: Scored) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "clip", "split", "label", "method", "score", "llr"))
        for record, score, llr in zip(scored.records, scored.scores, scored.llr, strict=True):
            writer.writerow(
                (record.name, record.clip, record.split, _LABELS[record.label], record.method,
                 f"{score:.6g}", f"{llr:.6g}")
            )  # fmt: skip


def _curves(scored: Scored, threshold: float) -> dict[str, Any]:
    return {
        level: {
            "roc": _plain(asdict(curves.roc(items.scores, items.labels))),
            "det": _plain(asdict(curves.det(items.scores, items.labels))),
            "tippett": _plain(asdict(curves.tippett(items.llr, items.labels))),
            "cross_entropy": _plain(
                asdict(curves.cross_entropy(items.scores, items.llr, items.labels))
            ),
            "reliability": _plain(asdict(curves.reliability(items.llr, items.labels))),
            "confusion": curves.confusion(items.scores, items.labels, threshold).tolist(),
            "abstention": {
                name: _plain(asdict(curve)) for name, curve in _abstention(items, threshold).items()
            },
        }
        for level, items in (("frame", scored), ("clip", scored.clips()))
    }


def _abstention(items: Scored, threshold: float) -> dict[str, Abstention]:
    """Curves by name; the second if the detector measures out-of-distribution faces."""
    found = {"all": abstention(items, threshold)}
    if items.novelty is not None:
        found["unfamiliar set aside"] = abstention(items, threshold, familiar_only=True)
    return found


def _plain(arrays: dict[str, np.ndarray]) -> dict[str, list[float | None]]:
    """Convert to JSON-ready lists; infinite values become null."""
    return {
        name: [round(v, 6) if math.isfinite(v) else None for v in values.tolist()]
        for name, values in arrays.items()
    }


def _draw(folder: Path, scored: Scored, threshold: float) -> Iterator[str]:
    clips = scored.clips()
    labels = clips.labels
    pictures = {
        "tippett": plots.draw_tippett(curves.tippett(clips.llr, labels)),
        "cross_entropy": plots.draw_cross_entropy(
            curves.cross_entropy(clips.scores, clips.llr, labels)
        ),
        "reliability": plots.draw_reliability(curves.reliability(clips.llr, labels)),
        "confusion": plots.draw_confusion(curves.confusion(clips.scores, labels, threshold)),
        "abstention": plots.draw_abstention(_abstention(clips, threshold)),
    }
    origins, methods = _parts(scored)
    for end, lines in (
        ("", {"all, by clip": clips, "all, by frame": scored, **origins}),
        ("_methods", methods),
    ):
        if lines:
            rocs = {name: curves.roc(s.scores, s.labels) for name, s in lines.items()}
            dets = {name: curves.det(s.scores, s.labels) for name, s in lines.items()}
            by = ", by method" if end else ""
            pictures[f"roc{end}"] = plots.draw_roc(rocs, f"ROC{by}")
            pictures[f"det{end}"] = plots.draw_det(dets, f"Detection error trade-off{by}")
    for name, draw in pictures.items():
        plots.save(draw, folder, name)
        yield from (f"{name}.png", f"{name}.svg")


def _parts(scored: Scored) -> tuple[dict[str, Scored], dict[str, Scored]]:
    """Clips of the first data sets and of the first methods that hold both classes."""
    origins, methods = {}, {}
    kinds = {f"{r.origin} / {r.method}" for r in scored.records}
    names = {r.origin for r in scored.records}
    for name, rows in sets_of(scored.records, scored.face_size).items():
        clips = scored.take(rows).clips()
        if not 0 < clips.labels.sum() < len(clips):
            continue
        if name in kinds:
            methods[name] = clips
        elif name in names and len(names) > 1:
            origins[name] = clips
    return (
        dict(list(origins.items())[: _MOST_CURVES - 2]),
        dict(list(methods.items())[:_MOST_CURVES]),
    )
