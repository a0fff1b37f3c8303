"""Rows of the paper's Tables I to IV, their data, and their results.

Metrics are in percent, as printed. Rows that Kumar & Bhavsar (2020) cite keep their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets import load_records
from engine.training.datasets.celeb_df import is_celeb_df
from engine.training.datasets.faceforensics import is_faceforensics
from engine.training.experiment_runs import Outcome
from engine.training.records import FaceRecord
from engine.wording import mark

#: Expected layout of each data set, for error messages.
LOOKS = {
    "ff++": "original_sequences/youtube/c40/videos and manipulated_sequences/METHOD/c40/videos",
    "celeb-df": "Celeb-real, Celeb-synthesis and YouTube-real",
}
#: Table of FaceForensics++ faces that can replace its clips.
_FACES = "ffpp_faces.csv"


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes:
        table: "I" to "IV", or "more" for models that are in no table.
        name: as in the paper.
        experiment: file under `resources/experiments/paper` (and `small`), without suffix.
        needs: data set, "celeb-df" or "ff++".
        paper: metric -> percent, as printed; empty if not printed.
        seeds: number of runs, for models that train quickly.
        small_only: has no counterpart on full data.
    """

    table: str
    name: str
    experiment: str
    needs: str = "ff++"
    paper: Mapping[str, float] = field(default_factory=dict)
    seeds: int = 1
    small_only: bool = False


#: Rows in report order.
ROWS: tuple[Row, ...] = (
    Row("I", "Xception (baseline)", "xception-frames", "celeb-df", {"auc": 65.5}),
    Row("I", "Semi-hard triplets (theirs)", "triplets-semi-hard", "celeb-df", {"auc": 99.2}),
    Row("II", "Frames only (Xception)", "xception-frames", paper={"accuracy": 49.82}),
    Row("II", "3-D convolution (C3D)", "c3d", paper={"accuracy": 43.47}),
    Row("II", "3-D convolution (five layers)", "c3d_small", paper={"accuracy": 43.47}),
    Row("II", "Frames + LSTM", "xception-lstm", paper={"accuracy": 55.8}),
    Row("II", "Frames + GRU", "xception-gru", paper={"accuracy": 55.8}),
    Row("II", "Frames + BiLSTM and LSTM", "xception-bilstm_lstm", paper={"accuracy": 55.8}),
    Row("II", "Frames + BiLSTM, maximum over time", "xception-bilstm_max",
        paper={"accuracy": 55.8}),
    Row("II", "Frames + LSTM, pooled features", "xception-lstm-pooled", paper={"accuracy": 55.8}),
    Row("II", "Frames + GRU, pooled features", "xception-gru-pooled", paper={"accuracy": 55.8}),
    Row("II", "Semi-hard triplets", "triplets-semi-hard", paper={"accuracy": 86.74}, seeds=3),
    Row("III", "Semi-hard triplets + RF", "triplets-semi-hard",
        paper={"precision": 89.84, "recall": 82.73, "f1": 86.14, "auc": 92.85, "eer": 12.14},
        seeds=3),
    Row("III", "Semi-hard triplets + SGD", "triplets-semi-hard-sgd",
        paper={"precision": 90.55, "recall": 82.74, "f1": 86.47, "auc": 92.9, "eer": 10.07},
        seeds=3),
    Row("IV", "Xception: NeuralTextures / pristine", "xception-frames",
        paper={"NeuralTextures": 78.06, "pristine": 75.27}),
    Row("IV", "Semi-hard triplets: NeuralTextures / pristine", "triplets-semi-hard",
        paper={"NeuralTextures": 90.71, "pristine": 82.73}, seeds=3),
    Row("more", "Random triplets + RF (baseline of IV-B)", "triplets-random", seeds=3),
    Row("more", "Random triplets + SGD", "triplets-random-sgd", seeds=3),
    Row("more", "Bagging, seven parts, majority vote", "bagging"),
    Row("more", "Bagging, seven parts, mean", "bagging-mean"),
    Row("more", "Semi-hard triplets + logistic regression", "triplets-semi-hard-logistic"),
    Row("more", "Semi-hard triplets + k-NN", "triplets-semi-hard-knn"),
    Row("more", "Semi-hard triplets + perceptron", "triplets-semi-hard-perceptron"),
    Row("more", "Semi-hard triplets + decision tree", "triplets-semi-hard-tree"),
    Row("more", "FaceNet as it is + RF", "facenet-raw-rf"),
    Row("more", "FaceNet as it is + SGD", "facenet-raw-sgd"),
    Row("more", "Semi-hard triplets, FaceNet fine-tuned", "facenet-finetune"),
    Row("more", "EfficientNet-Lite0 on frames", "lite0-frames", small_only=True),
    Row("more", "Random triplets on EfficientNet-Lite0", "lite0-random", small_only=True),
    Row("more", "Semi-hard triplets on EfficientNet-Lite0", "lite0-semi-hard", small_only=True),
    Row("more", "Guided semi-hard triplets on EfficientNet-Lite0", "lite0-guided",
        small_only=True),
)  # fmt: skip

#: Rows that the paper cites from other publications.
CITED: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "I": {
        name: {"auc": value}
        for name, value in (
            ("MesoInception4", 53.6), ("Two-stream", 53.8), ("Multi-task", 54.3),
            ("HeadPose", 54.6), ("Meso4", 54.8), ("VA-MLP", 55.0), ("VA-LogReg", 55.1),
            ("FWA", 56.9), ("Capsule", 57.5), ("DSP-FWA", 64.6),
        )
    },
    "IV": {
        name: {"NeuralTextures": forged, "pristine": pristine}
        for name, forged, pristine in (
            ("Steganalysis + SVM", 55.84, 56.94), ("Cozzolino et al.", 62.15, 56.27),
            ("Bayar & Stamm", 74.36, 53.87), ("Rahmouni et al.", 59.99, 56.79),
            ("MesoNet", 44.81, 77.58),
        )
    },
}  # fmt: skip

TITLES: Mapping[str, str] = {
    "I": "Table I: AUC on Celeb-DF",
    "II": "Table II: accuracy on FaceForensics++ c40",
    "III": "Table III: triplets with two classifiers",
    "IV": "Table IV: NeuralTextures and pristine, accuracy of each class on FaceForensics++ c40",
    "more": "More models of the paper, and ours beside them",
}


@dataclass(frozen=True)
class Available:
    """Data available for the rows.

    Attributes:
        sets: records by "ff++" and "celeb-df".
        small: whether single faces replace the clips of "ff++".
        absent: why a set is missing, in words.
        notes: remarks on the sets that are present.
    """

    sets: dict[str, list[FaceRecord]]
    small: bool
    absent: dict[str, str]
    notes: list[str] = field(default_factory=list)


def find_data(root: Path) -> Available:
    """Find the data sets in a folder or in its subfolders.

    Raises:
        TrainingDataError: none was found, or one cannot be trained on.
    """
    if not root.is_dir():
        raise TrainingDataError(
            mark("'{root}' is not a folder."), mark("Give the folder of the data sets."), root=root
        )
    sets: dict[str, list[FaceRecord]] = {}
    notes: list[str] = []
    for place in (root, *sorted(p for p in root.iterdir() if p.is_dir())):
        if "ff++" not in sets and is_faceforensics(place):
            sets["ff++"] = load_records(place, compressions=("c40",))
            notes.append(f"FaceForensics++ c40 from {place.name}.")
        if "celeb-df" not in sets and is_celeb_df(place):
            # The official test list shares people with the other clips.
            sets["celeb-df"] = load_records(place, official=False)
            notes.append(
                f"Celeb-DF from {place.name}, split by person: the official test list shares "
                "people with the rest."
            )
    small = "ff++" not in sets and (root / _FACES).exists()
    if small:
        faces = [r for r in load_records(root) if r.origin == "ffpp"]
        sets["ff++"] = faces
        notes.append(
            "In small: single faces of FaceForensics++ stand in for its clips; window models "
            "see moved stills and can learn no motion. Compression is as the faces came, not c40."
        )
    absent = {
        name: f"the data set is not there (looked for {looks})"
        for name, looks in LOOKS.items()
        if name not in sets
    }
    if not sets:
        raise TrainingDataError(
            mark("'{root}' holds none of the paper's data sets."),
            mark("Expected {looks}."),
            root=root,
            looks="; ".join([LOOKS["ff++"], LOOKS["celeb-df"], _FACES]),
        )
    return Available(sets, small, absent, notes)


@dataclass(frozen=True)
class Result:
    """A row and its result: an outcome, or the reason why there is none."""

    row: Row
    outcome: Outcome | None
    reason: str = ""
