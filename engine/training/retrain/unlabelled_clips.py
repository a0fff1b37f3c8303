"""Pool of unlabelled clips and pictures in a folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, CropStore
from engine.training.datasets.manifest import read_manifest, write_manifest
from engine.training.datasets.recognise import load_unlabelled
from engine.training.records import FORGED, FaceRecord
from engine.training.retrain.active_learning import Described, described
from engine.training.retrain.labelling import (
    Answer,
    Candidate,
    in_turn,
    labels_to_add,
    spread,
    without_label,
)

_MANIFEST = "labelled.csv"


class UnlabelledClips:
    """Unlabelled files below a folder; the files of one clip are one candidate.

    Args:
        place: the folder, see `engine.training.datasets.recognise.load_unlabelled`.
        detector: the detector to improve.
        shelf: the face cache.
        folder: of the manifest of labelled files.
        labelled: items that are already labelled, not offered again.

    Raises:
        TrainingDataError: the folder is empty.
    """

    def __init__(
        self,
        place: Path,
        detector: Detector,
        shelf: CropStore,
        folder: Path,
        labelled: list[FaceRecord],
    ) -> None:
        self._detector, self._shelf, self._folder = detector, shelf, folder
        known = {_key(record) for record in labelled}
        self._clips: dict[str, list[FaceRecord]] = defaultdict(list)
        for record in load_unlabelled(place):
            if _key(record) not in known:
                self._clips[record.clip].append(record)
        self._crops: CropSet | None = None
        self._seen: Described | None = None

    def ranked(self, given: list[Answer]) -> list[Candidate]:
        """See `Pool`; the first call extracts and embeds faces.

        Raises:
            TrainingDataError: no file shows a usable face.
            CancelledError: cancelled; extracted faces are kept.
        """
        seen = self._described()
        if seen is None:
            return []
        keys = [_key(self._clips[record.clip][0]) for record in seen.records]
        known = self._detector.reference.embeddings
        found = [
            Candidate(keys[row], seen.records[row].clip, seen.records[row].path, help)
            for row, help in without_label(keys, seen.points, seen.llr, known, given)
        ]
        return in_turn(found, given)

    def _described(self) -> Described | None:
        if self._seen is None and self._clips:
            shelf = self._shelf
            records = [record for clip in self._clips.values() for record in clip]
            self._crops = shelf.of(self._detector, records)
            self._seen = described(self._detector, self._crops, shelf.progress, shelf.cancel)
        return self._seen

    def faces(self, candidate: Candidate, most: int) -> Iterator[np.ndarray]:
        """See `Pool`; evenly spaced faces, aligned in the detector's geometry."""
        crops = self._crops
        if crops is None:
            return
        rows = crops.clips().get(candidate.title, np.zeros(0, np.int64))
        for place in spread(len(rows), most):
            yield crops.picture(int(rows[place]))

    def add(
        self,
        given: list[Answer],
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """See `Pool`; all folders share one manifest.

        Raises:
            TrainingDataError: the manifest is damaged.
            OutputError: it cannot be written.
        """
        labels = labels_to_add(given)
        new = [
            _labelled(record, key, labels[key])
            for key, records in ((_key(clip[0]), clip) for clip in self._clips.values())
            for record in records
            if key in labels
        ]
        manifest = self._folder / _MANIFEST
        before = read_manifest(manifest).records if manifest.exists() else []
        if not new:
            return [manifest] if before else []
        replaced = {_key(record) for record in new}
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = [record for record in before if _key(record) not in replaced]
        write_manifest([*kept, *new], manifest)
        return [manifest]


def _key(record: FaceRecord) -> str:
    path = str(record.path.resolve())
    return f"{path}#{record.member}" if record.member else path


def _labelled(record: FaceRecord, clip: str, label: int) -> FaceRecord:
    method = "forged" if label == FORGED else "pristine"
    return replace(record, label=label, clip=clip, method=method, split="", pair="")
