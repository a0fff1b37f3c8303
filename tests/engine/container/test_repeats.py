"""HeldPicture pictures and stretches that come again."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.container.repeats import SHORTEST, find_repeats


def sums(values):
    return np.array(values, np.uint32)


def fresh(count, seed=0):
    return np.random.default_rng(seed).integers(0, 2**32, count, np.uint32)


def test_a_clip_of_different_pictures_has_none():
    found = find_repeats(fresh(500))
    assert (found.frames, found.repeated_frames, found.held, found.stretches) == (500, 0, (), ())


def test_held_pictures_are_counted_and_placed():
    found = find_repeats(sums([1, 2, 2, 2, 3, 4, 4]))
    assert [(h.frame, h.count) for h in found.held] == [(1, 3), (5, 2)]
    assert (found.held_count, found.repeated_frames) == (2, 3)


def test_a_copied_stretch_is_found_whole_and_once():
    clip = fresh(300)
    copied = np.concatenate([clip[:200], clip[50:90], clip[200:]])
    (stretch,) = find_repeats(copied).stretches
    assert (stretch.first, stretch.first_end) == (50, 89)
    assert (stretch.again, stretch.again_end, stretch.pictures) == (200, 239, 40)


def test_held_pictures_inside_a_copied_stretch_do_not_split_it():
    part = np.repeat(fresh(20), [1, 3] * 10)
    (stretch,) = find_repeats(np.concatenate([part, fresh(9, 1), part])).stretches
    assert (stretch.again, stretch.again_end, stretch.pictures) == (49, 88, 20)


def test_still_scenes_and_short_returns_are_no_stretches():
    still = find_repeats(sums([5] * 200 + [6] * 200))
    assert (still.stretches, still.held_count) == ((), 2)
    clip = fresh(100)
    short = np.concatenate([clip, clip[10 : 10 + SHORTEST - 1]])
    assert find_repeats(short).stretches == ()


def test_a_loop_comes_again_from_its_second_round():
    found = find_repeats(np.tile(fresh(30), 4))
    assert (found.stretches[0].first, found.stretches[0].again) == (0, 30)
    assert found.stretches[0].pictures == 90


@given(st.lists(st.integers(0, 3), max_size=80))
@settings(deadline=None)
def test_what_is_named_is_true(values):
    clip = sums(values)
    found = find_repeats(clip)
    assert found.repeated_frames == int((clip[1:] == clip[:-1]).sum())
    for run in found.held:
        assert len(set(values[run.frame : run.frame + run.count])) == 1
    for s in found.stretches:
        once = [v for i, v in enumerate(values) if i == 0 or values[i - 1] != v]
        assert len(once) >= s.pictures >= SHORTEST
        first = [k for i, k in enumerate(values[s.first : s.first_end + 1])
                 if i == 0 or values[s.first + i - 1] != k]  # fmt: skip
        again = [k for i, k in enumerate(values[s.again : s.again_end + 1])
                 if i == 0 or values[s.again + i - 1] != k]  # fmt: skip
        assert first == again


def test_nothing_decoded():
    assert find_repeats(sums([])).frames == 0
