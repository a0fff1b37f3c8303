"""Findings on the page of checks, each with its remedies by one click."""

import csv

import labelled
import pytest

from forensics_gui.language import GERMAN


@pytest.fixture
def faulty(tmp_path):
    """Labelled pictures that rows can be added to before they are listed."""

    class Faulty:
        def __init__(self):
            self.rows = []

        def add(self, name, label, split, who, tint, again=None):
            path = labelled.picture(tmp_path / "faulty" / name, tint)
            if again:
                path.write_bytes((tmp_path / "faulty" / again).read_bytes())
            self.rows.append((name, label, who, split))

        def manifest(self):
            place = tmp_path / "faulty" / "manifest.csv"
            with place.open("w", newline="") as file:
                csv.writer(file).writerows([("path", "label", "identity", "split"), *self.rows])
            return place

    made = Faulty()
    for number in range(8):
        split = ("train", "train", "val", "test")[number % 4]
        for label in ("real", "fake"):
            tint = 2 * number + (label == "fake")
            made.add(f"{number}-{label}.png", label, split, f"p{number}", tint)
    return made


@pytest.fixture
def checked(walk, faulty):
    """Go to the page of checks with what the test made; look-alikes are kept apart from it."""

    def go():
        walk.start().data(faulty.manifest()).next()
        return walk

    return go


def kinds(walk):
    """Kinds of findings that nobody has decided on."""
    return {issue.kind for issue in walk.page.found.issues if not issue.kept}


def choose(walk, kind):
    issues = walk.page.found.issues
    walk.page.list.setCurrentRow(next(i for i, one in enumerate(issues) if one.kind == kind))


def test_a_person_of_two_splits_is_moved_and_the_decision_taken_back(checked, faulty):
    faulty.add("leak.png", "fake", "test", "p0", 91)
    walk = checked()
    choose(walk, "leaks")
    assert "p0" in walk.page.view.words.text()
    walk.take("repair", repair="leaks")
    assert "leaks" not in kinds(walk)
    walk.page.undo.click()
    walk.rest()
    assert "leaks" in kinds(walk)


def test_findings_and_remedies_are_in_the_windows_language(spoken, checked, faulty):
    faulty.add("leak.png", "fake", "test", "p0", 91)
    spoken(GERMAN)
    walk = checked()
    choose(walk, "leaks")
    view = walk.page.view
    assert view.words.text().startswith("Personen in mehr als einer Teilmenge: 1, zum Beispiel p0.")
    assert "Niemand darf in Training und Test zugleich vorkommen" in view.words.text()
    assert any(button.text().startswith("Personen und Quellclips") for button in view.buttons)


@pytest.mark.slow
def test_a_contradiction_is_shown_as_pictures_and_relabelled(checked, faulty, qtbot):
    faulty.add("a.png", "real", "train", "pa", 50)
    faulty.add("b.png", "fake", "train", "pb", 51, again="a.png")
    walk = checked()
    choose(walk, "contradictions")
    view = walk.page.view
    assert view.sheet.count() == 2
    relabel = next(b for b in view.buttons if b.property("does") == "relabel")
    assert not relabel.isEnabled()
    row = next(i for i in range(2) if "forged" in view.sheet.item(i).text())
    view.sheet.item(row).setSelected(True)
    assert relabel.isEnabled()
    walk.take("relabel")
    assert "contradictions" not in kinds(walk)


def test_only_the_items_that_are_picked_are_left_out(checked, faulty):
    faulty.add("a.png", "real", "train", "pa", 50)
    faulty.add("b.png", "fake", "train", "pb", 51, again="a.png")
    walk = checked()
    choose(walk, "contradictions")
    walk.page.view.sheet.item(0).setSelected(True)
    name = walk.page.view.sheet.chosen()[0]
    walk.take("exclude")
    assert "contradictions" not in kinds(walk)
    assert name not in walk.page.found.records
    assert len(walk.page.found.records) == 17


def test_splits_without_both_classes_are_drawn_again(checked, faulty):
    faulty.rows = [(path, label, who, "train") for path, label, who, _ in faulty.rows]
    walk = checked()
    choose(walk, "splits")
    walk.take("deal")
    assert "splits" not in kinds(walk)


@pytest.mark.slow
def test_find_near_duplicates_are_shown_as_faces_and_brought_together(checked):
    walk = checked()
    if "look-alikes" not in kinds(walk):
        pytest.skip("without FaceNet's weights people are not compared")
    before = sum(issue.kind == "look-alikes" for issue in walk.page.found.issues)
    view = walk.page.view
    choose(walk, "look-alikes")
    assert all(not face.pixmap().isNull() for face in view.faces)
    assert view.of_all.text() == f"Apply to all {before} findings of this kind"
    walk.take("together")
    assert sum(issue.kind == "look-alikes" for issue in walk.page.found.issues) < before


def test_keeping_needs_a_reason_and_can_be_said_of_all_at_once(checked):
    walk = checked()
    if "look-alikes" not in kinds(walk):
        pytest.skip("without FaceNet's weights people are not compared")
    choose(walk, "look-alikes")
    keep = next(b for b in walk.page.view.buttons if b.property("does") == "keep")
    assert not keep.isEnabled()
    # Look-alikes are shown and stop nothing.
    assert walk.wizard.next.isEnabled()
    walk.page.view.of_all.setChecked(True)
    walk.take("keep", "different people")
    assert "look-alikes" not in kinds(walk)
    choose(walk, "look-alikes")
    assert "different people" in walk.page.view.kept.text()
    # All of them were one act.
    walk.page.undo.click()
    walk.rest()
    assert "look-alikes" in kinds(walk)
    assert walk.wizard.worker.plan.decisions == []
