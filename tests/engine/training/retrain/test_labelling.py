"""Answers to what is offered to be labelled: kept, taken back, and made data."""

import threading

import labelled
import pytest

from engine.errors import PlanError, TrainingDataError
from engine.training.crops import CropStore
from engine.training.datasets.manifest import read_manifest
from engine.training.records import FORGED, PRISTINE
from engine.training.retrain.active_learning import Help
from engine.training.retrain.labelling import Answers, Candidate, in_turn
from engine.training.retrain.unlabelled_clips import UnlabelledClips


def test_answers_are_there_again_and_the_last_that_is_not_data_can_be_taken_back(tmp_path):
    answers = Answers(tmp_path)
    for key, says in (("a", "pristine"), ("b", "unknown"), ("a", "forged"), ("c", "skipped")):
        answers.give(key, says)
    answers.place = "inbox"
    answers.write()
    again = Answers(tmp_path)
    assert (again.given, again.place) == (answers.given, "inbox")
    assert again.new_labels == {"a": FORGED}
    assert again.take_back().key == "c"
    again.mark_added(again.given)
    assert again.take_back() is None
    assert not again.new_labels
    assert again.count() == {"forged": 1, "unknown": 1}


@pytest.mark.parametrize("content", ["", "{}}", '{"version": 2}', '{"answers": [{"key": "a"}]}'])
def test_a_damaged_file_of_answers_is_reported(tmp_path, content):
    (tmp_path / "answers.json").write_text(content)
    with pytest.raises(PlanError, match="cannot be read"):
        Answers(tmp_path)


def test_the_unclear_are_not_offered_again_and_the_skipped_last(tmp_path):
    found = [Candidate(key, key, tmp_path / key, Help(0.0, 1.0, 1.0)) for key in "abcd"]
    answers = Answers(tmp_path)
    for key, says in (("a", "skipped"), ("b", "unknown"), ("c", "pristine")):
        answers.give(key, says)
    assert [one.key for one in in_turn(found, answers.given)] == ["d", "a"]


def test_labels_of_two_folders_stand_in_one_manifest(tmp_path, untrained_detector):
    shelf, answers = CropStore(tmp_path / "crops"), Answers(tmp_path / "labels")
    for number, says in enumerate(("pristine", "forged")):
        place = tmp_path / f"inbox{number}"
        picture = labelled.picture(place / "one.png", number)
        pool = UnlabelledClips(place, untrained_detector, shelf, answers.folder, [])
        (found,) = pool.ranked(answers.given)
        assert found.path == picture
        (face,) = pool.faces(found, 4)
        assert face.shape[0] == face.shape[1] >= 160
        answers.give(found.key, says)
        (manifest,) = pool.add(answers.given)
        answers.mark_added(answers.given)
    records = read_manifest(manifest).records
    assert [(r.path.resolve().parent.name, r.label) for r in records] == [
        ("inbox0", PRISTINE), ("inbox1", FORGED),
    ]  # fmt: skip
    again = UnlabelledClips(place, untrained_detector, shelf, answers.folder, records)
    assert again.ranked(answers.given) == []


def test_an_empty_folder_is_reported(tmp_path, untrained_detector):
    with pytest.raises(TrainingDataError, match="No clips and no pictures"):
        UnlabelledClips(tmp_path, untrained_detector, CropStore(tmp_path), tmp_path, [])


def test_of_two_threads_that_write_none_brings_back_what_was_there_before(tmp_path):
    answers = Answers(tmp_path)
    for number in range(40):
        answers.give(str(number), "pristine")
        early = threading.Thread(target=answers.write)
        early.start()
        answers.mark_added(answers.given)
        answers.write()
        early.join()
        assert Answers(tmp_path).last is None
