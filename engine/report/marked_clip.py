"""Write a copy of a clip with face boxes drawn into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from engine.errors import OutputError
from engine.faces.track import FaceTrack
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.video.encode import write_clip
from engine.video.source import VideoSource
from engine.wording import mark

#: Colour-blind-safe colours (Okabe and Ito), by track.
_COLOURS = (
    (0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0)
)  # fmt: skip
_BASE = 90_000


def write_marked_clip(
    video: VideoSource,
    tracks: Sequence[FaceTrack],
    path: Path,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    """Encode a clip with boxes and track numbers, without sound.

    Interpolated boxes are thin. Time stamps are preserved.

    Raises:
        OutputError: the file cannot be written, or its suffix is not a video format.
        CancelledError: cancelled; no partial file stays.
    """
    times = np.maximum.accumulate(np.round(video.times * _BASE).astype(np.int64))
    done = False
    try:
        write_clip(
            path,
            _drawn(video, tracks, progress, cancel),
            fps=max(1, round(video.fps)),
            pts=(int(stamp) for stamp in times),
            time_base=Fraction(1, _BASE),
            options={"crf": "20", "preset": "veryfast"},
        )
        done = True
    except (OSError, ValueError) as error:
        raise OutputError(
            mark("'{path}' cannot be written: {why}."),
            mark("Choose a name that ends in .mp4 or .mkv, in a folder with room to write."),
            repr(error),
            path=path,
            why=error,
        ) from error
    finally:
        if not done:
            path.unlink(missing_ok=True)


def _drawn(
    video: VideoSource, tracks: Sequence[FaceTrack], progress: ProgressCallback, cancel: CancelToken
) -> Iterator[np.ndarray]:
    total = len(video)
    for frame in video.frames():
        cancel.check()
        progress(Progress("Writing the clip", frame.index + 1, total))
        picture = frame.rgb()
        for track in tracks:
            row = track.row_at(frame.index)
            if row is not None:
                _draw(picture, track, row)
        # 4:2:0 encoders require even sides.
        height, width = picture.shape[:2]
        yield picture[: height // 2 * 2, : width // 2 * 2]


def _draw(picture: np.ndarray, track: FaceTrack, row: int) -> None:
    x0, y0, x1, y1 = (int(v) for v in track.boxes[row].round())
    colour = _COLOURS[(track.number - 1) % len(_COLOURS)]
    unit = max(1, round(max(picture.shape[:2]) / 640))
    seen = bool(track.detected[row])
    cv2.rectangle(picture, (x0, y0), (x1, y1), colour, 2 * unit if seen else unit)
    text = f"{track.number}  {track.probabilities[row]:.2f}" if seen else f"{track.number}"
    place = (x0, max(12 * unit, y0 - 4 * unit))
    for shade, width in (((0, 0, 0), 3 * unit), ((255, 255, 255), unit)):
        cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.5 * unit, shade, width,
                    cv2.LINE_AA)  # fmt: skip
