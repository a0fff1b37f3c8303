"""Timed analysis of the sample clip that ships with the program."""

from __future__ import annotations

import logging
import time

from engine.errors import EngineError
from engine.health.finding import Finding, State
from engine.shipped import resource
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Seconds after which the machine counts as slow; two idle cores take about 7 seconds.
SLOW = 60.0
_REINSTALL = "pip install --force-reinstall deepfake-forensics"


def sample_finding() -> Finding:
    """Analyse the manipulated sample on the CPU, and say how long it took."""
    begun = time.perf_counter()
    try:
        seconds = _judge_sample()
    except EngineError as error:
        logger.warning("The sample cannot be analysed", exc_info=True)
        return Finding(mark("Sample clip"), State.PROBLEM, "{why}", "{advice}",
                       {"why": error.what, "advice": error.advice})  # fmt: skip
    # A library that cannot be loaded is what this check looks for, whatever it raises.
    except Exception as error:
        logger.warning("The sample cannot be analysed", exc_info=True)
        return Finding(mark("Sample clip"), State.PROBLEM,
                       mark("The sample cannot be analysed: {why}."), _REINSTALL,
                       {"why": f"{type(error).__name__}: {error}"})  # fmt: skip
    taken = time.perf_counter() - begun
    values = {"taken": f"{taken:.1f}", "length": f"{seconds:.1f}"}
    what = mark("A clip of {length} s was analysed in {taken} s, detector included.")
    if taken > SLOW:
        return Finding(mark("Sample clip"), State.WARNING, what,
                       mark("Close other programs, or use 'forensics analyze --quick'."),
                       values)  # fmt: skip
    return Finding(mark("Sample clip"), State.OK, what, "", values)


def _judge_sample() -> float:
    """Seconds of the sample, once it is judged."""
    from engine.analysis.pipeline import analyze
    from engine.analysis.result import Analysis
    from engine.detector.bundle.store import BundleStore
    from engine.detector.detector import Detector
    from engine.video.source import VideoSource

    with VideoSource.open(resource("sample/manipulated.mp4")) as video:
        Analysis.of(analyze(video, Detector.load(BundleStore().default().path, "cpu")))
        return video.duration
