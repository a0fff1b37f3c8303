"""Frames of ordinary clips, and what is said of files that are none."""

import contextlib
import hashlib
import os
import random

import clips
import numpy as np
import pytest

from engine.errors import ClipUnreadableError, NotAVideoError
from engine.video.source import VideoSource


@pytest.mark.parametrize("name", clips.KINDS)
def test_every_frame_in_order_and_at_random(tmp_path, name):
    with VideoSource.open(clips.ordinary(tmp_path, name)) as video:
        assert len(video) == 100
        assert [clips.read_number(f.rgb()) for f in video.frames()] == list(range(100))
        for index in random.Random(1).choices(range(100), k=40):
            frame = video.frame(index)
            assert (frame.index, clips.read_number(frame.rgb())) == (index, index)
            assert frame.time == pytest.approx(index / 25, abs=2e-3)


def test_stepping_back_gives_the_same_pixels(tmp_path):
    with VideoSource.open(clips.ordinary(tmp_path, "b_frames.mp4")) as video:
        forward = [video.frame(i).rgb() for i in range(40, 60)]
        back = [video.frame(i).rgb() for i in range(59, 39, -1)][::-1]
    assert all(np.array_equal(a, b) for a, b in zip(forward, back, strict=True))


def test_uneven_time_stamps_are_kept(tmp_path):
    path, seconds = clips.variable_rate(tmp_path)
    with VideoSource.open(path) as video:
        assert np.allclose(video.times, seconds, atol=1e-4)
        for index in (0, 41, 7, 79, 33):
            assert clips.read_number(video.frame(index).rgb()) == index


def test_every_nth_frame(tmp_path):
    with VideoSource.open(clips.ordinary(tmp_path, "quicktime.mov")) as video:
        got = [(f.index, clips.read_number(f.rgb())) for f in video.frames(5, every=30, limit=3)]
    assert got == [(5, 5), (35, 35), (65, 65)]


def test_facts(tmp_path):
    path = clips.ordinary(tmp_path, "b_frames.mp4")
    with VideoSource.open(path) as video:
        facts = video.facts
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (facts.width, facts.height, facts.frames, facts.codec) == (*clips.SIZE, 100, "h264")
    assert facts.fps == pytest.approx(25)
    assert facts.duration == pytest.approx(4)
    assert facts.audio == ""


def test_a_rotation_flag_turns_the_picture_upright(tmp_path):
    with VideoSource.open(clips.rotated(tmp_path)) as video:
        assert (video.facts.width, video.facts.height) == (240, 320)
        upright = video.frame(0).rgb()
    expected = next(clips.faces(20, (240, 320)))
    assert upright.shape == expected.shape
    assert np.corrcoef(upright.ravel(), expected.ravel())[0, 1] > 0.97


def test_shrinking_keeps_the_shape_of_the_picture(face_clip):
    with VideoSource.open(face_clip) as video:
        assert video.frame(0).rgb(160).shape == (120, 160, 3)


def test_one_frame(tmp_path):
    with VideoSource.open(clips.one_face(tmp_path, 1)) as video:
        assert len(video) == 1
        assert video.frame(0).time == 0


def test_the_readable_part_of_a_truncated_clip(tmp_path):
    path = clips.truncated(tmp_path, "matroska.mkv", 0.6)
    with VideoSource.open(path) as video:
        numbers = [clips.read_number(f.rgb()) for f in video.frames()]
    assert 30 < len(numbers) < 100
    assert numbers == list(range(len(numbers)))


def write(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda t: t / "none.mp4", ClipUnreadableError, "no file"),
        (lambda t: t, ClipUnreadableError, "folder"),
        (lambda t: write(t / "empty.mp4", b""), ClipUnreadableError, "empty"),
        (lambda t: write(t / "a.mp4", b"Dear Sir or Madam, " * 99), NotAVideoError, "not a video"),
        (clips.audio_only, NotAVideoError, "no video stream"),
        (lambda t: clips.truncated(t, "old.avi", 0.01), NotAVideoError, "No picture|not a video"),
    ],
)
def test_what_is_no_clip_is_reported_with_advice(tmp_path, make, kind, words):
    with pytest.raises(kind, match=words) as caught:
        VideoSource.open(make(tmp_path))
    assert caught.value.advice


@pytest.fixture
def nobody():
    """Not root, for whom no file is unreadable."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_without_permission(face_clip, tmp_path, nobody):
    path = face_clip
    if os.getuid() != 0:
        path = write(tmp_path / "secret.mp4", face_clip.read_bytes())
        path.chmod(0)
    with pytest.raises(ClipUnreadableError, match="may not be read"):
        VideoSource.open(path)


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 25))]
)
def test_damaged_bytes_never_crash(tmp_path, face_clip, seed):
    rng = random.Random(seed)
    data = bytearray(face_clip.read_bytes())
    for _ in range(rng.choice([3, 30, 300])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path = write(tmp_path / "damaged.mp4", bytes(data))
    with contextlib.suppress(NotAVideoError), VideoSource.open(path) as video:
        shapes = [frame.rgb(64).shape[2] for frame in video.frames()]
        assert len(shapes) <= len(video)
        assert set(shapes) <= {3}
