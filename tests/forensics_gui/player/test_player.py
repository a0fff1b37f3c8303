"""The player on real clips: which frame is on screen, and how sharp."""

from fractions import Fraction

import clips
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.video.encode import write_clip
from engine.video.source import VideoSource
from forensics_gui.player import player as player_module


@pytest.fixture
def playing(player, open_in, numbered_clip):
    return open_in(player, numbered_clip)


@pytest.fixture(scope="module")
def large_clip(clip_folder):
    """Three frames of 2560 x 1440: every other column white."""
    picture = np.zeros((1440, 2560, 3), np.uint8)
    picture[:, ::2] = 255
    path = clip_folder / "large.mkv"
    write_clip(path, [picture] * 3, 25, "ffv1")
    return path


def number_shown(player):
    """The number written in the picture that is on screen."""
    return clips.read_number(player.canvas.pixels.whole)


def wait_for(qtbot, player, frame):
    qtbot.waitUntil(lambda: player.canvas.shown == frame, timeout=60000)


def test_steps_ends_and_jumps_show_exactly_their_frame(playing, qtbot):
    for go, frame in (
        (lambda: playing.step(1), 1),
        (lambda: playing.step(-1), 0),
        (playing.go_last, 99),
        (lambda: playing.step(1), 99),
        (lambda: playing.slider.setValue(41), 41),
        (playing.go_first, 0),
    ):
        go()
        wait_for(qtbot, playing, frame)
        assert number_shown(playing) == frame


@pytest.mark.parametrize(
    ("text", "frame"), [("57", 57), ("0:02.4", 60), ("1.6s", 40), ("pts {}", 33)]
)
def test_the_go_to_entry(playing, qtbot, text, frame):
    playing.ask_where()
    assert playing.go_to.isVisible()
    playing.go_to.entry.clear()
    QTest.keyClicks(playing.go_to.entry, text.format(playing.session.pts[33]))
    QTest.keyClick(playing.go_to.entry, Qt.Key.Key_Return)
    wait_for(qtbot, playing, frame)
    assert number_shown(playing) == frame
    assert not playing.go_to.isVisible()


def test_the_go_to_entry_says_what_it_does_not_understand(playing):
    playing.ask_where()
    playing.go_to.entry.setText("100")
    playing.go_to.go()
    assert playing.go_to.isVisible()
    assert "frames 0 to 99" in playing.go_to.hint.text()
    assert playing.session.frame == 0
    QTest.keyClick(playing.go_to, Qt.Key.Key_Escape)
    assert not playing.go_to.isVisible()


def test_playing_backwards_shows_falling_frames_and_rests_exactly(playing, qtbot):
    playing.go_last()
    wait_for(qtbot, playing, 99)
    shown = []
    playing.decoding.served.connect(lambda served: shown.append(served.frame))
    playing.transport.backwards()
    qtbot.waitUntil(lambda: playing.session.frame < 60, timeout=60000)
    assert shown == sorted(shown, reverse=True)
    assert len(shown) > 15
    with qtbot.waitSignal(playing.settled, timeout=60000):
        playing.pause()
    assert playing.canvas.shown == playing.session.frame == number_shown(playing)


def test_pixels_are_those_of_the_clip_when_zoomed_in(player, open_in, large_clip, qtbot):
    """The copy for the screen has grey where the clip has black and white columns."""
    open_in(player, large_clip)
    assert player.canvas.wanted_part() is None
    player.canvas.set_zoom(4.0)
    qtbot.waitUntil(lambda: player.canvas.has_full_resolution, timeout=60000)
    screen = player.canvas.grab().toImage()
    row = [QColor(screen.pixel(x, 200)).lightness() for x in range(100, 132)]
    runs = [len(run) for run in "".join("#" if v > 127 else " " for v in row).split()]
    assert set(row) == {0, 255}
    assert max(runs) == 4
    exact = player.canvas.colour_at(QPointF(1280, 720))
    assert exact == ((255, 255, 255), True)
    assert player.canvas.colour_at(QPointF(3, 3))[1] is False


def test_panning_while_zoomed_brings_the_part_that_is_seen(player, open_in, large_clip, qtbot):
    open_in(player, large_clip)
    player.canvas.set_zoom(2.0)
    qtbot.waitUntil(lambda: player.canvas.has_full_resolution, timeout=60000)
    before = player.canvas.pixels.at
    middle = player.canvas.rect().center()
    QTest.mousePress(player.canvas, Qt.MouseButton.MiddleButton, pos=middle)
    for by in range(10, 200, 10):
        drag(player.canvas, middle + QPoint(by, 0), Qt.MouseButton.MiddleButton)
    QTest.mouseRelease(player.canvas, Qt.MouseButton.MiddleButton, pos=middle)
    qtbot.waitUntil(lambda: player.canvas.pixels.at[0] < before[0] - 80, timeout=60000)


def drag(widget, to, button):
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), widget.mapToGlobal(QPointF(to)),
        Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_pointer_tells_place_colour_and_time_stamp(playing, qtbot, numbered_clip):
    playing.step(5)
    wait_for(qtbot, playing, 5)
    with VideoSource.open(numbered_clip) as video:
        pixels, pts = video.frame(5).rgb(), video.frame(5).pts
    target = playing.canvas.target
    place = target.topLeft() + QPointF(100.5, 70.5) * target.width() / clips.SIZE[0]
    drag(playing.canvas, place.toPoint(), Qt.MouseButton.NoButton)
    words = playing.readout.text()
    red, green, blue = pixels[70, 100]
    assert "x 100  y 70" in words
    assert f"RGB {red} {green} {blue}" in words
    assert f"PTS {pts}" in words
    playing.canvas.pointed.emit(None)
    assert playing.readout.text().strip() == ""


def test_the_wave_is_drawn_where_the_sound_is(player, open_in, tmp_path, qtbot):
    path = tmp_path / "tone.mkv"
    clips.with_sound(path, [(1.0, 0.0), (1.0, 0.5)], first=Fraction(0))
    open_in(player, path)
    qtbot.waitUntil(player.wave.isVisible, timeout=60000)
    _, high = player.wave.columns()
    half = len(high) // 2
    assert high[: half - 10].max() < 0.01
    assert high[half + 10 : -10].min() > 0.4
    QTest.mouseClick(player.wave, Qt.MouseButton.LeftButton,
                     pos=QPoint(int(player.slider.place_of(30)), 10))  # fmt: skip
    assert player.session.frame == 30


def test_a_clip_without_sound_shows_no_wave_and_the_next_clip_none_of_the_last(
    player, open_in, tmp_path, numbered_clip, qtbot, monkeypatch
):
    path = tmp_path / "tone.mkv"
    clips.with_sound(path, [(1.0, 0.5)])
    open_in(player, path)
    qtbot.waitUntil(player.wave.isVisible, timeout=60000)
    # No process is started for a wave that cannot be.
    monkeypatch.setattr(player_module, "read_waveform", pytest.fail)
    open_in(player, numbered_clip)
    qtbot.wait(200)
    assert not player.wave.isVisible()


def test_a_click_on_the_slider_goes_there(playing, qtbot):
    x = int(playing.slider.place_of(75))
    QTest.mouseClick(playing.slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert abs(playing.session.frame - 75) <= 1
