"""The plot of frame sizes and bit rate, in the window and by itself."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from engine.container.gop import SizeSeries
from engine.video.source import VideoSource
from forensics_gui.evidence.size_plot import SizePlot


def place(plot, item, seconds, value):
    return plot.mapFromScene(item.getViewBox().mapViewToScene(QPointF(seconds, value)))


@pytest.fixture
def sizes(analysed):
    """The tab of the window with an analysed clip, in sight."""
    analysed.evidence.parentWidget().raise_()
    analysed.evidence.tabs.setCurrentWidget(analysed.evidence.sizes)
    return analysed.evidence.sizes


def test_nothing_is_read_before_the_tab_is_in_sight(analysed, qtbot, monkeypatch):
    asked = []

    def sizes(path):
        asked.append(path)
        return SizeSeries(np.zeros(0, np.uint8), np.zeros(0, np.int64))

    monkeypatch.setattr(analysed.host, "sizes", sizes)
    analysed.evidence.parentWidget().raise_()
    qtbot.waitUntil(analysed.evidence.isVisible)
    assert asked == []
    analysed.evidence.tabs.setCurrentWidget(analysed.evidence.sizes)
    qtbot.waitUntil(lambda: asked == [analysed.session.path], timeout=20000)


def test_every_frame_of_the_open_clip_is_drawn_and_leads_to_its_picture(
    sizes, analysed, qtbot, face_clip
):
    # Room for a bar each.
    analysed.resizeDocks([analysed.evidence.parentWidget()], [350], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: sizes.plot.rate is not None, timeout=60000)
    with VideoSource.open(face_clip) as video:
        series, times = video.sizes(), video.times
    qtbot.waitUntil(lambda: sizes.plot.sizes.getViewBox().width() > 60, timeout=60000)
    drawn = {letter: curve.getData() for letter, curve in sizes.plot.bars.items()}
    assert sum(len(x) // 2 for x, _ in drawn.values()) == len(times)
    assert drawn["I"][0][0] == times[0]
    assert drawn["I"][1][1] == pytest.approx(series.sizes[0] / 1000)
    middle = place(sizes.plot, sizes.plot.sizes, times[30], 0.1)
    qtbot.mouseClick(sizes.plot.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: analysed.player.canvas.shown == analysed.session.frame)
    assert abs(analysed.session.frame - 30) <= 1
    told = sizes.told.text()
    assert told.startswith(f"Frame {analysed.session.frame}, ")
    assert f"{series.sizes[analysed.session.frame]:,} bytes" in told


@pytest.fixture
def plot(qtbot):
    plot = SizePlot()
    qtbot.addWidget(plot)
    plot.resize(320, 240)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def many(count):
    rng = np.random.default_rng(0)
    kinds = np.frombuffer(b"IBBPBBPBBPBB", np.uint8)[np.arange(count) % 12]
    return np.arange(count) / 25, SizeSeries(kinds, rng.integers(100, 9000, count))


def test_a_long_clip_draws_no_more_than_the_screen_has(plot):
    times, series = many(200_000)
    plot.show_sizes(times, series)
    for curve in plot.bars.values():
        assert len(curve.getData()[0]) <= 2 * plot.width()
    # Nothing that stands out is lost.
    largest_frames = max(curve.getData()[1].max() for curve in plot.bars.values())
    assert largest_frames == pytest.approx(series.sizes.max() / 1000)
    assert len(plot.keys.getData()[0]) == 0


def test_zooming_in_shows_single_frames_and_marks_key_frames(plot):
    times, series = many(200_000)
    plot.show_sizes(times, series)
    plot.sizes.setXRange(1000, 1002, padding=0)
    shown = np.concatenate([curve.getData()[0][::2] for curve in plot.bars.values()])
    assert 48 <= len(shown) <= 52
    keys = plot.keys.getData()[0]
    assert len(keys) > 0
    assert (np.round(keys * 25).astype(int) % 12 == 0).all()


def test_the_view_stays_within_the_clip(plot):
    times, series = many(500)
    plot.show_sizes(times, series)
    plot.sizes.setXRange(-100, 1000, padding=0)
    low, high = plot.sizes.getViewBox().viewRange()[0]
    assert low >= -0.1
    assert high <= times[-1] + 0.1


def test_another_clip_shows_nothing_of_the_one_before(sizes, analysed, qtbot, numbered_clip):
    qtbot.waitUntil(lambda: sizes.plot.rate is not None, timeout=60000)
    analysed.open(numbered_clip)
    assert sizes.plot.rate is None
    assert not sizes.plot.isVisibleTo(sizes)
    assert "bytes" not in sizes.told.text()
    qtbot.waitUntil(lambda: sizes.plot.rate is not None, timeout=60000)
    qtbot.waitUntil(lambda: analysed.session.finished, timeout=60000)


@pytest.mark.parametrize(("size", "unit", "top"), [(900, "kbit/s", 180), (9_000, "Mbit/s", 1.8)])
def test_large_rates_are_reported_in_the_larger_unit(plot, size, unit, top):
    times, series = many(100)
    plot.show_sizes(times, SizeSeries(series.kinds, np.full(100, size)))
    axis = plot.rates.getAxis("left")
    assert axis.labelText == unit
    assert plot.rates.getViewBox().viewRange()[1][1] * axis.scale == pytest.approx(top, rel=0.1)
