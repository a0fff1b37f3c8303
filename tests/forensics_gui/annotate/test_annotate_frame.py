"""A frame annotated with mouse and keys, then bookmarked, saved or discarded."""

import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.video.source import VideoSource
from forensics_gui.annotate.dialog import AnnotateDialog
from forensics_gui.annotate.shapes import Tool
from forensics_gui.player.canvas import to_image


@pytest.fixture
def dialog(qtbot):
    """The dialog on a grey picture."""
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AnnotateDialog(parent, to_image(np.full((360, 640, 3), 90, np.uint8)), "Annotate")
    made.open()
    qtbot.waitExposed(made)
    yield made
    parent.deleteLater()


def drag(qtbot, dialog, start, end):
    view = dialog.picture
    places = [view.mapFromScene(QPointF(*at)) for at in (start, end)]
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), left, pos=places[0])
    qtbot.mouseMove(view.viewport(), places[1])
    qtbot.mouseRelease(view.viewport(), left, pos=places[1])


def near(point, wanted):
    return QPoint(*point).x() == pytest.approx(wanted[0], abs=2) and point[1] == pytest.approx(
        wanted[1], abs=2
    )


@pytest.mark.parametrize(
    ("key", "tool"),
    [(Qt.Key.Key_A, Tool.ARROW), (Qt.Key.Key_B, Tool.BOX), (Qt.Key.Key_M, Tool.MEASURE)],
)
def test_a_drag_draws_the_shape_of_the_key(dialog, qtbot, key, tool):
    qtbot.keyClick(dialog, key)
    drag(qtbot, dialog, (100, 80), (300, 200))
    (shape,) = dialog.shapes
    assert shape.tool is tool
    assert near(shape.start, (100, 80))
    assert near(shape.end, (300, 200))


def test_a_text_is_typed_where_the_picture_was_clicked(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_T)
    drag(qtbot, dialog, (100, 80), (100, 80))
    # Letters that are keys of tools go into the text.
    qtbot.keyClicks(dialog.text, "both mats")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    drag(qtbot, dialog, (200, 80), (200, 80))
    qtbot.keyClicks(dialog.text, "two")
    assert [shape.text for shape in dialog.shapes] == ["both mats", "two"]
    assert dialog.isVisible()


def test_everything_can_be_drawn_with_the_keyboard(dialog, qtbot):
    view = dialog.picture
    qtbot.keyClick(dialog, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.state.text() == "x 380, y 260, 100.0 px long"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (shape,) = dialog.shapes
    assert (shape.start, shape.end, shape.length) == ((320, 180), (380, 260), 100)


def test_escape_drops_the_shape_in_progress_before_it_closes(dialog, qtbot):
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_undo_removes_the_last_shape(dialog, qtbot):
    for x in (100, 200):
        drag(qtbot, dialog, (x, 80), (x + 50, 200))
    dialog.undo_action.trigger()
    assert [near(shape.start, (100, 80)) for shape in dialog.shapes] == [True]
    dialog.undo_action.trigger()
    assert not dialog.shapes
    assert not dialog.undo_action.isEnabled()


def test_closing_asks_before_shapes_are_lost(dialog, qtbot, monkeypatch):
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    drag(qtbot, dialog, (100, 80), (300, 200))
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_the_picture_is_shown_pixel_for_pixel_and_drawn_on_there(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Z)
    assert dialog.picture.transform().m11() * dialog.devicePixelRatioF() == pytest.approx(1)
    drag(qtbot, dialog, (100, 80), (103, 84))
    assert dialog.shapes[0].length == 5


def open_on(window, qtbot, frame):
    window.session.go_to(frame)
    window.commands.by_name["annotate_frame"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(AnnotateDialog)), timeout=60000)
    (dialog,) = window.findChildren(AnnotateDialog)
    qtbot.waitExposed(dialog)
    return dialog


def test_a_bookmark_keeps_the_annotated_frame(analysed, qtbot, face_clip):
    dialog = open_on(analysed, qtbot, 9)
    qtbot.keyClick(dialog, Qt.Key.Key_B)
    drag(qtbot, dialog, (40, 30), (120, 90))
    dialog.note.setText("the ear")
    dialog.bookmark_button.click()
    qtbot.waitUntil(lambda: not analysed.cases.queue.busy, timeout=60000)
    (remark,) = analysed.cases.view.state.remarks.values()
    assert (remark.frame, remark.text, remark.annotated) == (9, "the ear", True)
    case = analysed.host.cases.case
    (told,) = case.acts()[-1].details["annotations"]
    assert (told["tool"], near(told["start"], (40, 30))) == ("box", True)
    kept = np.asarray(Image.open(io.BytesIO(case.snapshot(remark.act))).convert("RGB"))
    with VideoSource.open(face_clip) as video:
        plain = video.frame(9).rgb()
    assert kept.shape == plain.shape
    differs = (kept != plain).any(axis=2)
    assert differs[50:70, 38:43].any()
    assert not differs[45:75, 55:105].any()
    case.verify()


def test_an_annotated_frame_is_saved_as_a_file(analysed, qtbot, monkeypatch, tmp_path):
    dialog = open_on(analysed, qtbot, 4)
    drag(qtbot, dialog, (40, 30), (120, 90))
    target = tmp_path / "drawn.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(analysed.annotator.written, timeout=60000):
        dialog.save_button.click()
    assert np.asarray(Image.open(target).convert("RGB")).std() > 0
    assert dialog.state.text() == f"Wrote {target}"
    # What was saved can be closed without a question.
    dialog.reject()
    assert not dialog.isVisible()


def test_without_a_stored_analysis_the_frame_can_only_be_saved(analysed, qtbot):
    analysed.cases.analysis = 0
    dialog = open_on(analysed, qtbot, 4)
    assert not dialog.bookmark_button.isEnabled()
    assert "writable case" in dialog.bookmark_button.toolTip()
    assert dialog.save_button.isEnabled()
