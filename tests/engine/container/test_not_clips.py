"""What is no clip, or changes while it is read, is told by name and at once."""

import io
import os
import socket
import sys
import tarfile
import threading
import time
import zipfile

import clips
import encoded_clips
import numpy as np
import pytest
from PIL import Image

from engine.container.clip_file import sha256_of
from engine.errors import ClipUnreadableError, EngineError, NotAVideoError
from engine.video.source import VideoSource

posix = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")


def refused(path, kind, words):
    began = time.monotonic()
    with pytest.raises(kind, match=words) as caught:
        VideoSource.open(path)
    assert caught.value.advice
    assert time.monotonic() - began < 60


def zipped(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("clip.mp4", bytes(5000))


def tarred(path):
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("clip.mp4")
        info.size = 5000
        archive.addfile(info, io.BytesIO(bytes(5000)))


def seven_zip(path):
    path.write_bytes(b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256)) * 40)


def playlist(path):
    """Names another clip, which would be shown under this file's hash."""
    other = encoded_clips.write(path.parent / "other.ts")
    path.write_text(f"ffconcat version 1.0\nfile {other.name}\n")


def streaming(path):
    encoded_clips.write(path.parent / "other.ts")
    path.with_suffix(".m3u8").write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2.4,\nother.ts\n#EXT-X-ENDLIST\n"
    )
    path.with_suffix(".m3u8").rename(path)


def sparse(path):
    """A tebibyte of zeros that takes no room."""
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("make", [zipped, tarred, seven_zip, playlist, streaming])
def test_archives_and_playlists_named_like_clips(tmp_path, make):
    make(tmp_path / "clip.mp4")
    refused(tmp_path / "clip.mp4", NotAVideoError, "clip.mp4")


def test_a_playlist_by_its_own_name(tmp_path):
    streaming(tmp_path / "clip.m3u8")
    refused(tmp_path / "clip.m3u8", NotAVideoError, "clip.m3u8")


@posix
def test_an_endless_file_of_zeros(tmp_path):
    sparse(tmp_path / "clip.mp4")
    refused(tmp_path / "clip.mp4", ClipUnreadableError, "next to nothing")


def test_a_picture_named_like_a_clip_is_one_frame(tmp_path):
    picture = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    path = tmp_path / "clip.mp4"
    Image.fromarray(picture).save(path, "PNG")
    with VideoSource.open(path) as video:
        assert len(video) == 1
        assert video.facts.examination.container == "png_pipe"


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_devices(tmp_path, device):
    (tmp_path / "clip.mp4").symlink_to(device)
    refused(tmp_path / "clip.mp4", ClipUnreadableError, "device")


@posix
def test_a_pipe_without_a_writer_and_a_socket(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    refused(tmp_path / "pipe.mp4", ClipUnreadableError, "pipe")
    # Names of sockets must be short.
    with socket.socket(socket.AF_UNIX) as bound:
        here = os.open(tmp_path, os.O_RDONLY)
        try:
            bound.bind(f"/proc/self/fd/{here}/s.mp4")
        except OSError:
            pytest.skip("no /proc")
        finally:
            os.close(here)
        refused(tmp_path / "s.mp4", ClipUnreadableError, "socket")


@posix
def test_links_that_lead_nowhere(tmp_path):
    (tmp_path / "a.mp4").symlink_to(tmp_path / "b.mp4")
    (tmp_path / "b.mp4").symlink_to(tmp_path / "a.mp4")
    (tmp_path / "c.mp4").symlink_to(tmp_path / "none.mp4")
    refused(tmp_path / "a.mp4", ClipUnreadableError, "a.mp4")
    refused(tmp_path / "c.mp4", ClipUnreadableError, "c.mp4")


def test_a_file_that_shrinks_while_it_is_read(tmp_path):
    path = encoded_clips.write(tmp_path / "clip.mkv", options={"g": "10"})
    with VideoSource.open(path) as video:
        count = len(video)
        os.truncate(path, path.stat().st_size // 3)
        seen, errors = 0, []
        for place in range(count):
            try:
                # Those that come are the right ones.
                assert clips.read_number(video.frame(place).rgb()) == place
                seen += 1
            except EngineError as error:
                errors.append(error)
        assert seen + len(errors) == count
        assert errors


@posix
def test_a_file_that_grows_or_vanishes_while_it_is_read(tmp_path):
    path = encoded_clips.write(tmp_path / "clip.ts", options={"g": "10"})
    with VideoSource.open(path) as video:
        count = len(video)
        with path.open("ab") as file:
            file.write(path.read_bytes())
        assert len(video) == count
        assert clips.read_number(video.frame(40).rgb()) == 40
        path.unlink()
        assert clips.read_number(video.frame(10, keep=False).rgb()) == 10
        with pytest.raises(ClipUnreadableError):
            _ = video.sha256


@posix
def test_a_file_that_shrinks_while_it_is_hashed_is_reported_or_hashed_as_it_is(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(bytes(64 << 20))
    threading.Timer(0.01, os.truncate, (path, 1 << 20)).start()
    assert len(sha256_of(path)) == 64


@pytest.mark.slow
def test_a_batch_of_them_ends_and_lists_each_with_its_reason(tmp_path, untrained_detector):
    from engine.analysis.settings import AnalysisSettings
    from engine.batch.batch import run_batch
    from engine.batch.judge import Job
    from engine.batch.workers import Workers
    from engine.case.case import Case
    from engine.detector.bundle.manifest import read_manifest

    bundle, inbox = tmp_path / "d.bundle", tmp_path / "inbox"
    untrained_detector.save(bundle)
    inbox.mkdir()
    for make in (zipped, seven_zip, playlist):
        make(inbox / f"{make.__name__}.mp4")
    (inbox / "empty.mp4").touch()
    (inbox / "folder.mp4").mkdir()
    names = [*sorted(inbox.glob("*.mp4")), inbox / "absent.mp4"]
    if sys.platform != "win32":
        sparse(inbox / "sparse.mp4")
        os.mkfifo(inbox / "pipe.mp4")
        (inbox / "device.mp4").symlink_to("/dev/zero")
        (inbox / "loop.mp4").symlink_to(inbox / "loop.mp4")
        names += [inbox / f"{n}.mp4" for n in ("sparse", "pipe", "device", "loop")]
    job = Job(bundle, read_manifest(bundle)[1], AnalysisSettings(quick=True), device="cpu")
    with Case.create(tmp_path / "night.fcase", analyst="A") as case:
        rows = list(run_batch([str(n) for n in names], case, job, Workers(1)))
    assert len(rows) == len(names)
    assert {row.state for row in rows} == {"failed"}
    assert all(row.verdict and row.note for row in rows)
