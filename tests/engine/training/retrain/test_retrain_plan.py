"""Plans of retrainings: every choice survives, and no file breaks the reader."""

import os
import tomllib

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cli import cli
from engine.detector.bundle.store import BundleStore
from engine.errors import OutputError, PlanError
from engine.forgery.make import KINDS
from engine.training.retrain.plan import (
    PRESETS,
    STAGES,
    Decision,
    Forge,
    RetrainPlan,
    plan_bytes,
    read_plan,
    write_plan,
)
from engine.training.retrain.session import Retraining

words = st.text(max_size=40)
names = st.text(min_size=1, max_size=40)
decisions = st.builds(
    Decision, finding=words, does=st.sampled_from(["repair", "exclude", "deal", "keep"]),
    repair=words, names=st.lists(names, max_size=3), reason=names.filter(str.strip),
)  # fmt: skip
plans = st.builds(
    RetrainPlan,
    stage=st.sampled_from(STAGES), present=names, sources=st.lists(names, max_size=3),
    old_data=words, decisions=st.lists(decisions, max_size=3), preset=st.sampled_from(PRESETS),
    forge=st.builds(Forge, kinds=st.lists(st.sampled_from(KINDS), max_size=4, unique=True),
                    count=st.integers(1, 100)),
    experiment=names, changes=st.lists(words, max_size=3), seed=st.integers(0, 2**31),
    name=words, notes=words,
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans)
def test_every_plan_reads_as_it_was_written(tmp_path, plan):
    path = tmp_path / "plan.toml"
    write_plan(plan, path)
    assert read_plan(path) == plan


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_plan_or_a_known_error(tmp_path, data):
    path = tmp_path / "plan.toml"
    path.write_bytes(data)
    try:
        found = read_plan(path)
    except PlanError:
        return
    assert found.stage in STAGES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version = 99", "version 99"),
        ("version = 'x'", "not a plan"),
        ("hook = 'os.system'", "not a plan"),
        ("stage = 'nowhere'", "not a plan"),
        ("preset = 'magic'", "not a plan"),
        ("seed = -1", "not a plan"),
        ("sources = [1]", "not a plan"),
        ("[forge]\nkinds = ['teleport']", "not a plan"),
        ("[[decisions]]\nfinding = 'x'\ndoes = 'keep'", "not a plan"),
        ("name = '" + "x" * 5000 + "'", "not a plan"),
        ("a = " + "[" * 5000, "not a plan"),
        ("\x00", "not a plan"),
    ],
)
def test_hostile_and_newer_plans_are_distinguished_and_explained(tmp_path, text, words):
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(PlanError, match=words) as caught:
        Retraining(path)
    assert caught.value.advice
    assert path.read_text() == text


def test_a_missing_plan_and_a_folder_in_its_place(tmp_path):
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path)


@pytest.fixture
def hand(tmp_path):
    return Retraining(tmp_path / "plan.toml", BundleStore(tmp_path / "store"))


def test_each_change_is_on_the_disk_at_once_and_the_plan_resumes_at_its_stage(hand):
    hand.change(sources=["a"], preset="fine-tune")
    hand.change(stage="train")
    again = Retraining(hand.path, hand.store)
    assert again.plan == hand.plan
    assert again.plan.stage == "train"


@pytest.mark.parametrize(
    ("field", "value", "stage"),
    [("sources", [], "data"), ("seed", 3, "check"), ("preset", "recalibrate", "plan"),
     ("name", "mine", "judge"), ("notes", "a note", "judge")],
)  # fmt: skip
def test_a_change_opens_the_stages_that_hang_on_it(tmp_path, field, value, stage):
    path = tmp_path / "plan.toml"
    write_plan(RetrainPlan(stage="judge", sources=["a"]), path)
    hand = Retraining(path, BundleStore(tmp_path / "store"))
    hand._read = [], [], []
    hand.change(**{field: value})
    assert hand.plan.stage == stage


@pytest.mark.parametrize(
    "fields", [{"seed": -1}, {"preset": "magic"}, {"colour": "red"}, {"sources": "a"}]
)
def test_a_value_that_is_not_allowed_changes_nothing(hand, fields):
    hand.change(sources=["a"])
    before = hand.path.read_bytes()
    with pytest.raises(PlanError, match=r"nothing was changed|cannot be planned"):
        hand.change(**fields)
    assert hand.path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_plan_that_cannot_be_written_keeps_the_one_before(hand):
    hand.change(sources=["a"])
    hand.path.parent.chmod(0o500)
    with pytest.raises(OutputError):
        hand.change(sources=["b"])
    assert hand.plan.sources == ["a"]


def test_the_file_is_plain_toml_with_every_key():
    found = tomllib.loads(plan_bytes(RetrainPlan(name="Übung")).decode())
    assert found["name"] == "Übung"
    assert set(found) == {field.name for field in msgspec.structs.fields(RetrainPlan)}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--set", "changes=['learning.epochs=1']"), "no effect with the preset 'new head'"),
        (("--set", "experiment=single"), "no effect with the preset 'new head'"),
        (("--set", "preset=experiment", "--set", "experiment=nosuch"), "no experiment 'nosuch'"),
        (("--set", "preset=experiment", "--set", "changes=['learning.epochs=1']"), "has no effect"),
        (("--set", "preset=fine-tune", "--set", "changes=['model.head=dense']"), "in fine-tuning"),
        (("--set", "nosuch=1"), "nosuch"),
    ],
)
def test_choices_without_effect_are_refused_before_anything_runs(tmp_path, given, says):
    plan = tmp_path / "plan.toml"
    told = ["wizard", "--plan", str(plan), "--data", str(tmp_path / "absent"), *given]
    result = CliRunner().invoke(cli, told)
    assert result.exit_code != 0
    assert says in f"{result.output}{result.exception}"
    assert not plan.with_suffix(".work").exists()
