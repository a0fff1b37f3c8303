"""Scores of made detectors: Gaussians of known distance, with records to match."""

from pathlib import Path

import numpy as np

from engine.training.evaluation import Scored
from engine.training.evaluation.bootstrap import Items, weighted_figures
from engine.training.records import FORGED, PRISTINE, FaceRecord


def record(number, label, **changes):
    """A record of its own clip and source."""
    method = "made" if label else "pristine"
    facts = {
        "name": f"item{number}", "path": Path(f"item{number}.mp4"), "member": None,
        "label": label, "identity": f"p{number}", "source": f"s{number}",
        "clip": f"clip{number}", "method": method, "origin": "data", "split": "test",
    }  # fmt: skip
    return FaceRecord(**{**facts, **changes})


def made_scores(sources=100, faces=1, distance=2.0, seed=0, noise_seed=None, shared=0.0):
    """One pristine and one forged clip of each source.

    Args:
        faces: samples of each clip.
        distance: of the classes, in standard deviations of a sample's score.
        noise_seed: of what a detector adds by itself; two detectors differ in it.
        shared: share of the variance that comes from the clip, whatever detector looks.

    Ratios are the true ones of a single sample: the log ratio of a score s is distance * s.
    """
    clips, own = np.random.default_rng(seed), np.random.default_rng((seed, noise_seed or 0))
    records, scores = [], []
    for source in range(sources):
        for label in (PRISTINE, FORGED):
            middle = (distance if label else -distance) / 2 + clips.normal() * shared**0.5
            for _ in range(faces):
                name = f"{source}-{'forged' if label else 'pristine'}"
                records.append(record(source, label, name=name, clip=name))
                scores.append(middle + own.normal() * (1 - shared) ** 0.5)
    found = np.array(scores)
    sizes, tones = np.full(len(found), 100.0), np.full(len(found), 35.0)
    return Scored(found, found * distance / np.log(10), records, sizes, tones)


def labelled_manifest(folder, people=6):
    """Pictures of a face in light of its own and a CSV that puts them all into "test"."""
    import labelled

    lines = ["path,label,identity,source,split"]
    for number in range(people):
        for label in ("pristine", "forged"):
            seed = 2 * number + (label == "forged")
            path = labelled.picture(folder / f"{label}{number}.png", seed)
            lines.append(f"{path.name},{label},p{number},s{number},test")
    manifest = folder / "labelled.csv"
    manifest.write_text("\n".join(lines) + "\n", "utf-8")
    return manifest


def points(scores, labels, llr=None, threshold=0.0):
    """Every figure without its interval."""
    scores, labels = np.array(scores, float), np.array(labels)
    llr = scores if llr is None else np.array(llr, float)
    items = Items(scores, llr, labels, np.arange(len(labels)), threshold)
    found = weighted_figures(items, np.ones((1, len(labels)), np.int64))
    return {name: float(values[0]) for name, values in found.items()}
