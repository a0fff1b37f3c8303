"""Coloured views of a frame's coding."""

import coded_clips
import numpy as np
import pytest

from engine.coding.view_colours import KIND_COLOURS, VIEWS, quantiser_colours, rgb, shows
from engine.coding.views import coding_view
from engine.container.coded_frame import BlockKind, CodedFrame, Split
from engine.container.coding_series import exports_of
from engine.video.coding_client import CodingClient
from engine.video.orientation import Orientation
from engine.video.source import VideoSource

H264 = exports_of("h264")


@pytest.fixture(scope="module")
def black(tmp_path_factory):
    """A black picture with its layout, and a function that makes its coding."""
    path = coded_clips.write(tmp_path_factory.mktemp("views") / "x.mp4")
    with VideoSource.open(path) as video:
        frame = video.frame(0)
        return np.zeros_like(frame.rgb()), frame.picture.layout


def coded(**columns):
    """One macroblock at (32, 16) in the picture."""
    ready = {
        "blocks": np.array([[32, 16, 16, 16]], np.int16),
        "quantisers": np.array([27], np.int16),
        "kinds": np.array([BlockKind.SKIPPED], np.uint8),
        "splits": np.zeros(1, np.uint8),
    }
    return CodedFrame(0, "P", 100, 27.0, **(ready | columns))


def test_a_block_has_the_colour_of_its_kind(black):
    for kind in (BlockKind.INTRA, BlockKind.BOTH, BlockKind.SKIPPED):
        shown = coding_view("block_types", *black, coded(kinds=np.array([kind], np.uint8)), H264)
        wanted = 0.6 * np.array(rgb(KIND_COLOURS[kind]))
        assert np.abs(shown[20, 36] - wanted).max() <= 1
        assert not shown[40, 36].any()


def test_parts_of_a_block_are_ruled_off(black):
    plain = coding_view("block_types", *black, coded(), H264)
    split = coding_view("block_types", *black, coded(splits=np.array([Split.ROWS], np.uint8)), H264)
    assert (split[24, 36] < plain[24, 36]).all()
    assert (split[20, 40] == plain[20, 40]).all()


def test_coarser_quantisers_are_brighter(black):
    shares = quantiser_colours(np.linspace(0, 1, 5)).sum(1)
    assert (np.diff(shares.astype(int)) > 0).all()
    fine, coarse = (
        coding_view("quantiser", *black, coded(quantisers=np.array([q], np.int16)), H264)
        for q in (15, 40)
    )
    assert fine[20, 36].sum() < coarse[20, 36].sum()


def test_a_quantiser_of_the_header_fills_the_frame(black):
    bare = CodedFrame(0, "P", 100, 40.0)
    shown = coding_view("quantiser", *black, bare, exports_of("hevc"))
    assert (shown == shown[0, 0]).all()
    assert shown.any()


def test_vectors_are_drawn_from_the_block_to_its_reference(black):
    vectors = np.array([[40, 24, 4 * 20, 0, -1]], np.int16)
    shown = coding_view("motion_vectors", *black, coded(vectors=vectors), H264)
    drawn = np.argwhere(shown.any(2))
    assert drawn[:, 0].min() >= 23
    assert drawn[:, 0].max() <= 25
    assert (drawn[:, 1].min(), drawn[:, 1].max()) == (40, 60)


def test_views_turn_with_the_picture(black):
    picture, layout = black
    from dataclasses import replace

    turned = replace(layout, orientation=Orientation(1))
    upright = np.ascontiguousarray(np.rot90(picture, -1))
    shown = coding_view("quantiser", upright, turned, coded(), H264)
    stored = coding_view("quantiser", picture, layout, coded(), H264)
    assert np.array_equal(shown, np.rot90(stored, -1))


def test_each_view_of_a_real_frame_differs_from_the_others(tmp_path):
    path = coded_clips.write(tmp_path / "x.mp4")
    with VideoSource.open(path) as video, CodingClient(path, video.index) as coding:
        frame = video.frame(6)
        read = coding.frame(6)
        made = [
            coding_view(v, frame.rgb(), frame.picture.layout, read, coding.exports) for v in VIEWS
        ]
    assert all(view.shape == frame.rgb().shape for view in made)
    assert not np.array_equal(made[0], made[1])
    assert not np.array_equal(made[1], made[2])


def test_it_is_known_which_codec_fills_which_view():
    assert [shows(v, H264) for v in VIEWS] == [True, True, True]
    assert [shows(v, exports_of("hevc")) for v in VIEWS] == [False, True, False]
    assert [shows(v, exports_of("vp8")) for v in VIEWS] == [False, False, False]
