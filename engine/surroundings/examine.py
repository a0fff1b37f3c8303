"""Compare the faces of a clip with their surroundings, over their tracks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

import numpy as np

from engine.errors import DamagedFrameError
from engine.faces.track import FaceTrack
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.surroundings.findings import (
    FaceDeviations,
    SurroundingsFindings,
    TrackSurroundings,
    observe_track,
    observe_unmeasured,
)
from engine.surroundings.reference import SurroundingsReference, shipped_reference
from engine.surroundings.statistics import face_crop, measure_crop
from engine.video.source import VideoSource

#: Largest number of frames that are measured of each track, spread over it.
_FRAMES = 40


def examine_surroundings(
    video: VideoSource,
    tracks: Iterable[FaceTrack],
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    reference: SurroundingsReference | None = None,
) -> SurroundingsFindings:
    """Measure each face against its surroundings on frames spread over its track.

    Args:
        video: the clip; its frames are decoded one at a time.
        tracks: of its faces, in pixels of the upright picture.
        progress: receives the number of measured frames.
        cancel: stops.
        reference: pristine faces; the shipped ones if None.

    Raises:
        DecoderError: the decoder crashed or hung.
        CancelledError: `cancel` was used.
    """
    reference = reference or shipped_reference()
    tracks = list(tracks)
    wanted: dict[int, list[tuple[FaceTrack, int]]] = defaultdict(list)
    for track in tracks:
        for row in np.unique(np.linspace(0, len(track) - 1, min(_FRAMES, len(track))).astype(int)):
            wanted[int(track.frames[row])].append((track, int(row)))
    measured: dict[int, dict[int, np.ndarray]] = {track.number: {} for track in tracks}
    for done, (index, faces) in enumerate(sorted(wanted.items())):
        if cancel is not None:
            cancel.check()
        # The pictures after a damaged one may still be decoded.
        with suppress(DamagedFrameError, IndexError):
            picture = video.frame(index, keep=False).rgb()
            for track, row in faces:
                crop = face_crop(picture, track.boxes[row])
                found = measure_crop(crop) if crop is not None else np.full(1, np.nan)
                if np.isfinite(found).all():
                    measured[track.number][index] = found
        progress(Progress("Measuring faces", done + 1, len(wanted)))
    times = video.times
    found_tracks = tuple(
        _track(number, rows, measured, times, reference)
        for number, rows in sorted(measured.items())
        if rows
    )
    unmeasured = tuple(sorted(number for number, rows in measured.items() if not rows))
    observations = [observe_track(found, reference) for found in found_tracks]
    if unmeasured:
        observations.append(observe_unmeasured(unmeasured))
    return SurroundingsFindings(reference.limit, found_tracks, unmeasured, tuple(observations))


def _track(
    number: int,
    rows: dict[int, np.ndarray],
    measured: dict[int, dict[int, np.ndarray]],
    times: np.ndarray,
    reference: SurroundingsReference,
) -> TrackSurroundings:
    frames = sorted(rows)
    values = np.array([rows[frame] for frame in frames])
    middle = np.median(values, axis=0)
    deviations = (round(float(value), 2) for value in reference.deviations(middle))
    return TrackSurroundings(
        number,
        round(float(reference.distance(middle)), 2),
        FaceDeviations(*deviations),
        tuple(frames),
        tuple(round(float(times[frame]), 4) for frame in frames),
        tuple(round(float(value), 2) for value in reference.distance(values)),
        _against_others(number, rows, measured),
    )


def _against_others(
    number: int, rows: dict[int, np.ndarray], measured: dict[int, dict[int, np.ndarray]]
) -> float | None:
    """Mean difference of the noise statistic to other faces on the same frames."""
    differences = [
        rows[frame][0] - values[frame][0]
        for other, values in measured.items()
        if other != number
        for frame in rows.keys() & values.keys()
    ]
    return round(float(np.mean(differences)), 3) if differences else None
