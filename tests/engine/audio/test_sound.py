"""The wave of a clip's sound, against sound that is known."""

from fractions import Fraction

import clips
import numpy as np
import pytest

from engine.audio.client import Waveform, read_waveform
from engine.audio.peaks import MOST, Peaks
from engine.errors import CancelledError, NotAVideoError
from engine.progress import CancelToken
from engine.video.source import VideoSource

RATE = 8000


def index_of(path):
    with VideoSource.open(path) as video:
        return video.index.first_pts, video.index.stream


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Two seconds: silence, then a tone at half of full scale from 0.5 to 1.5 s."""
    path = tmp_path_factory.mktemp("sound") / "tone.mkv"
    clips.with_sound(path, [(0.5, 0.0), (1.0, 0.5), (0.5, 0.0)], RATE)
    return path


def test_the_wave_is_high_where_the_sound_is(spoken):
    wave = read_waveform(spoken, *index_of(spoken))
    low, high = wave.between(np.arange(0, 2.01, 0.25))
    assert high[2:6] == pytest.approx(0.5, abs=0.02)
    assert low[2:6] == pytest.approx(-0.5, abs=0.02)
    assert high[[0, 7]] == pytest.approx(0, abs=0.01)
    assert len(wave.low) * wave.step == pytest.approx(2, abs=0.1)


def test_sound_is_placed_by_the_first_picture(tmp_path):
    """Pictures that begin 0.52 s after the sound: what was heard before is left out."""
    path = tmp_path / "late.mkv"
    clips.with_sound(path, [(0.52, 0.0), (1.0, 0.5)], RATE, first=Fraction(13, 25))
    _, high = read_waveform(path, *index_of(path)).between(np.array([0, 0.25, 0.5]))
    assert high == pytest.approx(0.5, abs=0.02)


def test_a_clip_without_sound_has_no_wave(tmp_path):
    path = clips.no_face(tmp_path)
    assert read_waveform(path, *index_of(path)) is None


def test_cut_sound_gives_the_wave_of_what_is_left(spoken, tmp_path):
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(spoken.read_bytes()[: int(spoken.stat().st_size * 0.8)])
    wave = read_waveform(cut, *index_of(spoken))
    assert wave.high.max() == pytest.approx(0.5, abs=0.02)


def test_no_video_and_cancelling_are_typed(spoken, tmp_path):
    index = index_of(spoken)
    with pytest.raises(NotAVideoError):
        read_waveform(clips.audio_only(tmp_path), *index)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        read_waveform(spoken, *index, cancel=cancel)


def test_memory_does_not_grow_and_no_peak_is_lost():
    peaks = Peaks()
    rng = np.random.default_rng(0)
    loudest = 0.0
    for part in range(400):
        samples = rng.uniform(-0.1, 0.1, (2, 16000))
        if part in (3, 250):
            samples[1, 777] = 0.9 if part == 3 else -0.8
        peaks.add(part * 16000, samples)
        loudest = max(loudest, samples.max())
    low, high = peaks.bounds()
    assert len(low) <= MOST
    assert len(low) == -(-400 * 16000 // peaks.step)
    assert high[(3 * 16000 + 777) // peaks.step] == loudest == 0.9
    assert low[(250 * 16000 + 777) // peaks.step] == -0.8


def test_samples_before_the_first_picture_are_left_out():
    peaks = Peaks()
    peaks.add(-100, np.full((1, 100), 0.5))
    assert peaks.used == 0
    peaks.add(-100, np.full((1, 101), 0.5))
    assert peaks.bounds()[1].tolist() == [0.5]


def test_columns_finer_and_coarser_than_the_stretches_and_beyond_the_end():
    wave = Waveform(np.array([-1, -2, -3], np.float32) / 4, np.array([1, 2, 3], np.float32) / 4, 1)
    low, high = wave.between(np.array([0, 0.5, 1.0, 3.0, 4.0, 9.0]))
    assert (low * 4).tolist() == [-1, -1, -3, 0, 0]
    assert (high * 4).tolist() == [1, 1, 3, 0, 0]
