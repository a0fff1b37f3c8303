"""The scripts in `resources/examples` do what they say, by public names alone."""

import ast
import csv
import runpy
import sys

import labelled
import pytest
from PIL import Image
from pypdf import PdfReader

import engine
from engine.shipped import resource

FOLDER = resource("examples")
SCRIPTS = sorted(FOLDER.glob("*.py"))


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a script as `python NAME ARGUMENTS` does; what it printed."""

    def run(name, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(FOLDER / name), run_name="__main__")
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_short_and_use_public_names(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) < 40
    used = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in used if (node.module or "").split(".")[0] == "engine"]
    assert {node.module for node in ours} == {"engine"}
    assert {alias.name for node in ours for alias in node.names} <= set(engine.__all__)


def test_the_list_names_each_script_in_one_line():
    lines = (FOLDER / "README.md").read_text("utf-8").splitlines()
    listed = [line for line in lines if line.startswith("- ")]
    assert sorted(line.split("(")[1].split(")")[0] for line in listed) == [p.name for p in SCRIPTS]


def test_a_folder_is_judged_into_a_table(run, tmp_path, face_clip):
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "a.mp4").symlink_to(face_clip)
    (clips / "b.txt").write_text("no clip")
    run("judge_folder.py", clips, tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(newline="", encoding="utf-8") as file:
        good, bad = csv.DictReader(file)
    assert (good["clip"], good["faces"], good["error"]) == ("a.mp4", "1", "")
    assert good["verdict"] in ("forged", "pristine", "inconclusive")
    assert abs(float(good["log10 likelihood ratio"])) < 5
    assert "not a video" in bad["error"]


@pytest.mark.slow
def test_faces_are_saved_as_crops_with_their_ratios(run, tmp_path, face_clip):
    run("face_crops.py", face_clip, tmp_path / "crops")
    names = sorted(path.name for path in (tmp_path / "crops").iterdir())
    assert len(names) == 25
    assert all(name.startswith("track1-frame") for name in names)
    side = engine.Detector.load(engine.default_bundle()).alignment.side
    with Image.open(tmp_path / "crops" / names[0]) as picture:
        assert picture.size == (side, side)
        assert max(high - low for low, high in picture.getextrema()) > 50


@pytest.mark.slow
def test_the_screen_of_the_docstring_and_a_report_from_its_case(run, tmp_path, face_clip):
    detector = engine.Detector.load(engine.default_bundle())
    case = engine.Case.create(str(tmp_path / "case.fcase"))
    with engine.VideoSource.open(face_clip) as video:
        events = list(engine.analyze(video, detector, engine.AnalysisSettings(quick=True)))
    for event in events:
        case.add(event)
    assert isinstance(events[0], engine.AnalysisStarted)
    assert isinstance(events[-1], engine.ClipJudged)
    assert {engine.FacesFound, engine.FramesScored, engine.TrackJudged} <= set(map(type, events))
    engine.write_pdf(case.analysis(1), str(tmp_path / "plain.pdf"))
    case.close()
    run("report_from_case.py", tmp_path / "case.fcase", tmp_path / "full.pdf")
    plain, full = (PdfReader(tmp_path / name) for name in ("plain.pdf", "full.pdf"))
    pictures = [sum(len(page.images) for page in report.pages) for report in (plain, full)]
    assert pictures[0] < pictures[1]
    assert face_clip.name in full.pages[0].extract_text()


@pytest.mark.slow
def test_a_custom_detector_is_saved_and_judges(run, tmp_path):
    for name, tint in (("real", 1), ("fake", 2)):
        for number in range(3):
            labelled.clip(tmp_path / "labelled" / name / f"{number}.mp4", 10 * tint + number)
    clip = tmp_path / "labelled" / "real" / "0.mp4"
    said = run("own_detector.py", tmp_path / "labelled", tmp_path / "own.bundle", clip)
    assert "outcome=" in said
    own = engine.Detector.load(tmp_path / "own.bundle")
    assert own.name == "k-NN"
    assert own.digest != engine.Detector.load(engine.default_bundle()).digest
    assert own.reference.methods.count("pristine") == own.reference.labels.tolist().count(0)


@pytest.mark.slow
def test_two_detectors_are_trained_and_compared(run, tmp_path):
    for number in range(64):
        folder = tmp_path / "data" / ("real", "fake")[number % 2] / f"person{number // 4}"
        labelled.picture(folder / f"{number}.png", number)
    said = run("train_and_compare.py", tmp_path / "data", tmp_path / "work")
    assert [line.split(":")[0] for line in said.splitlines()[:3]] == ["auc", "eer", "cllr"]
    bundles = [engine.Detector.load(tmp_path / f"work/{name}.bundle") for name in ("short", "long")]
    curves = [curve for one in bundles for curve in one.card["learning_curves"].values()]
    assert [len(curve) for curve in curves] == [3, 30]
