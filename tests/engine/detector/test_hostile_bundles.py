"""Foreign bundles by the dozen: each is refused, by name, and runs or leaves nothing."""

import contextlib
import hashlib
import io
import json
import pickle
import shutil
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kinds import of_three_kinds
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from engine.detector.bundle.import_files import LIMITS
from engine.detector.bundle.import_validation import validate_bundle
from engine.detector.bundle.manifest_schema import parse_untrusted_card, parse_untrusted_manifest
from engine.detector.bundle.store import BundleStore
from engine.detector.classifier import pack
from engine.detector.out_of_distribution import OutOfDistribution
from engine.detector.reference import Rehearsal
from engine.errors import BundleError

WEIGHTS, CLASSIFIER, LINEAR = "weights.safetensors", "classifier.skops", "classifier.safetensors"


@pytest.fixture(scope="module")
def good(untrained_detector, tmp_path_factory):
    rng = np.random.default_rng(0)
    known = Rehearsal(
        rng.normal(size=(8, 128)).astype(np.float32), np.arange(8) % 2, ["a", "b"] * 4,
        np.arange(8), np.arange(8) < 4,
    )  # fmt: skip
    novelty = OutOfDistribution(np.zeros((1, 128), np.float32), np.eye(128, dtype=np.float32), 2.0)
    folder = tmp_path_factory.mktemp("good") / "good.bundle"
    replace(untrained_detector, out_of_distribution=novelty, rehearsal=known).save(folder)
    return folder


@pytest.fixture
def bundle(good, tmp_path):
    return shutil.copytree(good, tmp_path / "bad.bundle")


@pytest.fixture
def store(tmp_path):
    return BundleStore(tmp_path / "store")


def refused(store, place, words=None):
    """Refused with advice, and nothing of it stays."""
    with pytest.raises(BundleError, match=words) as caught:
        store.import_bundle(place)
    assert caught.value.advice
    assert [e.name for e in store.entries()] == ["shipped"]
    assert not store.root.exists() or list(store.root.iterdir()) == []


def part(bundle, name, data):
    """Replace a part, hashed as its maker would."""
    (bundle / name).write_bytes(data)
    told(bundle, lambda m: m["sha256"].update({name: hashlib.sha256(data).hexdigest()}))


def with_model(bundle, data):
    """Replace the linear classifier with skops bytes."""
    (bundle / LINEAR).unlink()
    told(bundle, lambda m: m["sha256"].pop(LINEAR))
    part(bundle, CLASSIFIER, data)


def told(bundle, change):
    """Change the manifest."""
    path = bundle / "detector.json"
    manifest = json.loads(path.read_text("utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), "utf-8")


def tensors(bundle, name, **changed):
    found = {**safetensors.numpy.load((bundle / name).read_bytes()), **changed}
    part(bundle, name, safetensors.numpy.save({k: v for k, v in found.items() if v is not None}))


def zipped(bundle, target, **renamed):
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(bundle.iterdir()):
            archive.write(path, renamed.get(path.name, path.name))
    return target


def test_a_good_one_is_taken_from_a_folder_and_from_an_archive(good, tmp_path):
    validate_bundle(good)
    for number, place in enumerate((good, zipped(good, tmp_path / "good.zip"))):
        entry = BundleStore(tmp_path / f"store {number}").import_bundle(place)
        assert entry.title == "untrained"


# --- what an archive or a folder may be ---


@pytest.mark.parametrize(
    "name",
    [
        "../card.json",
        "/card.json",
        "a/b/card.json",
        "..\\card.json",
        "C:card.json",
        "a/../card.json",
    ],
)
def test_paths_out_of_the_bundle_are_refused(bundle, store, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        for path in sorted(bundle.iterdir()):
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name if path.name == "card.json" else path.name
            archive.writestr(info, path.read_bytes())
    refused(store, tmp_path / "bad.zip", "refused|cannot be read")
    assert not (tmp_path / "card.json").exists()
    assert not (store.root.parent / "card.json").exists()


def test_a_link_in_an_archive_is_refused(bundle, store, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        for path in sorted(bundle.iterdir()):
            info = zipfile.ZipInfo(path.name)
            if path.name == "card.json":
                info.external_attr = 0o120777 << 16
                archive.writestr(info, "/etc/passwd")
            else:
                archive.writestr(info, path.read_bytes())
    refused(store, tmp_path / "bad.zip", "link or a device")


def test_links_in_a_folder_and_in_its_place_are_refused(bundle, store, tmp_path):
    (bundle / "card.json").rename(tmp_path / "elsewhere.json")
    (bundle / "card.json").symlink_to(tmp_path / "elsewhere.json")
    refused(store, bundle, "not a plain file")
    (tmp_path / "link.bundle").symlink_to(bundle)
    refused(store, tmp_path / "link.bundle", "is a link")


def test_a_folder_or_a_stranger_among_the_parts_is_refused(bundle, store):
    (bundle / "run.py").write_text("print('hello')")
    refused(store, bundle, "'run.py'")
    (bundle / "run.py").unlink()
    (bundle / "card.md").unlink()
    (bundle / "card.md").mkdir()
    refused(store, bundle, "not a plain file")


def test_an_archive_that_unpacks_to_more_than_it_may_is_refused(bundle, store, tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(bundle.iterdir()):
            data = b"\0" * (LIMITS["card.md"] + 1) if path.name == "card.md" else path.read_bytes()
            archive.writestr(path.name, data)
    assert bomb.stat().st_size < 10 * sum(p.stat().st_size for p in bundle.iterdir())
    refused(store, bomb, r"card\.md")


def test_an_archive_that_lies_about_lengths_is_refused(bundle, store, tmp_path):
    place = tmp_path / "bomb.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(bundle.iterdir()):
            data = b"\0" * (LIMITS["card.md"] + 1) if path.name == "card.md" else path.read_bytes()
            archive.writestr(path.name, data)
    true = struct.pack("<I", LIMITS["card.md"] + 1)
    place.write_bytes(place.read_bytes().replace(true, struct.pack("<I", 100)))
    refused(store, place)


def test_copies_of_a_part_and_a_crowd_of_entries_are_refused(bundle, store, tmp_path):
    place = zipped(bundle, tmp_path / "twice.zip")
    with zipfile.ZipFile(place, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("card.json", "{}")
    refused(store, place, "twice")
    with zipfile.ZipFile(tmp_path / "crowd.zip", "w") as archive:
        for number in range(500):
            archive.writestr(f"{number}/", "")
    refused(store, tmp_path / "crowd.zip", "500 entries")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x1f\x8b rest", pickle.dumps([1])])
def test_files_that_are_no_archives_are_refused(store, tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    refused(store, tmp_path / "x.zip")
    refused(store, tmp_path / "absent.zip", "no bundle")
    refused(store, tmp_path, "not a detector bundle")


# --- what the JSON says ---


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("format", lambda m: m.update(format=99)),
        ("unknown field", lambda m: m.update(hook="os.system")),
        ("name", lambda m: m.update(name="")),
        ("name", lambda m: m.update(name="x" * 1000)),
        ("control", lambda m: m.update(name="a\x1b[2J")),
        ("plain name", lambda m: m["embedder"].update(architecture="hf-hub:evil/model")),
        ("plain name", lambda m: m["embedder"].update(architecture="../../etc/passwd")),
        ("nothing is known", lambda m: m["embedder"].update(architecture="no_such_net")),
        ("members", lambda m: m["embedder"].update(members=10**9)),
        ("dimension", lambda m: m["embedder"].update(dimension=-1)),
        ("each backbone", lambda m: m["embedder"].update(sizes=[64, 64])),
        ("each member", lambda m: m["embedder"].update(architectures=["resnet18"] * 3)),
        ("plain name", lambda m: m["embedder"].update(architectures=["hf-hub:evil/model"])),
        ("sizes", lambda m: m["embedder"].update(sizes=[10**6])),
        ("size", lambda m: m["embedder"]["alignment"].update(size=10**6)),
        ("deviation", lambda m: m["embedder"].update(std=[0, 1, 1])),
        ("slope", lambda m: m["calibration"].update(slope=-1.0)),
        ("bound", lambda m: m["calibration"].update(bound=300.0)),
        ("threshold", lambda m: m.update(threshold="0")),
        ("threshold", lambda m: m.update(threshold=1e300)),
        ("shape", lambda m: m.update(reference_methods=[])),
        ("shape", lambda m: m["reference_methods"].append("one more")),
        ("no part of a bundle", lambda m: m["sha256"].update({"../../x": "0" * 64})),
        ("sha256", lambda m: m["sha256"].update({"card.json": "zz"})),
        ("missing", lambda m: m["sha256"].update({"sequence.safetensors": "0" * 64})),
        ("does not know", lambda m: m["sha256"].pop("novelty.safetensors")),
        ("not what its manifest says", lambda m: m["sha256"].update({"card.json": "0" * 64})),
        ("another network", lambda m: m["embedder"].update(head="none", dimension=1280)),
        ("shape", lambda m: m["embedder"].update(dimension=256)),
        ("do not fit", lambda m: m.update(rehearsal_methods=["only one"])),
    ],
)  # fmt: skip
def test_a_manifest_that_says_what_it_must_not_is_refused(bundle, store, words, change):
    told(bundle, change)
    refused(store, bundle, words)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "null", '{"format": NaN}', "[" * 100_000, '{"a":' * 100_000, "\ufeff{}"],
)
def test_a_manifest_that_is_no_manifest_is_refused(bundle, store, text):
    (bundle / "detector.json").write_text(text, "utf-8")
    refused(store, bundle, "detector.json")


@pytest.mark.parametrize(
    "text", ["[1]", '{"a": Infinity}', '{"a":' * 40 + "1" + "}" * 40, "[" * 200_000, "nonsense"]
)
def test_a_card_that_is_no_card_is_refused(bundle, store, text):
    part(bundle, "card.json", text.encode())
    refused(store, bundle, r"card\.json")


def test_huge_json_is_refused(bundle, store):
    part(bundle, "card.json", b'{"a": "' + b"x" * LIMITS["card.json"] + b'"}')
    refused(store, bundle, r"card\.json")


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_break_the_parsers(data):
    for parse in (parse_untrusted_manifest, parse_untrusted_card):
        with contextlib.suppress(BundleError):
            parse(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_value_of_a_field_breaks_the_manifest(good, data):
    manifest = json.loads((good / "detector.json").read_text("utf-8"))
    table = data.draw(st.sampled_from([manifest, manifest["embedder"], manifest["calibration"]]))
    table[data.draw(st.sampled_from(sorted(table)))] = data.draw(VALUES)
    try:
        found = parse_untrusted_manifest(json.dumps(manifest).encode("utf-8", "surrogatepass"))
    except BundleError:
        return
    assert 1 <= len(found.name) <= 200
    assert abs(found.threshold) <= 1e6


# --- what the parts hold ---


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite_are_refused(bundle, store, value):
    found = safetensors.numpy.load((bundle / WEIGHTS).read_bytes())
    name = next(n for n, v in found.items() if v.dtype == np.float16 and v.ndim == 4)
    bad = found[name].copy()
    bad.flat[7] = value
    tensors(bundle, WEIGHTS, **{name: bad})
    refused(store, bundle, "not finite")


def test_weights_of_other_shapes_or_names_are_refused(bundle, store):
    found = safetensors.numpy.load((bundle / WEIGHTS).read_bytes())
    name = next(n for n, v in found.items() if v.ndim == 4)
    tensors(bundle, WEIGHTS, **{name: np.zeros((1, 2, 3), np.float16)})
    refused(store, bundle, "has the shape")
    tensors(bundle, WEIGHTS, **{name: None})
    refused(store, bundle, "another network")


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff" * 64, struct.pack("<Q", 2**62) + b"{}", pickle.dumps({"a": 1}),
     struct.pack("<Q", 60) + b'{"a":{"dtype":"F32","shape":[999999999],"data_offsets":[0,4]}}'],
)  # fmt: skip
@pytest.mark.parametrize("name", [WEIGHTS, "reference.safetensors", "novelty.safetensors"])
def test_parts_that_are_no_safetensors_are_refused(bundle, store, name, data):
    part(bundle, name, data)
    refused(store, bundle, name)


@pytest.mark.parametrize(
    ("name", "changed", "words"),
    [
        ("reference.safetensors", {"embeddings": np.full((60, 128), np.nan, np.float16)}, "finite"),
        ("reference.safetensors", {"embeddings": np.zeros((60, 4), np.float16)}, "shape"),
        ("reference.safetensors", {"labels": np.full(60, 7)}, "pristine and forged"),
        ("reference.safetensors", {"labels": None}, "does not hold"),
        ("novelty.safetensors", {"whitening": np.zeros((4, 4), np.float32)}, "shape"),
        ("novelty.safetensors", {"threshold": np.zeros(1, np.float32)}, "fit"),
        ("novelty.safetensors", {"means": np.full((1, 128), np.inf, np.float32)}, "finite"),
        ("rehearsal.safetensors", {"methods": np.full(8, 9)}, "fit"),
        ("rehearsal.safetensors", {"sources": np.zeros(8, np.int64)}, "fit"),
        ("rehearsal.safetensors", {"embeddings": np.full((8, 128), np.inf, np.float16)}, "finite"),
    ],
)  # fmt: skip
def test_points_that_make_no_sense_are_refused(bundle, store, name, changed, words):
    tensors(bundle, name, **changed)
    refused(store, bundle, words)


class Evil:
    def __reduce__(self):
        return (print, ("code ran",))


def model(**changes):
    rng = np.random.default_rng(0)
    fitted = LogisticRegression().fit(rng.normal(size=(40, 128)), np.arange(40) % 2)
    for name, value in changes.items():
        setattr(fitted, name, value)
    return fitted


def test_a_pickle_in_the_place_of_the_classifier_is_not_run(bundle, store, capsys):
    with_model(bundle, pickle.dumps(Evil()))
    refused(store, bundle, "classifier")
    assert "code ran" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "made",
    [
        lambda: model(coef_=np.full((1, 128), np.nan)),
        lambda: model(coef_=np.zeros((1, 4))),
        lambda: model(classes_=np.array([0, 7])),
        lambda: model(n_features_in_=3),
        lambda: model(decision_function=np.zeros(3)),
        lambda: model(coef_=np.array([[None] * 128], object)),
        lambda: {"not": "a model"},
        lambda: __import__("sklearn.svm").svm.SVC().fit(np.eye(128), np.arange(128) % 2),
    ],
)
def test_classifiers_that_are_none_of_ours_are_refused(bundle, store, made):
    with_model(bundle, pack(made()))
    refused(store, bundle, "classifier")


def test_a_tree_that_never_ends_is_refused(bundle, store):
    forest = RandomForestClassifier(2, random_state=0)
    forest.fit(np.random.default_rng(0).normal(size=(80, 128)), np.arange(80) % 2)
    tree = forest.estimators_[0].tree_
    state = tree.__getstate__()
    state["nodes"]["left_child"][0] = 0
    tree.__setstate__(state)
    with_model(bundle, pack(forest))
    refused(store, bundle, "does not end")


def test_a_classifier_that_unpacks_to_a_bomb_is_refused(bundle, store):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.npy", b"\0" * (60 << 20))
    with_model(bundle, file.getvalue())
    refused(store, bundle, "more than it may")


# --- numbers that no detector has ---


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"std": [1e-300, 0.2, 0.2]}, "pixels"),
        ({"std": [2e3, 0.2, 0.2]}, "pixels"),
        ({"mean": [11.0, 0.5, 0.5]}, "pixels"),
        ({"bound": 10}, "support"),
        ({"unseen": 0.0}, "support"),
        ({"pristine": 3}, "support"),
        ({"unseen": 1.5}, "unseen"),
        ({"slope": -1.0}, "slope"),
        ({"kind": "painting"}, "kind of forgery"),
        ({"quality_slope": [1.0]}, "measures"),
        ({"pristine_bound": 0.5}, "unknown field"),
    ],
)
def test_scaling_and_calibration_lie_in_their_ranges(bundle, store, changed, words):
    def change(manifest):
        for key, value in changed.items():
            (kind,) = manifest["calibration"]["kinds"]
            section = manifest["embedder"] if key in manifest["embedder"] else kind
            section[key] = value

    told(bundle, change)
    refused(store, bundle, words)


@pytest.mark.parametrize("changed", [
    {"slope": -1.0}, {"bound": 10}, {"pristine_bound": 99.0}, {"unseen": 0.1},
])  # fmt: skip
def test_calibrations_of_format_3_lie_in_their_ranges(bundle, store, changed):
    def earlier(manifest):
        line = {"slope": 0.5, "intercept": 0.1, "bound": 2.0, "pristine": 100, "forged": 100}
        manifest.update(format=3, calibration={**line, **changed})

    told(bundle, earlier)
    refused(store, bundle, "detector.json")


@pytest.mark.parametrize(
    "changed",
    [
        {"coef": np.full((1, 128), np.nan)},
        {"coef": np.zeros((1, 4))},
        {"coef": np.zeros((3, 128)), "intercept": np.zeros(3)},
        {"coef": np.zeros((1, 128), np.int64)},
        {"intercept": None},
        {"more": np.zeros(3)},
    ],
)
def test_linear_classifiers_fit_their_embedding_and_kinds(bundle, store, changed):
    tensors(bundle, LINEAR, **changed)
    refused(store, bundle, "classifier")


def test_a_detector_of_three_kinds_is_taken(untrained_detector, tmp_path):
    of_three_kinds(untrained_detector).save(tmp_path / "three.bundle")
    assert validate_bundle(tmp_path / "three.bundle").name == "untrained"


def test_variances_are_not_negative_and_weights_are_no_integers(bundle, good, store):
    weights = safetensors.numpy.load((bundle / WEIGHTS).read_bytes())
    variance = next(name for name in weights if name.endswith("running_var"))
    other = next(name for name in weights if name.endswith("weight"))
    tensors(bundle, WEIGHTS, **{variance: -np.ones_like(weights[variance])})
    refused(store, bundle, "negative variance")
    changed = {variance: weights[variance], other: weights[other].astype(np.int8)}
    tensors(bundle, WEIGHTS, **changed)
    refused(store, bundle, "of the type I8")


@pytest.mark.parametrize("how", ["prefix", "trailer", "comment", "hidden"])
def test_an_archive_holds_its_members_and_nothing_else(good, tmp_path, store, how):
    path = zipped(good, tmp_path / "odd.zip")
    data = path.read_bytes()
    if how == "prefix":
        path.write_bytes(b"#!/bin/sh\n" + data)
    elif how == "trailer":
        path.write_bytes(data + b"more")
    elif how == "comment":
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = b"hello"
    else:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("hidden.txt", "x")
            archive.filelist.pop()
            archive.NameToInfo.pop("hidden.txt")
    refused(store, path)
