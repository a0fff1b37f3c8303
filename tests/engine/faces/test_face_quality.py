"""Facts of a face picture: what changes them, and what must not."""

import clips
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.faces.align import Alignment
from engine.faces.quality import (
    blockiness,
    brightness,
    measure,
    pose,
    sharpness,
)
from engine.video.source import VideoSource

FRONTAL = np.array([(40, 40), (80, 40), (60, 62), (44, 85), (76, 85)], np.float64)


@pytest.fixture(scope="module")
def portrait():
    return cv2.resize(clips.portrait()[20:200, 100:280], (160, 160), interpolation=cv2.INTER_AREA)


def turned(yaw, pitch=0.0, roll=0.0):
    """Landmarks of a head in three dimensions, seen from afar."""
    head = np.array([(-0.5, 0, 0), (0.5, 0, 0), (0, 0.58, -0.5), (-0.41, 1.15, -0.1),
                     (0.41, 1.15, -0.1)]) - (0, 0.58, 0)  # fmt: skip
    y, p, r = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return (head @ (about_z @ about_y @ about_x).T)[:, :2] * 40 + 100


@given(st.floats(-70, 70), st.floats(-40, 40))
def test_pose_is_that_of_the_head(yaw, pitch):
    seen = pose(turned(yaw, pitch))
    assert abs(seen[0] - yaw) < 3
    assert abs(seen[1] - pitch) < 3


@given(st.floats(-80, 80))
def test_roll_is_that_of_the_head(roll):
    assert abs(pose(turned(0, 0, roll))[2] - roll) < 1


@given(st.lists(st.floats(-8, 8), min_size=10, max_size=10))
def test_mirroring_flips_yaw_and_roll_and_nothing_else(noise):
    points = FRONTAL + np.array(noise).reshape(5, 2)
    mirrored = points[[1, 0, 2, 4, 3]] * (-1, 1) + (200, 0)
    yaw, pitch, roll = pose(points)
    assert np.allclose(pose(mirrored), (-yaw, pitch, -roll), atol=1e-6)


@given(st.floats(0.2, 20), st.floats(-500, 500))
def test_pose_does_not_depend_on_size_and_place(scale, shift):
    assert np.allclose(pose(FRONTAL * scale + shift), pose(FRONTAL), atol=1e-5)


def test_a_nose_toward_the_right_edge_is_a_positive_yaw():
    points = FRONTAL.copy()
    points[2, 0] += 12
    assert pose(points)[0] > 15
    assert pose(FRONTAL)[0] == pytest.approx(0, abs=1e-6)


def test_landmarks_in_one_point_have_no_pose():
    assert np.isnan(pose(np.full((5, 2), 7.0))).all()


@pytest.mark.parametrize("contrast", [0.4, 0.7, 0.9])
def test_sharpness_does_not_depend_on_contrast_or_brightness(portrait, contrast):
    pale = (portrait * contrast + 255 * (1 - contrast) / 2).astype(np.uint8)
    assert sharpness(pale) == pytest.approx(sharpness(portrait), rel=0.1)


def test_blur_lowers_sharpness(portrait):
    values = [sharpness(cv2.GaussianBlur(portrait, (0, 0), s)) for s in (0.5, 1.5, 3, 6)]
    assert values == sorted(values, reverse=True)
    assert sharpness(np.full_like(portrait, 90)) == 0


def test_brightness_follows_the_light(portrait):
    values = [brightness((portrait * light).astype(np.uint8)) for light in (0.2, 0.5, 1.0)]
    assert values == sorted(values)
    assert brightness(np.zeros_like(portrait)) == 0
    assert brightness(np.full_like(portrait, 255)) == 1


def test_blockiness_rises_with_quantisation(portrait):
    values = []
    for grade in (95, 50, 20, 8):
        data = cv2.imencode(".jpg", portrait, [cv2.IMWRITE_JPEG_QUALITY, grade])[1]
        values.append(blockiness(cv2.imdecode(data, cv2.IMREAD_COLOR)))
    assert values == sorted(values)
    assert values[0] < 0.2
    assert values[-1] > 0.3


@given(st.integers(0, 40), st.integers(0, 40))
def test_blockiness_knows_where_blocks_begin(x0, y0):
    rng = np.random.default_rng(0)
    blocks = np.kron(rng.integers(0, 255, (16, 16)), np.ones((8, 8))).astype(np.uint8)
    picture = np.dstack([blocks] * 3)[y0:, x0:]
    assert blockiness(np.ascontiguousarray(picture), x0, y0) > 0.95


def test_facts_are_measured_on_native_pixels(face_clip):
    template = Alignment(size=100).template()

    with VideoSource.open(face_clip) as video:
        frame = video.frame(0)
        facts = measure(frame, np.array([100.0, 80.0, 200.0, 190.0]), template + 90)
        outside = measure(frame, np.array([-50.0, -50.0, -10.0, -10.0]), template - 150)
    assert facts.size == 100
    assert 0 < facts.brightness < 1
    assert facts.sharpness > 0
    assert outside.sharpness == 0
    assert np.isnan(outside.brightness)
