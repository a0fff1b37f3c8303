"""A report on ten minutes of six faces: size and time."""

import time

import numpy as np
import pytest
from made_analysis import made_events

from engine.analysis.gradcam import FaceEvidence
from engine.analysis.result import Analysis
from engine.report.material import Material, scatter_of
from engine.report.pdf import write_pdf

pytestmark = pytest.mark.benchmark


def noisy(track, frame):
    """Pictures that no codec makes small."""
    rng = np.random.default_rng((track, frame))
    crop = rng.integers(0, 255, (160, 160, 3), dtype=np.uint8)
    picture = rng.integers(0, 255, (360, 640, 3), dtype=np.uint8)
    heat = rng.random((160, 160), np.float32)
    return FaceEvidence(track, frame, frame / 25, 0.5, crop, heat, picture)


def test_ten_minutes_of_six_faces(tmp_path, untrained_detector):
    analysis = Analysis.of(made_events(scores=(1, 2, 3, -1, -2, -3), frames=15_000))
    faces = {n: [noisy(n, frame) for frame in (10, 5000, 9000, 14000)] for n in range(1, 7)}
    material = Material(faces, scatter=scatter_of(analysis, untrained_detector.reference))
    began = time.perf_counter()
    write_pdf(analysis, tmp_path / "r.pdf", material)
    seconds = time.perf_counter() - began
    size = (tmp_path / "r.pdf").stat().st_size / 1e6
    print(f"\nreport of 6 faces in 15000 frames: {size:.1f} MB in {seconds:.1f} s")
    assert size < 15
    assert seconds < 10
