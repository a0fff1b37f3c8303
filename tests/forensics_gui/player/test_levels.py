"""Levels change what is seen, and nothing else."""

import numpy as np
import pytest

from forensics_gui.player.levels import Levels


@pytest.fixture
def levels():
    return Levels()


def grey(value):
    return np.full((2, 2, 3), value, np.uint8)


def brightness(image):
    places = [(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)]
    return np.mean([image.pixelColor(*place).lightness() for place in places])


def test_neutral_levels_leave_the_pixels_alone(levels):
    pixels = grey(77)
    assert levels.apply(pixels) is pixels
    levels.set(0.5, 0, 0)
    levels.set(0, 0, 0)
    assert levels.apply(pixels) is pixels


@pytest.mark.parametrize(
    ("values", "before", "after"),
    [
        ((0.5, 0, 0), 64, 128),
        ((-1, 0, 0), 100, 0),
        ((0, 1, 0), 128, 129),
        ((0, 1, 0), 160, 255),
        ((0, 0, 0.5), 64, 128),
        ((0, 0, 1), 255, 255),
    ],
)
def test_each_value_does_what_its_name_says(levels, values, before, after):
    levels.set(*values)
    assert int(levels.apply(grey(before))[0, 0, 0]) == pytest.approx(after, abs=1)


def test_sliders_change_the_picture_on_screen_but_not_the_readout(
    player, open_in, numbered_clip, qtbot
):
    open_in(player, numbered_clip)
    canvas, panel = player.canvas, player.controls.levels_panel
    pixels = canvas.pixels.whole
    before = canvas.grab().toImage()
    panel.sliders[0].setValue(-100)
    qtbot.wait(50)
    assert brightness(canvas.grab().toImage()) < 0.5 * brightness(before)
    assert np.array_equal(canvas.pixels.whole, pixels)
    panel.button.click()
    qtbot.wait(50)
    assert canvas.grab().toImage() == before
