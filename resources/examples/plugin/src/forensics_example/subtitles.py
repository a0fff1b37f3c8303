"""An export: the most suspicious moments as subtitles that any player shows."""

from __future__ import annotations

import numpy as np

from engine.analysis.result import Analysis
from engine.analysis.weighing import most_suspicious
from engine.report.export_formats import ExportFormat

#: Seconds that a subtitle stays.
_SHOWN = 2.0


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"


def _write(analysis: Analysis, pts: np.ndarray) -> bytes:
    lines = ["WEBVTT", ""]
    for track, moment in sorted(most_suspicious(analysis), key=lambda found: found[1].time):
        lines += [
            f"{_clock(moment.time)} --> {_clock(moment.time + _SHOWN)}",
            f"{analysis.title_of(track)}: {moment.llr:+.2f}",
            "",
        ]
    return "\n".join(lines).encode()


WEBVTT = ExportFormat("suspicious moments as subtitles", "vtt", _write)
