"""Shot cuts by content: what is one, and what only looks like one."""

import cv2
import numpy as np
import pytest

from engine.faces.shots import CutFinder, frame_signature


def view(seed, shift=0.0, noise=0):
    """A picture of a large made landscape, seen from a moving camera."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (12, 40, 3), dtype=np.uint8)
    wide = cv2.resize(coarse, (640, 192), interpolation=cv2.INTER_CUBIC)
    picture = np.roll(wide, -round(shift), axis=1)[40:130, 60:220]
    grain = np.random.default_rng(noise).integers(-6, 7, picture.shape)
    return np.clip(picture.astype(int) + grain, 0, 255).astype(np.uint8)


def cuts_in(pictures):
    finder = CutFinder()
    answers = [finder.push(frame_signature(np.ascontiguousarray(p))) for p in pictures]
    answers = [a for a in answers if a is not None] + finder.flush()
    assert len(answers) == len(pictures)
    return np.flatnonzero(answers).tolist()


@pytest.mark.parametrize("length", [1, 2, 7, 30])
def test_hard_cuts_are_found_on_their_frame(length):
    shots = [view(seed, noise=i) for seed in range(4) for i in range(max(length, 6))]
    assert cuts_in(shots) == [max(length, 6) * n for n in (1, 2, 3)]


@pytest.mark.parametrize("flash", [1, 2, 3])
def test_a_flash_is_no_cut(flash):
    shot = [view(1, i * 0.5, i) for i in range(30)]
    for i in range(12, 12 + flash):
        shot[i] = np.clip(shot[i].astype(int) // 4 + 190, 0, 255).astype(np.uint8)
    assert cuts_in(shot) == []


@pytest.mark.parametrize("speed", [2, 8, 20])
def test_a_fast_pan_is_no_cut(speed):
    assert cuts_in([view(2, i * speed, i) for i in range(40)]) == []


def test_a_shaken_camera_makes_no_cut():
    shifts = np.cumsum(np.random.default_rng(4).normal(0, 9, 60))
    assert cuts_in([view(3, shift, i) for i, shift in enumerate(shifts)]) == []


def test_a_slow_fade_makes_no_cut_by_itself():
    a, b = view(5), view(6)
    fade = [(a * (1 - t) + b * t).astype(np.uint8) for t in np.linspace(0, 1, 25)]
    assert cuts_in([a] * 10 + fade + [b] * 10) == []


def test_still_pictures_make_no_cut():
    assert cuts_in([np.zeros((36, 64, 3), np.uint8)] * 20) == []
    assert cuts_in([]) == []
