"""Batches, in one run: `pytest -n0 -m benchmark -s tests/benchmarks/test_batch_speed.py`."""

import itertools
import subprocess
import sys
import time

import clips
import pytest

from engine.batch.admission import need_of
from engine.interpreter import environment
from engine.video.encode import write_clip

pytestmark = pytest.mark.benchmark

_PEAK = """
import resource, sys
import psutil
from pathlib import Path
from engine.analysis.pipeline import analyze
from engine.detector.detector import Detector
from engine.shipped import default_bundle
from engine.video.source import VideoSource
detector = Detector.load(default_bundle(), "cpu")
with VideoSource.open(Path(sys.argv[1])) as video:
    for event in analyze(video, detector):
        pass
    child = psutil.Process(video.process_id).memory_info().rss >> 10
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + child)
"""


#: Told of how many workers, the backend, the folder of clips, and whether a cluster that stands is
#: to be used. In a new process, as `forensics batch` runs: no worker of a run before is left.
_BATCH = """
import sys, time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from engine.analysis.settings import AnalysisSettings
from engine.batch.batch import run_batch
from engine.batch.workers import dask_cluster, ray_cluster
from engine.batch.judge import Job
from engine.batch.workers import Workers
from engine.case.case import Case
from engine.detector.bundle.manifest import read_manifest
from engine.shipped import default_bundle

def seconds_of(names, workers):
    began = time.perf_counter()
    with TemporaryDirectory() as folder, Case.create(Path(folder) / "c.fcase") as case:
        rows = list(run_batch(names, case, job, workers))
    assert all(row.state == "judged" for row in rows)
    return time.perf_counter() - began

if __name__ == "__main__":
    count, backend, folder, stands = int(sys.argv[1]), *sys.argv[2:5]
    job = Job(default_bundle(), read_manifest(default_bundle())[1], AnalysisSettings(), None, "cpu")
    names, scheduler = sorted(map(str, Path(folder).glob("*.mp4"))), ""
    with ExitStack() as stack:
        if stands == "stands":
            if backend == "dask":
                from distributed import get_client
                stack.enter_context(dask_cluster(count, ""))
                scheduler = get_client().scheduler.address
            elif backend == "ray":
                stack.enter_context(ray_cluster(count, ""))
            seconds_of(names[:4], Workers(count, backend, scheduler))
        print(seconds_of(names, Workers(count, backend, scheduler)))
"""


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """A folder of forty clips of four seconds or more."""
    folder = tmp_path_factory.mktemp("forty")
    for number in range(40):
        write_clip(folder / f"{number}.mp4", clips.faces(100 + number, (640, 360)), 25)
    return folder


def seconds_of(forty, workers, backend="loky", stands=False):
    script = forty / "batch.py"
    script.write_text(_BATCH)
    command = [sys.executable, script, workers, backend, forty, "stands" if stands else "starts"]
    told = subprocess.check_output([str(part) for part in command], text=True, env=environment())
    return float(told.split()[-1])


def test_two_workers_are_nearly_twice_as_fast(forty):
    one, two = seconds_of(forty, 1), seconds_of(forty, 2)
    print(f"\n40 clips: 1 worker {one:.0f} s, 2 workers {two:.0f} s, {one / two:.2f} times as fast")


@pytest.mark.parametrize("stands", [False, True], ids=["starting", "standing"])
def test_a_cluster_costs_little_more_than_local_processes(forty, stands):
    said = "workers that have judged before" if stands else "starting and ending the workers too"
    own = seconds_of(forty, 2, "loky", stands)
    print(f"\n40 clips, {said}: loky, 2 workers: {own:.1f} s")
    for backend in ("dask", "ray"):
        taken = seconds_of(forty, 2, backend, stands)
        print(f"{backend}, 2 workers: {taken:.1f} s, {taken / own - 1:+.0%} against loky")


def peak_of(path):
    """Bytes that an analysis in a new process takes at most, with the process that decodes."""
    told = subprocess.check_output([sys.executable, "-c", _PEAK, str(path)], text=True)
    return int(told.split()[-1]) * 1024


@pytest.mark.slow
def test_two_hours_take_no_more_memory_than_two_minutes(tmp_path):
    shown = list(clips.faces(250, (320, 180)))
    peaks = []
    for minutes in (2, 120):
        path = tmp_path / f"{minutes}.mp4"
        frames = itertools.islice(itertools.cycle(shown), minutes * 60 * 25)
        write_clip(path, frames, 25, options={"preset": "ultrafast"})
        began = time.perf_counter()
        peaks.append(peak_of(path))
        print(
            f"\n{minutes} minutes: peak {peaks[-1] >> 20} MB in {time.perf_counter() - began:.0f} s"
        )
    assert peaks[1] <= 1.1 * peaks[0]


@pytest.mark.parametrize("size", [(640, 480), (1920, 1080), (3840, 2160)])
def test_the_need_for_memory_is_not_underestimated(tmp_path, size):
    path = tmp_path / "a.mp4"
    write_clip(path, clips.faces(60, size), 25, options={"preset": "veryfast"})
    peak = peak_of(path)
    print(f"\n{size[0]}x{size[1]}: peak {peak >> 20} MB, allowed for {need_of(*size) >> 20} MB")
    assert peak < need_of(*size)
