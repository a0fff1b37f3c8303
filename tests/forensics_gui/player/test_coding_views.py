"""Views of the coding beside the picture."""

import coded_clips
import numpy as np
import pytest

from engine.coding.views import coding_view
from engine.video.coding_client import CodingClient
from engine.video.source import VideoSource
from forensics_gui.player.decode_requests import CODING_VIEWS


@pytest.fixture(scope="module")
def coded_clip(tmp_path_factory):
    return coded_clips.write(tmp_path_factory.mktemp("coding") / "patch.mp4")


def wait_for(qtbot, player, frame):
    second = player.second.canvas
    qtbot.waitUntil(lambda: second.shown == frame and second.has_picture, timeout=60000)


def test_each_view_is_that_of_the_frame_on_screen(player, open_in, coded_clip, qtbot):
    open_in(player, coded_clip)
    with VideoSource.open(coded_clip) as video, CodingClient(coded_clip, video.index) as coding:
        frame = video.frame(6)
        made = {
            view: coding_view(
                view, frame.rgb(), frame.picture.layout, coding.frame(6), coding.exports
            )
            for view in CODING_VIEWS
        }
    player.session.go_to(6)
    for view, wanted in made.items():
        player.second.choose(view)
        qtbot.waitUntil(
            lambda wanted=wanted: (
                player.second.canvas.has_picture
                and np.array_equal(player.second.canvas.pixels.whole, wanted)
            ),
            timeout=60000,
        )
    assert player.second.caption.text().startswith("P frame, ")
    assert "% skipped" in player.second.caption.text()


def test_colours_are_explained_on_the_picture(player, open_in, coded_clip, qtbot):
    open_in(player, coded_clip)
    player.second.choose("block_types")
    wait_for(qtbot, player, 0)
    with_legend = player.second.canvas.grab().toImage()
    player.second.choose("original")
    wait_for(qtbot, player, 0)
    assert player.second.canvas.grab().toImage() != with_legend


def test_a_view_follows_while_playing(player, open_in, coded_clip, qtbot):
    open_in(player, coded_clip)
    player.second.choose("motion_vectors")
    wait_for(qtbot, player, 0)
    player.transport.forwards()
    qtbot.waitUntil(lambda: player.second.canvas.shown > 10, timeout=60000)


def test_what_the_codec_does_not_tell_is_stated(player, open_in, tmp_path, qtbot):
    path = coded_clips.write(tmp_path / "patch.mkv", "libx265", coded_clips.X265)
    open_in(player, path)
    player.second.choose("motion_vectors")
    qtbot.waitUntil(lambda: bool(player.second.canvas.message), timeout=60000)
    assert player.second.canvas.message == "HEVC does not tell its motion vectors."
    player.second.choose("quantiser")
    wait_for(qtbot, player, 0)
    assert "quantiser 28.0" in player.second.caption.text()
