"""Frames of real clips: at random the same pixels as in order."""

import random
import zlib
from pathlib import Path

import pytest

from engine.video.source import VideoSource

CLIPS = Path(__file__).parents[3] / "shared" / "data" / "clips"


@pytest.mark.slow
@pytest.mark.skipif(not CLIPS.is_dir(), reason="needs the shared clips")
@pytest.mark.parametrize(
    "name",
    [
        "ffpp_c40_253",
        "ffpp_c23_519",
        "ffpp_c23_faceswap_634_660",
        "celebdf_id0_0001",
        "pristine_d11",
    ],
)
def test_random_access_gives_the_pixels_of_a_decode_in_order(name):
    path = CLIPS / f"{name}.mp4"
    with VideoSource.open(path) as video:
        expected = [zlib.crc32(frame.picture.luma().tobytes()) for frame in video.frames()]
    asked = [random.Random(f"{name}{n}").randrange(len(expected)) for n in range(12)]
    with VideoSource.open(path) as video:
        for index in asked:
            got = video.frame(index, keep=False).picture.luma()
            assert zlib.crc32(got.tobytes()) == expected[index]
