"""Speed and memory as ratios within one run: `pytest -m benchmark -s`."""

import subprocess
import sys
import time
from itertools import cycle, islice

import clips
import numpy as np
import pytest

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.detector.detector import Detector
from engine.faces.align import aligned_crop
from engine.shipped import default_bundle
from engine.video.encode import write_clip
from engine.video.source import VideoSource

pytestmark = pytest.mark.benchmark
FRAMES = 200


@pytest.fixture(scope="module")
def detector():
    return Detector.load(default_bundle(), "cpu")


@pytest.fixture(scope="module")
def full_hd(tmp_path_factory):
    """8 s of 1080p: a moving portrait."""
    path = tmp_path_factory.mktemp("hd") / "hd.mp4"
    write_clip(path, clips.faces(FRAMES, (1920, 1080)), 25, options={"preset": "veryfast"})
    return path


def plain_script(path, detector):
    """What a user would write: OpenCV, MTCNN with its defaults, one crop at a time."""
    import cv2
    from facenet_pytorch import MTCNN

    mtcnn = MTCNN(keep_all=True)
    capture = cv2.VideoCapture(str(path))
    frames, number = [], 0
    wanted = set(np.linspace(0, FRAMES - 1, 25).round().astype(int).tolist())
    while True:
        ok, picture = capture.read()
        if not ok:
            break
        if number in wanted:
            frames.append(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
        number += 1
    scores = []
    for picture in frames:
        boxes, _, landmarks = mtcnn.detect(picture, landmarks=True)
        if boxes is not None:
            crop = aligned_crop(picture, landmarks[0].astype(np.float32), detector.alignment)
            scores.append(float(detector.score(detector.embed(crop[None]))[0]))
    return scores


def ours(path, detector, quick):
    with VideoSource.open(path) as video:
        return Analysis.of(analyze(video, detector, AnalysisSettings(quick=quick)))


def best_of_two(call):
    times = []
    for _ in range(2):
        began = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - began)
    return min(times), result


def test_analysis_of_25_frames_is_three_times_as_fast_as_the_plain_script(full_hd, detector):
    """The script looks at 25 frames; so does a quick analysis. All frames for comparison."""
    quick_seconds, quick = best_of_two(lambda: ours(full_hd, detector, True))
    full_seconds, full = best_of_two(lambda: ours(full_hd, detector, False))
    plain_seconds, scores = best_of_two(lambda: plain_script(full_hd, detector))
    assert len(scores) == len(quick.scores[1].frames) == len(full.scores[1].frames) == 25
    ratio = plain_seconds / quick_seconds
    print(f"\n1080p, {FRAMES} frames: plain script {plain_seconds:.2f} s; 25 frames "
          f"{quick_seconds:.2f} s, {ratio:.2f} times as fast; every frame followed "
          f"{full_seconds:.2f} s, {plain_seconds / full_seconds:.2f} times")  # fmt: skip
    assert ratio >= 3


def peak_memory(path):
    """MiB of a fresh process that analyses a clip."""
    script = (
        "import resource, sys\n"
        "from engine.analysis.pipeline import analyze\n"
        "from engine.analysis.result import Analysis\n"
        "from engine.detector.detector import Detector\n"
        "from engine.shipped import default_bundle\n"
        "from engine.video.source import VideoSource\n"
        "detector = Detector.load(default_bundle(), 'cpu')\n"
        "with VideoSource.open(sys.argv[1]) as video:\n"
        "    Analysis.of(analyze(video, detector))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True,
                         check=True)  # fmt: skip
    return int(ran.stdout) / 1024


def test_memory_does_not_grow_with_the_clip(tmp_path):
    loop = list(clips.faces(250, (640, 360)))
    peaks = {}
    for seconds in (30, 300):
        path = tmp_path / f"{seconds}.mp4"
        write_clip(path, islice(cycle(loop + loop[::-1]), seconds * 25), 25,
                   options={"preset": "ultrafast"})  # fmt: skip
        peaks[seconds] = peak_memory(path)
    ratio = peaks[300] / peaks[30]
    print(f"\npeak memory: 30 s {peaks[30]:.0f} MiB, 300 s {peaks[300]:.0f} MiB, ratio {ratio:.3f}")
    assert ratio <= 1.1
