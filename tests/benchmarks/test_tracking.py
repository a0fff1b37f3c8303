"""Tracks of every frame beside MTCNN on every frame: `pytest -m benchmark -s -k tracking`.

The reference is facenet-pytorch's MTCNN (keep_all, defaults otherwise) on full frames: its
faces are taken from every fifth frame, its time is the median of the same frames. Ours is
timed over the whole of an opened clip, decoding and loading of the networks included, in the
better of two runs: the first prepares the networks for the clip's size, as the median leaves
out for the reference. Plain decoding is PyAV's on all cores, once to RGB pictures, which is
what a detector needs, and once to the codec's own planes that nobody looks at.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import pytest

from engine.faces.boxes import overlaps
from engine.faces.finder import FinderSettings, track_faces
from engine.video.encode import write_clip
from engine.video.source import VideoSource

pytestmark = pytest.mark.benchmark

CLIPS = Path(__file__).parents[3] / "shared" / "data" / "clips"
#: Speed of 1080p tracks, of decoding the same clip to pictures, at least.
OF_DECODING = 0.5
#: Name, clip it is made of (scaled up to 1080p where the name says so), least speed ratio.
ROWS = (
    ("1080p", "ffpp_c40_183.mp4", 30),
    ("1080p", "ffpp_c23_634.mp4", 30),
    ("720p", "ffpp_c40_253.mp4", 20),
    ("720p", "ffpp_c23_634.mp4", 20),
    ("480p", "ffpp_c23_519.mp4", 6),
    ("480p", "ffpp_c23_deepfakes_519_515.mp4", 6),
    ("480p", "celebdf_id0_0001.mp4", 6),
    ("480p", "celebdf_id0_id1_0001.mp4", 6),
    ("480p", "pristine_d11.mp4", 6),
    ("480p", "pristine_d18.mp4", 6),
    ("480p", "pristine_d19.mp4", 6),
    ("480p", "pristine_d20.mp4", 6),
)
#: Frames of a clip that is scaled up; each so many-th frame is shown to the reference.
SCALED_FRAMES, EVERY = 250, 5


@dataclass
class Tally:
    """Faces counted over all clips."""

    reference: int = 0
    found: int = 0
    ours: int = 0
    extra: int = 0
    lines: list[str] = field(default_factory=list)


def prepared(folder, size, name):
    """The clip itself, or its first frames scaled up to 1080p."""
    if size != "1080p":
        return CLIPS / name
    path = folder / name
    with av.open(str(CLIPS / name)) as container:
        frames = (
            frame.to_ndarray(format="rgb24", width=1920, height=1080)
            for frame, _ in zip(container.decode(video=0), range(SCALED_FRAMES), strict=False)
        )
        write_clip(path, frames, 25, options={"preset": "veryfast", "crf": "20"})
    return path


def reference(path, mtcnn):
    """Frame index to boxes (N, 4) and probabilities (N,); seconds a frame, decoding included."""
    faces, spent = {}, []
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for index, frame in enumerate(container.decode(video=0)):
            if index % EVERY:
                continue
            began = time.perf_counter()
            boxes, p = mtcnn.detect(frame.to_ndarray(format="rgb24"))
            spent.append(time.perf_counter() - began)
            none = np.zeros((0, 4)), np.zeros(0)
            faces[index] = none if boxes is None else (boxes, p)
    return faces, float(np.median(spent)) + decoding(path)


def decoding(path, pictures=False):
    """Seconds a frame that PyAV takes to decode, on all cores; to RGB if `pictures`."""
    began, count = time.perf_counter(), 0
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            count += 1
            if pictures:
                frame.to_ndarray(format="rgb24")
    return (time.perf_counter() - began) / count


def ours(path):
    """Tracks; seconds a frame; seconds to the first face."""
    tracks, first = [], None
    with VideoSource.open(path) as video:
        began = time.perf_counter()
        for step in track_faces(video, FinderSettings(device="cpu")):
            if first is None and step.seen:
                first = time.perf_counter() - began
            tracks += [t.finished(video.times) for t in step.ended if t.number]
        seconds = time.perf_counter() - began
        return tracks, seconds / len(video), first


def compare(tracks, faces, tally):
    for index, (boxes, p) in faces.items():
        rows = [(track, track.row_at(index)) for track in tracks]
        mine = np.array([t.boxes[r] for t, r in rows if r is not None]).reshape(-1, 4)
        sure = boxes[p > 0.9]
        tally.reference += len(sure)
        tally.ours += len(mine)
        if len(mine) and len(sure):
            tally.found += int((overlaps(sure, mine).max(axis=1) >= 0.5).sum())
        shared = np.zeros(len(mine))
        if len(mine) and len(boxes):
            shared = overlaps(mine, boxes).max(axis=1)
        tally.extra += int((shared < 0.3).sum())


@pytest.mark.skipif(not CLIPS.exists(), reason="needs the shared clips")
def test_tracking_of_every_frame(tmp_path):
    from facenet_pytorch import MTCNN

    mtcnn, tally, ratios = MTCNN(keep_all=True, device="cpu"), Tally(), []
    of_decoding = []
    # Libraries load with their first use.
    ours(CLIPS / "pristine_d20.mp4")
    for size, name, least in ROWS:
        path = prepared(tmp_path, size, name)
        tracks, seconds, first = min((ours(path) for _ in range(2)), key=lambda run: run[1])
        planes, decode = (min(decoding(path, p) for _ in range(2)) for p in (False, True))
        faces, slow = reference(path, mtcnn)
        before = (tally.reference, tally.found)
        compare(tracks, faces, tally)
        faces_here, found_here = tally.reference - before[0], tally.found - before[1]
        ratios.append((slow / seconds, least))
        if size == "1080p":
            of_decoding.append(decode / seconds)
        line = (
            f"{size:6} {name:32} ours {1 / seconds:6.1f} fps  MTCNN {1 / slow:5.2f} fps  "
            f"{slow / seconds:5.1f} times  of decoding {decode / seconds:.2f} "
            f"(to planes {planes / seconds:.2f})  "
            f"first face {first:.2f} s  found {found_here} of {faces_here}"
        )
        print(line if tally.lines else f"\n{line}", flush=True)
        tally.lines.append(line)
    agreement, extra = tally.found / tally.reference, tally.extra / tally.ours
    print(f"agreement {agreement:.4f} of {tally.reference}, extra {extra:.4f} of {tally.ours}")
    assert agreement >= 0.99
    assert extra <= 0.01
    for ratio, least in ratios:
        assert ratio >= least
    assert min(of_decoding) >= OF_DECODING
