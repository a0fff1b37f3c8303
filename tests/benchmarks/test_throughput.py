"""Frames a second by stage and size of picture, against the paper's way and plain decoding.

`pytest -n0 -m benchmark -s tests/benchmarks/test_throughput.py`; on a GPU too where there is one.
"""

import time
from dataclasses import replace
from itertools import cycle, islice

import clips
import numpy as np
import pytest
import torch

from engine.analysis.events import StageStarted
from engine.analysis.pipeline import analyze
from engine.batch.plan import Pass, passed
from engine.detector.detector import Detector
from engine.faces.finder import FinderSettings, track_faces
from engine.shipped import default_bundle
from engine.video.encode import write_clip
from engine.video.source import VideoSource

pytestmark = pytest.mark.benchmark
#: Name, size and frames of each clip; the larger the fewer, to end in minutes.
SIZES = (("480p", (854, 480), 1000), ("720p", (1280, 720), 1000), ("1080p", (1920, 1080), 400),
         ("4K", (3840, 2160), 100))  # fmt: skip
FPS = 25
#: Frames looked at in the paper's way, spread over the clip: each costs the same.
PAPERS_FRAMES = 6
DEVICES = ("cpu", *(("cuda",) if torch.cuda.is_available() else ()))


@pytest.fixture(scope="module", params=DEVICES)
def device(request):
    return request.param


@pytest.fixture(scope="module")
def detector(device):
    return Detector.load(default_bundle(), device)


@pytest.fixture(scope="module")
def papers_way(device):
    """MTCNN and FaceNet frame by frame with torch, as facenet-pytorch gives them."""
    from facenet_pytorch import MTCNN, InceptionResnetV1

    finder = MTCNN(keep_all=True, device=device)
    embedder = InceptionResnetV1().eval().to(device)

    def look(picture):
        faces = finder(picture)
        assert faces is not None
        with torch.no_grad():
            return embedder(faces.to(device)).cpu()

    return look


def clocked(count, call):
    """A call that looks at so many frames in this process."""
    began, core = time.perf_counter(), time.process_time()
    call()
    return Pass(count, time.perf_counter() - began, time.process_time() - core)


def measured(path, frames, detector, papers_way):
    """A pass for each stage, for all together, and for the paper's way without decoding."""
    with VideoSource.open(path) as video:
        places = np.linspace(0, frames - 1, PAPERS_FRAMES).round().astype(int)
        pictures = [np.ascontiguousarray(video.frame(int(n)).rgb()) for n in places]
    finder = FinderSettings(device=detector.embedder.device)
    found = {}
    for name, way in (
        ("decode", lambda video: (frame.index + 1 for frame in video.frames())),
        ("and detect", lambda video: (step.done for step in track_faces(video, finder))),
        ("in all", lambda video: (
            event.done for event in analyze(video, detector) if isinstance(event, StageStarted)
        )),
    ):  # fmt: skip
        found[name] = passed(path, way, least=0, most=1000)
    side = detector.alignment.side
    crops = np.random.default_rng(0).integers(0, 255, (25, side, side, 3), dtype=np.uint8)
    detector.embed(crops)
    found["embed (faces)"] = clocked(len(crops), lambda: detector.embed(crops))
    papers_way(pictures[0])
    found["paper's way"] = _papers_pass(pictures, papers_way)
    return found


def _papers_pass(pictures, papers_way):
    """By the clock on all cores; core-seconds on one, where threads do not wait for each other."""

    def look():
        return [papers_way(picture) for picture in pictures]

    whole, threads = clocked(len(pictures), look), torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return replace(whole, core_seconds=clocked(len(pictures), look).core_seconds)
    finally:
        torch.set_num_threads(threads)


def ratios(found):
    """Ours against the paper's way, which decodes too: by the clock, and in core-seconds."""
    ours, paper, decode = (found[key] for key in ("in all", "paper's way", "decode"))
    clock = (1 / paper.rate + 1 / decode.rate) * ours.rate
    cores = (paper.core_seconds / paper.frames + decode.core_seconds / decode.frames) / (
        ours.core_seconds / ours.frames
    )
    return clock, cores


def test_all_frames_of_720p_are_analysed_twenty_times_as_fast_as_in_the_papers_way(
    tmp_path, device, detector, papers_way
):
    table = {}
    for name, size, frames in SIZES:
        path, loop = tmp_path / f"{name}.mp4", list(clips.faces(min(frames, 100), size))
        pictures = islice(cycle(loop + loop[::-1]), frames)
        write_clip(path, pictures, FPS, options={"preset": "veryfast"})
        table[name] = measured(path, frames, detector, papers_way)
    print(f"\n{device:6}" + "".join(f"{stage:>22}" for stage in table["720p"])
          + f"{'of decoding':>13}{'of the paper':>14}{'in core-seconds':>17}")  # fmt: skip
    for name, found in table.items():
        cells = "".join(f"{one.rate:>11.1f}/s{one.rate / FPS:>7.2f} x" for one in found.values())
        clock, cores = ratios(found)
        share = found["in all"].rate / found["decode"].rate
        print(f"{name:6}{cells}{share:>11.2f} x{clock:>12.1f} x{cores:>15.1f} x")
    # Other programs slow the two ways down unlike each other; core-seconds hardly change.
    if device == "cpu":
        assert ratios(table["720p"])[1] >= 20
