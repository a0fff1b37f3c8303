"""Faces of made clips on every frame: found, followed, hidden, crossing, cut."""

import gc
import weakref

import clips
import numpy as np
import pytest
import scenes

from engine.faces.finder import FinderSettings, faces_on, track_faces
from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.video.encode import write_clip
from engine.video.frame import Frame
from engine.video.source import VideoSource

RED, BLUE = (1.15, 0.85, 0.8), (0.75, 0.9, 1.2)


def tracks_of(path, **settings):
    with VideoSource.open(path) as video:
        ended = [
            track
            for step in track_faces(video, FinderSettings(device="cpu", **settings))
            for track in step.ended
        ]
        tracks = [track.finished(video.times) for track in ended if track.number]
    return sorted(tracks, key=lambda track: track.number)


def middle(track, row):
    return (track.boxes[row, 0] + track.boxes[row, 2]) / 2


def test_a_new_face_is_found_within_two_fifths_of_a_second(tmp_path):
    appears = 33
    path = scenes.clip_of(
        tmp_path / "new.mp4",
        60,
        [(scenes.head(), lambda i: (20, 60)),
         (scenes.head(BLUE), lambda i: (280, 60) if i >= appears else None)],
    )  # fmt: skip
    with VideoSource.open(path) as video:
        for step in track_faces(video, FinderSettings(device="cpu")):
            new = [s for s in step.seen if s.sighting.box[0] > 240]
            if new:
                break
    assert step.done - appears <= 0.4 * 25
    # ObservedFace late, it is followed back to where it came in.
    assert new[0].sighting.frame == appears


def test_a_face_that_is_hidden_shortly_keeps_its_number(tmp_path):
    screen = np.full((200, 200, 3), 90, np.uint8)

    def hide(first, last):
        return lambda i: (100, 40) if first <= i < last else None

    path = scenes.clip_of(
        tmp_path / "hidden.mp4", 75,
        [(scenes.head(), lambda i: (100 + i, 60)), (screen, hide(30, 45))],
    )  # fmt: skip
    (track,) = tracks_of(path)
    assert track.frames[0] == 0
    assert track.frames[-1] == 74
    assert not track.detected[31:44].any()
    path = scenes.clip_of(
        tmp_path / "long.mp4", 90,
        [(scenes.head(), lambda i: (120, 60)), (screen, hide(20, 60))],
    )  # fmt: skip
    assert len(tracks_of(path)) == 2


def test_faces_that_cross_keep_their_numbers(tmp_path):
    path = scenes.clip_of(
        tmp_path / "cross.mp4", 52,
        [(scenes.head(RED), lambda i: (10 + 6 * i, 60)),
         (scenes.head(BLUE), lambda i: (320 - 6 * i, 66))],
    )  # fmt: skip
    tracks = tracks_of(path)
    assert len(tracks) == 2
    moves = sorted(float(middle(t, -1) - middle(t, 0)) for t in tracks)
    assert moves[0] < -200
    assert moves[1] > 200


def test_no_track_lives_across_a_cut_and_a_flash_is_none(tmp_path):
    first = list(scenes.scene(40, [(scenes.head(), lambda i: (40, 60))]))
    other = [(f[:, ::-1] * np.array([0.9, 0.6, 0.5])).astype(np.uint8) for f in first]
    first[20:22] = [np.full_like(first[0], 250)] * 2
    path = tmp_path / "cut.mp4"
    write_clip(path, first + other, 25)
    one, two = tracks_of(path)
    assert (one.frames[0], one.frames[-1]) == (0, 39)
    assert (two.frames[0], two.frames[-1]) == (40, 79)


def test_every_nth_frame_looks_at_no_others(face_clip):
    (track,) = tracks_of(face_clip, every=10)
    assert np.flatnonzero(track.detected).tolist() == [0, 10, 20, 30, 40]


def test_faces_between_sightings_are_marked_and_have_no_facts(face_clip):
    (track,) = tracks_of(face_clip)
    (sparse,) = tracks_of(face_clip, every=5)
    assert len(track) == 50
    assert track.detected.all()
    assert np.isfinite(track.quality.sharpness).all()
    seen = sparse.detected
    assert np.isfinite(sparse.quality.yaw[seen]).all()
    assert np.isnan(sparse.quality.yaw[~seen]).all()


@pytest.mark.parametrize(("smallest", "count"), [(20, 1), (100, 0)])
def test_faces_as_small_as_asked_for(tmp_path, smallest, count):
    path = scenes.clip_of(
        tmp_path / "small.mp4", 15, [(scenes.head(width=110), lambda i: (100, 60))]
    )
    tracks = tracks_of(path, smallest_face=smallest)
    assert len(tracks) == count
    for track in tracks:
        assert 20 < np.nanmedian(track.quality.size) < 50


class Watched(VideoSource):
    """Counts the frames that are alive."""

    def frames(self, *args, **options):
        self.alive, self.most = weakref.WeakSet(), 0
        for frame in super().frames(*args, **options):
            self.alive.add(frame)
            self.most = max(self.most, len(self.alive))
            yield frame
            del frame


@pytest.mark.slow
def test_frames_held_do_not_grow_with_the_clip(tmp_path):
    # How full the queues are depends on the machine; how long they may get does not.
    for count in (100, 300):
        path = scenes.clip_of(
            tmp_path / f"{count}.mp4", count, [(scenes.head(), lambda i: (100 + i % 50, 60))]
        )
        gc.collect()
        with Watched.open(path) as video:
            for _ in track_faces(video, FinderSettings(device="cpu")):
                pass
            assert 0 < video.most <= 70


def test_a_clip_without_faces_has_no_tracks(clip_folder):
    assert tracks_of(clips.no_face(clip_folder)) == []


@pytest.mark.parametrize("share", [1.0, 0.88])
def test_a_face_that_fills_the_picture_has_the_landmarks_of_the_whole_picture(share):
    picture = clips.portrait()
    whole = faces_on(Frame.of_still(picture))
    x0, y0, x1, y1 = whole.boxes[0]
    half = share * max(x1 - x0, y1 - y0) / 2
    left, top = int((x0 + x1) / 2 - half), int((y0 + y1) / 2 - half)
    tight = np.ascontiguousarray(picture[top : top + int(2 * half), left : left + int(2 * half)])
    found = faces_on(Frame.of_still(tight), FinderSettings(smallest_face=40))
    away = found.landmarks[found.largest()] + (left, top) - whole.landmarks[0]
    assert np.abs(away).max() < 0.03 * (x1 - x0)


def test_faces_are_verified_in_boxes_that_leave_the_picture():
    frame = Frame.of_still(clips.portrait())
    mtcnn = MTCNN(Networks("cpu"), 40)
    boxes = np.array([(-1e6, 10, -1e6 + 90, 100), (380, 300, 480, 400), (-30, -30, 20, 20)])
    assert np.all(mtcnn.verify([frame] * 3, boxes).probabilities < 0.5)
