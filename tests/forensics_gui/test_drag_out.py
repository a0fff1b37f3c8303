"""Pictures and files can be dragged out of the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from engine.video.source import VideoSource
from forensics_gui.player.canvas import to_image


@pytest.fixture
def dragged(monkeypatch):
    """Files of the drags, which end at once; the button counts as held."""
    files = []

    def run(drag, _):
        files.extend(Path(url.toLocalFile()) for url in drag.mimeData().urls())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", run)
    monkeypatch.setattr(
        QGuiApplication, "mouseButtons", staticmethod(lambda: Qt.MouseButton.LeftButton)
    )
    return files


def drag(widget, start):
    """By hand; Qt's offscreen platform has no drags of its own."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for far in (10, 30):
        QTest.mouseMove(widget, start + QPoint(far, far))


def test_the_frame_is_dragged_as_decoded(analysed, qtbot, dragged, face_clip):
    analysed.session.go_to(7)
    qtbot.waitUntil(lambda: analysed.player.canvas.shown == 7, timeout=60000)
    canvas = analysed.player.canvas
    drag(canvas, canvas.rect().center())
    qtbot.waitUntil(lambda: bool(dragged), timeout=60000)
    with VideoSource.open(face_clip) as video:
        wanted = to_image(video.frame(7).rgb())
    assert QImage(str(dragged[0])).convertToFormat(wanted.format()) == wanted
    assert dragged[0].name == f"{face_clip.stem}-frame7.png"


def test_a_drag_on_an_enlarged_picture_moves_it(analysed, qtbot, dragged):
    canvas = analysed.player.canvas
    canvas.set_zoom(8.0)
    before = canvas.target
    drag(canvas, canvas.rect().center())
    assert canvas.target != before
    qtbot.wait(100)
    assert not dragged


def test_a_face_of_the_list_is_dragged_with_its_surroundings(analysed, qtbot, dragged):
    analysed.session.go_to(5)
    analysed.tracks.setCurrentRow(0)
    place = analysed.tracks.visualItemRect(analysed.tracks.item(0)).center()
    drag(analysed.tracks.viewport(), place)
    qtbot.waitUntil(lambda: bool(dragged), timeout=60000)
    x0, _, x1, _ = analysed.session.analysis.tracks[1].boxes[5]
    assert dragged[0].name.endswith("-frame5-track1.png")
    assert x1 - x0 < QImage(str(dragged[0])).width() < 320


def test_a_written_file_is_dragged_itself(window, dragged, tmp_path):
    report = tmp_path / "report.pdf"
    window.written.show_file(report)
    drag(window.written.open_button, QPoint(5, 5))
    assert dragged[0] == report


def test_what_comes_from_the_window_is_not_opened_by_it(analysed, monkeypatch):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/frame.png")])
    event = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    monkeypatch.setattr(QDragEnterEvent, "source", lambda _: analysed.player.canvas)
    event.ignore()
    analysed.dragEnterEvent(event)
    assert not event.isAccepted()
