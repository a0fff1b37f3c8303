"""Places in a clip, and stills taken there."""

import contextlib

import clips
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.errors import EngineError
from engine.video.frame_selection import FrameSelectionError, parse_frame_selection
from engine.video.index import Basis, FrameIndex
from engine.video.source import VideoSource

PTS = np.array([100, 140, 150, 300], np.int64)
INDEX = FrameIndex(
    np.arange(4), PTS, (PTS - 100) / 100, np.zeros(1, np.int64), np.zeros(0, np.uint32),
    np.array([False, False, True, False]), Basis.PACKETS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("2", [2]),
        ("3,0", [3, 0]),
        ("0-3:2, 1-2", [0, 2, 1, 2]),
        ("0s", [0]),
        ("0.39s", [0]),
        ("0.4s", [1]),
        ("0:00.6", [2]),
        ("0:00:02", [3]),
        ("pts=150", [2]),
    ],
)
def test_places_are_read_as_written(text, frames):
    assert parse_frame_selection(text, INDEX) == frames


@pytest.mark.parametrize("text", ["", "4", "1-9", "90s", "9:00", "pts=149", "later", "-1", "1.5"])
def test_places_that_do_not_exist_are_reported_with_advice(text):
    with pytest.raises(FrameSelectionError) as caught:
        parse_frame_selection(text, INDEX)
    assert caught.value.advice


@given(text=st.text(alphabet="0123456789-:,.spt= ", max_size=12))
def test_whatever_is_written_gives_frames_of_the_clip_or_a_typed_error(text):
    with contextlib.suppress(EngineError):
        assert set(parse_frame_selection(text, INDEX)) <= set(range(4))


def test_stills_say_where_they_come_from(tmp_path):
    from engine.video.stills import write_still

    path, seconds = clips.variable_rate(tmp_path)
    with VideoSource.open(path) as video:
        still = write_still(video, video.frame(41), tmp_path / "stills")
        pixels, digest = video.frame(41).rgb(), video.sha256
        pts = int(video.index.pts[41])
    assert still.name == f"variable_frame000041_pts{pts}.png"
    with Image.open(still) as image:
        assert np.array_equal(np.asarray(image), pixels)
        assert clips.read_number(np.asarray(image)) == 41
        assert image.text["Source SHA-256"] == digest
        assert image.text["PTS"] == str(pts)
        assert float(image.text["Seconds"]) == pytest.approx(seconds[41], abs=1e-4)
