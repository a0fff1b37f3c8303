"""Faces joined through time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.faces.boxes import overlaps, strongest
from engine.faces.mtcnn import NO_FACES, Detections
from engine.faces.tracker import FaceObservation, Tracker

TIMES = np.arange(2000) / 25.0


def faces(*centres, size=60.0):
    boxes = np.array([(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in centres])
    points = np.array([[(x, y)] * 5 for x, y in centres])
    return Detections(
        boxes.astype(np.float32),
        points.astype(np.float32).reshape(-1, 5, 2),
        np.full(len(centres), 0.99, np.float32),
    )


def take(tracker, frame, found, looks=None):
    """What a search does with its faces: pair them, begin tracks for those left over."""
    pairs = tracker.match(frame, found, looks)
    taken = {row for _, row in pairs}
    pairs += [(tracker.begin(), row) for row in range(len(found)) if row not in taken]
    for track, row in pairs:
        track.add(FaceObservation.of(frame, found, row))
        track.searched()
        if looks is not None:
            track.remember(looks[row])
    tracker.confirm()
    return pairs


def follow(steps, every=5, max_gap=25, least=3, looks=None):
    tracker = Tracker(max_gap, least)
    ended = []
    for i, found in enumerate(steps):
        ended += tracker.ended(i * every)
        take(tracker, i * every, found, looks[i] if looks else None)
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


def test_faces_that_cross_are_distinguished_by_their_motion():
    steps = [faces((100 + 20 * i, 200), (700 - 20 * i, 230), size=80) for i in range(31)]
    tracks = follow(steps)
    assert len(tracks) == 2
    ends = sorted(float(t.boxes[-1, 0] - t.boxes[0, 0]) for t in tracks)
    assert ends[0] < -500
    assert ends[1] > 500


def test_a_face_that_passes_behind_another_keeps_its_number():
    red, blue = np.full(48, 20, np.float32), np.full(48, -20, np.float32)
    steps, looks = [], []
    for i in range(31):
        front, behind = (100 + 20 * i, 200), (700 - 20 * i, 200)
        hidden = abs(front[0] - behind[0]) < 60
        steps.append(faces(front, size=80) if hidden else faces(behind, front, size=80))
        looks.append([red] if hidden else [blue, red])
    tracks = follow(steps, looks=looks)
    assert len(tracks) == 2
    for track in tracks:
        assert len(track) == 151
        assert abs(track.boxes[-1, 0] - track.boxes[0, 0]) > 550


def test_faces_that_turn_back_behind_each_other_are_distinguished_by_their_looks():
    """Both stop behind each other and go back: motion alone would swap them."""
    red, blue = np.full(48, 20, np.float32), np.full(48, -20, np.float32)
    left = [100 + 20 * i for i in range(12)] + [320, 300, 280, 260, 240, 220, 200]
    steps, looks = [], []
    for i, x in enumerate(left):
        y = 700 - x
        hidden = 10 <= i <= 12
        steps.append(faces((x, 200), size=80) if hidden else faces((x, 200), (y, 200), size=80))
        looks.append([red] if hidden else [red, blue])
    tracks = follow(steps, looks=looks)
    assert len(tracks) == 2
    starts = sorted((float(t.boxes[0, 0]), float(t.boxes[-1, 0])) for t in tracks)
    assert starts[0][1] < 300
    assert starts[1][1] > 400


def test_a_stranger_at_the_same_place_is_a_new_face():
    red, blue = np.full(48, 20, np.float32), np.full(48, -20, np.float32)
    steps = [faces((100, 100))] * 5 + [NO_FACES] * 4 + [faces((100, 100))] * 5
    looks = [[red]] * 5 + [[]] * 4 + [[blue]] * 5
    assert len(follow(steps, looks=looks)) == 2
    looks = [[red]] * 5 + [[]] * 4 + [[red]] * 5
    assert len(follow(steps, looks=looks)) == 1


def test_what_is_never_quite_a_face_gets_no_number():
    unsure = faces((100, 100))
    unsure = Detections(unsure.boxes, unsure.landmarks, np.full(1, 0.8, np.float32))
    assert follow([unsure, faces((100, 100))] * 6) == []


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
        pairs = take(tracker, i * 5, faces(*centres))
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
    boxes = np.array([[x, y, x + w, y + h] for x, y, w, h in (a, b)])
    shared = overlaps(boxes, boxes)
    assert shared[0, 1] == shared[1, 0]
    assert np.all((shared >= 0) & (shared <= 1 + 1e-9))
    assert np.allclose(np.diag(shared), 1)


boxes_strategy = st.lists(
    st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 50), st.floats(1, 50)),
    min_size=1,
    max_size=12,
)


@given(boxes_strategy, st.floats(0.1, 0.9))
def test_of_overlapping_boxes_the_best_is_kept(sides, limit):
    boxes = np.array([[x, y, x + w, y + h] for x, y, w, h in sides])
    scores = np.linspace(1, 0.5, len(boxes))
    kept = strongest(boxes, scores, limit)
    assert kept[0] == 0
    shared = overlaps(boxes, boxes)
    for i, a in enumerate(kept):
        assert all(shared[a, kept[:i]] <= limit + 1e-3)
    for dropped in set(range(len(boxes))) - set(kept.tolist()):
        assert any(shared[dropped, kept[kept < dropped]] > limit - 1e-3)
