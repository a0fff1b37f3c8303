"""A retraining from pictures to a judged bundle in the store, left and taken up at every stage."""

import csv

import labelled
import numpy as np
import pytest
import striped
from click.testing import CliRunner

from engine.cli import cli
from engine.detector.bundle.card import card_page
from engine.detector.bundle.store import TRAINED, BundleStore
from engine.detector.detector import Detector
from engine.errors import CancelledError
from engine.progress import CancelToken
from engine.training.retrain.session import Retraining


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return striped.faces(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def present(untrained_detector, tmp_path_factory):
    return striped.blind_to_stripes(untrained_detector, tmp_path_factory.mktemp("present"))


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Faces are found and embedded once for all."""
    return tmp_path_factory.mktemp("work")


@pytest.fixture
def hand(tmp_path, data, present, work):
    (tmp_path / "work").mkdir()
    for name in ("crops", "shared"):
        (work / name).mkdir(exist_ok=True)
        (tmp_path / "work" / name).symlink_to(work / name)
    found = Retraining(tmp_path / "plan.toml", BundleStore(tmp_path / "store"), tmp_path / "work")
    found.change(sources=[str(data)], present=str(present), device="cpu", name="Spring")
    return found


def again(hand):
    """The same retraining after the program was closed."""
    return Retraining(hand.path, hand.store, hand.work)


def keep_all(hand):
    """One face under many tints is one person to FaceNet."""
    while waiting := [i for i in hand.issues() if i.kind == "look-alikes" and not i.kept]:
        hand.decide(waiting[0], "keep", reason="one picture in many tints")


@pytest.mark.slow
def test_the_road_from_pictures_to_a_saved_bundle_left_at_every_stage(hand):
    found = hand.summary()
    assert (found.people, found.clips(0), found.clips(1)) == (striped.PEOPLE,) * 3
    assert found.balance == 0.5
    keep_all(hand)
    hand = again(hand)
    assert hand.plan.stage == "check"
    options = {option.preset: option for option in hand.options()}
    assert options["new head"].seconds > 0
    assert options["new head"].memory > 0
    assert "does not say how it was trained" in options["fine-tune"].impossible.what
    candidate = hand.train()
    written = candidate.stat().st_mtime_ns
    hand = again(hand)
    assert hand.plan.stage == "judge"
    judgement = hand.judge()
    assert judgement.outcome == "replace"
    assert judgement.new["all"]["clip"]["auc"] > judgement.present["all"]["clip"]["auc"] + 0.1
    assert judgement.forgetting.faces == 100
    assert len(judgement.curves["new"].hits) > 1
    hand = again(hand)
    assert hand.judge() == judgement
    entry = hand.save()
    assert candidate.stat().st_mtime_ns == written
    assert (entry.name, entry.origin, entry.came_from) == ("spring", TRAINED, "Present")
    assert hand.store.default().name == "shipped"
    # Saved once, however often it is asked for.
    assert again(hand).save() == entry
    assert again(hand).plan.stage == "done"
    page = card_page(entry.path)
    for words in ("# Spring", "Recommendation after training", "one picture in many tints",
                  "Logistic regression on the embedding"):  # fmt: skip
        assert words in page


@pytest.mark.slow
def test_a_saved_bundle_is_one_that_a_stranger_could_import(hand, tmp_path):
    entry = hand.save()
    hand.store.export(entry.name, tmp_path / "out.zip")
    assert (
        BundleStore(tmp_path / "other").import_bundle(tmp_path / "out.zip").digest == entry.digest
    )
    saved = Detector.load(entry.path, "cpu")
    assert saved.rehearsal is not None
    assert saved.rehearsal.part(True).both_classes


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["summary", "issues", "options", "train", "judge", "save"])
def test_each_stage_can_be_stopped_and_resumed(hand, stage):
    cancel = CancelToken()
    stopped = Retraining(hand.path, hand.store, hand.work, 1, lambda _: cancel.cancel(), cancel)
    try:
        getattr(stopped, stage)()
    except CancelledError:
        assert [e.name for e in hand.store.entries()] == ["shipped"]
    assert hand.save().name == "spring"


@pytest.mark.slow
def test_the_command_line_runs_the_same_plan_and_says_the_outcome(hand, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    arguments = ["wizard", "--plan", str(hand.path), "--work", str(hand.work)]
    # All pictures show one face in many tints: that is said, and stops nothing.
    done = CliRunner().invoke(cli, arguments)
    assert "NOTE (look-alikes)" in done.output
    assert done.exit_code == 0, done.output
    assert "Saved as 'spring'" in done.output
    listed = CliRunner().invoke(cli, ["bundle", "list"])
    assert "trained here" in listed.output


@pytest.mark.slow
def test_too_few_clips_are_reported_by_the_exit_status(hand, monkeypatch, tmp_path, data):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    rows = list(csv.reader(data.open()))
    few = [row for row in rows[1:] if row[3] != "test" or int(row[2][1:]) < 15]
    manifest = data.with_name("few.csv")
    with manifest.open("w", newline="") as file:
        csv.writer(file).writerows([rows[0], *few])
    hand.change(sources=[str(manifest)])
    done = CliRunner().invoke(cli, ["wizard", "--plan", str(hand.path), "--work", str(hand.work)])
    assert done.exit_code == 21, done.output
    assert "Too few to tell" in done.output
    assert "Saved as 'spring'" in done.output
    hand.change(name="")
    unnamed = CliRunner().invoke(
        cli, ["wizard", "--plan", str(hand.path), "--work", str(hand.work)]
    )
    assert unnamed.exit_code == 21
    assert "--set name=" in unnamed.output
    assert "Saved as" not in unnamed.output


def test_a_recalibration_moves_the_ratios_and_not_the_scores(hand, present):
    hand.change(preset="recalibrate")
    new, old = Detector.load(hand.train(), "cpu"), Detector.load(present, "cpu")
    assert np.array_equal(new.classifier.coef_, old.classifier.coef_)
    assert new.calibration.kinds[0].intercept != old.calibration.kinds[0].intercept
    assert hand.judge().forgetting.difference == 0


def test_forgeries_are_made_where_fakes_are_few(hand, data, tmp_path):
    folder = tmp_path / "pristine only"
    for number in range(6):
        labelled.picture(folder / "real" / f"p{number}" / "1.png", number)
    hand.change(sources=[str(folder)], forge={"kinds": ["self-blend"], "count": 1})
    found = hand.summary()
    assert found.methods == {"self-blend": 6}
    people = {r.identity: r.split for r in hand.records() if r.label == 0}
    assert all(people[r.identity] == r.split for r in hand.records() if r.label == 1)
    stamp = (hand.work / "forgeries" / "forgeries.json").stat().st_mtime_ns
    again(hand).summary()
    assert (hand.work / "forgeries" / "forgeries.json").stat().st_mtime_ns == stamp
