"""Real clips, where they are at hand: every one gets a verdict, and twice the same."""

import csv
from pathlib import Path

import pytest

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.detector.detector import Detector
from engine.shipped import default_bundle
from engine.video.source import VideoSource

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not (DATA / "clips.csv").exists(), reason="no shared clips here")


def rows():
    if not (DATA / "clips.csv").exists():
        return []
    with (DATA / "clips.csv").open(newline="", encoding="utf-8") as file:
        return [row["file"] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def detector():
    return Detector.load(default_bundle(), "cpu")


def judge(detector, name):
    with VideoSource.open(DATA / "clips" / name) as video:
        return Analysis.of(analyze(video, detector))


@pytest.mark.slow
@pytest.mark.parametrize("name", rows())
def test_every_clip_is_judged(detector, name):
    analysis = judge(detector, name)
    assert analysis.verdict is not None
    assert max(len(t) for t in analysis.tracks.values()) > 0.9 * analysis.clip.frames


@pytest.mark.slow
def test_a_real_clip_gives_the_same_numbers_twice(detector):
    first, second = (judge(detector, "pristine_d20.mp4") for _ in range(2))
    assert first.verdict == second.verdict
    assert list(first.tracks) == [1]
