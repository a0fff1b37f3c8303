"""One contract for every model: fit, embed, score, and a bundle that scores alike."""

import numpy as np
import pytest
import torch
from made_crops import made_crops
from sklearn.metrics import roc_auc_score

from engine.detector.detector import Detector
from engine.errors import TrainingDataError
from engine.training.estimators.contract import NotFittedError
from engine.training.estimators.make import ESTIMATORS, make_estimator
from engine.training.experiments import make_experiment
from engine.training.loop import Run
from engine.training.scoring import detector_scores, each_face, samples_for
from engine.training.train import as_detector

LEARNING = {"epochs": 8, "batch": 6, "augment": "none", "average": 0.0, "learning_rate": 2e-3}
LITE = {"architecture": "tf_efficientnet_lite0", "size": 32}
FACENET = {"architecture": "facenet", "weights": "none", "size": 80}
MODELS = {
    "triplets-finetune": {"model": LITE},
    "triplets-random": {"model": LITE, "triplets": {"mining": "random", "guide": 0.0}},
    "triplets-frozen-paper": {
        "model": {**LITE, "trunk": "frozen", "head": "triplet_mlp", "dimension": 64},
        "triplets": {"mining": "one-semi-hard", "margin": 1.0, "guide": 0.0},
        "learning": {**LEARNING, "epochs": 30, "sampling": "plain"},
        "classifier": {"kind": "random_forest", "options": {"n_estimators": 20}},
    },
    "triplets-facenet": {
        "model": {**FACENET, "trunk": "frozen"}, "learning": {**LEARNING, "epochs": 30},
    },
    "raw": {
        "model": {**LITE, "kind": "raw", "head": "none", "dimension": 1280},
        "classifier": {"kind": "logistic"},
    },
    "bag-majority": {
        "model": {**LITE, "trunk": "frozen"}, "bag": {"members": 3},
        "learning": {**LEARNING, "epochs": 20},
    },
    "bag-mean-finetune": {
        "model": LITE, "bag": {"members": 2, "vote": "mean"},
        "classifier": {"kind": "logistic"},
    },
    "frames": {
        "model": {**LITE, "kind": "frames", "head": "dense", "dimension": 64},
        "learning": {**LEARNING, "epochs": 16, "learning_rate": 3e-3},
    },
    "any-timm-name": {
        "model": {"kind": "frames", "architecture": "mobilenetv3_small_050", "weights": "none",
                  "size": 32, "head": "dense", "dimension": 64},
        "learning": {**LEARNING, "epochs": 30, "learning_rate": 3e-3},
    },
    "vit-layernorm": {
        "model": {"architecture": "test_vit", "weights": "none", "size": 160,
                  "head": "unit_sphere", "dimension": 64, "trunk": "layernorm"},
        "triplets": {"mining": "alignment-uniformity"},
        "classifier": {"kind": "logistic"},
    },
    "convnext-probe": {
        "model": {"kind": "raw", "architecture": "test_convnext", "weights": "none", "size": 64,
                  "head": "none", "dimension": 64},
        "classifier": {"kind": "logistic"},
    },
    "lstm": {
        "model": {**LITE, "kind": "sequence", "head": "dense", "dimension": 64},
        "sequence": {"window": 4, "cell": "lstm", "epochs": 8},
    },
    "gru-pooled": {
        "model": {**LITE, "kind": "sequence", "head": "dense", "dimension": 64},
        "sequence": {"window": 4, "cell": "gru", "features": "pooled", "epochs": 8},
    },
    "bilstm-max": {
        "model": {**LITE, "kind": "sequence", "head": "dense", "dimension": 64},
        "sequence": {"window": 4, "cell": "bilstm_max", "epochs": 8},
    },
    "c3d-small": {
        "model": {"kind": "volume", "architecture": "c3d_small", "size": 32, "head": "none",
                  "dimension": 2048},
        "sequence": {"window": 4},
        "learning": {**LEARNING, "learning_rate": 3e-4, "epochs": 4},
    },
}  # fmt: skip


#: Fine-tuned models, and those that differ from another model here in one choice.
SLOW = (
    "any-timm-name", "bag-majority", "bag-mean-finetune", "bilstm-max", "c3d-small", "frames",
    "gru-pooled", "lstm", "triplets-facenet", "triplets-finetune", "triplets-frozen-paper",
    "triplets-random",
)  # fmt: skip


def experiment_of(name):
    return make_experiment({"name": name, "learning": LEARNING, **MODELS[name]})


def fitted(name, crops, folder, shared=None):
    estimator = make_estimator(experiment_of(name))
    train = estimator.samples(crops.only(lambda r: r.split == "train"))
    val = estimator.samples(crops.only(lambda r: r.split == "val"))
    estimator.fit(train, val, Run(folder, "cpu", shared=shared))
    return estimator, train, val


@pytest.fixture(autouse=True)
def one_thread():
    """Small networks on shared cores: threads that wait for each other cost more."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def faces():
    return made_crops(people=24, size=32)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Stages that several models have in common, such as the frames under all sequences."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def clips():
    return made_crops(people=16, faces=4, size=32)


def test_every_kind_has_a_model_here():
    kinds = {m["model"].get("kind", "triplets") for m in MODELS.values()}
    assert kinds == set(ESTIMATORS)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow if n in SLOW else ()) for n in MODELS]
)
def test_the_contract(name, faces, clips, shared, tmp_path):
    windows = experiment_of(name).model.kind in ("sequence", "volume")
    crops = clips if windows else faces
    blank = make_estimator(experiment_of(name))
    samples = blank.samples(crops)
    with pytest.raises(NotFittedError):
        blank.score(samples)
    estimator, train, val = fitted(name, crops, tmp_path / "work", shared)
    points, scores = estimator.embed(train), estimator.score(train)
    assert points.dtype == scores.dtype == np.float32
    assert points.shape[0] == scores.shape[0] == len(train)
    assert points.ndim == 2
    assert np.isfinite(points).all()
    assert np.isfinite(scores).all()
    assert np.array_equal(scores, estimator.score(train))
    order = np.arange(len(train))[::-1]
    assert np.allclose(estimator.score(train.take(order)), scores[order], atol=1e-4)
    held_out = estimator.samples(crops.only(lambda r: r.split == "test"))
    assert roc_auc_score(held_out.labels, estimator.score(held_out)) > 0.8

    detector = as_detector(estimator, train, val)
    detector.save(tmp_path / "bundle")
    read = Detector.load(tmp_path / "bundle", "cpu")
    assert samples_for(read, crops).rows.tolist() == samples.rows.tolist()
    assert (read.out_of_distribution is None) == windows
    kept = detector_scores(read, held_out)
    # Weights are stored in half precision; votes of a bag may tip at the edge.
    assert np.corrcoef(kept[:, 0], estimator.score(held_out))[0, 1] > 0.95
    track = each_face(samples).pictures(np.arange(4), read.alignment)
    frame_scores = read.score(read.embed(track))
    assert frame_scores.shape == (4, 1)
    assert np.isfinite(frame_scores).all()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_model(faces, tmp_path):
    one, train, _ = fitted("triplets-finetune", faces, tmp_path / "one")
    two, _, _ = fitted("triplets-finetune", faces, tmp_path / "two")
    assert np.allclose(one.score(train), two.score(train), atol=1e-5)


def test_nothing_is_found_where_there_is_nothing(tmp_path):
    crops = made_crops(people=24, size=32, easy=False)
    estimator, _, _ = fitted("triplets-frozen-paper", crops, tmp_path)
    held_out = estimator.samples(crops.only(lambda r: r.split != "train"))
    assert 0.15 < roc_auc_score(held_out.labels, estimator.score(held_out)) < 0.85


def test_window_models_refuse_stills_unless_set_to_move_them(faces, tmp_path):
    with pytest.raises(TrainingDataError, match=r"one face only.*sequence\.motion"):
        make_estimator(experiment_of("lstm")).samples(faces)
    moved = make_experiment({**MODELS["lstm"], "sequence": {"window": 4, "motion": True}})
    samples = make_estimator(moved).samples(faces)
    pictures = samples.pictures(np.array([0]), moved.alignment)
    assert pictures.shape == (1, 4, 32, 32, 3)
    assert not np.array_equal(pictures[0, 0], pictures[0, 3])


def test_a_bag_sees_each_forgery_once_and_every_pristine_face_in_each_part(faces):
    from engine.training.estimators.triplets import bag_parts
    from engine.training.samples import face_samples

    train = face_samples(faces).only(lambda r: r.split == "train")
    parts = bag_parts(train, 3, seed=1)
    forged = [row for part in parts for row in part.rows[part.labels == 1, 0].tolist()]
    assert sorted(forged) == sorted(train.rows[train.labels == 1, 0].tolist())
    for part in parts:
        assert (part.labels == 0).sum() == (train.labels == 0).sum()
    with pytest.raises(TrainingDataError, match="cut into 7 parts"):
        bag_parts(train, 7, seed=1)
