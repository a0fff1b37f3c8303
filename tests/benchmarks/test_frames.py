"""Exactness and speed of frames: `pytest -m benchmark -s tests/benchmarks/test_frames.py`."""

import random
import statistics
import time

import av
import clips
import cv2
import encoded_clips
import numpy as np
import pytest
from full_decode import checksum, decode_all, luma

from engine.video.encode import write_clip
from engine.video.source import VideoSource

pytestmark = pytest.mark.benchmark
REQUESTS = 75


def number_in(pixels):
    return clips.read_number(pixels[:, : clips.SIZE[0]])


def ours(path, asked, checksums):
    wrong = 0
    with VideoSource.open(path) as video:
        for index in asked:
            wrong += luma(video.frame(index, keep=False)) != checksums[index]
    return wrong, len(video)


def opencv(path, asked, numbers):
    capture = cv2.VideoCapture(str(path))
    wrong = 0
    for index in asked:
        capture.set(cv2.CAP_PROP_POS_FRAMES, index)
        ok, pixels = capture.read()
        wrong += not ok or number_in(pixels[:, :, ::-1]) != numbers[index]
    return wrong, int(capture.get(cv2.CAP_PROP_FRAME_COUNT))


def naive(path, asked, numbers):
    """What examples show: seek to the time, decode until it is reached."""
    wrong = 0
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or 25
        for index in asked:
            found = None
            try:
                target = int(index / rate / stream.time_base) if stream.time_base else index
                container.seek(target, stream=stream)
                for frame in container.decode(stream):
                    if frame.pts is None or frame.pts >= target:
                        found = number_in(frame.to_ndarray(format="rgb24"))
                        break
            except (av.error.FFmpegError, OSError, ValueError):
                pass
            wrong += found != numbers[index]
        return wrong, stream.frames


def test_no_wrong_frame_in_thousands_of_requests(tmp_path):
    asked_in_all, wrong_in_all = 0, np.zeros(3, int)
    print(f"\n{'encoding':28}{'frames':>7}{'asked':>7}{'ours':>6}{'OpenCV':>8}{'PyAV seek':>11}"
          f"{'OpenCV counts':>15}")  # fmt: skip
    for name, make in encoded_clips.ENCODINGS.items():
        folder = tmp_path / name.replace(" ", "_").replace(":", "")
        folder.mkdir()
        path = make(folder)
        read = decode_all(path, lambda f: (number_in(f.to_ndarray(format="rgb24")), checksum(f)))
        numbers, checksums = zip(*read, strict=True)
        asked = [random.Random(f"{name}{n}").randrange(len(numbers)) for n in range(REQUESTS)]
        own, count = ours(path, asked, checksums)
        other, counted = opencv(path, asked, numbers)
        seeking, _ = naive(path, asked, numbers)
        print(f"{name:28}{len(numbers):7}{len(asked):7}{own:6}{other:8}{seeking:11}{counted:15}")
        assert count == len(numbers)
        asked_in_all += len(asked)
        wrong_in_all += (own, other, seeking)
    print(f"{len(encoded_clips.ENCODINGS)} encodings, {asked_in_all} requests; wrong: ours "
          f"{wrong_in_all[0]}, OpenCV {wrong_in_all[1]}, PyAV seek {wrong_in_all[2]}")  # fmt: skip
    assert asked_in_all >= 5000
    assert len(encoded_clips.ENCODINGS) >= 40
    assert wrong_in_all[0] == 0


@pytest.fixture(scope="module")
def full_hd(tmp_path_factory):
    """12 s of 1080p with noise, so that decoding is work."""
    rng = np.random.default_rng(0)
    noise = rng.integers(-12, 12, (4, 1080, 1920, 3), dtype=np.int16)

    def frames():
        for number, picture in enumerate(clips.faces(300, (1920, 1080))):
            yield np.clip(picture + noise[number % 4], 0, 255).astype(np.uint8)

    path = tmp_path_factory.mktemp("hd") / "hd.mp4"
    write_clip(path, frames(), 25, options={"preset": "veryfast", "g": "50", "crf": "23"})
    return path


def in_process(path):
    """Decoding as fast as PyAV does it here, every picture's bytes touched once."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        return sum(1 for frame in container.decode(stream) if frame.width)


def in_child(path):
    with VideoSource.open(path) as video:
        video.frame(0)
        began = time.perf_counter()
        count = sum(1 for _ in video.frames())
        return count, time.perf_counter() - began


def test_isolation_costs_little(full_hd):
    plain, isolated = [], []
    for _ in range(3):
        began = time.perf_counter()
        count = in_process(full_hd)
        plain.append(time.perf_counter() - began)
        same, seconds = in_child(full_hd)
        isolated.append(seconds)
        assert count == same
    ratio = min(isolated) / min(plain)
    print(f"\n1080p: in process {count / min(plain):.0f} frames/s, in the child "
          f"{count / min(isolated):.0f} frames/s, {ratio:.3f} of the time")  # fmt: skip
    assert ratio <= 1.1


def test_random_access_costs_what_decoding_from_the_key_frame_does(full_hd):
    wanted = [random.Random(n).randrange(300) for n in range(24)]
    with av.open(str(full_hd)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        step = round(1 / 25 / stream.time_base)
        plain = []
        for index in wanted:
            began = time.perf_counter()
            container.seek(index * step, stream=stream)
            next(f for f in container.decode(stream) if f.pts >= index * step)
            plain.append(time.perf_counter() - began)
    with VideoSource.open(full_hd) as video:
        exact = []
        for index in wanted:
            began = time.perf_counter()
            video.frame(index, keep=False)
            exact.append(time.perf_counter() - began)
    ratio = statistics.fmean(exact) / statistics.fmean(plain)
    print(f"\nrandom access at 1080p, group of 50: decoding from the key frame "
          f"{statistics.fmean(plain) * 1e3:.0f} ms, frame(i) {statistics.fmean(exact) * 1e3:.0f} "
          f"ms, ratio {ratio:.2f}")  # fmt: skip
    assert ratio <= 1.3
