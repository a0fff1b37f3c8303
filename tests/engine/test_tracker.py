"""Faces joined through time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.faces.mtcnn import NO_FACES, Detections
from engine.faces.tracker import Tracker, iou

TIMES = np.arange(2000) / 25.0


def faces(*centres, size=60.0):
    boxes = np.array([(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in centres])
    points = np.array([[(x, y)] * 5 for x, y in centres])
    return Detections(
        boxes.astype(np.float32),
        points.astype(np.float32).reshape(-1, 5, 2),
        np.full(len(centres), 0.99, np.float32),
    )


def follow(steps, every=5, max_gap=25, least=3):
    tracker = Tracker(max_gap, least)
    ended = []
    for i, found in enumerate(steps):
        ended += tracker.ended(i * every)
        tracker.step(i * every, found)
    return [t.finished(TIMES) for t in ended + tracker.end_all() if t.number]


def test_two_moving_faces_keep_their_numbers():
    left = [(100 + 6 * i, 200) for i in range(20)]
    right = [(700 - 6 * i, 200) for i in range(20)]
    # The detector's order is not the tracks' order.
    tracks = follow([faces(*((a, b) if i % 2 else (b, a))) for i, (a, b) in
                     enumerate(zip(left, right, strict=True))])  # fmt: skip
    assert [t.number for t in tracks] == [1, 2]
    for track in tracks:
        assert np.all(np.diff(np.sign(np.diff(track.boxes[:, 0]))) == 0)
        assert len(track) == 96


def test_faces_that_cross_are_told_apart_by_their_motion():
    steps = [faces((100 + 20 * i, 200), (700 - 20 * i, 230), size=80) for i in range(31)]
    tracks = follow(steps)
    assert len(tracks) == 2
    ends = sorted(float(t.boxes[-1, 0] - t.boxes[0, 0]) for t in tracks)
    assert ends[0] < -500
    assert ends[1] > 500


def test_frames_between_detections_are_interpolated_and_marked():
    steps = [faces((100, 100)), faces((110, 100)), NO_FACES, faces((130, 100))]
    (track,) = follow(steps)
    assert track.frames.tolist() == list(range(16))
    assert np.flatnonzero(track.detected).tolist() == [0, 5, 15]
    centre = (track.boxes[10, 0] + track.boxes[10, 2]) / 2
    assert abs(centre - 120) < 1e-3
    assert np.allclose(track.times, TIMES[:16])


def test_a_long_absence_ends_a_track():
    steps = [faces((100, 100))] * 4 + [NO_FACES] * 10 + [faces((100, 100))] * 4
    assert len(follow(steps)) == 2


def test_a_flicker_is_not_a_track():
    steps = [faces((100, 100), (500, 300))] + [faces((100, 100))] * 8
    assert len(follow(steps)) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1900), st.integers(0, 1000)), max_size=5, unique=True),
        min_size=1,
        max_size=25,
    )
)
def test_any_detections_give_well_formed_tracks(steps):
    tracker = Tracker(25, 2)
    ended, given_rows = [], 0
    for i, centres in enumerate(steps):
        ended += tracker.ended(i * 5)
        pairs = tracker.step(i * 5, faces(*centres))
        given_rows += len(centres)
        assert sorted(row for _, row in pairs) == list(range(len(centres)))
        assert len({id(track) for track, _ in pairs}) == len(pairs)
    tracks = ended + tracker.end_all()
    assert sum(len(t.frames) for t in tracks) == given_rows
    numbers = sorted(t.number for t in tracks if t.number)
    assert numbers == list(range(1, len(numbers) + 1))
    for track in tracks:
        done = track.finished(TIMES)
        assert np.all(np.diff(done.frames) == 1)
        assert done.detected[0]
        assert done.detected[-1]


@given(*[st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 50), st.floats(1, 50))] * 2)
def test_overlap_is_symmetric_and_bounded(a, b):
    p, q = (np.array([x, y, x + w, y + h]) for x, y, w, h in (a, b))
    assert iou(p, q) == iou(q, p)
    assert 0 <= iou(p, q) <= 1 + 1e-9
    assert abs(iou(p, p) - 1) < 1e-6
