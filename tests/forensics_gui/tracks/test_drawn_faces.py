"""Draw a face that was missed, and correct a box, in the picture."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from engine.errors import CorrectionError


@pytest.fixture
def at_ten(analysed):
    """The window with an analysed clip, on frame 10, with its face selected."""
    analysed.resize(1000, 700)
    analysed.session.go_to(10)
    analysed.session.select(1)
    return analysed


def tool_of(window, name):
    window.commands.by_name[name].trigger()
    return window.drawer.tool


def on_tool(tool, x, y):
    """Place on the tool of a position in pixels of the clip."""
    target = tool.parent().target
    scale = target.width() / tool.parent().viewport.size[0]
    return QPoint(round(target.x() + x * scale), round(target.y() + y * scale))


def drag(tool, start, end):
    QTest.mousePress(tool, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(tool, (start + end) / 2)
    QTest.mouseMove(tool, end)
    QTest.mouseRelease(tool, Qt.MouseButton.LeftButton, pos=end)


def test_a_drawn_box_can_be_moved_resized_and_given_up(at_ten):
    tool = tool_of(at_ten, "draw_face")
    assert not tool.accept_button.isEnabled()
    drag(tool, on_tool(tool, 20, 30), on_tool(tool, 60, 90))
    assert tool.box.getRect() == pytest.approx((20, 30, 40, 60), abs=1.5)
    drag(tool, on_tool(tool, 40, 60), on_tool(tool, 50, 60))
    assert tool.box.left() == pytest.approx(30, abs=1.5)
    drag(tool, on_tool(tool, 70, 90), on_tool(tool, 80, 100))
    assert tool.box.getRect() == pytest.approx((30, 30, 50, 70), abs=2)
    left = tool.box.left()
    QTest.keyClick(tool, Qt.Key.Key_Right)
    assert tool.box.left() == pytest.approx(left + 1)
    assert at_ten.session.frame == 10
    QTest.keyClick(tool, Qt.Key.Key_Escape)
    assert at_ten.drawer.tool is None
    assert len(at_ten.session.analysis.tracks) == 1


def test_the_box_goes_when_another_frame_is_shown(at_ten):
    tool_of(at_ten, "draw_face")
    at_ten.session.go_to(11)
    assert at_ten.drawer.tool is None


def test_a_drawn_face_becomes_a_track_that_undo_removes(at_ten, qtbot):
    tool = tool_of(at_ten, "draw_face")
    drag(tool, on_tool(tool, 4, 4), on_tool(tool, 44, 44))
    with qtbot.waitSignal(at_ten.session.corrected, timeout=60000):
        QTest.keyClick(tool, Qt.Key.Key_Return)
    analysis = at_ten.session.analysis
    assert analysis.added == {2: 10}
    assert at_ten.session.selected == 2
    assert at_ten.tracks.count() == 2
    qtbot.waitUntil(lambda: "draw track 2" in at_ten.commands.by_name["undo"].text())
    with qtbot.waitSignal(at_ten.session.corrected, timeout=60000):
        at_ten.commands.by_name["undo"].trigger()
    assert sorted(at_ten.session.analysis.tracks) == [1]


def test_a_corrected_box_is_measured_again(at_ten, qtbot):
    before = at_ten.session.analysis.tracks[1].boxes[10]
    tool = tool_of(at_ten, "correct_box")
    x0, y0, x1, y1 = (float(v) for v in before)
    assert tool.box == QRectF(x0, y0, x1 - x0, y1 - y0)
    for _ in range(2):
        QTest.keyClick(tool, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(at_ten.session.corrected, timeout=60000):
        tool.accept_button.click()
    after = at_ten.session.analysis.tracks[1].boxes[10]
    assert after[0] == pytest.approx(x0 - 20, abs=0.1)
    assert not at_ten.session.analysis.added


def test_a_face_that_is_already_known_is_refused(at_ten, qtbot):
    tool = tool_of(at_ten, "draw_face")
    x0, y0, x1, y1 = at_ten.session.analysis.tracks[1].boxes[10]
    drag(tool, on_tool(tool, x0, y0), on_tool(tool, x1, y1))
    at_ten.drawer.failed.disconnect(at_ten.failures.show)
    with qtbot.waitSignal(at_ten.drawer.failed, timeout=60000) as told:
        tool.accept_button.click()
    assert isinstance(told.args[0], CorrectionError)
    assert len(at_ten.session.analysis.tracks) == 1
