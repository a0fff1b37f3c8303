"""Calibrations and detectors of one kind of forgery and of three, made up."""

from dataclasses import replace

import numpy as np

from engine.detector.calibration import ASSUMED_UNSEEN, Calibration, KindCalibration
from engine.detector.classifier import LinearClassifier

KEYS = ("face_swap", "reenactment", "generated")


def line(slope=0.4, intercept=0.0, bound=2.0, pristine=100, forged=100, unseen=ASSUMED_UNSEEN):
    """The calibration of a detector that knows pristine and forged alone."""
    part = KindCalibration("manipulation", slope, intercept, bound, pristine, forged, unseen)
    return Calibration((part,))


def by_kind(unseen=0.1, keys=KEYS, **changed):
    """A calibration of several kinds: the same line for each."""
    return Calibration(
        tuple(KindCalibration(key, 0.4, 0.0, 2.0, 100, 100, unseen, **changed) for key in keys)
    )


def of_three_kinds(detector, seed=0, **changed):
    """The detector with a linear classifier of three kinds on the same embedding.

    Args:
        changed: of each kind's calibration, see `by_kind`.
    """
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(len(KEYS), detector.embedder.spec.width))
    classifier = LinearClassifier(rows, np.zeros(len(KEYS)))
    return replace(detector, classifier=classifier, calibration=by_kind(**changed), digest="")
