"""Add faces that an analyst selected in a clip to a labelled folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from engine.analysis.result import Analysis
from engine.errors import TrainingDataError
from engine.faces.track import FaceTrack
from engine.files import write_atomic
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.datasets.folders import SHEET
from engine.training.datasets.table_files import Row, read_rows
from engine.training.records import FORGED, PRISTINE
from engine.video.source import VideoSource
from engine.wording import mark

#: Folder of each label, as read by `engine.training.datasets.folders`.
FOLDERS = {PRISTINE: "real", FORGED: "fake"}
#: Margin around a face as a fraction of the box height, so that it can be detected and aligned.
MARGIN = 0.5
_COLUMNS = ("file", "identity", "source", "clip")


@dataclass(frozen=True)
class Collected:
    """Added faces.

    Attributes:
        files: pictures of the requested faces, in order.
        sheet: the folder's table of identities, which names their clip.
    """

    files: tuple[Path, ...]
    sheet: Path


def collect_faces(
    video: VideoSource,
    analysis: Analysis,
    faces: Sequence[tuple[int, int]],
    folder: Path,
    label: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Collected:
    """Write faces as lossless PNG below `real/` or `fake/`.

    `identities.csv` is created or extended, so that all faces of a clip stay in one split. A face
    added before with the same label is overwritten. On failure or cancellation, none of the faces
    is added.

    Args:
        video: the analysed clip.
        faces: track and frame of each.
        folder: of the labelled data; created if missing.
        label: PRISTINE or FORGED.
        cancel: stops the call.

    Raises:
        TrainingDataError: a face exists with the other label, or the table is unreadable.
        OutputError: the folder cannot be written to.
        DamagedFrameError, DecoderError: see `VideoSource.frame`.
        CancelledError: `cancel` was set.
    """
    clip = f"{Path(analysis.clip.path).stem}-{analysis.clip.sha256[:8]}"
    names = [f"{clip}-track{track}/frame{frame:06d}.png" for track, frame in faces]
    _refuse_contradictions(folder / FOLDERS[1 - label], names)
    sheet = folder / SHEET
    known = read_rows(sheet, ("file",)) if sheet.exists() else []
    files = [folder / FOLDERS[label] / name for name in names]
    rows: list[Row] = []
    added: list[Path] = []
    # Decoding is fastest in clip order.
    places = sorted(range(len(faces)), key=lambda place: faces[place][1])
    try:
        for place in places:
            (number, frame), name, path = faces[place], names[place], files[place]
            if cancel is not None:
                cancel.check()
            progress(Progress("Writing faces", len(rows), len(faces)))
            if not path.exists():
                added.append(path)
            write_atomic(path, _cut(video, analysis, number, frame), make_folder=True)
            told = (f"{FOLDERS[label]}/{name}", f"{clip}-track{number}", clip, clip)
            rows.append(dict(zip(_COLUMNS, told, strict=True)))
        write_atomic(sheet, _table(known, rows), make_folder=True)
    except BaseException:
        for path in added:
            path.unlink(missing_ok=True)
        raise
    return Collected(tuple(files), sheet)


def _refuse_contradictions(others: Path, names: Iterable[str]) -> None:
    for name in names:
        if (others / name).exists():
            raise TrainingDataError(
                mark("The face '{name}' is already in '{folder}', with the other label."),
                mark("Take it away there first, or leave it out; nothing was written."),
                name=name,
                folder=others.name,
            )


def face_with_room(video: VideoSource, track: FaceTrack, frame: int) -> np.ndarray:
    """A face with its surroundings, uint8 (h, w, 3) RGB.

    Raises:
        DamagedFrameError, DecoderError: see `VideoSource.frame`.
    """
    x0, y0, x1, y1 = track.boxes[np.searchsorted(track.frames, frame)]
    edge = MARGIN * (y1 - y0)
    return video.frame(frame, keep=False).region(
        *(int(v) for v in np.round([x0 - edge, y0 - edge, x1 + edge, y1 + edge]))
    )


def _cut(video: VideoSource, analysis: Analysis, number: int, frame: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(face_with_room(video, analysis.tracks[number], frame)).save(file, "PNG")
    return file.getvalue()


def _table(known: list[Row], added: list[Row]) -> bytes:
    """CSV of the known rows and the added ones, which replace rows of the same file."""
    rows = {row["file"]: row for row in (*known, *added)}
    columns = list(dict.fromkeys([*_COLUMNS, *(name for row in known for name in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return text.getvalue().encode()
