"""How frames are coded: blocks, quantisers and vectors, through the decoding process."""

import clips
import coded_clips
import numpy as np
import pytest
from coded_clips import MPEG, STEP, X264, X265
from encoded_clips import ENCODINGS

from engine.container.coded_frame import QUARTER, BlockKind
from engine.video.coding_client import CodingClient
from engine.video.encode import write_clip
from engine.video.source import VideoSource


def opened(path):
    with VideoSource.open(path) as video:
        return CodingClient(path, video.index)


@pytest.fixture(scope="module")
def x264_clip(tmp_path_factory):
    return coded_clips.write(tmp_path_factory.mktemp("coded") / "x264.mp4")


def over_patch(frame):
    """Blocks that lie wholly inside the patch."""
    x = coded_clips.PLACE[0] + STEP[0] * frame.index
    y = coded_clips.PLACE[1] + STEP[1] * frame.index
    left, top = frame.blocks[:, 0], frame.blocks[:, 1]
    end = coded_clips.PATCH - 16
    return (left >= x) & (left <= x + end) & (top >= y) & (top <= y + end)


def centres(frame):
    return frame.vectors[:, :2].tolist()


@pytest.mark.parametrize(
    ("name", "codec", "options", "quantiser"),
    [
        ("x264.mp4", "libx264", X264, 23),
        ("mpeg2.ts", "mpeg2video", MPEG, 10),
        ("mpeg4.avi", "mpeg4", MPEG, 10),
    ],
)
def test_blocks_and_vectors_show_what_moved(tmp_path, name, codec, options, quantiser):
    path = coded_clips.write(tmp_path / name, codec, options)
    with opened(path) as coding:
        first, moved = coding.frame(0), coding.frame(6)
        assert not coding.exports.missing
    assert (first.kind, moved.kind) == ("I", "P")
    assert first.share(BlockKind.INTRA, BlockKind.INTRA_SPLIT) == 1
    assert first.size > moved.size > 0
    assert len(moved.blocks) == (192 // 16) * (128 // 16)
    assert set(moved.quantisers.tolist()) == {quantiser}
    assert moved.share(BlockKind.SKIPPED) > 0.4
    assert not np.isin(moved.kinds[over_patch(moved)], (BlockKind.SKIPPED,)).all()
    # The reference lies where the patch was: against its motion.
    inside = [v in (moved.blocks[over_patch(moved), :2] + 8).tolist() for v in centres(moved)]
    wanted = (-QUARTER * STEP[0], -QUARTER * STEP[1])
    assert np.mean((moved.vectors[inside, 2:4] == wanted).all(1)) > 0.5
    assert (moved.vectors[:, 4] == -1).all()


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("hevc.mp4", "libx265", X265),
        ("vp9.webm", "libvpx-vp9", {"g": "12", "crf": "30", "b:v": "0", "cpu-used": "8"}),
    ],
)
def test_codecs_without_blocks_tell_the_quantiser_of_frames(tmp_path, name, codec, options):
    path = coded_clips.write(tmp_path / name, codec, options)
    with opened(path) as coding:
        series = coding.series()
        assert "motion vectors" in coding.exports.missing
    assert series.kinds[0] == ord("I")
    assert np.isfinite(series.quantisers).all()
    assert np.isnan(series.skipped).all()
    if codec == "libx265":
        assert set(series.quantisers.tolist()) == {28.0}


def test_av1_tells_the_quantiser_of_the_frame_that_a_packet_shows(tmp_path):
    with opened(ENCODINGS["av1 mp4"](tmp_path)) as coding:
        series = coding.series()
        assert coding.exports.codec == "AV1"
        assert coding.frame(9).quantiser == series.quantisers[9]
    assert np.isfinite(series.quantisers).all()
    assert series.quantisers.max() <= 255
    assert series.kinds[0] == ord("I")


def test_a_codec_that_tells_nothing_has_sizes_and_says_what_is_missing(clip_folder):
    path = clips.ordinary(clip_folder, "web.webm")
    with opened(path) as coding:
        series = coding.series()
        assert coding.exports.missing == (
            "block types", "motion vectors", "quantisers",
        )  # fmt: skip
    assert np.isnan(series.quantisers).all()
    assert (series.sizes > 0).all()


def test_the_series_agrees_with_single_frames_in_any_order(tmp_path):
    path = tmp_path / "b.mp4"
    options = {"bf": "3", "g": "24", "x264-params": "b-adapt=0:scenecut=0"}
    write_clip(path, clips.numbered(60), 25, options=options)
    with opened(path) as coding:
        series = coding.series()
        assert {chr(kind) for kind in series.kinds} == {"I", "P", "B"}
        for index in (40, 3, 59, 22, 23, 0):
            frame = coding.frame(index)
            assert (frame.index, ord(frame.kind)) == (index, series.kinds[index])
            assert frame.size == series.sizes[index]
            assert frame.quantiser == pytest.approx(series.quantisers[index])


def test_a_frame_asked_for_ahead_is_not_mistaken_for_another(x264_clip):
    with opened(x264_clip) as coding:
        coding.ask(3)
        coding.ask(5)
        assert coding.frame(5).index == 5
        coding.ask(7)
        assert coding.frame(2).index == 2
        with pytest.raises(IndexError):
            coding.frame(24)


def test_a_clip_cut_short_is_read_as_far_as_it_goes(tmp_path):
    path = clips.truncated(tmp_path, "matroska.mkv", 0.6)
    with VideoSource.open(path) as video, CodingClient(path, video.index) as coding:
        series = coding.series()
        assert len(series) == len(video)
    assert np.isfinite(series.quantisers[:-2]).all()


def test_one_frame_is_enough(tmp_path):
    path = tmp_path / "one.mp4"
    write_clip(path, list(coded_clips.moving_patch(1)), 25)
    with opened(path) as coding:
        assert coding.series().kinds.tolist() == [ord("I")]
        assert coding.frame(0).share(BlockKind.SKIPPED) == 0
