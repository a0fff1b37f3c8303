"""Sound is what lies at its moment, from wherever it is taken; damaged parts are silent."""

from fractions import Fraction

import clips
import numpy as np
import pytest

from engine.audio.client import AudioClient
from engine.audio.decoder import RATE
from engine.errors import ClipUnreadableError
from engine.video.source import VideoSource


@pytest.fixture
def heard():
    """Opens the sound of a clip, and closes it."""
    opened = []

    def listen(path):
        with VideoSource.open(path) as video:
            opened.append(AudioClient(path, video.index.first_pts, video.index.stream))
        return opened[-1]

    yield listen
    for one in opened:
        one.close()


def loud(pcm):
    return float(np.abs(pcm).max())


def test_sound_lies_where_it_was_recorded(tmp_path, heard):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(1.0, 0.0), (0.5, 0.8), (1.5, 0.0)])
    whole = heard(path)
    parts = [whole.samples(at, RATE // 10) for at in range(0, 3 * RATE, RATE // 10)]
    pcm = np.concatenate(parts)
    assert pcm.shape == (3 * RATE, 2)
    assert pcm.dtype == np.float32
    edges = np.flatnonzero(np.abs(pcm[:, 0]) > 0.1)[[0, -1]] / RATE
    assert edges == pytest.approx([1.0, 1.5], abs=0.01)
    # One channel made into two is 3 dB lower in each.
    assert loud(pcm) == pytest.approx(0.8 * 0.5**0.5, abs=0.05)
    tone = np.abs(np.fft.rfft(pcm[RATE : RATE + RATE // 2, 0]))
    assert 2 * int(tone.argmax()) == pytest.approx(440, abs=2)


def test_any_moment_gives_what_the_whole_gives(tmp_path, heard):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(n % 3 / 4 + 0.25, n % 4 / 4) for n in range(30)])
    one, other = heard(path), heard(path)
    whole = np.concatenate([one.samples(at, RATE) for at in range(0, 12 * RATE, RATE)])
    for at in (11 * RATE, 3 * RATE + 17, 0, 7 * RATE, 7 * RATE + 4800, 2 * RATE):
        part = other.samples(at, 4800)
        assert np.allclose(part, whole[at : at + 4800], atol=0.02)


def test_it_is_counted_from_the_first_picture(tmp_path, heard):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(1.0, 0.0), (2.0, 0.8)], first=Fraction(1, 2))
    sound = heard(path)
    assert loud(sound.samples(0, RATE * 4 // 10)) < 0.05
    assert loud(sound.samples(RATE * 6 // 10, RATE // 10)) > 0.5
    assert loud(sound.samples(-RATE, RATE // 2)) == 0


def test_beyond_the_end_and_without_sound_is_silence(tmp_path, heard, face_clip):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(1.0, 0.8)])
    sound = heard(path)
    assert loud(sound.samples(5 * RATE, RATE)) == 0
    assert loud(sound.samples(RATE // 4, 480)) > 0.5
    assert loud(heard(face_clip).samples(0, RATE)) == 0


def test_a_cut_clip_is_heard_as_far_as_it_goes(tmp_path, heard):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(4.0, 0.8)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    sound = heard(path)
    assert sound.samples(0, RATE).shape == (RATE, 2)
    assert loud(sound.samples(9 * RATE, RATE)) == 0


def test_a_missing_clip_is_reported(tmp_path, heard):
    path = tmp_path / "a.mkv"
    clips.with_sound(path, [(1.0, 0.8)])
    with VideoSource.open(path) as video:
        index = video.index
    path.unlink()
    with pytest.raises(ClipUnreadableError):
        AudioClient(path, index.first_pts, index.stream)
