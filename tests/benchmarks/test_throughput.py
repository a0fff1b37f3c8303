"""Frames a second by stage and size of picture, against the paper's way and plain decoding.

`pytest -m benchmark -s tests/benchmarks/test_throughput.py`
"""

import time

import clips
import numpy as np
import pytest
import torch

from engine.analysis.pipeline import analyze
from engine.detector.detector import Detector
from engine.faces.finder import track_faces
from engine.shipped import default_bundle
from engine.video.source import VideoSource
from engine.video.write import write_clip

pytestmark = pytest.mark.benchmark
#: Name, size and frames of each clip; the larger the fewer, to end in minutes.
SIZES = (("480p", (854, 480), 250), ("720p", (1280, 720), 250), ("1080p", (1920, 1080), 125),
         ("4K", (3840, 2160), 50))  # fmt: skip
FPS = 25
PAPER = "paper's way"
#: Frames that are looked at in the paper's way, spread over the clip: each costs the same.
PAPERS_FRAMES = 6


@pytest.fixture(scope="module")
def detector():
    detector = Detector.load(default_bundle(), "cpu")
    side = detector.alignment.side
    detector.embed(np.zeros((25, side, side, 3), np.uint8))
    return detector


@pytest.fixture(scope="module")
def papers_way():
    """MTCNN and FaceNet frame by frame with torch, as facenet-pytorch gives them."""
    from facenet_pytorch import MTCNN, InceptionResnetV1

    finder, embedder = MTCNN(keep_all=True), InceptionResnetV1().eval()

    def look(picture):
        faces = finder(picture)
        assert faces is not None
        with torch.no_grad():
            return embedder(faces)

    return look


def rate(count, call):
    began = time.perf_counter()
    call()
    return count / (time.perf_counter() - began)


def measured(path, frames, detector, papers_way):
    """Frames a second of each stage, of all together, and of the paper's way."""
    with VideoSource.open(path) as video:
        assert len(video) == frames
        pictures = []
        for index in np.linspace(0, frames - 1, PAPERS_FRAMES).round().astype(int):
            pictures.append(np.ascontiguousarray(video.frame(int(index)).rgb()))
        found = {"decode": rate(frames, lambda: [None for _ in video.frames()])}
        found["decode, detect"] = rate(frames, lambda: list(track_faces(video)))
        side = detector.alignment.side
        crops = np.random.default_rng(0).integers(0, 255, (25, side, side, 3), dtype=np.uint8)
        found["embed"] = rate(len(crops), lambda: detector.embed(crops))
        found["in all"] = rate(frames, lambda: list(analyze(video, detector)))
    papers_way(pictures[0])
    alone = rate(len(pictures), lambda: [papers_way(picture) for picture in pictures])
    # It decodes too, one frame after the other.
    found[PAPER] = 1 / (1 / alone + 1 / found["decode"])
    return found


def test_all_frames_of_720p_are_analysed_twenty_times_as_fast_as_in_the_papers_way(
    tmp_path, detector, papers_way
):
    table = {}
    for name, size, frames in SIZES:
        path = tmp_path / f"{name}.mp4"
        write_clip(path, clips.faces(frames, size), FPS, options={"preset": "veryfast"})
        table[name] = measured(path, frames, detector, papers_way)
    stages = list(table["720p"])
    print(f"\n{'':6}" + "".join(f"{stage:>22}" for stage in stages) + "   against paper, decode")
    for name, found in table.items():
        cells = "".join(f"{v:>10.1f}/s{v / FPS:>8.2f} x" for v in found.values())
        ours = found["in all"]
        print(f"{name:6}{cells}{ours / found[PAPER]:>12.1f} x"
              f"{ours / found['decode']:>8.2f} x")  # fmt: skip
    assert table["720p"]["in all"] >= 20 * table["720p"][PAPER]
