"""Plots of the report as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from engine.analysis.events import FrameScores
from engine.analysis.verbal_scale import verbal_scale
from engine.report.material import Scatter

FORGED, PRISTINE, GREY, INK = "#b2432f", "#2b6ca3", "#8a8f98", "#30343b"
_WIDTH, _HEIGHT = 560.0, 170.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 10.0, 10.0, 34.0


def score_curve(
    scores: FrameScores,
    values: np.ndarray,
    start: float,
    end: float,
    caption: str,
    decimal: str = ".",
    graded: bool = True,
) -> str:
    """SVG of values over seconds for one track.

    Args:
        scores: of the track; unused frames are hollow.
        values: float64 (F,), log10 LR, or scores.
        start, end: seconds of the track's first and last frame.
        caption: of the time axis.
        decimal: decimal mark.
        graded: mark the sides of the evidence, for log10 LR.
    """
    highest = float(np.abs(values).max(initial=0.5))
    reach = max(1.0, np.ceil(highest * 2) / 2) if highest <= 1.5 else float(np.ceil(highest))
    span = max(end - start, 1e-3)

    def x(time: float) -> float:
        return _LEFT + (time - start) / span * (_WIDTH - _LEFT - _RIGHT)

    def y(llr: float) -> float:
        return _TOP + (reach - llr) / (2 * reach) * (_HEIGHT - _TOP - _BOTTOM)

    band = verbal_scale().undecided if graded else np.inf
    parts = []
    if graded:
        parts.append(
            f'<rect x="{_LEFT}" y="{y(band):.1f}" width="{_WIDTH - _LEFT - _RIGHT}" '
            f'height="{y(-band) - y(band):.1f}" fill="#eceef1"/>'
        )
    for tick in np.arange(-reach, reach + 0.01, 0.5 if reach <= 1.5 else 1.0):
        parts.append(_line(_LEFT, y(tick), _WIDTH - _RIGHT, y(tick), "#d8dbe0", 0.6))
        label = f"{tick:+g}".replace(".", decimal) if tick else "0"
        parts.append(_text(_LEFT - 6, y(tick) + 3.5, label, "end"))
    for time in _time_ticks(start, end):
        label = f"{time:g}".replace(".", decimal)
        parts.append(_text(x(time), _HEIGHT - _BOTTOM + 14, label, "middle"))
    parts.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 4, caption, "middle"))
    points = [(x(t), y(v)) for t, v in zip(scores.times, values, strict=True)]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{GREY}" stroke-width="1"/>')
    for (a, b), llr, usable in zip(points, values, scores.usable, strict=True):
        colour = FORGED if llr >= band else PRISTINE if llr <= -band else GREY
        fill = colour if usable else "#ffffff"
        side = 1 if llr >= band else -1 if llr <= -band else 0
        parts.append(_mark(a, b, side, f'fill="{fill}" stroke="{colour}"'))
    return _svg(_WIDTH, _HEIGHT, parts)


def llr_scale(
    llr: float | None,
    interval: Sequence[float] | None,
    captions: tuple[str, str, str],
    decimal: str = ".",
) -> str:
    """SVG of the scale from "pristine" to "forged" with a mark at a log10 LR.

    Args:
        interval: around the mark; None without one.
        captions: of the left end, the scale and the right end.
        decimal: decimal mark.
    """
    width, height, reach = 560.0, 62.0, 4.0

    def x(value: float) -> float:
        return 20 + (np.clip(value, -reach, reach) + reach) / (2 * reach) * (width - 40)

    parts = []
    band = verbal_scale().undecided
    for low, high, colour in ((-reach, -band, "#c7dcec"), (-band, band, "#e4e6ea"),
                              (band, reach, "#f0cfc8")):  # fmt: skip
        parts.append(
            f'<rect x="{x(low):.1f}" y="22" width="{x(high) - x(low):.1f}" height="12" '
            f'fill="{colour}"/>'
        )
    for tick in range(-4, 5):
        parts.append(_line(x(tick), 34, x(tick), 38, INK, 0.7))
        parts.append(_text(x(tick), 48, f"{tick:+d}" if tick else "0", "middle"))
    places = ((20.0, "start"), (width / 2, "middle"), (width - 20, "end"))
    for (place, anchor), caption in zip(places, captions, strict=True):
        parts.append(_text(place, 60, caption, anchor))
    if interval is not None:
        parts.append(_line(x(interval[0]), 28, x(interval[1]), 28, INK, 3.5))
    if llr is not None:
        at = x(llr)
        parts.append(f'<path d="M{at - 6:.1f} 8 h12 l-6 13 z" fill="{INK}"/>')
        parts.append(_text(at + 10, 16, f"{llr:+.2f}".replace(".", decimal), "start", INK, 11))
    return _svg(width, height, parts)


def scatter(found: Scatter) -> str:
    """SVG of a clip's faces, drawn as track numbers, among reference faces."""
    width, height, edge = 560.0, 250.0, 12.0
    every = np.concatenate([found.known, *found.points.values()])
    low, high = every.min(axis=0), every.max(axis=0)
    span = np.maximum(high - low, 1e-6)

    def at(point: np.ndarray) -> tuple[float, float]:
        a, b = (point - low) / span
        return edge + a * (width - 2 * edge), height - edge - b * (height - 2 * edge)

    parts = [f'<rect width="{width}" height="{height}" fill="#f7f8f9"/>']
    for point, forged in zip(found.known, found.forged, strict=True):
        look = 'fill="#dba99f"' if forged else 'fill="#ffffff" stroke="#8fb0cc" stroke-width="0.7"'
        parts.append(_mark(*at(point), int(forged), look, 2.0))
    for number, points in found.points.items():
        for a, b in map(at, points):
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="6" fill="{INK}"/>')
            parts.append(_text(a, b + 2.8, str(number), "middle", "#ffffff", 7.5))
    return _svg(width, height, parts)


def _mark(x: float, y: float, side: int, look: str, size: float = 3.2) -> str:
    """A triangle pointing up (1) or down (-1), or a circle (0); distinguishable in greyscale."""
    if side == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {look}/>'
    tip, base = y - side * size * 1.25, y + side * size * 0.85
    return (
        f'<path d="M{x:.1f} {tip:.1f} L{x + size * 1.15:.1f} {base:.1f} '
        f'L{x - size * 1.15:.1f} {base:.1f} z" {look}/>'
    )


def _time_ticks(start: float, end: float) -> list[float]:
    step = next(
        (s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300) if (end - start) / s <= 9), 900
    )
    first = np.ceil(start / step) * step
    return [round(float(t), 3) for t in np.arange(first, end + step * 1e-6, step)]


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"/>'
    )


def _text(
    x: float, y: float, text: str, anchor: str, colour: str = "#5b616b", size: float = 10
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}" font-family="Libertinus Serif">{escape(text)}</text>'
    )


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        + "".join(parts)
        + "</svg>"
    )
