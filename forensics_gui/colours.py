"""Colour-blind-safe colours of scores and tracks for light and dark themes."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Outcome
from forensics_gui.theme import is_dark

_OUTCOMES = {
    Outcome.FORGED: ("#c1440e", "#ff9066"),
    Outcome.PRISTINE: ("#2166ac", "#74b4ee"),
    Outcome.INCONCLUSIVE: ("#6a6f78", "#a9afb9"),
}
UNSCORED = "#f2c14e"
#: log10 LR at which a graded colour is saturated.
_FULL = 2.0
#: Dots on eyes, nose and mouth.
LANDMARKS = "#56d4e0"
#: Background of pictures; marks on it; the player's range.
DARK, ON_DARK, RANGE = "#15171a", "#c9ced6", "#e0a526"
#: What the analyst draws on a frame, edged with DARK.
ANNOTATION = "#ffd84d"
#: Excluded tracks.
EXCLUDED = "#707680"
#: Curves and markers of tracks, after Okabe and Ito, without the blue and red of verdicts.
_TRACKS = (
    ("#00795a", "#2fc79c"), ("#b3578c", "#e08fbd"), ("#c98a00", "#e9b949"),
    ("#3d3d3d", "#d0d3d8"), ("#7a5cb8", "#b39ae6"), ("#7f6b3a", "#c4ab6b"),
)  # fmt: skip
#: Colours of time, after viridis, without the ends that blend with the background.
_TIME = (
    ("#46327e", "#31688e", "#1f8f8b", "#4aa83f", "#b39a00"),
    ("#7f8fe0", "#4aa6c9", "#35c39b", "#8fd744", "#fde725"),
)
#: Warnings, on light and on dark.
_ALARM = ("#b3261e", "#ff8a80")
#: Key frames, predicted frames, and bidirectionally predicted frames.
_FRAME_KINDS = {
    "I": ("#b3578c", "#e08fbd"),
    "P": ("#00795a", "#2fc79c"),
    "B": ("#c98a00", "#e9b949"),
}


def of_outcome(outcome: Outcome) -> str:
    """Colour of a verdict on the application's background."""
    return _OUTCOMES[outcome][is_dark()]


def graded(llr: float | None) -> str:
    """Colour of a log10 likelihood ratio on the picture, in any theme.

    Saturation grows with the evidence up to a ratio of 100 to 1; amber without a ratio.
    """
    if llr is None:
        return UNSCORED
    grey = _OUTCOMES[Outcome.INCONCLUSIVE][0]
    undecided = verbal_scale().undecided
    if abs(llr) < undecided:
        return grey
    full = _OUTCOMES[Outcome.FORGED if llr > 0 else Outcome.PRISTINE][0]
    strength = 0.4 + 0.6 * min(1.0, (abs(llr) - undecided) / (_FULL - undecided))
    pairs = zip(_channels(grey), _channels(full), strict=True)
    return "#" + "".join(f"{round(g + (f - g) * strength):02x}" for g, f in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def of_track(number: int) -> str:
    return _TRACKS[(number - 1) % len(_TRACKS)][is_dark()]


def alarm() -> str:
    """Colour of warnings."""
    return _ALARM[is_dark()]


def of_frame_kind(letter: str) -> str:
    """Colour of an "I", "P" or "B" frame."""
    return _FRAME_KINDS[letter][is_dark()]


def over_time(shares: np.ndarray) -> np.ndarray:
    """Colours of positions in the clip's time, 0 to 1; uint8 (N, 3) RGB."""
    stops = np.array([_channels(pair) for pair in _TIME[is_dark()]], np.float64)
    places = np.linspace(0, 1, len(stops))
    columns = [np.interp(shares, places, stops[:, i]) for i in range(3)]
    return np.stack(columns, 1).round().astype(np.uint8)


def rgb_of(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
