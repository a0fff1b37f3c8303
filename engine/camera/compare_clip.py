"""Compare a clip with fingerprints of cameras."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from engine.camera.compare import compare_patterns
from engine.camera.estimate import estimate_fingerprint
from engine.camera.findings import CameraComparison, CameraFindings, observe_camera
from engine.camera.fingerprint import Fingerprint
from engine.camera.rates import CameraRates, shipped_camera_rates
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress


def compare_clip(
    path: Path,
    cameras: Iterable[tuple[str, Fingerprint]],
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    stream: int | None = None,
    rates: CameraRates | None = None,
) -> CameraFindings:
    """Compare the sensor pattern of a clip with cameras; each fingerprint is in memory in turn.

    Args:
        path: a clip or picture.
        cameras: name and fingerprint of each camera.
        progress: receives the number of read pictures, then of compared cameras.
        cancel: stops.
        stream: index of the video stream; None for the default one.
        rates: threshold and error rates; the shipped ones if None.

    Raises:
        CameraError: the clip is too small, dark or saturated.
        ClipUnreadableError, NotAVideoError, DecoderError: see `VideoSource.open`.
        CancelledError: `cancel` was used.
    """
    rates = rates or shipped_camera_rates()
    clip = estimate_fingerprint([path], progress, cancel, stream=stream)
    found: list[CameraComparison] = []
    for name, camera in cameras:
        if cancel is not None:
            cancel.check()
        width, height = camera.size
        digest = hashlib.sha256(camera.pattern_bytes()).hexdigest()
        one = CameraComparison(
            name, digest, camera.pictures, width, height, camera.agreement, rates.threshold
        )
        match = compare_patterns(clip.pattern, camera.pattern)
        if match is not None:
            one = replace(
                one, pce=match.pce, chance=match.chance, places=match.places, scale=match.scale,
                shift=match.shift, turns=match.turns,
            )  # fmt: skip
        found.append(one)
        progress(Progress("Comparing cameras", len(found), None))
    width, height = clip.size
    return CameraFindings(
        clip.pictures, clip.left_out, width, height, tuple(found),
        tuple(observe_camera(one, clip.pictures, rates) for one in found),
    )  # fmt: skip


def name_of(paths: Sequence[Path]) -> str:
    """Name of an unknown camera: its first file, and the number of others."""
    rest = len(paths) - 1
    return paths[0].name + (f" and {rest} more" if rest else "")
