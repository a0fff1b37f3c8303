"""Formats that an analysis can be exported in, beside PDF, JSON and the evidence package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis
from engine.registry import Registry
from engine.report.track_tables import frames_csv


@dataclass(frozen=True)
class ExportFormat:
    """One format.

    Attributes:
        title: shown to users, such as "table of frames".
        suffix: of its files, without a dot.
        write: the file's bytes, from a finished analysis and the PTS of the clip's frames, int64
            (N,).
    """

    title: str
    suffix: str
    write: Callable[[Analysis, np.ndarray], bytes]


EXPORT_FORMATS: Registry[ExportFormat] = Registry("exporters")
EXPORT_FORMATS.add("csv", ExportFormat("table of frames", "csv", frames_csv))
