"""Axis of a plot with numbers in the window's language."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QLocale


class Axis(pg.AxisItem):
    """Uses the decimal mark of the language."""

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        mark = QLocale().decimalPoint()
        return [text.replace(".", mark) for text in super().tickStrings(values, scale, spacing)]


def axes() -> dict[str, Axis]:
    """Left and bottom axis of a new plot."""
    return {side: Axis(side) for side in ("left", "bottom")}
