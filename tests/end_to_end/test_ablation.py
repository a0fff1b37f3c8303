"""One thing changed at a time: from a plan to a table, on validation data alone."""

import json

import face_table
import pytest

from engine.errors import TrainingError
from engine.shipped import resource
from engine.training.ablation import load_plan

BASE = """
[model]
architecture = "mobilenetv3_small_050"
weights = "none"
size = 48
dimension = 16
[learning]
epochs = 1
batch = 8
made = 0.5
alike = true
average = 0.0
"""
PLAN = """
base = "{base}"
[[run]]
name = "base"
why = "As it is."
[[run]]
name = "nothing made"
set = ["learning.made=0"]
[[run]]
name = "without NeuralTextures"
set = ["data.leave_out=['NeuralTextures']"]
[[run]]
name = "without what is not there"
set = ["data.leave_out=['FaceShifter']"]
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return face_table.write(tmp_path_factory.mktemp("data") / "faces", 32)


@pytest.fixture
def ablate(forensics):
    def run(data, folder, *more):
        base = folder / "base.toml"
        base.write_text(BASE, "utf-8")
        (folder / "plan.toml").write_text(PLAN.format(base=base.as_posix()), "utf-8")
        return forensics("ablate", data, "--plan", folder / "plan.toml", "--out", folder / "out",
                         "--device", "cpu", *more)  # fmt: skip

    return run


@pytest.mark.slow
def test_each_run_has_its_row_and_finished_ones_are_resumed(ablate, data, tmp_path):
    first = ablate(data, tmp_path)
    assert first.returncode == 0, first.stderr
    found = json.loads((tmp_path / "out/ablation.json").read_text("utf-8"))
    assert found["split"] == "val"
    runs = {run["name"]: run for run in found["runs"]}
    assert list(runs) == ["base", "nothing made", "without NeuralTextures",
                          "without what is not there"]  # fmt: skip
    methods = {f"ffpp / {name}" for name in face_table.METHODS}
    for name in ("base", "nothing made", "without NeuralTextures"):
        assert {"ffpp", *methods} == set(runs[name]["auc"])
        assert all(0 <= auc <= 1 for auc in runs[name]["auc"].values())
    without = runs["without NeuralTextures"]
    assert without["left_out_auc"] == without["auc"]["ffpp / NeuralTextures"]
    assert runs["base"]["left_out_auc"] is None
    assert "FaceShifter" in runs["without what is not there"]["reason"]
    lines = (tmp_path / "out/ablation.md").read_text("utf-8").splitlines()
    assert sum(line.startswith("| ") for line in lines) == 2 + 4
    trained = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("trained.json")}
    assert len(trained) == 3
    again = ablate(data, tmp_path)
    assert again.stdout == first.stdout
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("trained.json")} == trained


def test_the_shipped_plan_is_valid_and_changes_one_thing_at_a_time():
    plan = load_plan(resource("ablation.toml"))
    experiments = plan.experiments()
    assert len(experiments) >= 8
    assert len({json.dumps(e.to_json(), sort_keys=True) for e in experiments}) == len(experiments)


@pytest.mark.parametrize(
    "text",
    [
        "no plan",
        'base = "ablation"\n[[run]]\nname = "a"\nset = ["learning.epoch=1"]',
        'base = "ablation"\n[[run]]\nname = "a"\n[[run]]\nname = "a"',
        'base = "nowhere"\n[[run]]\nname = "a"',
    ],
    ids=["no-toml", "unknown-key", "same-name", "no-base"],
)
def test_a_plan_that_means_nothing_is_refused(tmp_path, text):
    path = tmp_path / "plan.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(TrainingError):
        load_plan(path)
