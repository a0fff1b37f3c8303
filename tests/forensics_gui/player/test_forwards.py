"""Stepping and playing forwards: the right pictures, the next one ready before it is asked for."""

import clips
import pytest

from engine.errors import EngineError
from engine.video.encode import write_clip
from engine.video.source import VideoSource
from forensics_gui.player.decode_requests import Wanted
from forensics_gui.player.frame_order import Forwards

LENGTH = 40


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("forwards") / "numbered.mp4"
    write_clip(path, clips.numbered(LENGTH), 25)
    return path


@pytest.fixture
def video(clip, monkeypatch):
    """The clip; `decoded` lists the frames that were asked of the decoder."""
    with VideoSource.open(clip) as video:
        frame, video.decoded = video.frame, []

        def noted(index):
            video.decoded.append(index)
            return frame(index)

        monkeypatch.setattr(video, "frame", noted)
        yield video


def number(served):
    return clips.read_number(served.picture.whole)


def test_each_frame_is_the_one_asked_for_and_decoded_once(video):
    forwards = Forwards(video)
    for wanted in range(LENGTH):
        served = forwards.serve(Wanted(wanted))
        assert served.frame == number(served) == wanted
        forwards.decode_ahead()
    assert video.decoded == list(range(LENGTH))


def test_the_next_frame_is_made_only_where_frames_are_asked_for_one_by_one(video):
    forwards = Forwards(video)
    for wanted in (3, 20, 11):
        forwards.serve(Wanted(wanted))
        assert not forwards.decode_ahead()
    forwards.serve(Wanted(12))
    assert forwards.decode_ahead()
    assert not forwards.decode_ahead()
    assert video.decoded == [3, 20, 11, 12, 13]
    assert number(forwards.serve(Wanted(30))) == 30


def test_another_view_of_the_next_frame_is_made_again(video):
    forwards = Forwards(video)
    forwards.serve(Wanted(4))
    forwards.serve(Wanted(5))
    forwards.decode_ahead()
    served = forwards.serve(Wanted(6, view="noise_residual"))
    assert served.frame == number(served) == 6
    assert served.view is not None


def test_a_next_frame_that_cannot_be_decoded_is_reported_when_it_is_asked_for(video, monkeypatch):
    forwards = Forwards(video)
    forwards.serve(Wanted(4))
    forwards.serve(Wanted(5))

    def broken(index):
        raise EngineError("The frame is damaged.", "Go on.")

    monkeypatch.setattr(video, "frame", broken)
    assert forwards.decode_ahead()
    with pytest.raises(EngineError, match="damaged"):
        forwards.serve(Wanted(6))
