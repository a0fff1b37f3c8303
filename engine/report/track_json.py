"""One track of an analysis, JSON-ready: verdict, basis and scored frames."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from engine.analysis import phrases
from engine.analysis.reference_comparison import in_words
from engine.analysis.result import Analysis
from engine.analysis.track_statistics import ratio_interval
from engine.analysis.verdict import Verdict
from engine.analysis.weighing import Moment, weigh
from engine.detector.kinds import known_kinds
from engine.report.material import Material
from engine.video.index import NO_PTS
from engine.wording import Wording


def verdict_json(verdict: Verdict | None, wording: Wording) -> dict[str, Any] | None:
    """A verdict in words; None if there is none."""
    if verdict is None:
        return None
    return {
        "outcome": verdict.outcome.value,
        "headline": phrases.headline(verdict, wording),
        "sentence": phrases.sentence(verdict, wording),
        "advice": phrases.advice(verdict, wording),
        "not_meant": phrases.not_meant(verdict, wording),
        "log10_lr": verdict.llr,
        "score": verdict.score,
        "kinds": [
            {"kind": row.key, "name": row.name, "log10_lr": row.llr, "words": row.words}
            for row in phrases.kind_rows(verdict, wording)
        ],
        "stretches": [
            {"start": one.start, "end": one.end, "log10_lr": one.llr} for one in verdict.stretches
        ],
        "usable_frames": verdict.usable,
        "scored_frames": verdict.scored,
        "reasons": [reason.value for reason in verdict.reasons],
        "deciding_track": verdict.track,
    }


def track_json(
    analysis: Analysis, number: int, material: Material, wording: Wording
) -> dict[str, Any]:
    """Convert one track.

    The keys under "frames" are columns of equal length with one entry for each scored frame; those
    under "by_kind" likewise, for each kind of forgery that the detector covers. "excluded" is the
    reason for excluding the track, or None. Values that need the clip or the detector are missing
    if `material` lacks them.
    """
    track, scores = analysis.tracks[number], analysis.scores.get(number)
    result: dict[str, Any] = {
        "number": number,
        "name": analysis.names.get(number, ""),
        "drawn_on_frame": analysis.added.get(number),
        "excluded": analysis.excluded.get(number),
        "excluded_frames": [asdict(r) for r in analysis.left_out.get(number, ())],
        "first_frame": int(track.frames[0]),
        "last_frame": int(track.frames[-1]),
        "first_time": round(float(track.times[0]), 4),
        "last_time": round(float(track.times[-1]), 4),
        "detections": int(track.detected.sum()),
        "verdict": verdict_json(analysis.verdicts.get(number), wording),
    }
    if scores is None:
        return result
    if len(scores.frames):
        result["summary"] = _summary(analysis, number, wording)
    if number in material.nearest:
        cases = material.nearest[number]
        result["nearest"] = {
            "sentence": in_words(cases, wording),
            "cases": [asdict(case) for case in cases],
        }
    result["frames"] = _frames(analysis, number, material)
    result["by_kind"] = {
        key: {"score": _rounded(scores.facts.scores[:, i]), "log10_lr": _rounded(values)}
        for i, (key, values) in enumerate(zip(_keys(analysis), scores.by_kind.T, strict=True))
    }
    return result


def _summary(analysis: Analysis, number: int, wording: Wording) -> dict[str, Any]:
    scores, found = analysis.scores[number], weigh(analysis, number)
    novelty, interval = scores.facts.out_of_distribution, ratio_interval(analysis, number)
    return {
        "interval": None if interval is None else list(interval),
        "median_size": round(float(np.median(scores.facts.sizes))),
        "median_sharpness": round(float(np.median(scores.facts.sharpness)), 2),
        "unfamiliar": None if np.isnan(novelty).any() else int((novelty > 1).sum()),
        "weighed": phrases.weighed(found, wording),
        "basis": phrases.basis(found, wording),
        "forged": found.forged,
        "pristine": found.pristine,
        "undecided": found.undecided,
        "for_forged": [_moment(moment) for moment in found.for_forged],
        "for_pristine": [_moment(moment) for moment in found.for_pristine],
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {"frame": moment.frame, "time": round(moment.time, 2), "log10_lr": round(moment.llr, 4)}


def _frames(analysis: Analysis, number: int, material: Material) -> dict[str, Any]:
    track, scores = analysis.tracks[number], analysis.scores[number]
    rows = np.searchsorted(track.frames, scores.frames)
    one_kind = scores.by_kind.shape[1] == 1
    frames: dict[str, Any] = {
        "index": scores.frames.tolist(),
        "time": _rounded(scores.times),
        "box": _rounded(track.boxes[rows]),
        "landmarks": _rounded(track.landmarks[rows]),
        "probability": _rounded(track.probabilities[rows]),
        "score": _rounded(scores.facts.scores[:, 0]) if one_kind else [None] * len(rows),
        "log10_lr": _rounded(scores.llr) if analysis.calibrated else [None] * len(rows),
        "size": _rounded(scores.facts.sizes),
        "sharpness": _rounded(scores.facts.sharpness),
        "novelty": _known(scores.facts.out_of_distribution),
        "usable": scores.usable.tolist(),
    }
    if len(material.pts):
        stamps = material.pts[scores.frames].tolist()
        frames["pts"] = [None if stamp == NO_PTS else stamp for stamp in stamps]
    if material.scatter is not None and number in material.scatter.points:
        frames["plane"] = _rounded(material.scatter.points[number])
    if track.quality is not None:
        for name in ("yaw", "pitch", "roll", "brightness", "blockiness"):
            frames[name] = _known(getattr(track.quality, name)[rows])
    return frames


def _keys(analysis: Analysis) -> tuple[str, ...]:
    """Kinds of the scores; earlier versions had a single generic kind."""
    calibration = analysis.calibration
    return (known_kinds().generic.key,) if calibration is None else calibration.keys


def _rounded(values: np.ndarray) -> list[Any]:
    return list(np.round(values.astype(np.float64), 4).tolist())


def _known(values: np.ndarray) -> list[float | None]:
    """Round; NaN becomes null."""
    return [None if v != v else v for v in _rounded(values)]
