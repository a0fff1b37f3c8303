"""Material and PDF texts for tests of reports, made up or read back."""

import numpy as np
from made_analysis import made_events
from pypdf import PdfReader

from engine.analysis.gradcam import FaceEvidence
from engine.analysis.reference_comparison import nearest_references
from engine.analysis.result import Analysis
from engine.report.material import Material, scatter_of


def evidence(track, frame=10):
    rng = np.random.default_rng(frame)
    crop = rng.integers(0, 255, (160, 160, 3), dtype=np.uint8)
    picture = rng.integers(0, 255, (180, 320, 3), dtype=np.uint8)
    return FaceEvidence(track, frame, frame / 25, 0.5, crop, rng.random((160, 160), np.float32),
                        picture)  # fmt: skip


def made_material(analysis: Analysis, reference) -> Material:
    """All that a report can show, for an analysis of `made_events`."""
    nearest = {
        n: nearest_references(analysis.scores[n].embeddings.mean(axis=0), reference)
        for n in analysis.scores
    }
    return Material(
        {number: [evidence(number, 10), evidence(number, 30)] for number in analysis.scores},
        nearest,
        scatter_of(analysis, reference),
        np.arange(100, dtype=np.int64) * 512,
        analysis.clip.sha256,
        "ef" * 64,
    )


def made(**how) -> Analysis:
    return Analysis.of(made_events(**how))


def pages_of(path):
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def text_of(path):
    return " ".join(pages_of(path))
