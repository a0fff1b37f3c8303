"""Samples for training and scoring: single faces, or windows of a clip's faces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from engine.embedding.embedder import sliding_windows
from engine.errors import TrainingDataError
from engine.faces.align import Alignment
from engine.training.augment import augment, augment_window, moving
from engine.training.crops import CropSet, View
from engine.training.records import FaceRecord
from engine.wording import mark


@dataclass(frozen=True)
class Samples:
    """Samples of one or several faces.

    Attributes:
        crops: the faces.
        rows: int64 (N, T), crops of each sample, ordered by time; T is 1 for single faces.
        motion: samples are stills with artificial movement; each row repeats one crop.
    """

    crops: CropSet
    rows: np.ndarray
    motion: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def window(self) -> int:
        """Number of faces in a sample."""
        return int(self.rows.shape[1])

    @property
    def records(self) -> list[FaceRecord]:
        """The record of each sample."""
        return [self.crops.records[i] for i in self.rows[:, 0]]

    @property
    def labels(self) -> np.ndarray:
        """int64 (N,)."""
        return self.crops.labels[self.rows[:, 0]]

    def only(self, keep: Callable[[FaceRecord], bool]) -> Samples:
        """Samples whose record passes `keep`."""
        chosen = [i for i, record in enumerate(self.records) if keep(record)]
        return Samples(self.crops, self.rows[chosen], self.motion)

    def take(self, chosen: np.ndarray) -> Samples:
        """Samples of the given rows, int64 (M,)."""
        return Samples(self.crops, self.rows[chosen], self.motion)

    def pictures(
        self,
        chosen: np.ndarray,
        wanted: Alignment,
        rng: np.random.Generator | None = None,
        kind: str = "none",
    ) -> np.ndarray:
        """Load the pictures of some samples in the model's geometry.

        Args:
            chosen: int64 (M,).
            wanted: the model's geometry.
            rng, kind: of the augmentation; see `engine.training.augment.augment`.

        Returns:
            uint8 (M, s, s, 3) RGB for faces, (M, T, s, s, 3) for windows.
        """
        draws = rng or np.random.default_rng(0)
        if self.window == 1:
            faces = (self.crops.picture(i) for i in self.rows[chosen, 0])
            return self.augmented(faces, wanted, draws, kind)
        view = View(self.crops.alignment, wanted)
        return np.stack([augment_window(self._window(i), view, draws, kind) for i in chosen])

    def augmented(
        self, faces: Iterable[np.ndarray], wanted: Alignment, rng: np.random.Generator, kind: str
    ) -> np.ndarray:
        """Augment stored crops and map them to the model's geometry; see `pictures`."""
        view = View(self.crops.alignment, wanted)
        return np.stack([augment(face, view, rng, kind) for face in faces])

    def _window(self, sample: int) -> np.ndarray:
        rows = self.rows[sample]
        if self.motion:
            rng = np.random.default_rng(int(rows[0]))
            return moving(self.crops.picture(rows[0]), len(rows), rng)
        return np.stack([self.crops.picture(i) for i in rows])


def face_samples(crops: CropSet) -> Samples:
    """One sample for each face."""
    return Samples(crops, np.arange(len(crops.records), dtype=np.int64)[:, None])


def window_samples(crops: CropSet, window: int, motion: bool) -> Samples:
    """Half-overlapping windows over the faces of each clip.

    Args:
        crops: of any number of clips.
        window: faces in a window; shorter clips repeat their last face.
        motion: turn every face into a window of its own, a still with artificial movement.

    Raises:
        TrainingDataError: a clip has a single face and `motion` is off.
    """
    if motion:
        faces = np.arange(len(crops.records), dtype=np.int64)
        return Samples(crops, np.repeat(faces[:, None], window, axis=1), True)
    clips = crops.clips()
    stills = [name for name, rows in clips.items() if len(rows) == 1]
    if stills:
        raise TrainingDataError(
            mark(
                "{count} of {total} clips have one face only, for example {name}; a window "
                "model needs several."
            ),
            mark(
                "Give clips instead of pictures, raise faces.per_clip, or set sequence.motion to "
                "try the model on moved stills."
            ),
            count=len(stills),
            total=len(clips),
            name=stills[0],
        )
    found = [rows[sliding_windows(len(rows), window)[0]] for rows in clips.values()]
    return Samples(crops, np.concatenate(found))
