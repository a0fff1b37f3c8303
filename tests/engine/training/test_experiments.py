"""Experiments as files: what is allowed, what is refused, and where."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from engine.cli import cli
from engine.errors import TrainingDataError, TrainingError, WeightsError
from engine.progress import CancelToken, Progress, ignore_progress
from engine.shipped import resource, shipped_experiments
from engine.terminal import progress_bar
from engine.training.estimators.make import make_estimator
from engine.training.experiment_runs import Outcome
from engine.training.experiments import (
    find_experiment,
    load_experiment,
    make_experiment,
    members_of,
    to_toml,
)
from engine.training.records import SPLITS, FaceRecord
from engine.training.reproduce.report import markdown
from engine.training.reproduce.rows import ROWS, Available, Result
from engine.training.train import faces_of


@pytest.mark.parametrize("path", shipped_experiments(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_shipped_experiment_is_valid_and_has_an_estimator(path):
    experiment = load_experiment(path)
    assert experiment.about
    assert make_estimator(experiment).experiment is experiment


def test_every_row_of_the_paper_has_its_experiments():
    for row in ROWS:
        for folder in ("small",) if row.small_only else ("small", "paper"):
            assert (resource("experiments") / folder / f"{row.experiment}.toml").exists(), row


def test_the_paper_preset_has_the_values_of_the_released_code():
    e = load_experiment(resource("experiments") / "paper" / "triplets-semi-hard.toml")
    assert (e.model.architecture, e.model.trunk, e.model.head) == (
        "facenet",
        "frozen",
        "triplet_mlp",
    )
    assert (e.model.dimension, e.model.size) == (64, 160)
    assert (e.triplets.mining, e.triplets.margin, e.triplets.guide) == ("one-semi-hard", 1.0, 0.0)
    assert (e.learning.optimiser, e.learning.learning_rate) == ("adam", 3e-4)
    assert (e.learning.epochs, e.learning.batch) == (10, 32)
    assert (e.classifier.kind, e.classifier.options["n_estimators"]) == ("random_forest", 100)
    assert (e.faces.pick, e.faces.per_clip, e.faces.every) == ("first", 25, 5)


def test_what_is_printed_can_be_read_again(tmp_path):
    experiment = make_experiment({"name": "Übung", "classifier": {"options": {"alpha": 0.1}}})
    path = tmp_path / "x.toml"
    path.write_text(to_toml(experiment), "utf-8")
    assert load_experiment(path) == experiment


def test_keys_are_changed_one_by_one(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("[learning]\nepochs = 9\n", "utf-8")
    changes = ("learning.batch=8", "model.architecture=facenet", "classifier.options.alpha=0.5",
               "name=My own")  # fmt: skip
    experiment = load_experiment(path, changes)
    assert experiment.learning.epochs == 9
    assert experiment.learning.batch == 8
    assert experiment.model.architecture == "facenet"
    assert experiment.classifier.options == {"alpha": 0.5}
    assert experiment.name == "My own"


@pytest.mark.parametrize(
    ("data", "changes", "says"),
    [
        ({"learning": {"epoch": 3}}, (), "epoch"),
        ({"learning": {"epochs": 0}}, (), r"learning\.epochs"),
        ({}, ("learning.epochs=many",), r"learning\.epochs"),
        ({}, ("learning.epochs",), "changes nothing"),
        ({"name": "x"}, ("name.first=1",), "not a key"),
        ({"model": {"kind": "volume"}}, (), "volume"),
        ({"model": {"architecture": "c3d"}}, (), "volume"),
        ({"model": {"kind": "frames"}, "bag": {"members": 3}}, (), "bags"),
        ({"model": {"trunk": "frozen", "head": "none"}}, (), "nothing would be learned"),
        ({"model": {"trunk": "frozen"}, "learning": {"made": 1}}, (), "made on the spot"),
        ({"model": {"kind": "raw"}}, (), "a head would stay unlearned"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(data, changes, says):
    with pytest.raises(TrainingError, match=says):
        make_experiment(data, changes)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("default", "model.architecture=nosuchnet"),
        ("default", "model.weights=none"),
        ("default", "learning.epochs=7"),
        ("default", "learning={epochs=7}"),
        ("default", "classifier.kind=sgd"),
        ("paper/xception-frames", "triplets.margin=0.5"),
        ("paper/xception-frames", "classifier.kind=knn"),
        ("paper/xception-frames", "sequence.window=8"),
        ("paper/c3d", "sequence.cell=gru"),
        ("paper/c3d", "model.drop_path=0.1"),
        ("paper/facenet-raw-rf", "learning.epochs=3"),
        ("paper/triplets-semi-hard", "learning.augment=life"),
        ("paper/triplets-semi-hard", "bag.vote=mean"),
        ("single", "sequence.motion=true"),
    ],
)
def test_a_change_without_effect_is_refused_with_the_reason(name, change):
    key = change.partition("=")[0]
    with pytest.raises(TrainingError, match=rf"'{key}\S*' has no effect in .*: .+") as refused:
        find_experiment(name, (change,))
    assert "forensics experiments" in refused.value.advice


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("default", "model.size=160"),
        ("default", "faces.per_clip=3"),
        ("paper/c3d", "sequence.window=8"),
        ("paper/xception-lstm", "sequence.cell=gru"),
        ("paper/facenet-raw-rf", "classifier.kind=knn"),
        ("paper/bagging", "bag.vote=mean"),
        ("single", "model.kind=frames"),
    ],
)
def test_a_change_with_effect_is_made(name, change):
    assert find_experiment(name, (change,)) != find_experiment(name)


def test_what_is_printed_with_every_key_is_still_read():
    """Keys without effect are refused as changes only: a printed experiment names them all."""
    for name in ("default", "paper/xception-frames", "paper/facenet-raw-rf"):
        printed = tomllib.loads(to_toml(find_experiment(name)))
        assert make_experiment(printed) == find_experiment(name)


def test_unknown_names_are_refused_before_a_face_is_looked_for(tmp_path):
    with pytest.raises(TrainingError, match="no architecture 'xceptoin'"):
        make_experiment({"model": {"architecture": "xceptoin"}})
    with pytest.raises(WeightsError, match="no weights 'imagnet'"):
        make_experiment({"model": {"weights": "imagnet"}})
    with pytest.raises(TrainingError, match="no experiment 'nosuch'") as refused:
        members_of(find_experiment("default", ("panel=['nosuch', 'large']",)))
    assert "forensics experiments" in refused.value.advice
    records = [face(name, label, split) for split in SPLITS for label in (0, 1)
               for name in range(8)]  # fmt: skip
    for changes, error, says in (
        (("classifier.options.nosuch=1",), TrainingError, "nosuch"),
        (("classifier.options.alpha=-1",), TrainingError, "alpha"),
        (("data.leave_out=['FaceSwop']",), TrainingDataError, "FaceSwop"),
    ):
        with pytest.raises(error, match=says):
            faces_of(records, find_experiment("single", changes), tmp_path, 1,
                     ignore_progress, CancelToken())  # fmt: skip
    assert not list(tmp_path.iterdir())


def face(name, label, split):
    return FaceRecord(
        f"{split}{label}{name}", Path("absent.png"), None, label, f"{split}{name}",
        f"{split}{name}", f"{split}{label}{name}", "forged" if label else "pristine", "made", split,
    )  # fmt: skip


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TrainingError, match=r"absent\.toml"):
        load_experiment(tmp_path / "absent.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[learning\n", "utf-8")
    with pytest.raises(TrainingError, match=r"broken\.toml"):
        load_experiment(broken)


def outcome(aucs, **figures):
    measured = [
        {"sets": {"all": {level: {"auc": auc, "eer": 0.2, "accuracy": 0.8, **figures}
                          for level in ("clip", "frame")}}}
        for auc in aucs
    ]  # fmt: skip
    return Outcome(measured, 12.0, np.zeros(2, np.float32), np.array([0, 1]), Path("none"))


def test_the_report_has_the_papers_figures_ours_and_the_reasons():
    rows = {row.experiment: row for row in ROWS if row.table in ("III", "more")}
    first = next(row for row in ROWS if row.table == "I")
    results = [
        Result(first, None, "the data set is not there"),
        Result(rows["triplets-semi-hard"], outcome([0.80, 0.82], auc_low=0.7, auc_high=0.9)),
        Result(rows["triplets-random"], outcome([0.60, 0.62])),
    ]
    text = markdown(results, Available({}, True, {}, ["In small."]), {}, 60.0)
    line = next(x for x in text.splitlines() if x.startswith("| Semi-hard triplets + RF"))
    assert "92.85" in line
    assert "81.0 ± 1.0 (70.0 to 90.0)" in line
    assert "| Xception (baseline) | 65.50 | not run: the data set is not there" in text
    assert "Semi-hard is better than random mining on frozen FaceNet" in text
    assert text.index("1. Semi-hard triplets + RF") < text.index("2. Random triplets")


def test_a_long_call_writes_lines_into_a_pipe_from_the_start(monkeypatch, capsys):
    clock = [0.0]
    monkeypatch.setattr("engine.terminal.time.monotonic", lambda: clock[0])
    with progress_bar(lines=True) as progress:
        progress(Progress("Reading the labelled data", 0, None))
        for done in range(1, 41):
            clock[0] += 1
            progress(Progress("Finding faces", done, 4000))
        progress(Progress("Learning: epoch 1 of 2", 1, 10))
    assert capsys.readouterr().err.splitlines() == [
        "Reading the labelled data", "Finding faces: 1 of 4,000", "Finding faces: 21 of 4,000",
        "Learning: epoch 1 of 2: 1 of 10",
    ]  # fmt: skip
    with progress_bar() as progress:
        progress(Progress("Finding faces", 1, 2))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "told", [["train", "DATA", "-o", "OUT/x.bundle"],
             ["reproduce", "paper", "--data-root", "DATA", "--out", "OUT"]],
)  # fmt: skip
def test_the_first_line_comes_before_any_data_is_read(told, tmp_path):
    (tmp_path / "data").mkdir()
    places = {"DATA": str(tmp_path / "data"), "OUT": str(tmp_path / "out")}
    for short, place in places.items():
        told = [word.replace(short, place) for word in told]
    result = CliRunner().invoke(cli, told)
    assert isinstance(result.exception, TrainingDataError)
    assert result.output.startswith("Reading the labelled data")
