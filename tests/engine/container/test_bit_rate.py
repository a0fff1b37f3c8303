"""Sizes of frames over time, as they are drawn."""

import clips
import numpy as np
import pytest

from engine.container.gop import SizeSeries, bit_rate, largest_frames
from engine.video.encode import write_clip
from engine.video.source import VideoSource


def series(kinds, sizes):
    return SizeSeries(np.frombuffer(kinds.encode(), np.uint8), np.array(sizes, np.int64))


def test_every_frame_of_a_clip_has_its_kind_and_size(numbered):
    with VideoSource.open(numbered) as video:
        found = video.sizes()
        assert len(found) == len(video)
        assert chr(found.kinds[0]) == "I"
        assert set(found.kinds.tobytes().decode()) == {"I", "P", "B"}
        assert 0 < found.sizes.sum() < numbered.stat().st_size
        # Pictures come as before.
        assert video.frame(3).index == 3


@pytest.fixture(scope="module")
def numbered(tmp_path_factory):
    path = tmp_path_factory.mktemp("sizes") / "c.mp4"
    write_clip(path, clips.numbered(60), 25, options={"bf": "2", "g": "24", "sc_threshold": "0"})
    return path


def test_bits_are_summed_second_by_second():
    rate = bit_rate(np.arange(60) / 20, np.repeat([1000, 2000, 500], 20), 3.0)
    assert rate.begins.tolist() == [0, 1, 2]
    assert rate.rates.tolist() == [160_000, 320_000, 80_000]


@pytest.mark.parametrize("frames", [54, 58])
def test_the_end_of_a_clip_is_measured_over_what_there_is_of_it(frames):
    rate = bit_rate(np.arange(frames) / 20, np.full(frames, 1000), frames / 20)
    assert rate.rates == pytest.approx(np.full(3, 160_000))


def test_a_key_frame_alone_in_the_last_second_makes_no_peak():
    sizes = np.append(np.full(60, 1000), 20_000)
    rate = bit_rate(np.arange(61) / 20, sizes, 61 / 20)
    assert rate.rates.max() < 320_000


def test_a_second_without_frames_has_no_bits():
    rate = bit_rate(np.array([0.0, 2.5]), np.array([10, 10]), 3.0)
    assert rate.rates.tolist() == [80, 0, 80]


def test_a_long_clip_gives_no_more_values_than_asked_for():
    times = np.arange(100_000) * 1.0
    rate = bit_rate(times, np.full(100_000, 5), 100_000.0, most=1000)
    assert len(rate.rates) <= 1000
    assert rate.step == 100
    assert rate.rates == pytest.approx(np.full(len(rate.rates), 40.0))


def test_one_picture_and_none():
    assert bit_rate(np.zeros(1), np.array([100]), 0.0).rates.tolist() == [800]
    assert len(bit_rate(np.zeros(0), np.zeros(0), 0.0).rates) == 0


def test_few_frames_are_drawn_one_by_one():
    (i, i_size), (p, _), (b, b_size) = largest_frames(
        series("IPBBPI", [9, 4, 1, 2, 3, 8]), 0, 6, 100
    )
    assert (i.tolist(), p.tolist(), b.tolist()) == ([0, 5], [1, 4], [2, 3])
    assert (i_size.tolist(), b_size.tolist()) == ([9, 8], [1, 2])


def test_many_frames_are_drawn_by_the_largest_of_each_kind():
    rng = np.random.default_rng(0)
    many = series("IPPP" * 25_000, rng.integers(1, 1000, 100_000))
    found = largest_frames(many, 10, 99_990, 300)
    for letter, (frames, sizes) in zip("IPB", found, strict=True):
        assert len(frames) <= 300
        assert (many.kinds[frames] == ord(letter)).all()
        assert (many.sizes[frames] == sizes).all()
    assert found[1][1].max() == many.sizes[10:99_990][many.kinds[10:99_990] == ord("P")].max()
    assert len(found[2][0]) == 0
