"""Frames and faces saved and copied as pictures."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from engine.video.source import VideoSource


@pytest.fixture
def chosen(monkeypatch):
    """Answers the file dialog with a path, and with the filter that contains a word."""

    def choose(path, word=""):
        def answer(_parent, _title, _name, filters):
            return str(path), next(f for f in filters.split(";;") if word in f)

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)

    return choose


def pixels_of(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def test_a_frame_is_saved_with_the_clip_s_own_pixels(analysed, qtbot, chosen, tmp_path, face_clip):
    target = tmp_path / "frame.png"
    chosen(target)
    analysed.session.go_to(9)
    with qtbot.waitSignal(analysed.stills.written, timeout=60000):
        analysed.commands.by_name["save_frame"].trigger()
    with VideoSource.open(face_clip) as video:
        assert np.array_equal(pixels_of(target), video.frame(9).rgb())
    assert analysed.written.isVisible()
    assert str(target) in analysed.written.open_button.toolTip()


def test_overlays_are_drawn_when_they_are_asked_for(analysed, qtbot, chosen, tmp_path):
    plain, marked = tmp_path / "plain.png", tmp_path / "marked"
    for path, word in ((plain, "as decoded"), (marked, "overlays")):
        chosen(path, word)
        with qtbot.waitSignal(analysed.stills.written, timeout=60000):
            analysed.commands.by_name["save_frame"].trigger()
    difference = np.any(pixels_of(plain) != pixels_of(tmp_path / "marked.png"), axis=2)
    x0, y0, x1, y1 = (int(v) for v in analysed.session.analysis.tracks[1].boxes[0])
    assert difference[y0 : y1 + 1, x0 - 2 : x0 + 3].any()
    assert not difference[y0 + 8 : y1 - 8, x0 + 8 : x1 - 8].any()


def test_the_selected_face_is_saved_and_copied_with_a_margin(analysed, qtbot, chosen, tmp_path):
    chosen(tmp_path / "face.png")
    with qtbot.waitSignal(analysed.stills.written, timeout=60000):
        analysed.commands.by_name["save_face"].trigger()
    height, width = pixels_of(tmp_path / "face.png").shape[:2]
    left, _, right, _ = analysed.session.analysis.tracks[1].boxes[0]
    assert right - left < width < 1.8 * (right - left)
    analysed.commands.by_name["copy_face"].trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.image().size().toTuple() == (width, height), timeout=60000)


def test_frame_and_position_are_copied(analysed, qtbot, face_clip):
    clipboard = QGuiApplication.clipboard()
    analysed.session.go_to(5)
    analysed.commands.by_name["copy_frame"].trigger()
    qtbot.waitUntil(lambda: clipboard.image().size().toTuple() == (320, 240), timeout=60000)
    analysed.commands.by_name["copy_position"].trigger()
    pts = analysed.session.pts[5]
    assert clipboard.text() == f"{face_clip.name}, 0:00.200, frame 5, PTS {pts}"


def test_a_face_that_is_not_in_the_frame_is_called_missing(analysed, qtbot):
    analysed.session.select(7)
    with qtbot.waitSignal(analysed.stills.said) as told:
        analysed.commands.by_name["save_face"].trigger()
    assert told.args[0] == "The selected face is not in this frame."


def test_a_folder_that_cannot_be_written_to_is_reported(analysed, qtbot, chosen, tmp_path):
    chosen(tmp_path / "gone" / "frame.png")
    with qtbot.waitSignal(analysed.stills.failed, timeout=60000) as told:
        analysed.commands.by_name["save_frame"].trigger()
    assert told.args[0].advice


def test_the_next_export_starts_in_the_folder_of_the_last(analysed, qtbot, monkeypatch, tmp_path):
    proposed = []

    def answer(_parent, _title, name, _filters):
        proposed.append(name)
        return str(tmp_path / "here" / "a.png"), ""

    (tmp_path / "here").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for _ in range(2):
        with qtbot.waitSignal(analysed.stills.written, timeout=60000):
            analysed.commands.by_name["save_frame"].trigger()
    assert str(tmp_path / "here") in proposed[1]
    assert str(tmp_path / "here") not in proposed[0]


def test_a_view_of_the_coding_is_saved_with_its_legend(analysed, qtbot, chosen, tmp_path):
    second = analysed.player.second
    second.choose("block_types")
    qtbot.waitUntil(lambda: second.canvas.has_picture, timeout=60000)
    chosen(tmp_path / "types.png", "legend")
    with qtbot.waitSignal(analysed.stills.written, timeout=60000):
        analysed.commands.by_name["save_frame"].trigger()
    saved, shown = pixels_of(tmp_path / "types.png"), second.canvas.pixels.whole
    assert saved.shape == shown.shape
    # The legend lies at the lower left, the faces' boxes elsewhere.
    assert not np.array_equal(saved[-30:, :60], shown[-30:, :60])
    assert np.array_equal(saved[:8, -60:], shown[:8, -60:])
    assert second.kind == "block_types"
