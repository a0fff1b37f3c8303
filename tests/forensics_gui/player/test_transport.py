"""When which frame is shown: pace, direction, range and loop, by a clock that tests turn."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from forensics_gui.player.transport import Transport
from forensics_gui.session import Session


@pytest.fixture
def session(qtbot):
    session = Session()
    session.open(Path("made.mp4"))
    session.times = np.arange(1000) / 100
    return session


@pytest.fixture
def after(qtbot, monkeypatch):
    """Lets seconds pass, and the transport see that they did."""
    clock = SimpleNamespace(now=1000.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now)
    monkeypatch.setattr("forensics_gui.player.transport.time", fake)

    def after(seconds):
        clock.now += seconds
        # Its timer ticks every 8 ms.
        qtbot.wait(100)

    return after


@pytest.fixture
def transport(session, after):
    transport = Transport(session)
    yield transport
    transport.pause()


def moved(session, after, seconds):
    """Frames that are passed in so many seconds, backwards below 0."""
    first = session.frame
    after(seconds)
    return session.frame - first


def test_l_plays_and_doubles_the_pace_and_k_forgets_it(transport, session, after):
    transport.forwards()
    assert moved(session, after, 0.4) == pytest.approx(40, abs=1)
    transport.forwards()
    transport.forwards()
    assert transport.pace == 4
    assert moved(session, after, 0.4) == pytest.approx(160, abs=1)
    transport.pause()
    assert transport.pace == 1
    assert moved(session, after, 0.4) == 0


def test_j_plays_backwards_and_l_turns_round(transport, session, after):
    session.go_to(800)
    transport.backwards()
    assert moved(session, after, 0.4) == pytest.approx(-40, abs=1)
    transport.forwards()
    assert transport.direction == 1
    assert moved(session, after, 0.4) == pytest.approx(40, abs=1)


def test_backwards_ends_at_the_first_frame(transport, session, after):
    session.go_to(10)
    transport.backwards()
    after(0.2)
    assert session.frame == 0
    assert not transport.playing


def test_pace_never_exceeds_eight_and_slow_is_slow(transport, session, after):
    transport.set_speed(4)
    for _ in range(5):
        transport.forwards()
    assert transport.pace == 8
    transport.pause()
    transport.set_speed(0.1)
    session.go_to(0)
    transport.toggle()
    assert moved(session, after, 0.6) == pytest.approx(6, abs=1)


def test_a_change_of_speed_continues_from_the_frame_shown(transport, session, after):
    transport.toggle()
    after(0.2)
    frame = session.frame
    transport.set_speed(0.1)
    after(0.1)
    assert frame <= session.frame <= frame + 2


def test_faster_and_slower_step_through_the_speeds(transport):
    transport.faster()
    assert transport.speed == 1.5
    transport.slower()
    transport.slower()
    assert transport.speed == 0.75
    transport.normal_speed()
    assert transport.speed == 1


def test_a_range_is_played_once(transport, session, after):
    session.go_to(300)
    transport.set_in()
    session.go_to(320)
    transport.set_out()
    session.go_to(7)
    seen = []
    session.frame_changed.connect(seen.append)
    transport.play_range()
    after(0.1)
    assert 300 < session.frame < 320
    after(0.2)
    assert not transport.playing
    assert session.frame == 320
    assert min(seen) == 300


def test_a_looped_range_starts_over_and_stays_inside(transport, session, after):
    transport.mark_in, transport.mark_out = 100, 110
    transport.set_loop(True)
    seen = []
    session.frame_changed.connect(seen.append)
    transport.toggle()
    for _ in range(4):
        after(0.12)
    assert seen.count(100) >= 3
    assert set(seen) <= set(range(100, 111))


def test_marks_in_the_wrong_order_replace_each_other(transport, session):
    session.go_to(50)
    transport.set_out()
    session.go_to(70)
    transport.set_in()
    assert (transport.mark_in, transport.mark_out) == (70, None)
    assert transport.range == (70, 999)
    session.go_to(60)
    transport.set_out()
    assert transport.range == (0, 60)
    transport.clear_range()
    assert not transport.has_range


def test_frames_are_dropped_while_one_is_decoded(transport, session, after):
    transport.toggle()
    after(0.05)
    transport.waiting = True
    frame = session.frame
    after(0.2)
    assert session.frame == frame
    transport.arrived(frame)
    after(0)
    assert session.frame >= frame + 15


def test_the_clock_is_set_back_where_decoding_is_far_too_slow(transport, session, after):
    transport.toggle()
    after(0.05)
    transport.waiting = True
    frame = session.frame
    after(1)
    transport.arrived(frame)
    after(0.1)
    assert frame < session.frame <= frame + 20


def test_a_range_lies_within_the_clip(transport):
    transport.mark_in, transport.mark_out = 5000, 9000
    assert transport.range == (999, 999)
