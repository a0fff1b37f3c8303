"""Every row of the paper's Tables I to IV that can be run, and the rows it only cites.

Figures are percent, as printed. Kumar & Bhavsar 2020; rows that it cites from others keep
their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes:
        table: "I" to "IV", or "more" for models of the text that stand in no table.
        name: as the paper says it.
        experiment: file under `resources/experiments/paper` (and `small`), without its ending.
        needs: the data set: "celeb-df" or "ff++".
        paper: measure -> percent, as printed; empty where it prints none.
        seeds: runs with different seeds, for models that are quick to train.
        small_only: has no counterpart on full data.
    """

    table: str
    name: str
    experiment: str
    needs: str = "ff++"
    paper: Mapping[str, float] = field(default_factory=dict)
    seeds: int = 1
    small_only: bool = False


#: Rows in the order of the report.
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

#: Rows that the paper cites from others' publications and that are no model of its own.
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
