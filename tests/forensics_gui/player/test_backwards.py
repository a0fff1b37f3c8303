"""Playing backwards on clips with few key frames: the right pictures, in falling order."""

import clips
import numpy as np
import pytest

from engine.video.encode import write_clip
from engine.video.source import VideoSource
from forensics_gui.player import frame_order
from forensics_gui.player.frame_order import Backwards


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """300 numbered frames in two groups of 150, with B-frames."""
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    options = {"g": "150", "keyint_min": "150", "sc_threshold": "0", "bf": "2"}
    write_clip(path, clips.numbered(300), 25, "libx264", options)
    return path


@pytest.fixture
def video(clip):
    with VideoSource.open(clip) as video:
        yield video


def test_every_frame_comes_and_is_the_one_it_says(video):
    reverse = Backwards(video, clips.SIZE)
    for wanted in range(299, -1, -1):
        found, picture = reverse.near(wanted)
        # Of stretches longer than is kept, every second frame is left out.
        assert abs(found - wanted) <= 1
        assert clips.read_number(picture) == found
    assert found <= 1


def test_a_stretch_is_decoded_once_not_for_every_frame(video, monkeypatch):
    asked = []
    frames = video.frames

    def counted(start=0, every=1, limit=None):
        asked.append((start, start + every * (limit - 1)))
        return frames(start, every, limit)

    monkeypatch.setattr(video, "frames", counted)
    reverse = Backwards(video, clips.SIZE)
    for wanted in range(299, -1, -1):
        reverse.near(wanted)
    assert len(asked) <= 6
    assert asked[0] == (150, 299)


def test_the_stretch_before_is_decoded_while_this_one_is_shown(video):
    reverse = Backwards(video, clips.SIZE)
    reverse.near(299)
    steps = 0
    for wanted in range(298, 150, -1):
        reverse.near(wanted)
        while reverse.decode_ahead() and steps < 1000:
            steps += 1
    assert steps > 50
    found, _ = reverse.near(140)
    assert abs(found - 140) <= 1


def test_slow_decoding_shows_the_next_one_down(video, monkeypatch):
    """A clock far ahead of what was decoded: pictures go on from where they are."""
    monkeypatch.setattr(frame_order, "_MOST", 20)
    reverse = Backwards(video, clips.SIZE)
    found, _ = reverse.near(299)
    assert found == 299
    found, picture = reverse.near(205)
    assert found == 297
    assert clips.read_number(picture) == found


def test_a_jump_and_the_beginning_of_the_clip(video):
    reverse = Backwards(video, clips.SIZE)
    reverse.near(200)
    found, picture = reverse.near(20)
    assert abs(found - 20) <= 1
    assert clips.read_number(picture) == found
    found, picture = reverse.near(0)
    assert found == clips.read_number(picture) <= 1
    assert reverse.decode_ahead() is False


def test_of_large_pictures_copies_for_the_screen_are_kept(tmp_path):
    picture = np.zeros((1800, 3200, 3), np.uint8)
    pictures = [picture + np.uint8(10 * number) for number in range(12)]
    write_clip(tmp_path / "large.mkv", pictures, 25, "libx264", {"preset": "ultrafast"})
    with VideoSource.open(tmp_path / "large.mkv") as video:
        reverse = Backwards(video, (3200, 1800))
        for wanted in range(11, -1, -1):
            found, shown = reverse.near(wanted)
            assert found == wanted
            assert shown.shape == (720, 1280, 3)
            assert abs(int(shown[0, 0, 0]) - 10 * found) < 4
            assert all(isinstance(kept, np.ndarray) for kept in reverse.kept.values())
