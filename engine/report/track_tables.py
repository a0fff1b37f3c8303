"""Face tracks as tables: one row for each face and frame, as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from engine.analysis.result import Analysis
from engine.container.facts import ClipFacts
from engine.faces.track import FaceTrack
from engine.video.index import NO_PTS

_POINTS = ("left_eye", "right_eye", "nose", "mouth_left", "mouth_right")
_QUALITY = ("size", "sharpness", "yaw", "pitch", "roll", "brightness", "blockiness")
COLUMNS = (
    "track", "frame", "pts", "seconds", "x0", "y0", "x1", "y1", "probability", "detected",
    *(f"{point}_{axis}" for point in _POINTS for axis in "xy"), *_QUALITY,
)  # fmt: skip


def track_rows(track: FaceTrack, pts: np.ndarray) -> Iterator[dict[str, Any]]:
    """Rows of one track, with the keys of COLUMNS; quality is None if not measured.

    Args:
        pts: int64 (N,), presentation time stamps of the clip's frames; NO_PTS gives None.
    """
    quality = asdict(track.quality) if track.quality is not None else {}
    for row in range(len(track)):
        frame = int(track.frames[row])
        values: list[Any] = [
            track.number,
            frame,
            int(pts[frame]) if pts[frame] != NO_PTS else None,
            round(float(track.times[row]), 6),
            *(round(float(v), 2) for v in track.boxes[row]),
            round(float(track.probabilities[row]), 4),
            bool(track.detected[row]),
            *(round(float(v), 2) for v in track.landmarks[row].ravel()),
            *(_known(quality[name][row]) if name in quality else None for name in _QUALITY),
        ]
        yield dict(zip(COLUMNS, values, strict=True))


def _known(value: Any) -> float | None:
    return None if math.isnan(float(value)) else round(float(value), 4)


def to_csv(tracks: Iterable[FaceTrack], pts: np.ndarray) -> str:
    """CSV with a header; cells are empty where nothing was measured."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for track in tracks:
        writer.writerows(track_rows(track, pts))
    return text.getvalue()


def to_json(facts: ClipFacts, tracks: Iterable[FaceTrack], pts: np.ndarray) -> str:
    """JSON of the clip's identity and each track's rows."""
    body = {
        "clip": {"path": facts.path, "sha256": facts.sha256, "frames": facts.frames},
        "tracks": [
            {"track": track.number, "rows": list(track_rows(track, pts))} for track in tracks
        ],
    }
    return json.dumps(body, indent=1, ensure_ascii=False)


_SCORES = ("score", "log10_lr", "novelty", "usable")


def frames_csv(analysis: Analysis, pts: np.ndarray) -> bytes:
    """CSV of every face and frame with scores; cells are empty where nothing was measured.

    Args:
        pts: int64 (N,), time stamps of the clip's frames, NO_PTS where the clip has none; empty if
            unknown.
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
    novelty = scores.facts.out_of_distribution
    return {
        int(frame): {
            "score": " ".join(f"{score:.4f}" for score in scores.facts.scores[i]),
            "log10_lr": round(float(scores.llr[i]), 4) if analysis.calibrated else "",
            "novelty": "" if np.isnan(novelty[i]) else round(float(novelty[i]), 4),
            "usable": bool(scores.usable[i]),
        }
        for i, frame in enumerate(scores.frames)
    }
