"""Every frame of every face as CSV, with the scores of those that were scored."""

from __future__ import annotations

import csv
import io

import numpy as np

from engine.analysis.result import Analysis
from engine.report.track_table import COLUMNS, track_rows
from engine.video.index import NO_PTS

_SCORES = ("score", "log10_lr", "novelty", "usable")


def frames_csv(analysis: Analysis, pts: np.ndarray) -> bytes:
    """One row a face and frame, with a header; cells are empty where nothing was measured.

    Args:
        pts: int64 (N,), time stamps of the clip's frames, NO_PTS where the clip states none;
            empty where they are not known.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*COLUMNS, *_SCORES))
    writer.writeheader()
    for number, track in sorted(analysis.tracks.items()):
        scored = _scored(analysis, number)
        stamps = pts if len(pts) else np.full(int(track.frames[-1]) + 1, NO_PTS)
        for row in track_rows(track, stamps):
            row.update(scored.get(row["frame"], {}))
            writer.writerow(row)
    return text.getvalue().encode()


def _scored(analysis: Analysis, number: int) -> dict[int, dict[str, object]]:
    scores = analysis.scores.get(number)
    if scores is None:
        return {}
    novelty = scores.facts.novelty
    return {
        int(frame): {
            "score": " ".join(f"{score:.4f}" for score in scores.facts.scores[i]),
            "log10_lr": round(float(scores.llr[i]), 4),
            "novelty": "" if np.isnan(novelty[i]) else round(float(novelty[i]), 4),
            "usable": bool(scores.usable[i]),
        }
        for i, frame in enumerate(scores.frames)
    }
