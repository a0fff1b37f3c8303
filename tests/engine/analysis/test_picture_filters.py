"""Views of a picture, on made pictures whose answer is known."""

import cv2
import numpy as np
import pytest

from engine.analysis.picture_filters import (
    FILTERS,
    MIDDLE,
    band,
    error_level,
    motion,
    noise_residual,
    sharpen,
    shrunk,
    view,
)


@pytest.fixture
def noisy():
    """Noise all over, but for a smooth square."""
    rng = np.random.default_rng(1)
    picture = rng.integers(110, 146, (96, 128, 3), dtype=np.uint8)
    picture[32:64, 48:80] = 128
    return picture


def jpeg(picture, quality):
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


def test_error_level_of_a_flat_picture_is_black():
    assert error_level(np.full((64, 64, 3), 90, np.uint8)).max() == 0


def test_error_level_shows_a_part_that_was_never_compressed(noisy):
    rng = np.random.default_rng(2)
    picture = jpeg(rng.integers(60, 200, (96, 128, 3), dtype=np.uint8), 90)
    picture[32:64, 48:80] = rng.integers(60, 200, (32, 32, 3), dtype=np.uint8)
    level = error_level(picture, gain=1)
    assert level.dtype == np.uint8
    assert level[32:64, 48:80].mean() > 1.5 * level[:, :40].mean()


def test_error_level_keeps_red_apart_from_blue():
    """Chroma is coded more coarsely than luma, and blue counts least in luma."""
    rng = np.random.default_rng(3)
    picture = np.full((64, 64, 3), 128, np.uint8)
    picture[..., 2] = rng.integers(0, 255, (64, 64))
    means = error_level(picture, gain=1).mean((0, 1))
    assert means[2] > 2 * means[0]


def test_noise_residual_is_grey_where_there_is_no_noise(noisy):
    residual = noise_residual(noisy)
    assert (residual[34:62, 50:78] == MIDDLE).all()
    assert residual[:, :40].std() > 30


def test_noise_residual_keeps_the_sign_of_a_single_pixel():
    picture = np.full((9, 9, 3), 100, np.uint8)
    picture[2, 2], picture[6, 6] = 103, 97
    residual = noise_residual(picture, gain=10)
    assert residual[2, 2, 0] == MIDDLE + 30
    assert residual[6, 6, 0] == MIDDLE - 30
    assert (np.delete(residual[..., 0].ravel(), [20, 60]) == MIDDLE).all()


def test_motion_is_where_something_moved():
    before = np.full((40, 60, 3), 50, np.uint8)
    after = before.copy()
    after[10:20, 30:40] = 60
    shown = motion(after, before, gain=4)
    assert (shown[10:20, 30:40] == 40).all()
    assert shown.sum() == 40 * 100 * 3


def test_motion_of_a_repeated_a_first_and_a_resized_picture_is_black(noisy):
    assert motion(noisy, noisy).max() == 0
    assert view("motion", noisy).max() == 0
    assert motion(noisy, noisy[:50]).max() == 0


def test_views_by_name_and_an_unknown_one(noisy):
    assert np.array_equal(view("error_level", noisy), error_level(noisy))
    assert np.array_equal(view("noise_residual", noisy), noise_residual(noisy))
    with pytest.raises(KeyError):
        view("x_ray", noisy)


def test_a_copy_for_the_screen_keeps_proportion_and_mean(noisy):
    small = shrunk(noisy, 32)
    assert small.shape == (24, 32, 3)
    assert small.mean() == pytest.approx(noisy.mean(), abs=1)
    assert shrunk(noisy, 128) is noisy


def test_each_parameter_changes_its_view():
    picture = np.random.default_rng(0).integers(60, 190, (48, 64, 3), np.uint8)
    picture[:, 32:] = cv2.GaussianBlur(picture[:, 32:], (0, 0), 2)
    for name in FILTERS:
        for one in FILTERS[name].parameters:
            low, high = (
                view(name, picture, picture[::-1], {one.name: value})
                for value in (one.low, one.high)
            )
            assert not np.array_equal(low, high), (name, one.name)
            beyond = view(name, picture, picture[::-1], {one.name: 2 * one.high})
            assert np.array_equal(beyond, high)


def test_a_band_of_fine_details_tells_a_smooth_half():
    picture = np.random.default_rng(0).integers(60, 190, (64, 64, 3), np.uint8)
    picture[:, 32:] = cv2.GaussianBlur(picture[:, 32:], (0, 0), 3)
    spread = band(picture, 1.0).astype(float)
    assert spread[:, 4:28].std() > 3 * spread[:, 36:60].std()


def test_sharpening_by_nothing_changes_nothing():
    picture = np.random.default_rng(0).integers(0, 255, (16, 16, 3), np.uint8)
    assert np.array_equal(sharpen(picture, 0), picture)
