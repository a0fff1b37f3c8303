"""The model card: as text, in the bundle, and completed by commands."""

import hashlib
import json
import re
import shutil
from itertools import pairwise

import pytest
from click.testing import CliRunner
from made_scores import labelled_manifest, made_scores

from engine.cli import cli
from engine.detector.bundle.card import beside, card_page, read_card, rewrite_card
from engine.detector.bundle.card_markdown import OUT_OF_SCOPE, card_markdown
from engine.detector.detector import Detector
from engine.errors import BundleError, OutputError, TrainingDataError
from engine.shipped import default_bundle
from engine.training.evaluation import assess
from engine.wording import Wording


def whole_card():
    found = {"split": "test", "dropped": 3, **assess(made_scores(40), 0.0, unit="person")}
    found["fairness"]["warnings"] = [
        "Pristine faces of the group 'tan' are called forged too often."
    ]
    return {
        "name": "Made detector", "made": "2026-01-02", "use": "Research use.",
        "method": "Triplets.", "splits": "Disjoint by person.", "fitted_on": ["a"],
        "command": "forensics train DATA -o BUNDLE",
        "provenance": ["Set a was made on the spot."],
        "crops": [{"data": "a", "split": "test", "method": "swap|mask", "faces": 80}],
        "dropped_without_a_usable_face": 3,
        "experiment": {"seed": 7, "model": {"architecture": "xception"}},
        "measured": found,
        "evaluations": {"h264-35-half": {**found, "degraded": "h264:35:0.5", "data": "labelled"}},
        "ablation": {"split": "val", "runs": [
            {"name": "no mining", "why": "what mining brings", "auc": {"a": 0.71},
             "left_out_auc": 0.66, "reason": ""}]},
        "learning_curves": {
            "Learning": [{"epoch": 1, "train_loss": 0.7, "loss": 0.65, "auc": 0.62}]},
        "failures": ["Faces behind glass are called forged."],
        "limits": ["Only faces."],
    }  # fmt: skip


def test_every_part_of_a_card_is_in_its_text():
    card = whole_card()
    text = card_markdown(card)
    for words in (
        "# Made detector", "Research use.", OUT_OF_SCOPE, "Triplets.", "Disjoint by person.",
        "forensics train DATA -o BUNDLE", "Set a was made on the spot.", r"swap\|mask",
        "3 items had no usable face", "model.architecture = xception", "seed = 7",
        "whole people", "### Pristine clips at each step of the scale",
        "**Warning.** Pristine faces of the group 'tan'", "## Measured: h264-35-half",
        "part of their size) h264:35:0.5.", "| no mining | 0.71 | 0.66 | what mining brings |",
        "### When it abstains", "| 1 | 0.7 | 0.65 | 0.62 |",
        "- Faces behind glass are called forged.",
        "- Only faces.",
    ):  # fmt: skip
        assert words in text, words
    clip = card["measured"]["sets"]["all"]["clip"]
    assert f"{clip['auc']:.3f} ({clip['auc_low']:.3f}–{clip['auc_high']:.3f})" in text
    strong = card["measured"]["rates"]["data"]["steps"][2]
    assert f"| {strong['count']} | {strong['share']:.4f} (" in text
    assert "moderately strong support" in text


def test_headings_and_heads_of_tables_can_be_translated():
    def headings(text):
        lines = text.splitlines()
        heads = [a for a, b in pairwise(lines) if b.startswith("| ---")]
        return [line for line in lines if line.startswith("##")] + heads

    shouting = Wording(
        say=lambda text: re.sub(r"(\{\w+\})|.", lambda at: at[1] or at[0].upper(), text)
    )
    shouted = headings(card_markdown(whole_card(), shouting))
    for ours, theirs in zip(headings(card_markdown(whole_card())), shouted, strict=True):
        # Names of data sets and keys of figures stay as they are.
        assert ours.casefold() == theirs.casefold()
        assert ours != theirs or "Coverage" in ours, ours
    assert "## INTENDED USE" in shouted


def test_tables_have_as_many_cells_in_every_row():
    lines = card_markdown(whole_card()).splitlines()
    tables = "\n".join(line if line.startswith("|") else "" for line in lines).split("\n\n")
    for table in filter(str.strip, tables):
        rows = [row.replace(r"\|", "").count("|") for row in table.strip().splitlines()]
        assert len(set(rows)) == 1, table


def test_an_empty_card_is_short_and_no_group_over_the_limit_is_stated():
    assert card_markdown({}) == f"# Detector\n\n## Out of scope\n\n{OUT_OF_SCOPE}\n"
    card = {"measured": assess(made_scores(40), 0.0)}
    assert "No group's false-alarm rate was measured above twice the mean." in card_markdown(card)


def test_the_shipped_card_can_be_shown():
    text = card_page(default_bundle())
    assert "Research and evaluation use" in text
    assert "| all | clip |" in text


# --- in the bundle ---


@pytest.fixture(scope="module")
def saved(untrained_detector, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundles") / "a.bundle"
    untrained_detector.save(folder)
    return folder


@pytest.fixture
def copy(saved, tmp_path):
    return shutil.copytree(saved, tmp_path / "copy.bundle")


def test_a_bundle_carries_its_card_as_text(saved):
    assert (saved / "card.md").read_text("utf-8") == card_page(saved)
    assert Detector.load(saved, "cpu").card == read_card(saved)


def test_altered_text_is_refused_and_a_bundle_without_it_opens(copy):
    manifest = json.loads((copy / "detector.json").read_text("utf-8"))
    (copy / "card.md").write_text("# The best detector\n", "utf-8")
    with pytest.raises(BundleError, match=r"card\.md"):
        Detector.load(copy)
    (copy / "card.md").unlink()
    del manifest["sha256"]["card.md"]
    (copy / "detector.json").write_text(json.dumps(manifest), "utf-8")
    assert Detector.load(copy, "cpu").name == "untrained"


def test_a_new_card_changes_the_digest_and_no_other_part(copy):
    before = {p.name: p.read_bytes() for p in copy.iterdir()}
    digest = rewrite_card(copy, whole_card())
    after = {p.name: p.read_bytes() for p in copy.iterdir()}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"card.json", "card.md", "detector.json"}
    assert set(after) == set(before)
    assert digest == hashlib.sha256(after["detector.json"]).hexdigest()
    read = Detector.load(copy, "cpu")
    assert (read.digest, read.card) == (digest, whole_card())


def test_cards_that_cannot_be_trusted_or_written_are_reported(copy, tmp_path):
    with pytest.raises(BundleError, match="not a detector bundle"):
        read_card(tmp_path)
    (copy / "card.md.new").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        rewrite_card(copy, {})
    assert Detector.load(copy, "cpu").card == read_card(copy)
    (copy / "card.json").write_text('{"use": "Court."}', "utf-8")
    with pytest.raises(BundleError, match="altered"):
        card_page(copy)


# --- by commands ---


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def test_the_command_prints_and_completes_the_card(copy, tmp_path):
    failures, ablation = tmp_path / "failures.txt", tmp_path / "ablation.json"
    failures.write_text("Masks of silk\n\n- Faces seen through   water\n", "utf-8")
    run_ = {"name": "x", "why": "w", "auc": {"a": 0.5}, "left_out": [], "left_out_auc": None,
            "seconds": 1.0, "reason": ""}  # fmt: skip
    ablation.write_text(json.dumps({"split": "val", "runs": [run_]}), "utf-8")
    before = Detector.load(copy, "cpu").digest
    ran = run("card", copy, "--failures", failures, "--ablation", ablation)
    assert ran.exit_code == 0, ran.output
    assert "- Masks of silk\n- Faces seen through water" in ran.stdout
    assert "| x | 0.5 |  | w |" in ran.stdout
    after = Detector.load(copy, "cpu")
    assert after.digest != before
    assert after.digest in ran.stderr
    printed = json.loads(run("card", copy, "--json").stdout)
    assert printed == after.card
    assert printed["failures"] == ["Masks of silk", "Faces seen through water"]
    ablation.write_text('{"split": "val"}', "utf-8")
    assert isinstance(run("card", copy, "--ablation", ablation).exception, TrainingDataError)


def other_card(seed, people=40):
    measured = assess(made_scores(people, seed=seed), 0.0, unit="person")
    return {
        "name": f"Model {seed}",
        "experiment": {"about": f"About {seed}."},
        "measured": measured,
    }


def test_other_models_on_the_same_test_stand_beside_it(copy, tmp_path):
    cards = [other_card(seed) for seed in (0, 1)]
    rewrite_card(copy, cards[0])
    other = shutil.copytree(copy, tmp_path / "other.bundle")
    rewrite_card(other, cards[1])
    ran = run("card", copy, "--beside", other)
    assert ran.exit_code == 0, ran.output
    stored = read_card(copy)["beside"]
    assert [row["name"] for row in stored] == ["Model 0", "Model 1"]
    for row, card in zip(stored, cards, strict=True):
        frame = card["measured"]["sets"]["all"]["frame"]
        assert row["sets"]["all"]["auc"] == frame["auc"]
        line = next(x for x in ran.stdout.splitlines() if x.startswith(f"| {row['name']} |"))
        assert f"{frame['auc']:.3f} ({frame['auc_low']:.3f}" in line
    assert "- Model 1: About 1." in ran.stdout


def test_models_measured_on_other_faces_or_not_at_all_do_not_stand_beside_it():
    with pytest.raises(BundleError, match="not measured on the same faces"):
        beside(other_card(0), [other_card(1, people=30)])
    with pytest.raises(BundleError, match="no figures of a test"):
        beside(other_card(0), [{"name": "Empty"}])


def test_figures_are_written_into_the_card(copy, tmp_path):
    manifest = labelled_manifest(tmp_path / "data", people=2)
    base = ["evaluate", copy, manifest, "--device", "cpu", "--work", tmp_path / "crops", "--json"]
    ran = run(*base, "--degrade", "jpeg:30", "--into-card", "jpeg-30")
    assert ran.exit_code == 0, ran.output
    entry = read_card(copy)["evaluations"]["jpeg-30"]
    assert entry["sets"] == json.loads(ran.stdout)["sets"]
    assert entry["command"] == (
        "forensics evaluate copy.bundle labelled.csv --split test --draw source "
        "--degrade jpeg:30:1 --into-card jpeg-30"
    )
    assert str(tmp_path) not in json.dumps(entry)
    assert "## Measured: jpeg-30" in (copy / "card.md").read_text("utf-8")
    assert "measured" not in read_card(copy)
    assert Detector.load(copy, "cpu").card["evaluations"]["jpeg-30"] == entry
