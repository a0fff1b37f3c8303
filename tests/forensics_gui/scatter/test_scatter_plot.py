"""The plot of points: what is drawn where, what the mouse meets, what a lasso holds."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from forensics_gui.scatter.plot import ScatterView, inside
from forensics_gui.scatter.point_cloud import Dot, rasterise

RED, BLUE = (200, 0, 0), (0, 0, 200)


def channels(pixels):
    """uint8 (H, W, 4): alpha, red, green, blue."""
    return np.stack([(pixels >> shift) & 255 for shift in (24, 16, 8, 0)], -1).astype(np.uint8)


def test_a_dot_is_drawn_around_its_place_and_nowhere_else():
    drawn = channels(rasterise(np.array([[10.0, 6.0]]), np.array([RED], np.uint8), 30, 20, Dot(3)))
    assert drawn.shape == (20, 30, 4)
    assert drawn[6, 10].tolist() == [255, *RED]
    rows, columns = np.nonzero(drawn[..., 0])
    assert np.hypot(rows - 6, columns - 10).max() < 4


def test_where_dots_overlap_each_has_the_pixels_nearest_to_it():
    places = np.array([[10.0, 10.0], [14.0, 10.0]])
    drawn = channels(rasterise(places, np.array([RED, BLUE], np.uint8), 30, 20, Dot(4)))
    assert drawn[10, 11, 1:].tolist() == list(RED)
    assert drawn[10, 13, 1:].tolist() == list(BLUE)


def test_a_rim_lies_around_the_dot_and_not_over_its_neighbour():
    dot = Dot(3, rim=(255, 255, 255), rim_width=2)
    places = np.array([[10.0, 10.0], [13.0, 10.0]])
    drawn = channels(rasterise(places, np.array([RED, BLUE], np.uint8), 30, 20, dot))
    assert drawn[10, 6, 1:].tolist() == [255, 255, 255]
    assert drawn[10, 13, 1:].tolist() == list(BLUE)


def test_edges_are_cut_and_what_lies_beyond_or_nowhere_is_left_out():
    places = np.array([[-1.0, 5], [29.5, 19.5], [500, 5], [np.nan, 5], [np.inf, -np.inf]])
    drawn = channels(rasterise(places, np.full((5, 3), 90, np.uint8), 30, 20, Dot(2)))
    assert drawn[5, 0, 0] > 0
    assert drawn[19, 29, 0] == 255
    assert not drawn[5, 10:20].any()


def test_the_last_of_many_dots_in_one_pixel_is_seen():
    places = np.full((1000, 2), 5.0)
    colours = np.repeat([RED, BLUE], [999, 1], axis=0).astype(np.uint8)
    assert channels(rasterise(places, colours, 12, 12, Dot(2)))[5, 5, 1:].tolist() == list(BLUE)


def test_a_lasso_holds_what_it_goes_around():
    # A horseshoe: its middle is outside.
    line = np.array([(0, 0), (10, 0), (10, 10), (7, 10), (7, 3), (3, 3), (3, 10), (0, 10)])
    points = np.array([(1.5, 5), (5, 5), (8.5, 9), (5, 1), (20, 1)], np.float32)
    assert inside(points, line).tolist() == [True, False, True, True, False]
    assert not inside(points, line[:2]).any()


def test_a_line_of_many_corners_is_as_good():
    turn = np.linspace(0, 2 * np.pi, 3000)
    ring = np.stack([np.cos(turn), np.sin(turn)], 1)
    rng = np.random.default_rng(0)
    points = rng.uniform(-1.5, 1.5, (5000, 2))
    far = np.hypot(*points.T)
    sure = np.abs(far - 1) > 0.01
    assert (inside(points, ring)[sure] == (far < 1)[sure]).all()


@pytest.fixture
def view(qtbot):
    view = ScatterView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_reference(np.array([[0, 0], [4, 3]], np.float32), np.array([BLUE, BLUE], np.uint8))
    view.show_faces(np.array([[1, 1], [3, 2]], np.float32), np.array([RED, RED], np.uint8))
    view.fit()
    view.grab()
    return view


def at(view, cloud, row):
    return QPointF(*cloud.on_scene()[row]).toPoint()


def test_points_are_seen_where_the_mouse_meets_them(view):
    picture = view.grab().toImage()
    place = at(view, view.faces, 1)
    assert QColor(picture.pixel(place)).getRgb()[:3] == RED
    assert view.face_at(QPointF(place)) == 1
    assert view.face_at(QPointF(place) + QPointF(40, 40)) == -1


def test_clicks_pick_and_right_clicks_ask(view, qtbot):
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, view.faces, 0))
    assert picked.args == [0]
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=at(view, view.faces, 1))
    assert asked.args[0] == 1


def move_to(view, place):
    """As the pointer does; where it stood before makes no difference."""
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    screen = view.viewport().mapToGlobal(place)
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, QPointF(place), QPointF(screen), none, none, keys)
    QApplication.sendEvent(view.viewport(), event)


def test_the_pointer_tells_faces_from_the_reference(view, qtbot):
    seen = []
    view.pointed.connect(lambda row, known, _: seen.append((row, known)))
    for cloud, row in ((view.faces, 1), (view.reference, 0)):
        move_to(view, at(view, cloud, row) + QPoint(1, 1))
        qtbot.waitUntil(lambda: bool(seen), timeout=60000)
        qtbot.wait(20)
    assert (1, -1) in seen
    assert seen[-1] == (-1, 0)


def drag(view, qtbot, points, modifier=Qt.KeyboardModifier.NoModifier):
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, modifier, points[0])
    for point in points[1:]:
        # QTest's moves carry no buttons, so the scene would see no drag.
        _move(port, point, modifier)
        # Moves that come faster than a hand are left out.
        qtbot.wait(20)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, points[-1])


def _move(port, point, modifier):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(port.mapToGlobal(point)),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifier,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def around(view, row):
    middle = at(view, view.faces, row)
    corners = ((-20, -20), (0, -25), (20, -20), (20, 20), (-20, 20), (-20, 0))
    return [middle + QPoint(*corner) for corner in corners]


@pytest.mark.parametrize("switched", [False, True], ids=["with Shift", "switched over"])
def test_a_drawn_line_selects_the_faces_within(view, qtbot, switched):
    view.box.lasso = switched
    before = view.box.viewRange()
    found = []
    view.lassoed.connect(lambda rows: found.append(rows.tolist()))
    held = Qt.KeyboardModifier.NoModifier if switched else Qt.KeyboardModifier.ShiftModifier
    drag(view, qtbot, around(view, 1), held)
    assert found == [[1]]
    assert view.box.viewRange() == before


def test_dragging_alone_pans(view, qtbot):
    before = view.box.viewRange()
    drag(view, qtbot, around(view, 1))
    assert view.box.viewRange() != before
