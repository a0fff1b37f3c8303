"""A local calibration in words: used by the window, the report and the command line."""

from __future__ import annotations

from engine.analysis.local_calibration import FalseAlarms, LocalCalibration
from engine.detector.kinds import known_kinds

#: What to keep in mind whenever one is used.
CAUTION = (
    "It holds for clips that came the same way as these, from the same device, channel or codec, "
    "and only as far as they are truly pristine. It says nothing about how many forgeries of that "
    "source are found."
)


def headline(local: LocalCalibration) -> str:
    """One line: the source, how many clips, and the false-alarm rate with its interval."""
    return (
        f"'{local.source}': {len(local.clips)} known-pristine clips, false-alarm rate "
        f"{_share(local.before[0], len(local.clips))}, {local.made}"
    )


def sentences(local: LocalCalibration) -> list[str]:
    """What was measured and what it changes."""
    count, threshold = len(local.clips), local.before[0]
    left = f" {len(local.left_out)} more could not be used." if local.left_out else ""
    return [
        f"{count} clips from '{local.source}' that are known to be pristine were judged on "
        f"{local.made}.{left}",
        f"At the detector's threshold {threshold.count} of them are called forged: a false-alarm "
        f"rate of {_share(threshold, count)}.",
        _reached("By the detector's own calibration", local.before[1:], count),
        _reached("By the local calibration, each fitted without the clip itself,", local.after,
                 count),
        f"The local calibration moves log10 LR by {_shifts(local)}, and lets no ratio exceed "
        f"{10 ** max(part.bound for part in local.calibration.kinds):.0f}, which is what {count} "
        "clips can bear.",
        CAUTION,
    ]  # fmt: skip


def _shifts(local: LocalCalibration) -> str:
    if len(local.shifts) == 1:
        return f"{local.shifts[0]:+.2f}"
    named = zip(local.shifts, local.calibration.keys, strict=True)
    return ", ".join(f"{shift:+.2f} for {known_kinds().of(key).phrase}" for shift, key in named)


def _reached(how: str, steps: list[FalseAlarms], count: int) -> str:
    found = [
        f"{step.count} at least {step.words} ({_share(step, count)})"
        for step in steps
        if step.count
    ]
    high = max((step.high for step in steps[:1]), default=1.0)
    if not found:
        return f"{how} none gets support for manipulation (at most {high:.0%} would)."
    return f"{how} {count} pristine clips get support for manipulation so: {'; '.join(found)}."


def _share(alarms: FalseAlarms, count: int) -> str:
    return f"{alarms.count / count:.0%} ({alarms.low:.0%} to {alarms.high:.0%})"
