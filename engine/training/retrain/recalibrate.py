"""The present detector with its calibration moved for clips that are known to be pristine.

The same move as a local calibration's (`engine.analysis.local_calibration`), made part of a
bundle of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from engine.analysis.local_calibration import KnownClip, fit_locally
from engine.detector.detector import Detector
from engine.training.crops import CropSet
from engine.training.evaluation import score_crops
from engine.training.loop import Run
from engine.training.records import PRISTINE
from engine.training.retrain.learned import JUDGES, Learned

_LEARNED = "train"


def recalibrate(detector: Detector, crops: CropSet, run: Run) -> Learned:
    """Calibrate on the pristine clips of the splits "train" and "val".

    Raises:
        CalibrationError: fewer than `LEAST_CLIPS` of them.
        TrainingDataError: none of them has a usable face.
    """
    known = crops.only(lambda r: r.label == PRISTINE and r.split != JUDGES)
    known = replace(known, records=[replace(r, split=_LEARNED) for r in known.records])
    clips = score_crops(detector, known, _LEARNED, run.progress, run.cancel).clips()
    assert clips.kinds is not None
    assert clips.terms is not None
    columns = (clips.records, clips.kinds.tolist(), clips.terms.tolist(), clips.llr.tolist())
    found = [
        KnownClip(record.clip, "", scores, terms, llr)
        for record, scores, terms, llr in zip(*columns, strict=True)
    ]
    today = datetime.date.today().isoformat()
    local = fit_locally(detector, "the clips of the plan", today, found, [])
    made = replace(detector, calibration=local.calibration, card={}, digest="")
    shifts = ", ".join(f"{shift:+.2f}" for shift in local.shifts)
    method = (
        f"The detector '{detector.name}' with its calibration moved by {shifts} in "
        f"log10 LR, from {len(found)} clips known to be pristine. What it sees did not change."
    )
    return Learned(
        made, method, {"shifts": [round(s, 4) for s in local.shifts], "known_pristine": len(found)}
    )
