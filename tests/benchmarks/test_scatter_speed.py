"""Panning a hundred thousand points: `pytest -m benchmark -s` with this file.

Under Xvfb or on a desktop; with QT_QPA_PLATFORM=offscreen nothing is put on a screen. Points are
drawn by the processor either way.
"""

import os
import time

import numpy as np
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.benchmark

COUNT = 100_000


def made(rng):
    """Crowds of points, like those that embeddings form."""
    middles = rng.normal(0, 6, (40, 2))
    return (middles[rng.integers(0, 40, COUNT)] + rng.normal(0, 1, (COUNT, 2))).astype(np.float32)


@pytest.mark.parametrize("size", [(340, 380), (1200, 800)], ids=["docked", "large"])
@pytest.mark.parametrize("what", ["panning", "zooming"])
def test_a_hundred_thousand_points_stay_fluent(qtbot, size, what):
    from PySide6.QtWidgets import QApplication

    from forensics_gui.scatter.plot import ScatterView

    rng = np.random.default_rng(0)
    view = ScatterView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)
    view.show_reference(made(rng)[:2000], rng.integers(0, 255, (2000, 3), np.uint8))
    view.show_faces(made(rng), rng.integers(0, 255, (COUNT, 3), np.uint8))
    view.show_chosen(np.arange(500))
    view.show_current(np.arange(2))
    view.fit()
    view.repaint()
    times = []
    for step in range(60):
        began = time.perf_counter()
        if what == "panning":
            view.box.translateBy(0.2 if step % 2 else -0.15, 0.05)
        else:
            view.box.scaleBy((0.97, 0.97) if step < 30 else (1.03, 1.03))
        QApplication.processEvents()
        view.viewport().repaint()
        times.append(time.perf_counter() - began)
    # The median: other programs take the processor away now and then.
    rate = 1 / float(np.median(times))
    slowest = 1000 * float(np.percentile(times, 95))
    print(f"\n{what} {COUNT:,} points at {size[0]} x {size[1]}: {rate:.0f} pictures a second "
          f"(median), 95 % within {slowest:.0f} ms")  # fmt: skip
    assert rate >= 30
