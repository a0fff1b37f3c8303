"""Clips that are known to be pristine, and what is learned from them."""

from __future__ import annotations

from pathlib import Path

import clips
import numpy as np

from engine.analysis.local_calibration import KnownClip, LocalCalibration, fit_locally
from engine.video.encode import write_clip


def folder_of_clips(folder: Path, count: int = 10) -> Path:
    """Small clips of one face, each in light of its own, a copy of the first, and one of noise."""
    folder.mkdir()
    frames = list(clips.faces(8, (240, 240)))
    for number in range(count):
        tint = np.random.default_rng(number).uniform(0.7, 1.1, 3)
        tinted = [np.clip(frame * tint, 0, 255).astype(np.uint8) for frame in frames]
        write_clip(folder / f"clip{number:02}.mp4", tinted, 25)
    (folder / "copy.mp4").write_bytes((folder / "clip00.mp4").read_bytes())
    write_clip(folder / "noise.mp4", clips.numbered(6), 25)
    (folder / "notes.txt").write_text("from the phone")
    return folder


def known_clips(detector, scores):
    """Records of clips with given scores."""
    columns = np.reshape(scores, (len(scores), -1)).astype(float)
    llr = detector.calibration.llr(columns)
    return [
        KnownClip(f"clip{i}.mp4", f"{i:064x}", s, [0.0] * 3, float(r))
        for i, (s, r) in enumerate(zip(columns.tolist(), llr, strict=True))
    ]


def made_local(detector, scores, source="phone") -> LocalCalibration:
    return fit_locally(detector, source, "2026-01-02", known_clips(detector, scores), [])
