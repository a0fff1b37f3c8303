"""A hostile clip can neither crash, nor hang, nor flood the program."""

import io
import os
import signal
import struct
import sys
import tempfile
import threading
import zlib
from pathlib import Path

import clips
import encoded_clips
import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import CancelledError, DecoderError, EngineError, NotAVideoError
from engine.progress import CancelToken
from engine.sandbox import messages
from engine.sandbox.limits import Limits
from engine.sandbox.process import DecodingProcess, prestart_process
from engine.video.source import VideoSource

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def clip(tmp_path):
    return encoded_clips.ENCODINGS["h264 mp4"](tmp_path)


@posix
def test_a_crash_names_the_frame_and_the_rest_continues(clip):
    with VideoSource.open(clip) as video:
        run = video.frames()
        first = [next(run) for _ in range(10)]
        os.kill(video.process_id, signal.SIGKILL)
        with pytest.raises(DecoderError, match=r"crashed on 'clip.mp4' near frame \d+") as caught:
            list(run)
        assert caught.value.advice
        assert clips.read_number(first[7].rgb()) == 7
        assert clips.read_number(video.frame(55).rgb()) == 55


@posix
def test_a_hang_is_ended(clip):
    with VideoSource.open(clip, limits=Limits(silence=3)) as video:
        os.kill(video.process_id, signal.SIGSTOP)
        with pytest.raises(DecoderError, match="stopped making progress"):
            video.frame(50)
        assert clips.read_number(video.frame(50).rgb()) == 50


@pytest.mark.parametrize("killed", [False, True])
def test_a_process_started_ahead_takes_the_next_clip_unless_it_died(clip, killed):
    before = set(psutil.Process().children())
    prestart_process()
    (ahead,) = set(psutil.Process().children()) - before
    if killed:
        ahead.kill()
        ahead.wait(20)
    with VideoSource.open(clip) as video:
        assert (video.process_id == ahead.pid) != killed
        assert clips.read_number(video.frame(20).rgb()) == 20


@posix
@pytest.mark.parametrize("name", ["h264 mp4", "hevc mp4", "h264 ts"])
def test_the_first_frame_does_not_wait_for_the_index(name, tmp_path):
    path = encoded_clips.ENCODINGS[name](tmp_path)
    with VideoSource.open(path, limits=Limits(silence=20)) as video:
        os.kill(video.process_id, signal.SIGSTOP)
        early = video.frame(0)
        os.kill(video.process_id, signal.SIGCONT)
        with VideoSource.open(path, index=video.index) as again:
            late = next(again.frames())
        assert (early.index, early.pts, early.time) == (late.index, late.pts, late.time)
        assert np.array_equal(early.rgb(), late.rgb())
        assert clips.read_number(early.rgb()) == 0


def png(width, height):
    """A picture that is said to be large, in a few bytes."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def test_a_picture_too_large_to_be_true_is_refused(tmp_path):
    path = tmp_path / "bomb.png"
    path.write_bytes(png(60000, 60000))
    with pytest.raises(NotAVideoError) as caught:
        VideoSource.open(path)
    assert caught.value.advice


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_memory_is_limited(tmp_path):
    path = encoded_clips.write(
        tmp_path / "large.mp4",
        options={"preset": "ultrafast"},
        frames=clips.faces(3, (3840, 2160)),
    )
    with pytest.raises((NotAVideoError, DecoderError)) as caught:
        VideoSource.open(path, limits=Limits(memory=30 << 20))
    assert caught.value.advice
    with VideoSource.open(path) as video:
        assert len(video) == 3


def test_indexing_can_be_cancelled_and_tells_how_far_it_is(tmp_path):
    path = encoded_clips.write(
        tmp_path / "long.ts", options={"preset": "ultrafast"}, frames=clips.faces(60, (1280, 720))
    )
    token = CancelToken()
    seen = []

    def progress(at):
        seen.append(at)
        token.cancel()

    threading.Timer(1.5, token.cancel).start()
    try:
        VideoSource.open(path, progress=progress, cancel=token, cache=tmp_path / "cache").close()
    except CancelledError:
        return
    pytest.skip("the machine was faster than the first report")


@posix
def test_nothing_is_left_behind(clip):
    folders = [Path(tempfile.gettempdir()), Path("/dev/shm")]
    before = {p for folder in folders if folder.is_dir() for p in folder.glob("forensics-*")}
    with VideoSource.open(clip) as video:
        process = video.process_id
        frames = list(video.frames(limit=5))
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    after = {p for folder in folders if folder.is_dir() for p in folder.glob("forensics-*")}
    assert after <= before
    assert clips.read_number(frames[4].rgb()) == 4


@given(data=st.binary(max_size=200))
def test_what_is_no_message_is_refused(data):
    pipe = io.BytesIO(data)
    try:
        while True:
            message, arrays = messages.receive(pipe)
            assert isinstance(message, dict)
            assert isinstance(arrays, dict)
    except messages.WireError:
        pass


def test_errors_cross_the_pipe_as_they_are(tmp_path):
    with pytest.raises(EngineError) as caught:
        VideoSource.open(clips.audio_only(tmp_path))
    assert type(caught.value) is NotAVideoError
    assert "no video stream" in caught.value.what


def test_values_of_an_error_cross_the_pipe(tmp_path):
    path = clips.audio_only(tmp_path)
    named = path.rename(path.with_name("{name} {0}" + path.suffix))
    with pytest.raises(NotAVideoError) as caught:
        VideoSource.open(named)
    assert caught.value.what == f"'{named.name}' has no video stream, only sound."
    assert caught.value.templates[0] == "'{name}' has no video stream, only sound."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "NotAVideoError", "what": "{a} {b}", "values": {"a": 1, "b": "{a}"}}, "1 {a}"),
        ({"kind": "DecoderError", "what": "{a}", "values": {"a": ["x"], "what": "y"}}, "{a}"),
        ({"kind": "CancelledError", "what": "{a.real:>999999999}", "values": [1]}, "{a.real"),
        ({"kind": "re", "values": {"self": 1, "details": 2, "not a name": 3}}, ""),
    ],
)
def test_an_error_of_a_hijacked_process_is_only_text(tmp_path, monkeypatch, fields, says):
    script = (
        "import sys; from engine.sandbox.messages import receive, send; receive(sys.stdin.buffer);"
        f"send(sys.stdout.buffer, { ({'t': 'error'} | fields)!r})"
    )
    monkeypatch.setattr("engine.sandbox.process.command", lambda _: [sys.executable, "-c", script])
    process = DecodingProcess(tmp_path / "clip.mp4", Limits())
    with pytest.raises(EngineError) as caught:
        process.answer()
    process.kill()
    assert caught.value.what.startswith(says)
