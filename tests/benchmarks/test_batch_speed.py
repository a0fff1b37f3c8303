"""Batches, in one run: `pytest -n0 -m benchmark -s tests/benchmarks/test_batch_speed.py`."""

import itertools
import subprocess
import sys
import time

import clips
import pytest

from engine.analysis.settings import AnalysisSettings
from engine.batch.admission import need_of
from engine.batch.batch import run_batch
from engine.batch.judge import Job
from engine.batch.workers import Workers
from engine.case.case import Case
from engine.detector.manifest import read_manifest
from engine.shipped import default_bundle
from engine.video.write import write_clip

pytestmark = pytest.mark.benchmark

_PEAK = """
import resource, sys
from pathlib import Path
from engine.analysis.pipeline import analyze
from engine.detector.detector import Detector
from engine.shipped import default_bundle
from engine.video.source import VideoSource
detector = Detector.load(default_bundle(), "cpu")
with VideoSource.open(Path(sys.argv[1])) as video:
    for event in analyze(video, detector):
        pass
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(own + child)
"""


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forty")
    names = []
    for number in range(40):
        path = folder / f"{number}.mp4"
        write_clip(path, clips.faces(100 + number, (640, 360)), 25)
        names.append(str(path))
    return names


def seconds_of(names, workers, case):
    job = Job(default_bundle(), read_manifest(default_bundle())[1], AnalysisSettings(), None, "cpu")
    began = time.perf_counter()
    with Case.create(case) as opened:
        rows = list(run_batch(names, opened, job, workers))
    assert len(rows) == 40
    assert all(row.state == "judged" for row in rows)
    return time.perf_counter() - began


def test_two_workers_are_nearly_twice_as_fast(forty, tmp_path):
    one = seconds_of(forty, Workers(1), tmp_path / "one.fcase")
    two = seconds_of(forty, Workers(2), tmp_path / "two.fcase")
    print(f"\n40 clips: 1 worker {one:.0f} s, 2 workers {two:.0f} s, {one / two:.2f} times as fast")
    for backend in ("dask", "ray"):
        taken = seconds_of(forty, Workers(2, backend), tmp_path / f"{backend}.fcase")
        print(f"{backend}, 2 workers: {taken:.0f} s, {taken / two - 1:+.0%} against loky")


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
