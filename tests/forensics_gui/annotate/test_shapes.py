"""Shapes on a picture: where they are, that they can be read, and that the frame is left alone."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from forensics_gui.annotate.shapes import Shape, Tool, annotated, png_of
from forensics_gui.player.canvas import to_image

GREYS = (0, 128, 255)
TWO = Tool.ARROW, Tool.MEASURE


def flat(grey, height=360, width=640):
    return to_image(np.full((height, width, 3), grey, np.uint8))


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def changed(grey, *shapes, **size):
    image = flat(grey, **size)
    return np.abs(pixels(annotated(image, shapes)) - pixels(image)).max(axis=2)


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("tool", Tool)
def test_each_shape_can_be_seen_on_dark_and_on_light_pictures(tool, grey, qapp):
    seen = changed(grey, Shape(tool, (100, 80), (400, 200), "nose"))
    assert (seen > 75).sum() > 120


def test_the_frame_itself_stays_as_it_was(qapp):
    image = flat(90)
    annotated(image, [Shape(Tool.BOX, (10, 10), (50, 50))])
    assert (pixels(image) == 90).all()
    assert np.array_equal(pixels(annotated(image, [])), pixels(image))


def test_a_box_follows_its_edges_whichever_way_it_was_drawn(qapp):
    forth = changed(90, Shape(Tool.BOX, (100, 80), (400, 200)))
    assert np.array_equal(forth, changed(90, Shape(Tool.BOX, (400, 200), (100, 80))))
    for x, y in ((100, 140), (400, 140), (250, 80), (250, 200)):
        assert forth[y - 2 : y + 3, x - 2 : x + 3].max() > 90
    assert forth[100:180, 120:380].max() == 0


def test_an_arrow_is_wider_where_it_points(qapp):
    seen = changed(90, Shape(Tool.ARROW, (100, 180), (400, 180)))
    at_tail, at_head = (np.flatnonzero(seen[:, x]).size for x in (140, 393))
    assert at_head > 1.5 * at_tail


def test_a_measure_states_its_length(qapp):
    shape = Shape(Tool.MEASURE, (10, 10), (40, 50))
    assert shape.length == 50
    arrow, measure = (changed(90, Shape(tool, (100, 100), (100, 200))) for tool in TWO)
    # Right of the middle, where the arrow has nothing.
    assert not arrow[140:180, 106:160].any()
    assert (measure[140:180, 106:160] > 75).sum() > 100


def test_a_label_at_the_edge_stays_within_the_picture(qapp):
    seen = changed(90, Shape(Tool.TEXT, (639, 359), (639, 359), "left ear"))
    middle = changed(90, Shape(Tool.TEXT, (200, 100), (200, 100), "left ear"))
    assert (seen > 0).sum() == pytest.approx((middle > 0).sum(), rel=0.03)


def test_lines_grow_with_the_picture(qapp):
    small = changed(90, Shape(Tool.ARROW, (50, 50), (300, 50)))
    large = changed(90, Shape(Tool.ARROW, (50, 50), (300, 50)), height=2160, width=3840)
    assert np.flatnonzero(large[:, 150]).size > 2 * np.flatnonzero(small[:, 150]).size


def test_the_png_holds_every_pixel(qapp):
    image = annotated(flat(90), [Shape(Tool.BOX, (10, 10), (50, 50))])
    assert np.array_equal(pixels(QImage.fromData(png_of(image))), pixels(image))
