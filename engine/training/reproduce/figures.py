"""Metrics of the paper's tables, and its Figures 4 to 7, from finished runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from engine.analysis.gradcam import blend, explain
from engine.analysis.reference_comparison import project
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.weights import load_pretrained
from engine.shipped import resource
from engine.training.config import Experiment
from engine.training.crops import CropSet
from engine.training.experiment_runs import Laboratory, Outcome
from engine.training.experiments import load_experiment
from engine.training.reproduce.rows import Available, Result
from engine.training.samples import Samples, face_samples
from engine.training.scoring import embed_samples
from engine.training.train import faces_of

#: Metric of the paper -> key of ours.
_PLAIN = {
    "auc": "auc", "eer": "eer", "accuracy": "accuracy", "precision": "precision",
    "recall": "recall", "f1": "f1",
}  # fmt: skip


@dataclass(frozen=True)
class Value:
    """A metric in percent.

    Attributes:
        mean: over the seeds.
        spread: standard deviation over the seeds, 0 for one seed.
        low, high: 95 % interval of the first seed over source clips, or None.
    """

    mean: float
    spread: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        text = f"{self.mean:.1f}"
        if self.spread:
            text += f" ± {self.spread:.1f}"
        if self.low is not None and self.high is not None:
            text += f" ({self.low:.1f} to {self.high:.1f})"
        return text


def value_of(measured: Sequence[dict[str, Any]], measure: str, level: str) -> Value | None:
    """A metric over all seeds at one level; None if it was not measured.

    Args:
        measured: for each seed, see `engine.training.evaluation.evaluate`.
        measure: a metric of the paper; "pristine" and methods are the share of that class that is
            classified correctly.
        level: "frame" or "clip".
    """
    found = [_one(m["sets"], measure, level) for m in measured]
    if any(f is None for f in found):
        return None
    values = 100 * np.array([f[0] for f in found if f is not None])
    first = found[0]
    assert first is not None
    low, high = (None if edge is None else 100 * edge for edge in first[1:])
    return Value(float(values.mean()), float(values.std()) if len(values) > 1 else 0.0, low, high)


def _one(
    sets: dict[str, Any], measure: str, level: str
) -> tuple[float, float | None, float | None] | None:
    if measure in _PLAIN:
        figures, key = sets["all"][level], _PLAIN[measure]
    elif measure == "pristine":
        figures, key = sets["all"][level], "specificity"
    else:
        named = [s for s in sets if s.endswith(f" / {measure}")]
        if not named:
            return None
        figures, key = sets[named[0]][level], "recall"
    if key not in figures:
        return None
    return figures[key], figures.get(f"{key}_low"), figures.get(f"{key}_high")


_PRISTINE, _FORGED = "#0072b2", "#d55e00"
_POINTS = 600
_FACES = 6


def draw_figures(
    results: list[Result], data: Available, out: Path, laboratory: Laboratory
) -> dict[str, str]:
    """Draw the figures that the runs allow; returns file name -> caption.

    The figures show FaceForensics++ or its substitute.
    """
    outcomes = {r.row.experiment: r.outcome for r in results if r.outcome and r.row.needs == "ff++"}
    if not outcomes:
        return {}
    out.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, str] = {}
    triplets = outcomes.get("triplets-semi-hard")
    frames = outcomes.get("xception-frames")
    folder = "small" if data.small else "paper"
    path = resource("experiments") / folder / "triplets-semi-hard.toml"
    experiment = load_experiment(path)
    crops = faces_of(
        data.sets["ff++"], experiment, laboratory.work / "crops", laboratory.workers,
        laboratory.progress, laboratory.cancel,
    ).only(lambda r: r.split == "test")  # fmt: skip
    for name in ("xception-frames", "lite0-guided"):
        outcome = outcomes.get(name)
        if outcome:
            file = f"figure4-{name}.png"
            _grad_cam(Detector.load(outcome.bundle, laboratory.device), crops, out / file)
            pictures[file] = (
                f"Figure 4: Grad-CAM maps of {name} on test faces, pristine above, forged below. "
                "They show what moved the score, not the outline of a forgery."
            )
    if triplets:
        _clouds(triplets, experiment, crops, out / "figure5-6.png", laboratory.device)
        pictures["figure5-6.png"] = (
            "Figures 5 and 6: t-SNE of test faces: FaceNet as it is, the triplet network before "
            "training, and after it."
        )
    if triplets and frames:
        best = {"frames only": frames, "semi-hard triplets": triplets}
        if "lite0-guided" in outcomes:
            best["guided triplets (ours)"] = outcomes["lite0-guided"]
        _roc(best, out / "figure7.png")
        pictures["figure7.png"] = "Figure 7: ROC of frames only against triplets, single faces."
    return pictures


def _plot(columns: int, rows: int = 1, size: float = 3.2) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    return pyplot.subplots(rows, columns, figsize=(size * columns, size * rows), squeeze=False)


def _save(figure: Any, path: Path) -> None:
    from matplotlib import pyplot

    figure.tight_layout()
    figure.savefig(path, dpi=130)
    pyplot.close(figure)


def _grad_cam(detector: Detector, crops: CropSet, path: Path) -> None:
    figure, axes = _plot(_FACES, 2, 1.6)
    for row, label in enumerate((0, 1)):
        # One face of each person, cycling through the methods.
        seen: dict[str, int] = {}
        for i, record in enumerate(crops.records):
            if record.label == label:
                seen.setdefault(record.source, i)
        chosen = np.array(list(seen.values())[:: max(1, len(seen) // _FACES)][:_FACES])
        pictures = Samples(crops, chosen[:, None]).pictures(
            np.arange(len(chosen)), detector.alignment
        )
        heats = explain(detector, pictures)
        for axis, picture, heat in zip(axes[row], pictures, heats, strict=False):
            axis.imshow(blend(picture, heat, 0.6))
        for axis in axes[row]:
            axis.axis("off")
    _save(figure, path)


def _clouds(
    outcome: Outcome, experiment: Experiment, crops: CropSet, path: Path, device: str
) -> None:
    samples = face_samples(crops)
    rng = np.random.default_rng(0)
    samples = samples.take(np.sort(rng.permutation(len(samples))[:_POINTS]))
    detector = Detector.load(outcome.bundle, device)
    torch.manual_seed(experiment.seed)
    untrained = EmbeddingNetwork(experiment.spec)
    load_pretrained(untrained, experiment.model.weights)
    bare = msgspec.structs.replace(experiment.model, kind="raw", head="none", dimension=512)
    raw = EmbeddingNetwork(Experiment(model=bare).spec)
    load_pretrained(raw, experiment.model.weights)
    clouds = {
        "FaceNet as it is": embed_samples(Embedder(raw, device), samples),
        "before triplets": embed_samples(Embedder(untrained, device), samples),
        "after triplets": embed_samples(detector.embedder, samples),
    }
    figure, axes = _plot(len(clouds))
    for axis, (title, points) in zip(axes[0], clouds.items(), strict=True):
        flat = project(points[:0], Reference(points, samples.labels, []), "tsne").reference
        for label, colour, name in ((0, _PRISTINE, "pristine"), (1, _FORGED, "forged")):
            mine = flat[samples.labels == label]
            axis.scatter(mine[:, 0], mine[:, 1], s=7, c=colour, label=name, linewidths=0)
        axis.set(title=title, xticks=[], yticks=[])
    axes[0][0].legend(loc="lower left", fontsize=8)
    _save(figure, path)


def _roc(outcomes: dict[str, Outcome], path: Path) -> None:
    from sklearn.metrics import roc_auc_score, roc_curve

    figure, axes = _plot(1, size=4.5)
    axis = axes[0][0]
    for (name, outcome), style in zip(outcomes.items(), ("-", "--", "-."), strict=False):
        false_alarms, hits, _ = roc_curve(outcome.labels, outcome.scores)
        auc = roc_auc_score(outcome.labels, outcome.scores)
        axis.plot(false_alarms, hits, style, label=f"{name}, AUC {auc:.3f}")
    axis.plot([0, 1], [0, 1], color="#999999", linewidth=0.8)
    axis.set(
        xlabel="false alarms (share of pristine faces)", ylabel="hits (share of forged faces)",
        xlim=(0, 1), ylim=(0, 1), aspect="equal",
    )  # fmt: skip
    axis.legend(loc="lower right", fontsize=8)
    _save(figure, path)
