"""Frames per second that the player gets with a view of the coding, against none."""

import time

import clips
import cv2
import numpy as np
import pytest

from engine.video.encode import write_clip
from engine.video.source import VideoSource
from forensics_gui.player.decode_requests import CODING_VIEWS, Wanted
from forensics_gui.player.frame_order import Forwards

pytestmark = pytest.mark.benchmark


def test_views_of_the_coding_keep_up_with_playback(tmp_path):
    """1080p, H.264: 30 frames a second on two idle cores."""
    path = tmp_path / "large.mp4"
    frames = (cv2.resize(f, (1920, 1080)) for f in clips.faces(90, (480, 270)))
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 9, (1080, 1920, 1), dtype=np.uint8)
    noisy = (cv2.add(f, np.roll(noise, 7 * n, 1).repeat(3, 2)) for n, f in enumerate(frames))
    write_clip(path, noisy, 30, options={"preset": "veryfast", "crf": "23"})
    rates = {}
    with VideoSource.open(path) as video:
        for view in ("", *CODING_VIEWS):
            forwards = Forwards(video)
            forwards.serve(Wanted(0, view=view))
            began = time.perf_counter()
            for number in range(1, len(video)):
                forwards.serve(Wanted(number, view=view))
            rates[view] = (len(video) - 1) / (time.perf_counter() - began)
            forwards.close()
            print(f"{view or 'no view'}: {rates[view]:.0f} frames a second")
    assert min(rates.values()) > 0.3 * rates[""]
