"""Sets and curves of an evaluation, and the files that it leaves."""

import csv
import json
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner
from kinds import line
from made_crops import made_crops
from made_scores import labelled_manifest, made_scores, points, record
from PIL import Image

from engine.cli import cli
from engine.detector.sequence import SequenceHead, SequenceSpec
from engine.errors import OutputError, TrainingDataError
from engine.training.crops import CropStore
from engine.training.datasets import load_records
from engine.training.evaluation import (
    Scored,
    evaluate,
    measure,
    score_crops,
    score_data,
    set_digest,
)
from engine.training.evaluation import curves as curve
from engine.training.evaluation.abstention import abstention_table
from engine.training.evaluation.scored import sets_of
from engine.training.evaluation.write import write_evaluation
from engine.training.retrain.forgetting import Forgetting
from engine.training.retrain.judge import judge

PICTURES = ("roc", "det", "tippett", "cross_entropy", "reliability", "confusion",
            "abstention")  # fmt: skip


def test_clips_are_distinguished_better_than_their_frames():
    found = measure(made_scores(100, faces=10, distance=1.0), 0.0)["all"]
    assert (found["frame"]["forged"], found["clip"]["forged"]) == (1000, 100)
    assert found["frame"]["clusters"] == found["clip"]["clusters"] == 100
    assert found["frame"]["auc"] == pytest.approx(0.76, abs=0.03)
    # Ten frames averaged: classes lie sqrt(10) times as far apart.
    assert found["clip"]["auc"] == pytest.approx(0.987, abs=0.012)


def test_frames_that_repeat_themselves_add_nothing():
    one = made_scores(40)
    rows = np.repeat(np.arange(80), 5)
    found = measure(one.take(rows), 0.0)["all"]
    shared = {k: v for k, v in found["frame"].items() if k not in ("pristine", "forged")}
    assert all(found["clip"][key] == pytest.approx(value) for key, value in shared.items())


def test_a_clips_ratio_is_that_of_its_mean_score():
    """Ratios are bounded: the mean of bounded ratios would be another number."""
    calibration = line(1.0, 0.0, 1.0, unseen=0.0)
    scores = np.array([-0.5, 3.0])
    records = [record(0, 1)] * 2
    sizes, tones = np.array([50.0, 70.0]), np.array([np.nan, 20.0])
    scored = Scored(scores, calibration.llr(scores[:, None]), records, sizes, tones, calibration)
    clips = scored.clips()
    assert clips.scores.tolist() == [1.25]
    assert clips.llr.tolist() == [1.0]
    assert (clips.face_size.tolist(), clips.tone.tolist()) == ([60.0], [20.0])
    assert replace(scored, calibration=None).clips().llr.tolist() == [0.25]


def test_sets_are_data_sets_and_their_parts():
    records = [
        record(0, 0, origin="a"), record(1, 1, origin="a", method="swap", compression="c23"),
        record(2, 1, origin="a", method="mask", compression="c40"), record(3, 0, origin="b"),
        record(3, 0, origin="b"),
    ]  # fmt: skip
    sets = sets_of(records, np.array([30.0, 90.0, 300.0, 20.0, 90.0]))
    assert {name: rows.tolist() for name, rows in sets.items()} == {
        "all": [0, 1, 2, 3, 4],
        "a": [0, 1, 2],
        "a / mask": [0, 2],
        "a / swap": [0, 1],
        "a / c23": [1],
        "a / c40": [2],
        "a / faces under 64 px": [0],
        "a / faces of 64 to 128 px": [1],
        "a / faces of 128 px and more": [2],
        "b": [3, 4],
    }


def test_a_clip_lies_whole_in_the_band_of_its_median_face():
    records = [record(0, 0)] * 3 + [record(1, 1)]
    sets = sets_of(records, np.array([20.0, 90.0, 100.0, 40.0]))
    assert sets["data / faces of 64 to 128 px"].tolist() == [0, 1, 2]
    assert sets["data / faces under 64 px"].tolist() == [3]


def test_a_set_of_one_class_gives_its_rate_of_errors():
    scored = Scored(
        np.array([1.0, -1.0, -1.0, 2.0]), np.zeros(4),
        [record(i, 0, origin="real") for i in range(3)] + [record(3, 1, origin="fake")],
        np.full(4, 80.0), np.full(4, 30.0),
    )  # fmt: skip
    found = measure(scored, 0.0)
    counts = {"pristine": 3, "forged": 0, "clusters": 3}
    assert found["real"]["frame"] == {**counts, "false_alarm_rate": 0.3333}
    assert found["fake"]["clip"]["miss_rate"] == 0.0
    assert "auc" in found["all"]["clip"]


def test_gaussians_make_a_straight_det_line():
    s = made_scores(4000, distance=2.0)
    line = curve.det(s.scores, s.labels)
    middle = np.abs(line.false_alarms) < 1.5
    slope, height = np.polyfit(line.false_alarms[middle], line.misses[middle], 1)
    assert slope == pytest.approx(-1, abs=0.05)
    assert height == pytest.approx(-2, abs=0.06)


def test_cross_entropy_is_cllr_at_even_odds_and_one_bit_without_evidence():
    s = made_scores(200)
    s = s.take(np.flatnonzero((s.labels == 1) | (np.arange(400) < 100)))
    found = curve.cross_entropy(s.scores, s.llr * 1.5, s.labels)
    figure = points(s.scores, s.labels, s.llr * 1.5)
    even = np.flatnonzero(np.isclose(found.prior, 0))[0]
    assert found.given[even] == pytest.approx(figure["cllr"])
    assert found.calibrated[even] == pytest.approx(figure["cllr_min"])
    assert found.silent[even] == pytest.approx(1)
    assert np.all(found.calibrated <= found.given + 1e-12)
    assert np.all(found.calibrated <= found.silent + 1e-12)


def test_true_ratios_are_reliable_and_loud_ones_are_not():
    s = made_scores(3000)
    held = []
    for loud in (1.0, 3.0):
        found = curve.reliability(s.llr * loud, s.labels)
        assert found.count.sum() == 6000
        held.append(((found.low <= found.said) & (found.said <= found.high)).mean())
    assert held[0] >= 0.8
    assert held[1] <= 0.5


def test_tippett_and_confusion_by_hand():
    llr, labels = np.array([-1.0, 0.5, 0.5, 2.0]), np.array([0, 0, 1, 1])
    found = curve.tippett(llr, labels)
    assert found.llr.tolist() == [-1.0, 0.5, 2.0]
    assert found.pristine.tolist() == [1.0, 0.5, 0.0]
    assert found.forged.tolist() == [1.0, 1.0, 0.5]
    assert curve.confusion(llr, labels, 0.6).tolist() == [[2, 0], [1, 1]]


@pytest.mark.slow
def test_pictures_show_data_sets_and_methods(tmp_path):
    """Two data sets and two methods get curves of their own; a method's name is in the SVG."""
    scored = made_scores(40)
    origins = [replace(r, origin="ab"[i // 40]) for i, r in enumerate(scored.records)]
    methods = ("swap", "mask")
    records = [
        replace(r, method=methods[i // 2 % 2]) if r.label else r for i, r in enumerate(origins)
    ]
    scored = replace(scored, records=records)
    names = {path.name for path in write_evaluation(tmp_path, scored, measure(scored, 0.0), 0.0)}
    assert {"roc.png", "det.svg", "roc_methods.png", "det_methods.svg"} <= names
    assert "<!-- a / mask -->" in (tmp_path / "roc_methods.svg").read_text("utf-8")
    assert "<!-- b -->" in (tmp_path / "det.svg").read_text("utf-8")


def test_written_files_hold_what_was_measured(tmp_path):
    scored = made_scores(30, faces=2)
    measured = measure(scored, 0.1)
    written = write_evaluation(tmp_path / "new" / "out", scored, measured, 0.1, {"split": "test"})
    folder = tmp_path / "new" / "out"
    assert sorted(written) == sorted(folder.iterdir())
    read = json.loads((folder / "figures.json").read_text("utf-8"))
    assert read == {"split": "test", "threshold": 0.1, "sets": measured}
    with (folder / "figures.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(r["set"], r["level"]) for r in rows] == [
        (name, level) for name in ("all", "data") for level in ("frame", "clip")
    ]
    assert float(rows[1]["eer_high"]) == measured["all"]["clip"]["eer_high"]
    with (folder / "scores.csv").open(newline="", encoding="utf-8") as file:
        items = list(csv.DictReader(file))
    assert [float(r["score"]) for r in items] == pytest.approx(scored.scores, rel=1e-5)
    assert items[2] == {"name": "0-forged", "clip": "0-forged", "split": "test",
                        "label": "forged", "method": "made", "score": items[2]["score"],
                        "llr": items[2]["llr"]}  # fmt: skip
    found = json.loads((folder / "curves.json").read_text("utf-8"))
    auc = np.trapezoid(found["clip"]["roc"]["hits"], found["clip"]["roc"]["false_alarms"])
    assert auc == pytest.approx(measured["all"]["clip"]["auc"], abs=1e-3)
    tables = json.loads((folder / "abstention.json").read_text("utf-8"))
    assert tables["clip"] == abstention_table(scored.clips(), 0.1)
    assert tables["frame"][0]["coverage"] == 1
    assert list(found["clip"]["abstention"]) == ["all"]
    for name in PICTURES:
        with Image.open(folder / f"{name}.png") as picture:
            assert min(picture.size) > 600
            assert len(picture.convert("L").getcolors()) > 20
        assert ElementTree.parse(folder / f"{name}.svg").getroot().tag.endswith("svg")


def test_data_of_one_class_leave_figures_but_no_curves(tmp_path):
    scored = made_scores(5)
    scored = scored.take(np.flatnonzero(scored.labels == 0))
    written = write_evaluation(tmp_path, scored, measure(scored, 0.0), 0.0)
    assert [path.name for path in written] == ["figures.json", "figures.csv", "scores.csv"]


def test_a_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "taken").write_text("")
    scored = made_scores(5)
    with pytest.raises(OutputError, match="taken"):
        write_evaluation(tmp_path / "taken", scored, measure(scored, 0.0), 0.0)


def test_a_detector_of_faces_and_one_of_windows_are_scored(untrained_detector):
    crops = made_crops(people=8, faces=6)
    crops.facts["face_size"] = np.tile([40, 50, 60, 70, 80, 90], 16)
    faces = score_crops(untrained_detector, crops, "test")
    assert (len(faces), len(faces.clips())) == (24, 4)
    assert np.array_equal(faces.llr, untrained_detector.calibration.llr(faces.kinds, faces.terms))
    assert faces.face_size[:6].tolist() == [40, 50, 60, 70, 80, 90]
    head = SequenceHead(SequenceSpec(untrained_detector.embedder.spec.width, "gru", 4)).eval()
    windows = score_crops(replace(untrained_detector, classifier=head), crops, "test")
    assert 4 <= len(windows) < 24
    assert len(windows.clips()) == 4
    assert windows.face_size[0] == 55


def test_evaluate_keeps_its_shape(untrained_detector):
    found = evaluate(untrained_detector, made_crops(people=8, faces=2), "test")
    assert list(found) == [
        "split", "dropped", "drawn_by", "test_set", "sets", "rates", "fairness", "abstention",
    ]  # fmt: skip
    assert list(found["sets"]) == ["all", "made"]
    keys = {"pristine", "forged", "auc", "auc_low", "auc_high", "eer", "cllr", "accuracy"}
    assert keys <= set(found["sets"]["made"]["clip"])


def test_an_empty_split_is_reported(untrained_detector):
    crops = made_crops(people=1)
    with pytest.raises(TrainingDataError, match="'val'"):
        score_crops(untrained_detector, crops, "val")


def test_the_command_prints_and_writes(untrained_detector, tmp_path):
    untrained_detector.save(tmp_path / "a.bundle")
    manifest = labelled_manifest(tmp_path / "data")
    arguments = ["evaluate", str(tmp_path / "a.bundle"), str(manifest), "--device", "cpu",
                 "--work", str(tmp_path / "crops")]  # fmt: skip
    out = tmp_path / "out"
    ran = CliRunner().invoke(cli, [*arguments, "--json", "--out", str(out)], catch_exceptions=False)
    assert ran.exit_code == 0
    printed = json.loads(ran.stdout)
    written = json.loads((out / "figures.json").read_text("utf-8"))
    assert printed["sets"] == written["sets"]
    assert printed["sets"]["all"]["clip"]["pristine"] == 6
    assert written["detector"]["name"] == "untrained"
    assert {f"{name}.png" for name in PICTURES} <= {path.name for path in out.iterdir()}
    table = CliRunner().invoke(cli, arguments, catch_exceptions=False).stdout
    assert f"{printed['sets']['all']['clip']['auc']:.3f}" in table
    assert "min Cllr" in table


def test_evaluate_and_the_wizard_agree_on_the_same_faces_to_the_last_digit(
    untrained_detector, tmp_path
):
    """Both take faces as the detector's own training did: here of another size than usual."""
    card = {"experiment": {"faces": {"side": 264, "per_clip": 2}}}
    detector = replace(untrained_detector, card=card)
    manifest = labelled_manifest(tmp_path, 4)
    records = load_records(manifest)
    evaluated, _ = score_data(detector, manifest, "test", tmp_path / "crops")
    shelf = CropStore(tmp_path / "shelf")
    crops = shelf.of(detector, records)
    assert crops.alignment.size == 264
    judged = score_crops(detector, crops, "test")
    assert np.array_equal(evaluated.scores, judged.scores)
    assert measure(evaluated, detector.threshold) == measure(judged, detector.threshold)
    assert set_digest(evaluated) == set_digest(judged)


def test_a_judgement_measures_both_detectors_on_the_clips_that_both_scored():
    present, new = made_scores(40), made_scores(40, noise_seed=3)
    rows = np.arange(len(new))
    found = judge(
        "new head",
        (SimpleNamespace(threshold=0.0), present.take(rows[:-6])),
        (SimpleNamespace(threshold=0.0), new.take(rows[4:])),
        Forgetting(unknown="not asked"),
        {},
    )
    assert found.comparison["left_out"]
    for name in found.new:
        before, after = found.present[name]["clip"], found.new[name]["clip"]
        assert (before["pristine"], before["forged"]) == (after["pristine"], after["forged"])
    assert found.new["all"]["clip"]["pristine"] == 40 - 5
    assert len(found.judged["test_set"]) == 12


def test_the_costs_say_which_ratios_they_are_of(untrained_detector, tmp_path):
    untrained_detector.save(tmp_path / "net.bundle")
    manifest = labelled_manifest(tmp_path, 4)
    told = CliRunner().invoke(
        cli, ["evaluate", str(tmp_path / "net.bundle"), str(manifest), "--work", str(tmp_path)]
    )
    assert "min Cllr is of the raw score" in told.output
    assert "bounded" in told.output
