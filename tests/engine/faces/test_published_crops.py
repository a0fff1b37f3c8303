"""Crops as the authors of published detectors make them, against their own steps."""

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.faces.align import Alignment, aligned_crop, crop_matrix, frame_crop
from engine.faces.published_crops import (
    DEEPFAKEBENCH,
    MTCNN_IN_DEEPFAKEBENCH,
    RECIPES,
    least_squares,
)
from engine.video.source import VideoSource

LANDMARKS = np.array([[130, 90], [175, 96], [150, 120], [128, 143], [166, 148]], np.float32)
BOX = np.array([110.4, 60.2, 200.7, 170.9], np.float32)


@pytest.fixture(scope="module")
def picture():
    noise = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 2)


def deepfakebench_by_hand(picture, landmarks, side):
    """DeepfakeBench: similarity to the template, bilinear, black border."""
    template = np.array(MTCNN_IN_DEEPFAKEBENCH) * side
    matrix = least_squares(landmarks, template)
    return cv2.warpAffine(picture, matrix, (side, side))


def test_deepfakebench_crops_are_one_bilinear_warp(picture):
    crop = aligned_crop(picture, LANDMARKS, Alignment(256, recipe="deepfakebench"))
    assert np.array_equal(crop, deepfakebench_by_hand(picture, LANDMARKS, 256))


def test_the_template_is_that_of_arcface_with_a_border():
    left_eye = np.array(DEEPFAKEBENCH[0])
    assert np.allclose(left_eye * 1.3 * 256, np.array([38.2946, 51.6963]) * 256 / 112 + 0.15 * 256)


@pytest.mark.parametrize("recipe", ["deepfakebench", "gend"])
def test_beyond_the_picture_is_black(picture, recipe):
    corner = LANDMARKS - np.array([120, 90], np.float32)
    crop = aligned_crop(picture, corner, Alignment(128, recipe=recipe), BOX)
    assert not crop[:20, :20].any()
    assert crop[64:].any()


def test_sbi_squeezes_the_grown_box(picture):
    crop = aligned_crop(picture, LANDMARKS, Alignment(380, recipe="sbi"), BOX)
    x0, y0, x1, y1 = (float(v) for v in BOX)
    dx, dy = (x1 - x0) / 8, (y1 - y0) / 8
    part = picture[int(y0 - dy) : int(y1 + dy) + 1, int(x0 - dx) : int(x1 + dx) + 1]
    assert np.array_equal(crop, cv2.resize(part, (380, 380)))


def test_sbi_cuts_the_box_at_the_edges(picture):
    box = np.array([-30, 200, 60, 300], np.float32)
    crop = aligned_crop(picture, LANDMARKS, Alignment(96, recipe="sbi"), box)
    part = picture[187:240, 0 : int(60 + 90 / 8) + 1]
    assert np.array_equal(crop, cv2.resize(part, (96, 96)))


def test_sbi_needs_a_box(picture):
    with pytest.raises(ValueError, match="box"):
        aligned_crop(picture, LANDMARKS, Alignment(96, recipe="sbi"))


def test_gend_cuts_at_the_faces_own_scale_and_then_resizes(picture):
    large = cv2.resize(picture, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    crop = aligned_crop(large, LANDMARKS * 4, Alignment(224, recipe="gend"))
    matrix = crop_matrix(LANDMARKS * 4, Alignment(224, recipe="gend"), (1280, 960), None)
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    assert 0.2 < scale < 1
    natural = matrix / scale
    side = round(224 / scale)
    drawn = cv2.warpAffine(large, natural, (side, side))
    expected = np.asarray(Image.fromarray(drawn).resize((224, 224), Image.Resampling.BICUBIC))
    assert np.abs(crop.astype(int) - expected.astype(int)).mean() < 1


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_crop_from_a_frame_is_that_from_its_picture(face_clip, recipe):
    with VideoSource.open(face_clip) as video:
        frame = video.frame(3)
        for alignment in (Alignment(128, recipe=recipe), Alignment(64, recipe=recipe)):
            for shift in ((0, 0), (-110, -60), (100, 60)):
                points = LANDMARKS + np.array(shift, np.float32)
                box = BOX + np.array(shift * 2, np.float32)
                part = frame_crop(frame, points, alignment, box)
                whole = aligned_crop(frame.rgb(), points, alignment, box)
                assert np.abs(part.astype(int) - whole.astype(int)).mean() < 0.5


@pytest.mark.parametrize("recipe", RECIPES)
def test_degenerate_landmarks_give_a_crop(picture, recipe):
    same = np.full((5, 2), 100, np.float32)
    assert aligned_crop(picture, same, Alignment(64, recipe=recipe), BOX).shape == (64, 64, 3)
