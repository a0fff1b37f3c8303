"""The second picture: views of the frame, and another clip in step."""

import clips
import numpy as np
import pytest
from PySide6.QtCore import QPointF

from engine.analysis.picture_filters import error_level, motion, noise_residual
from engine.video.encode import write_clip
from engine.video.source import VideoSource
from forensics_gui.player.second_view import KINDS


@pytest.fixture
def playing(player, open_in, numbered_clip):
    return open_in(player, numbered_clip)


def shown_beside(player):
    return player.second.canvas.pixels.whole


def wait_for(qtbot, player, frame):
    qtbot.waitUntil(lambda: player.second.canvas.shown == frame
                    and player.second.canvas.has_picture, timeout=60000)  # fmt: skip


def test_each_view_is_that_of_the_frame_on_screen(playing, qtbot, numbered_clip):
    with VideoSource.open(numbered_clip) as video:
        now, before = video.frame(30).rgb(), video.frame(29).rgb()
    playing.session.go_to(30)
    for kind, wanted in (
        ("error_level", error_level(now)),
        ("noise_residual", noise_residual(now)),
        ("motion", motion(now, before)),
        ("original", now),
    ):
        playing.second.choose(kind)
        qtbot.waitUntil(
            lambda wanted=wanted: (
                playing.second.canvas.shown == 30
                and playing.second.canvas.has_picture
                and np.array_equal(shown_beside(playing), wanted)
            ),
            timeout=60000,
        )


def test_the_first_frame_has_no_difference_to_one_before(playing, qtbot):
    playing.second.choose("motion")
    wait_for(qtbot, playing, 0)
    assert shown_beside(playing).max() == 0


def test_views_follow_while_playing_and_say_so_backwards(playing, qtbot):
    playing.second.choose("noise_residual")
    playing.transport.forwards()
    qtbot.waitUntil(lambda: playing.second.canvas.shown > 10, timeout=60000)
    playing.transport.backwards()
    qtbot.waitUntil(lambda: not playing.second.canvas.has_picture, timeout=60000)
    assert "backwards" in playing.second.canvas.message
    playing.pause()
    qtbot.waitUntil(lambda: playing.second.canvas.has_picture, timeout=60000)


def test_both_pictures_zoom_and_move_in_step(playing, qtbot):
    playing.second.choose("original")
    wait_for(qtbot, playing, 0)
    playing.second.canvas.step_zoom(4, QPointF(20, 20))
    ours, theirs = (
        canvas.viewport.visible(canvas.size(), 1.0)
        for canvas in (playing.canvas, playing.second.canvas)
    )
    assert (ours.center() - theirs.center()).manhattanLength() <= 4
    assert playing.canvas.height() == playing.second.canvas.height()


def test_a_view_of_a_large_clip_is_worked_out_at_full_resolution(player, open_in, tmp_path, qtbot):
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (1080, 1920, 3), dtype=np.uint8)
    path = tmp_path / "large.mkv"
    write_clip(path, [picture] * 2, 25, "ffv1")
    open_in(player, path)
    player.second.choose("noise_residual")
    player.canvas.set_zoom(2.0)
    qtbot.waitUntil(lambda: player.second.canvas.has_full_resolution, timeout=60000)
    with VideoSource.open(path) as video:
        whole = noise_residual(video.frame(0).rgb())
    part, (x, y) = player.second.canvas.pixels.part, player.second.canvas.pixels.at
    assert np.array_equal(part, whole[y : y + part.shape[0], x : x + part.shape[1]])


@pytest.fixture
def other_clip(tmp_path):
    """60 numbered frames, 50 a second."""
    path = tmp_path / "other.mp4"
    write_clip(path, clips.numbered(60), 50)
    return path


def test_another_clip_keeps_step_by_time_or_by_frame_with_an_offset(playing, other_clip, qtbot):
    second = playing.second
    second.open_other(other_clip)
    wait_for(qtbot, playing, 0)
    playing.session.go_to(10)
    wait_for(qtbot, playing, 20)
    assert clips.read_number(shown_beside(playing)) == 20
    second.offset.setValue(-0.1)
    wait_for(qtbot, playing, 15)
    second.step.setCurrentIndex(1)
    wait_for(qtbot, playing, 10)
    second.offset.setValue(7)
    wait_for(qtbot, playing, 17)
    assert clips.read_number(shown_beside(playing)) == 17
    playing.go_last()
    wait_for(qtbot, playing, 59)


def test_another_clip_that_cannot_be_read_is_reported_and_left(playing, tmp_path, qtbot):
    bad = tmp_path / "bad.mp4"
    bad.write_text("no clip")
    with qtbot.waitSignal(playing.failed, timeout=60000) as told:
        playing.second.open_other(bad)
    assert "bad.mp4" in told.args[0].what
    assert playing.second.other is None
    playing.step(1)
    qtbot.waitUntil(lambda: playing.canvas.shown == 1, timeout=60000)


def test_closing_frees_the_place_and_the_other_clip(playing, other_clip, qtbot):
    playing.second.open_other(other_clip)
    wait_for(qtbot, playing, 0)
    playing.second.choose_none()
    assert not playing.second.isVisible()
    assert not playing.second.head.isVisible()
    assert not playing.second.decoding.active


def test_every_kind_can_be_chosen_by_the_box(playing):
    for row, (kind, _, tip) in enumerate(KINDS):
        playing.second.kinds.activated.emit(row)
        assert playing.second.kind == kind
        assert playing.second.isVisible()
        assert playing.second.kinds.toolTip() == tip


def test_a_held_frame_stays_while_the_first_picture_continues(playing, qtbot):
    second = playing.second
    playing.session.go_to(30)
    second.choose("held")
    wait_for(qtbot, playing, 30)
    playing.session.go_to(60)
    qtbot.waitUntil(lambda: playing.canvas.shown == 60, timeout=60000)
    assert clips.read_number(shown_beside(playing)) == 30
    second.choose("held")
    wait_for(qtbot, playing, 60)
    playing.close_clip()
    assert second.kind == ""
    assert not second.decoding.active


def test_the_zoom_told_is_that_of_the_room_left(playing, qtbot):
    label = playing.controls.zoom
    alone = label.text()
    playing.second.choose("original")
    qtbot.waitUntil(lambda: label.text() != alone)
    playing.second.choose_none()
    qtbot.waitUntil(lambda: label.text() == alone)


def test_sliders_adjust_the_view_while_it_is_shown(playing, qtbot, numbered_clip):
    playing.second.choose("error_level")
    wait_for(qtbot, playing, 0)
    with VideoSource.open(numbered_clip) as video:
        picture = video.frame(0).rgb()
    sliders = playing.second.sliders
    sliders.sliders["quality"].setValue(0)
    coarse = error_level(picture, quality=50)
    qtbot.waitUntil(lambda: np.array_equal(shown_beside(playing), coarse), timeout=60000)
    playing.second.choose("noise_residual")
    assert list(sliders.sliders) == ["gain"]
    playing.second.choose("error_level")
    assert sliders.sliders["quality"].value() == 0
    sliders.reset()
    usual = error_level(picture)
    qtbot.waitUntil(lambda: np.array_equal(shown_beside(playing), usual), timeout=60000)
    playing.second.choose("original")
    assert not sliders.isVisible()
