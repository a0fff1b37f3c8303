"""Playing backwards on clips with few key frames: the right pictures, in falling order."""

import clips
import pytest

from engine.video.source import VideoSource
from engine.video.write import write_clip
from forensics_gui.player import backwards
from forensics_gui.player.backwards import Backwards


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
    assert asked[0] == (151, 299)


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
    monkeypatch.setattr(backwards, "_MOST", 20)
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


def test_memory_is_bounded_for_large_pictures(video):
    big = Backwards(video, (7680, 4320))
    assert big._room * 1280 * 720 * 3 <= 96 << 20
