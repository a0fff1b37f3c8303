"""The sound is in step with the picture, and silent where it cannot be."""

import threading
import time

import clips
import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.audio.decoder import RATE
from forensics_gui.player.speaker import SoundFeed, Speaker
from forensics_gui.preferences import Preferences


class Recorder:
    """A loudspeaker that keeps what it is given, and when."""

    def __init__(self):
        self.heard, self._ended, self._thread = [], threading.Event(), None

    def start(self, sound):
        self._ended.clear()
        self._thread = threading.Thread(target=self._pull, args=(sound,), daemon=True)
        self._thread.start()

    def _pull(self, sound):
        begun, given = time.monotonic(), 0
        while not self._ended.wait(0.005):
            while given < (time.monotonic() - begun) * RATE:
                self.heard.append((time.monotonic(), sound.send(480).copy()))
                given += 480

    def stop(self):
        self._ended.set()
        self._thread.join()

    def close(self):
        pass

    @property
    def loud_since(self):
        return next((at for at, pcm in self.heard if np.abs(pcm).max() > 0.2), None)


@pytest.fixture
def sounding(window, qtbot, tmp_path):
    """The window with a clip whose tone begins after 1.2 s, and a recorder for a loudspeaker.

    The tone is long: a busy machine may take seconds to open the sound.
    """
    recorder = Recorder()
    window.player.speaker.open_device = lambda: recorder
    path = tmp_path / "tone.mkv"
    clips.with_sound(path, [(1.2, 0.0), (30.0, 0.8)], fps=10)
    window.player.open(path)
    window.session.open(path)
    qtbot.waitUntil(lambda: window.player.wave.isVisibleTo(window.player), timeout=60000)
    return window, recorder


def test_the_tone_is_heard_when_its_picture_is_shown(sounding, qtbot):
    window, recorder = sounding
    transport = window.player.transport
    window.player.toggle()
    qtbot.waitUntil(lambda: recorder.loud_since is not None, timeout=60000)
    place = transport.now() - (time.monotonic() - recorder.loud_since)
    # Half a period early for the device. On a busy machine its beginning may stay silent, but
    # no tone is heard before its picture.
    assert place > 1.05
    window.player.pause()
    count = len(recorder.heard)
    qtbot.wait(100)
    assert len(recorder.heard) == count


@pytest.mark.slow
def test_it_is_silent_at_other_speeds_backwards_and_when_switched_off(sounding, qtbot):
    window, recorder = sounding
    window.session.go_to(40)
    window.player.toggle()
    qtbot.waitUntil(lambda: recorder.loud_since is not None, timeout=60000)
    for hush in (
        lambda: window.player.transport.set_speed(0.5),
        lambda: (window.player.transport.set_speed(1.0), window.player.transport.backwards()),
        lambda: (window.player.pause(), qtbot.keyClick(
            window, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier), window.player.toggle()),
    ):  # fmt: skip
        hush()
        qtbot.wait(50)
        count = len(recorder.heard)
        qtbot.wait(150)
        assert len(recorder.heard) == count
    assert not window.player.speaker.on
    assert window.preferences.get("player/sound", True) in (False, "false")


def test_without_a_loudspeaker_it_is_reported_once_and_the_clip_plays(sounding, qtbot):
    window, _ = sounding

    def none():
        raise OSError("no device")

    window.player.speaker.open_device = none
    said = []
    window.player.speaker.said.connect(said.append)
    for _ in range(2):
        window.player.toggle()
        frame = window.session.frame
        qtbot.waitUntil(lambda f=frame: window.session.frame > f, timeout=60000)
        qtbot.wait(100)
        window.player.pause()
    assert len(said) == 1
    assert "without sound" in said[0]


def test_a_real_device_without_a_loudspeaker_can_be_driven(qtbot):
    miniaudio = pytest.importorskip("miniaudio")
    device = miniaudio.PlaybackDevice(
        miniaudio.SampleFormat.FLOAT32, 2, RATE, 40, backends=[miniaudio.Backend.NULL]
    )
    asked = []

    def sound():
        wanted = yield np.zeros((0, 2), np.float32)
        while True:
            asked.append(wanted)
            wanted = yield np.zeros((wanted, 2), np.float32)

    generator = sound()
    next(generator)
    device.start(generator)
    time.sleep(0.5)
    device.stop()
    device.close()
    assert sum(asked) > 0.05 * RATE


class Ramp:
    """Sound whose sample is its own place."""

    def __init__(self):
        self.asked = []

    def samples(self, at, count):
        self.asked.append(at)
        return np.repeat(np.arange(at, at + count, dtype=np.float32)[:, None], 2, axis=1)


def filled(feed, source):
    while feed.fetch(source):
        pass


def test_a_jump_of_the_picture_moves_the_sound(monkeypatch):
    clock = [2.0]
    feed, source = SoundFeed(lambda: clock[0]), Ramp()
    filled(feed, source)
    sound = feed.handed_out()
    next(sound)
    assert sound.send(480)[0, 0] == 2 * RATE
    clock[0] += 0.02
    # Where the clock is nearly there, the sound goes on without a gap.
    assert sound.send(480)[0, 0] == 2 * RATE + 480
    clock[0] = 40.0
    assert not sound.send(480).any()
    filled(feed, source)
    assert sound.send(480)[0, 0] == pytest.approx(40 * RATE, abs=960)
    assert len(source.asked) < 30


def test_what_was_handed_out_is_let_go():
    clock = [0.0]
    feed, source = SoundFeed(lambda: clock[0]), Ramp()
    sound = feed.handed_out()
    next(sound)
    for _ in range(500):
        filled(feed, source)
        sound.send(480)
        clock[0] += 0.01
    assert len(feed.held) < 20


def test_switching_is_remembered():
    from forensics_gui.player.transport import Transport
    from forensics_gui.session import Session

    preferences = Preferences()
    speaker = Speaker(Transport(Session()), preferences, Recorder)
    assert speaker.on
    speaker.switch(False)
    assert not Speaker(Transport(Session()), preferences, Recorder).on
