"""Networks side by side: each sees its own size, and the score is the mean of theirs."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from made_crops import made_crops

from engine.analysis.gradcam import explain
from engine.detector.detector import Detector
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import EmbedderSpec
from engine.errors import EngineError, TrainingError
from engine.faces.align import Alignment
from engine.training.estimators.make import make_estimator
from engine.training.estimators.panel import joined_spec
from engine.training.experiments import load_experiment
from engine.training.loop import Run
from engine.training.retrain.fine_tune import fine_tune
from engine.training.train import as_detector

MEMBER = """
name = "{name}"
seed = {seed}
[model]
size = {size}
dimension = 16
{model}
[learning]
epochs = 2
batch = 6
augment = "none"
average = 0.0
learning_rate = 2e-3
[classifier]
kind = "{classifier}"
"""


def member(folder, name, size=32, seed=1, model="", classifier="sgd"):
    path = folder / f"{name}.toml"
    path.write_text(MEMBER.format_map(locals()))
    return path


def panel_of(folder, *members, size=48):
    path = folder / "panel.toml"
    names = [str(one) for one in members]
    path.write_text(f'name = "panel"\npanel = {names}\n[model]\nsize = {size}\n')
    return load_experiment(path)


@pytest.fixture(scope="module")
def learned(tmp_path_factory):
    """A fitted panel, its samples, and its folder of states."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("panel")
    crops = made_crops(people=24, size=48)
    panel = panel_of(folder, member(folder, "small"), member(folder, "large", 48, seed=2))
    estimator = make_estimator(panel)
    sets = [estimator.samples(crops.only(lambda r, s=s: r.split == s)) for s in ("train", "val")]
    run = Run(folder / "work", "cpu")
    estimator.fit(*sets, run)
    return estimator, sets, run


@pytest.mark.slow
def test_the_score_is_the_mean_of_the_members(learned):
    estimator, (train, _), _ = learned
    joined = estimator.embedder.network
    assert joined.spec.sizes == (32, 48)
    pictures = train.pictures(np.arange(6), estimator.experiment.alignment)
    weight, offset = estimator.scorer.coef_[0], estimator.scorer.intercept_[0]
    both = estimator.embedder.embed(pictures) @ weight + offset
    alone = []
    for number, size in enumerate(joined.spec.sizes):
        spec = EmbedderSpec(dimension=16, alignment=Alignment(size))
        network = EmbeddingNetwork(spec)
        network.backbones[0].load_state_dict(joined.backbones[number].state_dict())
        network.heads[0].load_state_dict(joined.heads[number].state_dict())
        batch = to_batch(pictures, joined.spec)
        own = torch.nn.functional.interpolate(batch, (size, size), mode="bilinear")
        part = slice(16 * number, 16 * number + 16)
        with torch.inference_mode():
            alone.append(network.eval()(own).numpy() @ weight[part] * 2 + offset)
    assert np.allclose(both, np.mean(alone, axis=0), atol=1e-3)
    assert np.ptp(both) > 0.5


def test_members_learn_apart_and_are_resumed(learned):
    estimator, sets, run = learned
    assert [name.split(":")[0] for name in estimator.curves] == ["small", "large"]
    heard = []
    again = make_estimator(estimator.experiment)
    again.fit(*sets, Run(run.work, "cpu", listen=heard.append))
    assert heard == []
    assert np.array_equal(again.scorer.coef_, estimator.scorer.coef_)


@pytest.mark.slow
def test_members_may_have_unlike_backbones(learned, tmp_path):
    """What such a panel gives is what its networks give alone; a bundle holds it whole."""
    _, (train, val), run = learned
    other = 'architecture = "tf_efficientnet_lite2"'
    panel = panel_of(tmp_path, member(tmp_path, "small"), member(tmp_path, "deep", 48, 2, other))
    estimator = make_estimator(panel)
    estimator.fit(train, val, run.part("unlike"))
    joined = estimator.embedder.network
    assert joined.spec.architectures == ("tf_efficientnet_lite0", "tf_efficientnet_lite2")
    alone = EmbeddingNetwork(
        EmbedderSpec("tf_efficientnet_lite2", dimension=16, alignment=Alignment(48))
    ).eval()
    alone.backbones[0].load_state_dict(joined.backbones[1].state_dict())
    alone.heads[0].load_state_dict(joined.heads[1].state_dict())
    pictures = train.pictures(np.arange(4), panel.alignment)
    points = estimator.embedder.embed(pictures)
    with torch.inference_mode():
        own = alone(to_batch(pictures, joined.spec)).numpy()
    assert np.allclose(points[:, 16:], own, atol=1e-3)
    as_detector(estimator, train, val).save(tmp_path / "bundle")
    read = Detector.load(tmp_path / "bundle", "cpu")
    assert np.allclose(read.embedder.embed(pictures), points, atol=0.02)


def test_a_bundle_whose_backbones_are_not_its_members_is_refused(learned, tmp_path):
    estimator, (train, val), _ = learned
    as_detector(estimator, train, val).save(tmp_path / "bundle")
    manifest = tmp_path / "bundle" / "detector.json"
    told = json.loads(manifest.read_text())
    told["embedder"]["architectures"] = ["tf_efficientnet_lite0"] * 3
    manifest.write_text(json.dumps(told))
    with pytest.raises(EngineError, match="backbones"):
        Detector.load(tmp_path / "bundle", "cpu")


def test_a_bundle_of_a_panel_scores_and_explains(learned, tmp_path):
    estimator, (train, val), _ = learned
    as_detector(estimator, train, val).save(tmp_path / "bundle")
    read = Detector.load(tmp_path / "bundle", "cpu")
    assert read.embedder.spec.sizes == (32, 48)
    pictures = train.pictures(np.arange(3), read.alignment)
    assert np.allclose(read.score(read.embedder.embed(pictures))[:, 0],
                       estimator.score(train.take(np.arange(3))), atol=0.05)  # fmt: skip
    heat = explain(read, pictures)
    assert heat.shape == (3, 48, 48)
    assert heat.max(axis=(1, 2)) == pytest.approx(1.0)


def test_heat_of_a_panel_holds_the_heat_of_each_member(learned, tmp_path):
    """With one member's evidence silenced, what is left is the other member's map."""
    estimator, (train, val), _ = learned
    detector = as_detector(estimator, train, val)
    pictures = train.pictures(np.arange(1), detector.alignment)
    both = explain(detector, pictures)
    maps = []
    for silent in (slice(0, 16), slice(16, 32)):
        one_sided = replace(detector.classifier, coef_=detector.classifier.coef_.copy())
        one_sided.coef_[0, silent] = 0
        maps.append(explain(replace(detector, classifier=one_sided), pictures))
    assert not np.allclose(maps[0], maps[1], atol=0.05)
    hottest = np.unravel_index(both[0].argmax(), both[0].shape)
    assert max(one[0][hottest] for one in maps) > 0.5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model": "eye_distance = 0.45"}, "its view"),
        ({"model": 'head = "dense"'}, "its view"),
        ({"size": 64}, "its view"),
        ({"classifier": "random_forest"}, "sgd or logistic"),
        ({"model": 'kind = "frames"'}, "triplets models"),
    ],
)
def test_members_that_do_not_fit_are_refused(tmp_path, changes, words):
    odd = member(tmp_path, "odd", **changes)
    panel = panel_of(tmp_path, member(tmp_path, "small"), odd)
    with pytest.raises(TrainingError) as refused:
        joined_spec(panel, [load_experiment(tmp_path / "small.toml"), load_experiment(odd)])
    assert words in str(refused.value)


def test_settings_that_a_panel_would_not_heed_are_refused(tmp_path):
    panel_of(tmp_path, member(tmp_path, "a"), member(tmp_path, "b"))
    with pytest.raises(TrainingError, match=r"members .* learn as their own experiments say"):
        load_experiment(tmp_path / "panel.toml", ("learning.epochs=1",))
    with pytest.raises(TrainingError, match="two members or more"):
        panel_of(tmp_path, tmp_path / "a.toml")


def test_a_panel_is_learned_further_as_one_network(learned, tmp_path):
    estimator, (train, val), _ = learned
    detector = as_detector(estimator, train, val)
    members = {name: load_experiment(Path(name)).to_json() for name in estimator.experiment.panel}
    detector.card |= {"members": {str(name): one for name, one in members.items()}}
    before = [b.state_dict()["conv_stem.weight"].clone() for b in backbones(detector)]
    changes = ("learning.epochs=1", "learning.learning_rate=1e-3")
    made = fine_tune(detector, made_crops(people=16, size=48), 3, changes, Run(tmp_path, "cpu"))
    assert made.detector.embedder.spec == detector.embedder.spec
    for old, backbone in zip(before, backbones(made.detector), strict=True):
        assert not torch.equal(old, backbone.state_dict()["conv_stem.weight"])
    for old, backbone in zip(before, backbones(detector), strict=True):
        assert torch.equal(old, backbone.state_dict()["conv_stem.weight"])
    pictures = val.pictures(np.arange(4), detector.alignment)
    assert np.isfinite(made.detector.score(made.detector.embedder.embed(pictures))).all()


def backbones(detector):
    return detector.embedder.network.backbones
