"""Zoom and place of the picture."""

import pytest
from PySide6.QtCore import QPointF, QRect, QSize

from forensics_gui.player.viewport import Viewport

AREA = QSize(800, 600)


@pytest.fixture
def viewport():
    viewport = Viewport()
    viewport.reset(1920, 1080)
    return viewport


def test_a_fitted_picture_is_whole_and_in_the_middle(viewport):
    target = viewport.target(AREA, 1.0)
    assert target.width() == 800
    assert target.height() == pytest.approx(450)
    assert target.center() == QPointF(400, 300)
    assert viewport.visible(AREA, 1.0) == QRect(0, 0, 1920, 1080)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_pixel_for_pixel_means_those_of_the_screen(viewport, ratio):
    viewport.set_zoom(1.0, AREA, ratio)
    target = viewport.target(AREA, ratio)
    assert target.width() * ratio == pytest.approx(1920)
    assert target.left() * ratio == pytest.approx(round(target.left() * ratio))


def test_what_is_under_the_pointer_stays_there(viewport):
    pointer = QPointF(130, 220)
    viewport.set_zoom(2.0, AREA, 1.0)
    before = viewport.to_picture(pointer, AREA, 1.0)
    for _ in range(4):
        viewport.step_zoom(1, AREA, 1.0, pointer)
    assert viewport.zoom == 8.0
    after = viewport.to_picture(pointer, AREA, 1.0)
    assert (after - before).manhattanLength() < 1.5


def test_steps_pass_through_one_to_one_and_end_at_sixteen_and_fit(viewport):
    seen = []
    for _ in range(20):
        viewport.step_zoom(1, AREA, 1.0)
        seen.append(viewport.zoom)
    assert 1.0 in seen
    assert seen[-1] == 16.0
    viewport.step_zoom(-20, AREA, 1.0)
    assert viewport.zoom is None


def test_panning_moves_by_pixels_of_the_screen_and_keeps_the_picture_in_reach(viewport):
    viewport.set_zoom(4.0, AREA, 1.0)
    left = viewport.target(AREA, 1.0).left()
    viewport.pan(QPointF(40, 0), AREA, 1.0)
    assert viewport.target(AREA, 1.0).left() == left + 40
    viewport.pan(QPointF(1e5, 1e5), AREA, 1.0)
    seen = viewport.visible(AREA, 1.0)
    assert seen.topLeft().isNull()
    assert seen.width() == 100


def test_a_fitted_picture_does_not_pan(viewport):
    before = viewport.target(AREA, 1.0)
    viewport.pan(QPointF(40, 0), AREA, 1.0)
    assert viewport.target(AREA, 1.0) == before


def test_a_clip_of_another_size_shows_the_same_part(viewport):
    viewport.set_zoom(4.0, AREA, 1.0, QPointF(0, 0))
    ours, theirs = (viewport.visible(AREA, 1.0, size) for size in (None, (960, 540)))
    assert theirs.x() == pytest.approx(ours.x() / 2, abs=1)
    assert theirs.width() == pytest.approx(ours.width() / 2, abs=1)
