"""The best 25 frames a track, spread over it, in bounded memory."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.sampling import Appearance, Candidate, SlotSample, StretchSample, fitness
from engine.faces.quality import FaceQuality

CROP = np.zeros((4, 4, 3), np.uint8)
FACTS = FaceQuality(50.0, 0.5, 0.0, 0.0, 0.0, 0.5, 0.0)


def gather(ranks, wanted, step=1):
    sample = SlotSample(wanted)
    most = 0
    for i, rank in enumerate(ranks):
        if sample.wants(i * step, rank):
            sample.add(Candidate(i * step, CROP, FACTS, rank))
        most = max(most, len(sample))
    return sample, most


@given(st.integers(1, 5000), st.integers(2, 30), st.integers(1, 7))
def test_spread_and_bounded(count, wanted, step):
    sample, most = gather([0.5] * count, wanted, step)
    chosen = [c.frame for c in sample.chosen()]
    assert most <= 2 * wanted
    assert len(chosen) <= wanted
    assert len(chosen) >= min(count, wanted // 2)
    assert chosen == sorted(set(chosen))
    length = count * step
    if len(chosen) > 1:
        # No gap is much wider than an even spread would leave.
        assert max(np.diff(chosen)) <= 4 * max(step, -(-length // len(chosen)))
        assert length - chosen[-1] <= 4 * max(step, -(-length // len(chosen)))


@given(st.integers(60, 3000), st.integers(2, 25), st.integers(0, 1000))
def test_the_best_frame_is_always_chosen(count, wanted, seed):
    ranks = np.random.default_rng(seed).random(count).tolist()
    best = int(np.argmax(ranks))
    chosen = gather(ranks, wanted)[0].chosen()
    assert best in [c.frame for c in chosen]
    # Each is better than most of the frames near it.
    assert np.mean([c.rank for c in chosen]) > np.mean(ranks)


def test_a_better_face_takes_the_place_of_a_worse_one_nearby():
    ranks = [0.1] * 500
    for good in range(7, 500, 20):
        ranks[good] = 0.9
    chosen = gather(ranks, 25)[0].chosen()
    assert sum(c.rank == 0.9 for c in chosen) >= 23


def quality(**facts):
    usual = {"size": 80, "sharpness": 0.3, "yaw": 5, "pitch": 0, "roll": 0, "brightness": 0.5,
             "blockiness": 0.1}  # fmt: skip
    return FaceQuality(**{**usual, **facts})


def test_fitness_prefers_large_sharp_frontal_and_sure_faces():
    usual = fitness(quality(), 0.99)
    assert 0 < usual <= 1
    assert fitness(quality(size=40), 0.99) < usual
    assert fitness(quality(sharpness=0.1), 0.99) < usual
    assert fitness(quality(yaw=60), 0.99) < usual
    assert fitness(quality(pitch=-50), 0.99) < usual
    assert fitness(quality(), 0.8) < usual
    assert fitness(quality(roll=40), 0.99) == usual
    assert fitness(quality(yaw=float("nan")), 0.99) < usual


def long_sample(seconds, appearance=None, wanted=25, stretch=20.0, rate=25):
    """A sample of a face on every frame, its closed stretches let go of as an analysis does."""
    sample, held = StretchSample(wanted, stretch), 0
    for frame in range(int(seconds * rate)):
        if sample.wants(frame, frame / rate, 0.5):
            sample.add(Candidate(frame, CROP, FACTS, 0.5, appearance and appearance(frame)))
        for one in sample.closed():
            one.crop = CROP[:0]
        held = max(held, sample.crops_in_memory)
    return sample, held


def test_a_long_track_has_so_many_faces_in_each_stretch():
    sample, held = long_sample(205)
    frames = np.array([one.frame for one in sample.chosen()])
    counts = np.bincount(frames // 500)
    assert len(counts) == 11
    assert (counts[:10] >= 20).all()
    assert (counts[:10] <= 25).all()
    # The last five seconds are not sampled more densely than the rest.
    assert counts[10] <= 8
    assert held <= 50
    assert (np.diff(frames) > 0).all()


def test_a_track_of_one_stretch_is_sampled_as_a_whole():
    whole, _ = gather([0.5] * 500, 25)
    for stretch in (0.0, 20.0):
        sample, _ = long_sample(20, stretch=stretch)
        assert [c.frame for c in sample.chosen()] == [c.frame for c in whole.chosen()]


def test_a_picture_that_is_held_over_stretches_counts_once():
    one = Appearance(0, 0, 1, np.zeros((48, 48), np.float32))
    sample, _ = long_sample(130, lambda _: one)
    assert len(sample.chosen()) == 1
    others = [Appearance(0, 0, 1, np.full((48, 48), 9.0 * n, np.float32)) for n in range(3)]
    slides, _ = long_sample(130, lambda frame: others[frame // 250 % 3])
    assert len(slides.chosen()) == 3
