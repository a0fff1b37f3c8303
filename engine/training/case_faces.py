"""Clips of a case that the analyst tagged, as labelled data to train on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.analysis.result import Analysis
from engine.case.case import Case
from engine.case.stored_results import standing
from engine.detector.detector import Detector
from engine.errors import TrainingDataError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.datasets.collect import FOLDERS, collect_faces, face_with_room
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.retrain.labelling import (
    Answer,
    Candidate,
    in_turn,
    labels_to_add,
    spread,
    without_label,
)
from engine.video.source import VideoSource
from engine.wording import mark


def labelled_clips(case: Case, pristine: str, forged: str) -> list[FaceRecord]:
    """The clips that carry one of two tags.

    Each counts as a different person; name a person who is in several of them, or the splits may
    leak.

    Args:
        pristine, forged: the tags.

    Raises:
        TrainingDataError: no clip carries either, or one carries both.
    """
    records = []
    for clip in case.state().clips.values():
        labels = [
            label
            for label, tag in ((PRISTINE, pristine), (FORGED, forged))
            if tag.casefold() in {one.casefold() for one in clip.tags}
        ]
        if len(labels) == 2:
            raise TrainingDataError(
                mark("Clip {number}, '{name}', is tagged both '{pristine}' and '{forged}'."),
                mark("Take one of the tags away."),
                number=clip.number,
                name=clip.name,
                pristine=pristine,
                forged=forged,
            )
        if labels:
            records.append(_record(Path(clip.path), f"{case.path.stem}/{clip.number}", labels[0]))
    if not records:
        raise TrainingDataError(
            mark("No clip of '{name}' is tagged '{pristine}' or '{forged}'."),
            mark("Tag the clips whose truth is known."),
            name=case.path.name,
            pristine=pristine,
            forged=forged,
        )
    return records


def _record(path: Path, name: str, label: int) -> FaceRecord:
    return FaceRecord(
        name=name,
        path=path,
        member=None,
        label=label,
        identity=name,
        source=name,
        clip=name,
        method="forged" if label else "pristine",
        origin=name.partition("/")[0],
        split="",
    )


#: Faces of a track that become labelled data.
_FACES = 10


@dataclass(frozen=True)
class Added:
    """Faces of one analysis that became labelled data, for the case's log.

    Attributes: see `engine.case.case.Case.collected`.
    """

    analysis: int
    label: str
    faces: list[tuple[int, int]]
    sheet: Path


@dataclass(frozen=True)
class _Track:
    number: int
    analysis: int
    whole: Analysis
    path: Path

    @property
    def point(self) -> np.ndarray:
        return self.whole.scores[self.number].embeddings[self.rows].mean(0)

    @property
    def llr(self) -> float:
        return float(self.whole.scores[self.number].llr[self.rows].mean())

    @property
    def rows(self) -> np.ndarray:
        """Scored frames that count, or all where none does."""
        usable = self.whole.scores[self.number].usable
        return np.flatnonzero(usable) if usable.any() else np.arange(len(usable))

    def spread(self, most: int) -> list[int]:
        """Frame indices, rising, over the whole track."""
        rows = self.rows
        chosen = rows[spread(len(rows), most)]
        return [int(n) for n in self.whole.scores[self.number].frames[chosen]]


class UnlabelledFaces:
    """Tracks of the clips that one detector judged; clips that are tagged are known already.

    Args:
        path: of the case, which is only read.
        detector: that is to be bettered; analyses by others lie in other embeddings.
        folder: of labelled faces that those are added to.
        tags: of clips whose truth the case tells.

    Attributes:
        added: what the last call of `add` did.

    Raises:
        CaseError: the case cannot be read.
        TrainingDataError: no clip of it was judged by the detector.
    """

    def __init__(
        self,
        path: Path,
        detector: Detector,
        folder: Path,
        tags: tuple[str, ...] = (),
    ) -> None:
        self._known, self._folder = detector.reference.embeddings, folder
        self.added: list[Added] = []
        with Case.open(path, read_only=True) as case:
            self._tracks = dict(_tracks(case, detector.digest, {tag.casefold() for tag in tags}))
        if not self._tracks:
            raise TrainingDataError(
                mark("The case '{name}' has no clip without a tag that this detector judged."),
                mark("Analyse its clips with the detector that you want to improve."),
                name=path.name,
            )

    def ranked(self, given: list[Answer]) -> list[Candidate]:
        """See `Pool`."""
        keys = list(self._tracks)
        points = np.stack([track.point for track in self._tracks.values()])
        llr = np.array([track.llr for track in self._tracks.values()])
        found = []
        for row, help in without_label(keys, points, llr, self._known, given):
            track = self._tracks[keys[row]]
            title = f"{track.path.name}: {track.whole.title_of(track.number)}"
            found.append(Candidate(keys[row], title, track.path, help))
        return in_turn(found, given)

    def faces(self, candidate: Candidate, most: int) -> Iterator[np.ndarray]:
        """See `Pool`; the faces are spread over the track.

        Raises:
            ClipUnreadableError, DamagedFrameError, DecoderError: of the clip.
        """
        track = self._tracks[candidate.key]
        with VideoSource.open(track.path) as video:
            for frame in track.spread(most):
                yield face_with_room(video, track.whole.tracks[track.number], frame)

    def add(
        self,
        given: list[Answer],
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """See `Pool`; of each track some faces are written into the folder, as pictures.

        Raises:
            As `engine.training.datasets.collect.collect_faces`.
        """
        labels = labels_to_add(given)
        self.added = []
        for key, track in self._tracks.items():
            if key not in labels:
                continue
            label = labels[key]
            faces = [(track.number, frame) for frame in track.spread(_FACES)]
            with VideoSource.open(track.path, cancel=cancel) as video:
                found = collect_faces(
                    video, track.whole, faces, self._folder, label, progress, cancel
                )
            self.added.append(Added(track.analysis, FOLDERS[label], faces, found.sheet))
        return [self._folder] if self._folder.is_dir() else []


def _tracks(case: Case, digest: str, tags: set[str]) -> Iterator[tuple[str, _Track]]:
    """By key: the tracks of each clip's standing analysis by one detector."""
    clips = {clip.number: clip for clip in case.state().clips.values()}
    judged = standing(one for one in case.analyses() if one.bundle == digest)
    for number, entry in sorted(judged.items()):
        analysis = entry.id
        clip = clips[number]
        if tags & {tag.casefold() for tag in clip.tags} or not Path(clip.path).exists():
            continue
        whole = case.corrected(analysis)
        for track in sorted(whole.scores):
            if track not in whole.excluded and len(whole.scores[track].frames):
                # Tracks of another analysis may be numbered otherwise.
                key = f"{clip.sha256[:16]}#{analysis}.{track}"
                yield key, _Track(track, analysis, whole, Path(clip.path))
