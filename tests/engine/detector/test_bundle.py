"""Bundles on disk: what is written is read, and nothing else."""

import hashlib
import json
import os
import pickle
import shutil
from dataclasses import replace

import numpy as np
import pytest
from kinds import of_three_kinds
from sklearn.linear_model import LogisticRegression

from engine.detector.calibration import ASSUMED_UNSEEN
from engine.detector.classifier import CLASSIFIERS, fit_classifier, pack, score, unpack
from engine.detector.detector import Detector
from engine.detector.out_of_distribution import OutOfDistribution
from engine.errors import BundleError
from engine.shipped import default_bundle


@pytest.fixture(scope="module")
def saved(untrained_detector, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundles") / "a.bundle"
    novelty = OutOfDistribution(np.zeros((1, 128), np.float32), np.eye(128, dtype=np.float32), 2.0)
    replace(untrained_detector, out_of_distribution=novelty).save(folder)
    return folder


@pytest.fixture
def copy(saved, tmp_path):
    return shutil.copytree(saved, tmp_path / "copy.bundle")


def test_a_bundle_scores_as_the_detector_did(saved, untrained_detector):
    crops = np.random.default_rng(0).integers(0, 255, (3, 160, 160, 3), dtype=np.uint8)
    read = Detector.load(saved, "cpu")
    a, b = (d.score(d.embed(crops)) for d in (untrained_detector, read))
    assert np.allclose(a, b, atol=0.02)
    assert read.calibration == untrained_detector.calibration
    assert read.reference.methods == untrained_detector.reference.methods


@pytest.mark.parametrize(
    "part",
    ["weights.safetensors", "classifier.safetensors", "reference.safetensors",
     "novelty.safetensors", "card.json"],
)  # fmt: skip
def test_altered_or_missing_parts_are_refused_by_name(copy, part):
    data = bytearray((copy / part).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / part).write_bytes(bytes(data))
    with pytest.raises(BundleError, match=part):
        Detector.load(copy)
    (copy / part).unlink()
    with pytest.raises(BundleError, match=part):
        Detector.load(copy)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_to_a_bundle_stays_one(copy, tmp_path, untrained_detector):
    link = tmp_path / "link.bundle"
    link.symlink_to(copy, target_is_directory=True)
    untrained_detector.save(link)
    assert link.is_symlink()
    assert Detector.load(copy, "cpu").name == untrained_detector.name
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1}', "\x00"])
def test_a_broken_manifest_is_refused(copy, text):
    (copy / "detector.json").write_text(text)
    with pytest.raises(BundleError):
        Detector.load(copy)


def changed(copy, change):
    """A bundle whose manifest was changed."""
    path = copy / "detector.json"
    manifest = json.loads(path.read_text("utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), "utf-8")
    return copy


@pytest.mark.parametrize("number", [2, 3])
def test_bundles_of_earlier_formats_are_still_read(copy, untrained_detector, number):
    """Format 2 knows no novelty; neither knows kinds, and linear classifiers are skops."""
    line = {"slope": 0.5, "intercept": 0.1, "bound": 2.0, "pristine": 100, "forged": 100}
    if number == 3:
        line["pristine_bound"] = 0.99

    def earlier(manifest):
        manifest["format"] = number
        manifest["calibration"] = line
        if number == 2:
            del manifest["sha256"]["novelty.safetensors"]
            (copy / "novelty.safetensors").unlink()

    read = Detector.load(resigned(changed(copy, earlier), pack(untrained_detector.classifier)))
    assert (read.out_of_distribution is None) == (number == 2)
    (kind,) = read.calibration.kinds
    assert (kind.kind, kind.slope, kind.unseen) == ("manipulation", 0.5, ASSUMED_UNSEEN)
    assert np.array_equal(read.classifier.coef_, untrained_detector.classifier.coef_)
    # Saved again, it is of this format and says the same.
    read.save(copy)
    assert Detector.load(copy, "cpu").calibration == read.calibration


def test_a_bundle_of_several_kinds_is_read_as_it_was_written(tmp_path, untrained_detector):
    made = of_three_kinds(untrained_detector, quality_slope=(0.1, 0.0, -0.1))
    made.save(tmp_path / "three.bundle")
    read = Detector.load(tmp_path / "three.bundle", "cpu")
    assert read.calibration == made.calibration
    assert np.array_equal(read.classifier.coef_, made.classifier.coef_)
    points = np.random.default_rng(1).normal(size=(5, 128)).astype(np.float32)
    assert read.score(points).shape == (5, 3)
    assert read.score(points[:0]).shape == (0, 3)
    assert np.array_equal(read.score(points), made.score(points))
    mixed = replace(made, calibration=untrained_detector.calibration)
    mixed.save(tmp_path / "mixed.bundle")
    with pytest.raises(BundleError, match="do not fit together"):
        Detector.load(tmp_path / "mixed.bundle", "cpu")


def test_novelty_of_another_network_is_refused(copy):
    data = OutOfDistribution(np.zeros((1, 8), np.float32), np.eye(8, dtype=np.float32), 1.0).pack()
    (copy / "novelty.safetensors").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    changed(copy, lambda m: m["sha256"].update({"novelty.safetensors": digest}))
    with pytest.raises(BundleError, match="do not fit together"):
        Detector.load(copy, "cpu")


def test_a_folder_that_is_no_bundle(tmp_path):
    with pytest.raises(BundleError, match="not a detector bundle"):
        Detector.load(tmp_path)


class Evil:
    def __reduce__(self):
        return (print, ("code ran",))


def resigned(copy, data):
    """A bundle whose classifier was replaced by someone who also knows how to hash it."""
    (copy / "classifier.skops").write_bytes(data)
    (copy / "classifier.safetensors").unlink(missing_ok=True)
    manifest = json.loads((copy / "detector.json").read_text())
    manifest["sha256"].pop("classifier.safetensors", None)
    manifest["sha256"]["classifier.skops"] = hashlib.sha256(data).hexdigest()
    (copy / "detector.json").write_text(json.dumps(manifest))
    return copy


def test_a_pickle_in_place_of_the_classifier_is_not_run(copy, capsys):
    with pytest.raises(BundleError):
        Detector.load(resigned(copy, pickle.dumps(Evil())))
    assert "code ran" not in capsys.readouterr().out


def test_a_classifier_of_a_foreign_type_is_refused(copy):
    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    model.extra = Evil.__init__
    model.path = __import__("pathlib").PurePosixPath("x")
    with pytest.raises(BundleError):
        Detector.load(resigned(copy, pack(model)))


@pytest.mark.parametrize("kind", CLASSIFIERS)
def test_classifiers_survive_storage(kind):
    rng = np.random.default_rng(0)
    labels = np.arange(200) % 2
    points = rng.normal(labels[:, None] * 1.0, 1.0, (200, 16)).astype(np.float32)
    model = fit_classifier(kind, points, labels, 0, None)
    scores = score(unpack(pack(model)), points)
    assert np.array_equal(scores, score(model, points))
    assert scores[labels == 1].mean() > scores[labels == 0].mean() + 0.5


def test_the_shipped_bundle_is_whole_and_says_what_it_is():
    detector = Detector.load(default_bundle(), "cpu")
    card = detector.card
    assert "Research and evaluation use" in card["use"]
    figures = card["measured"]["sets"]["all"]
    assert card["measured"]["split"] == "test"
    assert set(figures) == {"frame", "clip"}
    assert {"auc", "eer", "cllr"} <= set(figures["clip"])
    assert set(detector.reference.labels.tolist()) == {0, 1}
    assert sum(p.stat().st_size for p in default_bundle().iterdir()) < 40_000_000
