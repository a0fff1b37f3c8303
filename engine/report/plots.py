"""Plots of the report as SVG."""

from __future__ import annotations

import numpy as np

from engine.analysis.events import FrameScores
from engine.analysis.scale import verbal_scale

FORGED, PRISTINE, GREY, INK = "#b2432f", "#2b6ca3", "#8a8f98", "#30343b"
_WIDTH, _HEIGHT = 560.0, 170.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 10.0, 10.0, 34.0


def score_curve(scores: FrameScores, start: float, end: float) -> str:
    """SVG of log10 LR over seconds for one track.

    Args:
        scores: of the track; frames that do not count are drawn hollow.
        start, end: seconds of the track's first and last frame.
    """
    highest = float(np.abs(scores.llr).max(initial=0.5))
    reach = max(1.0, np.ceil(highest * 2) / 2) if highest <= 1.5 else float(np.ceil(highest))
    span = max(end - start, 1e-3)

    def x(time: float) -> float:
        return _LEFT + (time - start) / span * (_WIDTH - _LEFT - _RIGHT)

    def y(llr: float) -> float:
        return _TOP + (reach - llr) / (2 * reach) * (_HEIGHT - _TOP - _BOTTOM)

    band = verbal_scale().undecided
    parts = [
        f'<rect x="{_LEFT}" y="{y(band):.1f}" width="{_WIDTH - _LEFT - _RIGHT}" '
        f'height="{y(-band) - y(band):.1f}" fill="#eceef1"/>'
    ]
    for tick in np.arange(-reach, reach + 0.01, 0.5 if reach <= 1.5 else 1.0):
        parts.append(_line(_LEFT, y(tick), _WIDTH - _RIGHT, y(tick), "#d8dbe0", 0.6))
        parts.append(_text(_LEFT - 6, y(tick) + 3.5, f"{tick:+g}" if tick else "0", "end"))
    for time in _time_ticks(start, end):
        parts.append(_text(x(time), _HEIGHT - _BOTTOM + 14, f"{time:g}", "middle"))
    parts.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 4, "seconds", "middle"))
    points = [(x(t), y(v)) for t, v in zip(scores.times, scores.llr, strict=True)]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{GREY}" stroke-width="1"/>')
    for (a, b), llr, usable in zip(points, scores.llr, scores.usable, strict=True):
        colour = FORGED if llr >= band else PRISTINE if llr <= -band else GREY
        fill = colour if usable else "#ffffff"
        parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.2" fill="{fill}" stroke="{colour}"/>')
    return _svg(_WIDTH, _HEIGHT, parts)


def llr_scale(llr: float | None) -> str:
    """SVG of the scale from "pristine" to "forged" with a mark at a log10 LR."""
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
    parts.append(_text(20, 60, "against manipulation", "start"))
    parts.append(_text(width - 20, 60, "for manipulation", "end"))
    parts.append(_text(width / 2, 60, "log10 likelihood ratio", "middle"))
    if llr is not None:
        at = x(llr)
        parts.append(f'<path d="M{at - 6:.1f} 8 h12 l-6 13 z" fill="{INK}"/>')
        parts.append(_text(at + 10, 16, f"{llr:+.2f}", "start", INK, 11))
    return _svg(width, height, parts)


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
        f'font-size="{size}" font-family="Libertinus Serif">{text}</text>'
    )


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        + "".join(parts)
        + "</svg>"
    )
