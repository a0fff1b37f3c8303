"""The player by keyboard alone, in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forensics_gui.actions import ACTIONS, PLAYBACK


@pytest.fixture
def opened(window, qtbot, face_clip):
    window.activateWindow()
    with qtbot.waitSignal(window.player.settled, timeout=60000):
        window.open(face_clip)
    yield window
    window.cancel_analysis()


def press(window, keys, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window, keys, modifier)


def test_j_k_l_home_end_and_arrows(opened, qtbot):
    session, transport = opened.session, opened.player.transport
    press(opened, Qt.Key.Key_L)
    press(opened, Qt.Key.Key_L)
    assert transport.playing
    assert transport.pace == 2
    assert opened.player.controls.speed.text() == "2x"
    press(opened, Qt.Key.Key_J)
    assert transport.direction == -1
    assert opened.player.controls.speed.text() == "−1x"
    press(opened, Qt.Key.Key_K)
    assert not transport.playing
    press(opened, Qt.Key.Key_End)
    assert session.frame == 49
    press(opened, Qt.Key.Key_Left)
    assert session.frame == 48
    press(opened, Qt.Key.Key_Home)
    assert session.frame == 0


def test_a_range_is_marked_looped_and_cleared(opened):
    controls, transport = opened.player.controls, opened.player.transport
    for _ in range(3):
        press(opened, Qt.Key.Key_Right)
    press(opened, Qt.Key.Key_I)
    press(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(opened, Qt.Key.Key_O)
    assert transport.range == (3, 28)
    assert controls.range.text() == "Range 3–28"
    press(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert transport.loop
    assert controls.range.text() == "Loop 3–28"
    assert opened.commands.by_name["toggle_loop"].isChecked()
    press(opened, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert not transport.has_range


def test_zoom_pan_and_layers(opened):
    player = opened.player
    press(opened, Qt.Key.Key_Z)
    assert player.viewport.zoom == 1.0
    assert player.controls.zoom.text() == "100%"
    for _ in range(9):
        press(opened, Qt.Key.Key_Plus)
    assert player.viewport.zoom == 16.0
    left = player.canvas.target.left()
    press(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert player.canvas.target.left() < left
    press(opened, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert player.viewport.zoom is None
    press(opened, Qt.Key.Key_M)
    assert player.overlays.shows("landmarks")
    assert opened.commands.by_name["toggle_landmarks"].isChecked()
    press(opened, Qt.Key.Key_B)
    assert not player.overlays.shows("boxes")


def test_a_view_is_opened_and_closed_and_a_frame_gone_to(opened, qtbot):
    player = opened.player
    press(opened, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert player.second.kind == "error_level"
    qtbot.waitUntil(lambda: player.second.canvas.has_picture, timeout=60000)
    press(opened, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert not player.second.isVisible()
    press(opened, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(player.go_to.entry, "31")
    QTest.keyClick(player.go_to.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: player.canvas.shown == 31, timeout=60000)


def test_after_an_offset_was_written_the_keys_play_again(opened, face_clip, qtbot):
    second = opened.player.second
    second.open_other(face_clip)
    second.offset.setFocus()
    second.offset.selectAll()
    QTest.keyClicks(second.offset, "0.2")
    QTest.keyClick(second.offset, Qt.Key.Key_Return)
    assert second.offset.value() == 0.2
    press(opened.focusWidget(), Qt.Key.Key_L)
    assert opened.player.playing
    opened.player.pause()
    opened.session.go_to(10)
    qtbot.waitUntil(
        lambda: opened.player.canvas.shown == 10 and second.canvas.shown in (14, 15, 16),
        timeout=60000,
    )


def test_grad_cam_can_be_shown_beside_the_picture(analysed, qtbot):
    player = analysed.player
    analysed.commands.by_name["second_heat"].trigger()
    qtbot.waitUntil(lambda: player.second.heat is not None, timeout=60000)
    assert not player.overlays.shows("heat")
    analysed.step_forward()
    qtbot.waitUntil(
        lambda: player.canvas.shown == 1 and player.second.heat is not None, timeout=30000
    )
    player.second.choose_none()
    assert player.overlays.heat is None


def test_every_button_of_the_player_has_a_name_and_a_tip(opened):
    controls = opened.player.controls
    for button in (controls.position, controls.speed, controls.range, controls.zoom):
        assert button.accessibleName()
        assert button.toolTip()
        assert button.text()


def test_the_row_of_controls_fits_a_small_screen(opened):
    opened.resize(1366, 768)
    opened.player.transport.mark_in, opened.player.transport.mark_out = 10000, 20000
    opened.player.transport.set_loop(True)
    assert opened.player.controls.minimumSizeHint().width() < 720


def test_actions_of_the_player_say_what_they_do():
    of_player = [entry for entry in ACTIONS if entry.menu == PLAYBACK]
    assert of_player
    for entry in of_player:
        assert entry.tip
        assert entry.needs == "clip"
        assert entry.shortcut
