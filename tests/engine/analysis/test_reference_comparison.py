"""Known faces, and faces of the clip, that lie nearest in the embedding."""

import numpy as np
import pytest

from engine.analysis.reference_comparison import in_words, most_alike, nearest_references
from engine.detector.reference import Reference


@pytest.fixture
def reference():
    """Known faces on a line, 1 apart; every second one is forged."""
    points = np.zeros((8, 3), np.float32)
    points[:, 0] = np.arange(8)
    methods = ["dfdc: pristine", "ffpp: FaceSwap", "ffpp: pristine", "ffpp: FaceSwap",
               "pristine", "made", "dfdc: pristine", "made"]  # fmt: skip
    return Reference(points, np.arange(8) % 2, methods)


def test_the_nearest_come_first_with_what_is_known_of_them(reference):
    cases = nearest_references(np.array([2.9, 0, 0]), reference, 3)
    assert [round(c.distance, 3) for c in cases] == [0.1, 0.9, 1.1]
    assert [c.forged for c in cases] == [True, False, False]
    assert [(c.data_set, c.method) for c in cases] == [
        ("ffpp", "FaceSwap"), ("ffpp", "pristine"), ("", "pristine"),
    ]  # fmt: skip


def test_distance_is_measured_in_all_directions(reference):
    assert nearest_references(np.array([0, 3, 4]), reference)[0].distance == pytest.approx(5)


def test_no_more_cases_than_the_detector_knows(reference):
    assert len(nearest_references(np.zeros(3), reference, 50)) == 8


def test_what_they_are_is_stated_in_one_sentence(reference):
    cases = nearest_references(np.array([4.0, 0, 0]), reference, 5)
    assert in_words(cases) == (
        "Of the 5 nearest reference faces, 2 are forged: 1 by FaceSwap, 1 by made."
    )
    assert in_words(cases[:1]) == "All 1 nearest reference faces are pristine."
    forged = tuple(c for c in cases if c.forged)
    assert in_words(forged).startswith("All 2 nearest reference faces are forged: ")
    assert in_words(()) == "The detector has no reference faces."


def test_the_faces_most_alike_come_first_and_the_face_itself_before_all():
    points = np.array([[1, 0], [0, 1], [0.9, 0.1], [1, 0]], np.float32)
    rows, distances = most_alike(points, 3)
    assert rows.tolist() == [3, 0, 2, 1]
    assert distances[0] == 0
    assert (np.diff(distances) >= 0).all()
