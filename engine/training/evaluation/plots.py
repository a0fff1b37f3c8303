"""Plots of evaluation curves as PNG and SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.training.evaluation import curves
from engine.training.evaluation.abstention import Abstention

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Okabe and Ito's palette, safe for colour-blind readers, darkened for white paper.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9")
PRISTINE, FORGED, INK, FAINT = COLOURS[0], COLOURS[1], "#30343b", "#d8dbe0"
_DASHES = ("-", (0, (5, 1.5)), (0, (8, 1.5, 1.5, 1.5)), (0, (2.5, 1)))
_STYLE: Any = {
    "text.parse_math": False,
    "font.size": 12,
    "font.family": "DejaVu Sans",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.7,
    "lines.linewidth": 2.0,
    "legend.edgecolor": "white",
    "legend.framealpha": 0.9,
    "legend.fontsize": 10.5,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    # A fixed salt makes the SVG reproducible.
    "svg.hashsalt": "evaluation",
}

#: Ticks of the DET plot for low rates, and for all rates.
_SHARES = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
_SHARES_WIDE = (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999)

Draw = Callable[["Axes"], None]


def save(draw: Draw, folder: Path, name: str, size: tuple[float, float] = (5.9, 5.6)) -> None:
    """Draw into NAME.png (150 dpi) and NAME.svg.

    Args:
        draw: fills the given axes.
        size: in inches.

    Raises:
        OSError: the files cannot be written.
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure: Figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        figure.savefig(folder / f"{name}.png", dpi=150)
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})


def draw_roc(sets: Mapping[str, curves.Roc], title: str = "ROC") -> Draw:
    """Plot curves by legend label."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 100], [0, 100], color="#8a8f98", linewidth=1, linestyle=(0, (2, 3)))
        for number, (name, curve) in enumerate(sets.items()):
            axes.plot(curve.false_alarms * 100, curve.hits * 100, label=name,
                      clip_on=False, **_line(number))  # fmt: skip
        axes.set(xlabel="False alarms (% of pristine)",
                 ylabel="Hits (% of forged)", xlim=(0, 100), ylim=(0, 100.5),
                 title=title)  # fmt: skip
        axes.set_aspect("equal")
        axes.legend(loc="lower right")

    return draw


def draw_det(sets: Mapping[str, curves.Det], title: str = "Detection error trade-off") -> Draw:
    """Plot curves by legend label."""
    from scipy.stats import norm

    usual = float(norm.ppf(0.8))

    def draw(axes: Axes) -> None:
        found = np.concatenate([np.r_[c.false_alarms, c.misses] for c in sets.values()])
        low = -float(np.clip(np.abs(found).max() + 0.1, 1.8, 3.2))
        # Rates above one half matter only for detectors worse than chance.
        equal = max(np.maximum(c.false_alarms, c.misses).min() for c in sets.values())
        high = usual if equal < usual - 0.3 else -low
        axes.plot([low, high], [low, high], color="#8a8f98", linewidth=1, linestyle=(0, (2, 3)))
        for number, (name, curve) in enumerate(sets.items()):
            axes.plot(curve.false_alarms, curve.misses, label=name, **_line(number))
        ticks = norm.ppf(_SHARES if high == usual else _SHARES_WIDE)
        shares = [f"{tick:g}" for tick in np.round(norm.cdf(ticks) * 100, 1)]
        axes.set_xticks(ticks, shares)
        axes.set_yticks(ticks, shares)
        axes.set(xlabel="False alarms (%, normal deviates)",
                 ylabel="Misses (%, normal deviates)", xlim=(low, high), ylim=(low, high),
                 title=title)  # fmt: skip
        axes.set_aspect("equal")
        axes.legend(loc="upper right")

    return draw


def draw_tippett(curve: curves.Tippett) -> Draw:
    """Plot shares of both classes at or above each ratio."""

    def draw(axes: Axes) -> None:
        reach = max(1.0, float(np.abs(curve.llr).max())) * 1.08
        llr = np.r_[-reach, curve.llr, reach]
        for share, colour, dash, name in ((curve.pristine, PRISTINE, "--", "pristine"),
                                          (curve.forged, FORGED, "-", "forged")):  # fmt: skip
            steps = np.r_[1.0, share, 0.0] * 100
            axes.step(llr, steps, where="pre", color=colour, linestyle=dash, label=name)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set(xlabel="log10 likelihood ratio (above 0: for \u201cforged\u201d)",
                 ylabel="Clips at or above (% of class)", xlim=(-reach, reach), ylim=(0, 101),
                 title="Tippett, by clip")  # fmt: skip
        axes.legend(loc="lower left")

    return draw


def draw_cross_entropy(curve: curves.CrossEntropy) -> Draw:
    """Plot empirical cross-entropy over the prior."""

    def draw(axes: Axes) -> None:
        axes.plot(curve.prior, curve.silent, color=INK, linestyle=":", label="no evidence (LR = 1)")
        axes.plot(curve.prior, curve.given, color=FORGED, label="the detector's ratios")
        axes.plot(curve.prior, curve.calibrated, color=PRISTINE, linestyle="--",
                  label="the same, best calibration")  # fmt: skip
        axes.axvline(0, color=FAINT, linewidth=1)
        top = float(min(max(1.0, curve.given.max()), 2.0)) * 1.28
        axes.set(xlabel="Prior log10 odds of \u201cforged\u201d",
                 ylabel="Empirical cross-entropy (bits)", xlim=(curve.prior[0], curve.prior[-1]),
                 ylim=(0, top), title="Empirical cross-entropy, by clip")  # fmt: skip
        axes.legend(loc="upper right")

    return draw


def draw_reliability(curve: curves.Reliability) -> Draw:
    """Plot observed frequency over predicted probability at equal priors."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 100], [0, 100], color="#8a8f98", linewidth=1, linestyle=(0, (2, 3)),
                  label="perfectly calibrated")  # fmt: skip
        reach = np.abs(np.stack([curve.low, curve.high]) - curve.seen) * 100
        axes.errorbar(curve.said * 100, curve.seen * 100, yerr=reach, color=PRISTINE, marker="o",
                      markersize=6, capsize=3, elinewidth=1.2, linewidth=1.5,
                      label="groups of clips, 95 %")  # fmt: skip
        axes.set(xlabel="Said: probability of \u201cforged\u201d (%, equal priors)",
                 ylabel="Seen: share of forged clips (%, classes weighted)", xlim=(0, 100),
                 ylim=(0, 100), title="Reliability, by clip")  # fmt: skip
        axes.set_aspect("equal")
        axes.legend(loc="upper left")

    return draw


def draw_abstention(lines: Mapping[str, Abstention]) -> Draw:
    """Plot error over coverage, by legend label."""

    def draw(axes: Axes) -> None:
        for number, (name, curve) in enumerate(lines.items()):
            axes.plot(curve.coverage * 100, curve.error * 100, label=name, **_line(number))
        top = max(5.0, *(float(np.nan_to_num(curve.error).max()) * 110 for curve in lines.values()))
        # Coverage falls from left to right.
        axes.set(xlabel="Answered (% of clips, classes weighted)",
                 ylabel="Wrong (% of answered, classes weighted)", xlim=(100, 0), ylim=(0, top),
                 title="Errors as stronger evidence is demanded, by clip")  # fmt: skip
        axes.legend(loc="lower left")

    return draw


def draw_confusion(table: np.ndarray) -> Draw:
    """Plot counts, int64 (2, 2), and their share of the row."""

    def draw(axes: Axes) -> None:
        share = table / np.maximum(table.sum(1, keepdims=True), 1)
        axes.imshow(share, cmap="Blues", vmin=0, vmax=1.25)
        for row in (0, 1):
            for column in (0, 1):
                colour = "white" if share[row, column] > 0.7 else INK
                axes.text(column, row, f"{table[row, column]}\n{share[row, column]:.1%}",
                          ha="center", va="center", color=colour, fontsize=17)  # fmt: skip
        names = ("pristine", "forged")
        axes.set_xticks((0, 1), [f"called\n{name}" for name in names])
        axes.set_yticks((0, 1), [f"{name}\n({table[i].sum()})" for i, name in enumerate(names)])
        axes.set_title("Clips at the stored threshold")
        axes.grid(visible=False)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)

    return draw


def _line(number: int) -> dict[str, Any]:
    return {
        "color": COLOURS[number % len(COLOURS)],
        "linestyle": _DASHES[number % len(_DASHES)],
    }
