"""pyqtgraph as `pg`, whole even where it is still being imported in turns."""

from __future__ import annotations

from forensics_gui import plotting_ahead

plotting_ahead.finish()

import pyqtgraph as pg  # noqa: E402

__all__ = ["pg"]
