"""A detector extended by kinds: a score and a calibrated ratio for each, from labelled tables."""

import csv
from dataclasses import replace

import clips
import cv2
import numpy as np
import pytest
from PIL import Image

from engine.detector.detector import Detector
from engine.errors import TrainingDataError, TrainingError
from engine.training.crops import crops_for
from engine.training.datasets import load_records
from engine.training.evaluation import score_crops
from engine.training.kinds.classifiers import mean_plus_standard_error, unseen_share
from engine.training.kinds.faces import chosen_records
from engine.training.kinds.learn import extended_spec, learn_kinds
from engine.training.kinds.networks import FineTuning
from engine.training.loop import Run

#: What each made generator does to a face: one kind smooths it, the other adds a grid.
GENERATORS = {
    "blur": ("generated", lambda face: cv2.GaussianBlur(face, (0, 0), 2.0)),
    "median": ("generated", lambda face: cv2.medianBlur(face, 7)),
    "grid": ("face_swap", lambda face: with_grid(face, 4)),
    "wide grid": ("face_swap", lambda face: with_grid(face, 6)),
}


def with_grid(face, step):
    marked = face.copy()
    marked[::step] = np.minimum(marked[::step].astype(int) + 40, 255)
    return marked


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    folder = tmp_path_factory.mktemp("labelled")
    (folder / "made_faces").mkdir()
    picture, rng = clips.portrait(), np.random.default_rng(0)
    rows = []
    for person in range(12):
        tint = rng.uniform(0.75, 1.2, 3)
        fold = ("train", "train", "val", "test")[person % 4]
        for method in ("pristine", *GENERATORS):
            kind, change = GENERATORS.get(method, ("", lambda face: face))
            face = np.clip(picture * tint + rng.normal(0, 3, picture.shape), 0, 255)
            name = f"{person:02}_{method.replace(' ', '')}.png"
            Image.fromarray(change(face.astype(np.uint8))).save(folder / "made_faces" / name)
            label = "fake" if kind else "real"
            rows.append((name, label, kind, method, f"s{person}", f"p{person}", fold))
    with (folder / "made_faces.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "label", "kind", "method", "source", "group", "fold"))
        writer.writerows(rows)
    return folder


def learned(table, work, base, fine_tuning=None):
    run = Run(work / "run", "cpu")
    made = learn_kinds(
        replace(base, classifier=None), table, work, run, fine_tuning=fine_tuning, steps=60
    )
    made.save(work / "kinds.bundle")
    return Detector.load(work / "kinds.bundle", "cpu"), work


@pytest.fixture(scope="module")
def extended(table, tmp_path_factory, untrained_detector):
    return learned(table, tmp_path_factory.mktemp("work"), untrained_detector)


@pytest.fixture(scope="module")
def fine_tuned(table, tmp_path_factory, untrained_detector):
    work = tmp_path_factory.mktemp("fine-tuned")
    return learned(table, work, untrained_detector, FineTuning(1, 128))


@pytest.mark.slow
def test_the_networks_are_trained_further_but_for_their_first_stages(
    fine_tuned, untrained_detector
):
    detector, _ = fine_tuned
    before = untrained_detector.embedder.network.backbones[0].state_dict()
    after = detector.embedder.network.backbones[0].state_dict()
    changed = {
        name for name in before
        if not np.allclose(before[name].cpu(), after[name].cpu(), rtol=2e-3, atol=1e-4)
    }  # fmt: skip
    assert "conv_head.weight" in changed
    assert not [name for name in changed if name.startswith(("conv_stem", "bn1", "blocks.0."))]


@pytest.mark.slow
def test_a_second_run_continues_from_what_the_first_kept(fine_tuned, table, untrained_detector):
    _, work = fine_tuned
    kept = {path: path.stat().st_mtime_ns for path in (work / "run").rglob("*.rgb")}
    base = replace(untrained_detector, classifier=None)
    learn_kinds(
        base, table, work, Run(work / "run", "cpu"), fine_tuning=FineTuning(1, 128), steps=60
    )
    assert kept
    assert kept == {path: path.stat().st_mtime_ns for path in (work / "run").rglob("*.rgb")}


@pytest.mark.slow
def test_each_kind_has_a_score_that_tells_it_from_pristine(extended, table):
    detector, work = extended
    assert detector.calibration.keys == ("face_swap", "generated")
    records = [r for r in load_records(table) if r.split == "test"]
    scored = score_crops(detector, crops_for(detector, records, work), "test")
    kinds = np.array([r.kind for r in scored.records])
    for row, kind in enumerate(detector.calibration.keys):
        forged, pristine = scored.kinds[kinds == kind, row], scored.kinds[kinds == "", row]
        assert (forged[:, None] > pristine[None]).mean() > 0.9
    assert scored.llr[kinds != ""].mean() > scored.llr[kinds == ""].mean() + 0.3


@pytest.mark.slow
def test_ratios_know_quality_and_what_they_do_not_see(extended):
    detector, _ = extended
    for part in detector.calibration.kinds:
        assert len(part.quality_slope) == 3
        assert 0.1 <= part.unseen <= 1
    # Re-enactment is not in the data: nothing speaks against it.
    assert detector.calibration.llr(np.full((1, 2), -12.0))[0] >= np.log10(0.3)
    rows = {row["kind"]: row for row in detector.card["by_kind"]}
    assert rows["generated"]["generators"] == 2


def test_a_forgery_is_drawn_with_its_original_and_unknown_kinds_are_left_out(table):
    records = load_records(table)
    strange = [
        replace(r, kind="", method="of a kind that nobody knows") for r in records if r.label
    ]
    chosen = chosen_records([*records, *strange], "train", 0)
    assert {r.kind for r in chosen} == {"", "face_swap", "generated"}
    assert {r.source for r in chosen if r.label} == {r.source for r in chosen if not r.label}


def test_the_unseen_share_is_twice_what_lies_below_the_pristine_median():
    rng = np.random.default_rng(0)
    pristine = rng.normal(0, 1, 4000)
    assert unseen_share(rng.normal(9, 1, 4000), pristine) == 0
    assert unseen_share(rng.normal(0, 1, 4000), pristine) == pytest.approx(1, abs=0.05)
    half = np.r_[rng.normal(9, 1, 2000), rng.normal(0, 1, 2000)]
    assert unseen_share(half, pristine) == pytest.approx(0.5, abs=0.05)


def test_few_generators_leave_more_unseen():
    assert mean_plus_standard_error([]) == mean_plus_standard_error([0.1]) == 1
    assert mean_plus_standard_error([0.2] * 9) == pytest.approx(0.2)
    assert mean_plus_standard_error([0.1, 0.3]) > mean_plus_standard_error([0.1, 0.3] * 4) > 0.2


def test_what_cannot_be_extended_is_refused(table, tmp_path, untrained_detector):
    spec = untrained_detector.embedder.spec
    with pytest.raises(TrainingError):
        extended_spec(replace(spec, window=8))
    text = (table / "made_faces.csv").read_text()
    (tmp_path / "made_faces").symlink_to(table / "made_faces")
    (tmp_path / "made_faces.csv").write_text(text.replace("generated", "").replace("face_swap", ""))
    with pytest.raises(TrainingDataError):
        learn_kinds(untrained_detector, tmp_path, tmp_path / "w", Run(tmp_path / "run", "cpu"))
