"""Evaluation of detectors: metrics, intervals, comparison."""

from engine.training.evaluation.compare import Comparison, compare, compare_data, in_common
from engine.training.evaluation.evaluate import (
    assess,
    calibrate,
    evaluate,
    measure,
    score_crops,
    score_data,
    set_digest,
)
from engine.training.evaluation.figures import Figures, equal_error_rate, figures
from engine.training.evaluation.scored import Scored, by_clip

__all__ = [
    "Comparison",
    "Figures",
    "Scored",
    "assess",
    "by_clip",
    "calibrate",
    "compare",
    "compare_data",
    "equal_error_rate",
    "evaluate",
    "figures",
    "in_common",
    "measure",
    "score_crops",
    "score_data",
    "set_digest",
]
