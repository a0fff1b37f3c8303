"""Format durations, sizes, labels and metrics."""

from __future__ import annotations

from forensics_gui.language import decimal, tr, whole


def duration(seconds: float) -> str:
    """Approximate duration in a suitable unit."""
    if seconds < 90:
        return tr("%n second(s)", "", max(1, round(seconds)))
    if seconds < 5400:
        return tr("%n minute(s)", "", round(seconds / 60))
    return tr("{number} hours").format(number=decimal(seconds / 3600, 1))


def memory(size: float) -> str:
    """Bytes in a suitable unit."""
    if size < 1e9:
        return tr("{number} MB").format(number=whole(size / 1e6))
    return tr("{number} GB").format(number=decimal(size / 1e9, 1))


def label_words(label: int) -> str:
    """Name of a label, 0 or 1."""
    return tr("forged") if label else tr("pristine")


def figure(value: object, digits: int = 3) -> str:
    """Number, or a dash if missing."""
    return decimal(float(value), digits) if isinstance(value, int | float) else "–"


def stage_titles() -> dict[str, str]:
    """Titles of the stages, in order."""
    return {
        "data": tr("Data"),
        "check": tr("Check"),
        "plan": tr("Plan"),
        "train": tr("Train"),
        "judge": tr("Evaluate"),
        "save": tr("Save"),
    }
