"""Summary of labelled data for the wizard: counts, balance, duration, thumbnails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from engine.errors import EngineError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.datasets.media import CLIPS, Place, members, read_place
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord
from engine.training.retrain.gather import Layout
from engine.training.retrain.learned import JUDGES
from engine.video.source import VideoSource
from engine.wording import Phrase


@dataclass(frozen=True)
class Count:
    """Number of items, clips and people of one label and split."""

    split: str
    label: int
    items: int
    clips: int
    people: int


@dataclass(frozen=True)
class Summary:
    """Content of labelled data.

    Attributes:
        layouts: of each source.
        counts: by split and label, if not empty.
        methods: number of clips of each manipulation.
        people: total number.
        skipped: why some forgeries could not be generated.
    """

    layouts: list[Layout]
    counts: list[Count]
    methods: dict[str, int]
    people: int
    skipped: list[Phrase]

    def clips(self, label: int) -> int:
        """Number of clips of a label."""
        return sum(count.clips for count in self.counts if count.label == label)

    def learned(self, label: int) -> int:
        """Number of clips of a label that are not held out for evaluation."""
        return sum(c.clips for c in self.counts if c.label == label and c.split != JUDGES)

    @property
    def balance(self) -> float:
        """Share of forged clips, 0 to 1."""
        total = self.clips(PRISTINE) + self.clips(FORGED)
        return self.clips(FORGED) / total if total else 0.0


def summarise(records: list[FaceRecord], layouts: list[Layout], skipped: list[Phrase]) -> Summary:
    """Count the records."""
    counts = []
    for split in SPLITS:
        for label in (PRISTINE, FORGED):
            part = [r for r in records if (r.split, r.label) == (split, label)]
            if part:
                clips, people = {r.clip for r in part}, {r.identity for r in part}
                counts.append(Count(split, label, len(part), len(clips), len(people)))
    methods: dict[str, set[str]] = {}
    for record in records:
        if record.label == FORGED:
            methods.setdefault(record.method, set()).add(record.clip)
    found = {method: len(clips) for method, clips in sorted(methods.items())}
    return Summary(layouts, counts, found, len({r.identity for r in records}), skipped)


def hours(
    records: list[FaceRecord],
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> float:
    """Total duration of the clips; opens every clip. Pictures and unreadable clips count 0."""
    paths = sorted({r.path for r in records if r.path.suffix.lower() in CLIPS})
    seconds = 0.0
    for done, path in enumerate(paths):
        if cancel:
            cancel.check()
        progress(Progress("Measuring clips", done, len(paths)))
        try:
            with VideoSource.open(path, cancel=cancel) as video:
                seconds += video.duration
        except EngineError:
            if cancel:
                cancel.check()
    return seconds / 3600


@dataclass(frozen=True)
class Thumbnail:
    """Thumbnail of an item: uint8 (h, w, 3) RGB, None if unreadable."""

    record: FaceRecord
    picture: np.ndarray | None


def thumbnails(
    records: list[FaceRecord], side: int = 96, cancel: CancelToken | None = None
) -> Iterator[Thumbnail]:
    """Yield thumbnails lazily; a clip's shows its middle.

    Args:
        side: maximum length of the longer side in pixels.
    """
    archives: dict[Path, dict[str, Place]] = {}
    for record in records:
        if cancel:
            cancel.check()
        try:
            yield Thumbnail(record, _picture(record, archives, side))
        except (EngineError, OSError, UnidentifiedImageError, ValueError, KeyError):
            if cancel:
                cancel.check()
            yield Thumbnail(record, None)


def _picture(record: FaceRecord, archives: dict[Path, dict[str, Place]], side: int) -> np.ndarray:
    place = None
    if record.member is not None:
        if record.path not in archives:
            archives[record.path] = members(record.path)
        place = archives[record.path][record.member]
    elif record.path.suffix.lower() in CLIPS:
        with VideoSource.open(record.path) as video:
            return video.frame(len(video) // 2, keep=False).small(side)
    with Image.open(io.BytesIO(read_place(record.path, place))) as picture:
        picture.draft("RGB", (side, side))
        small = picture.convert("RGB")
        small.thumbnail((side, side))
        return np.asarray(small)
