"""Whole commands against the script that anybody would write, both as new processes.

pytest -n0 -m benchmark -s tests/benchmarks/test_whole_processes.py
"""

import os
import subprocess
import sys
import time

import psutil
import pytest

from engine.interpreter import environment
from engine.shipped import resource

pytestmark = pytest.mark.benchmark

#: OpenCV reads 25 frames, facenet-pytorch finds the face, two timm networks judge it.
PLAIN_SCRIPT = """
import sys
import cv2, numpy as np, timm, torch
from facenet_pytorch import MTCNN

faces = MTCNN(image_size=224, margin=0, post_process=False)
networks = [timm.create_model(name, pretrained=False, num_classes=1).eval()
            for name in ("tf_efficientnet_lite0", "tf_efficientnet_lite2")]
clip = cv2.VideoCapture(sys.argv[1])
count = int(clip.get(cv2.CAP_PROP_FRAME_COUNT))
scores = []
with torch.inference_mode():
    for number in np.linspace(0, count - 1, 25).astype(int):
        clip.set(cv2.CAP_PROP_POS_FRAMES, int(number))
        good, frame = clip.read()
        if not good:
            continue
        face = faces(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
        if face is not None:
            batch = (face[None] / 255 - 0.45) / 0.225
            scores.append(np.mean([net(batch).item() for net in networks]))
print(np.mean(scores))
"""


@pytest.fixture(scope="module", params=["480p", "1080p"])
def clip(request, tmp_path_factory):
    """The sample for 13 seconds, at two sizes."""
    import cv2

    from engine.video.encode import write_clip
    from engine.video.source import VideoSource

    height = int(request.param[:-1])
    with VideoSource.open(resource("sample/manipulated.mp4")) as video:
        frames = [frame.rgb() for frame in video.frames()]
        rate = round(video.fps)
    width = round(frames[0].shape[1] * height / frames[0].shape[0] / 2) * 2
    resized = [cv2.resize(f, (width, height), interpolation=cv2.INTER_CUBIC) for f in frames]
    # Back and forth, so that nothing jumps.
    there = (resized + resized[::-1]) * (1 + 13 * rate // (2 * len(resized)))
    path = tmp_path_factory.mktemp("clips") / f"{request.param}.mp4"
    write_clip(path, there[: 13 * rate], rate, options={"preset": "veryfast"})
    return path


def measured(*command):
    """Seconds of a new process, best of three, and the most memory it and its children held.

    Pictures that two of them share count once, where the system can tell.
    """
    times, most = [], 0
    for _ in range(3):
        began = time.perf_counter()
        process = psutil.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
        while process.poll() is None:
            try:
                family = [process, *process.children(recursive=True)]
                most = max(most, sum(taken(one) for one in family))
            except psutil.Error:
                pass
            time.sleep(0.02)
        assert process.returncode == 0
        times.append(time.perf_counter() - began)
    return min(times), most / 1e6


def taken(process):
    """Bytes of a process's memory, its share alone of what it has in common with others."""
    found = process.memory_full_info()
    return getattr(found, "pss", found.rss)


def analyze(clip, *options):
    return measured(sys.executable, "-m", "engine.cli", "analyze", os.fspath(clip), *options)


def test_analyses_take_less_time_than_the_plain_script(clip):
    plain, plain_memory = measured(sys.executable, "-c", PLAIN_SCRIPT, os.fspath(clip))
    quick, quick_memory = analyze(clip, "--quick")
    every, every_memory = analyze(clip)
    print(f"\n{clip.stem}: plain script {plain:.2f} s, {plain_memory:.0f} MB")
    print(f"  --quick {quick:.2f} s, ratio {quick / plain:.2f}, {quick_memory:.0f} MB")
    print(f"  every frame {every:.2f} s, ratio {every / plain:.2f}, {every_memory:.0f} MB")
    assert quick / plain < 0.35
    assert every / plain < 0.65
    assert quick_memory < 450
