"""Snapshots of validation faces after each epoch, in files that a window can draw."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from engine.files import write_atomic
from engine.training.samples import Samples

#: Maximum number of plotted faces, and of faces with the largest loss.
MOST, WORST = 400, 24
#: Epoch number of a head fitted on a frozen embedding.
AT_ONCE = 0


class Mistake(msgspec.Struct, frozen=True):
    """A face with a large loss.

    Attributes:
        clip: its clip.
        file: its source, including the member of an archive.
        label: 0 pristine, 1 forged.
        score: log-odds of "forged"; positive means called forged.
        row: of the stored crops.
    """

    clip: str
    file: str
    label: int
    score: float
    row: int


class Snapshot(msgspec.Struct, frozen=True):
    """Validation faces after one epoch.

    Attributes:
        epoch: from 1, or AT_ONCE.
        points: N positions; axes are aligned between epochs.
        labels, scores: of the N faces; see `Mistake`.
        worst: misclassified faces among all, largest loss first.
        wrong, faces: number of misclassified faces, and of all.
        store: file of the crops, "" if they are in memory.
        side: of the crops, pixels.
    """

    epoch: int
    points: list[tuple[float, float]]
    labels: list[int]
    scores: list[float]
    worst: list[Mistake]
    wrong: int
    faces: int
    store: str
    side: int

    def picture(self, mistake: Mistake) -> np.ndarray | None:
        """Crop of a face of `worst`, uint8 (side, side, 3) RGB; None if no longer stored."""
        size = self.side * self.side * 3
        try:
            pixels = np.fromfile(self.store, np.uint8, size, offset=mistake.row * size)
        except OSError:
            return None
        return pixels.reshape(self.side, self.side, 3) if len(pixels) == size else None


@dataclass(frozen=True)
class Album:
    """Snapshots of one training, one small file each."""

    folder: Path

    @classmethod
    def of_run(cls, work: Path) -> Album:
        """Album beside the checkpoints of a run."""
        return cls(work / "faces")

    def add(self, epoch: int, samples: Samples, embeddings: np.ndarray, scores: np.ndarray) -> None:
        """Write a snapshot atomically, replacing one of the same epoch.

        Args:
            epoch: from 1, or AT_ONCE.
            samples: N faces, the same in every epoch.
            embeddings: float32 (N, D), D > 1.
            scores: float (N,), log-odds of "forged".

        Raises:
            OutputError: the disk is full or read-only.
        """
        labels = samples.labels
        shown = np.sort(np.random.default_rng(0).permutation(len(labels))[:MOST])
        before = self._read(epoch - 1) if epoch > 1 else None
        points = planar(embeddings[shown], np.array(before.points) if before else None)
        losses = np.logaddexp(0, np.where(labels == 1, -scores, scores))
        wrong = np.flatnonzero((scores > 0) != (labels == 1))
        worst = wrong[np.argsort(-losses[wrong], kind="stable")][:WORST]
        store = samples.crops.store
        snapshot = Snapshot(
            epoch,
            [(float(x), float(y)) for x, y in points.round(4)],
            labels[shown].tolist(),
            [float(score) for score in np.round(scores[shown], 3)],
            [_mistake(samples, int(i), float(scores[i])) for i in worst],
            len(wrong),
            len(labels),
            str(store.filename) if isinstance(store, np.memmap) else "",
            int(store.shape[1]),
        )
        write_atomic(self._path(epoch), msgspec.json.encode(snapshot), make_folder=True)

    def snapshots(self) -> list[Snapshot]:
        """Valid snapshots, ordered by epoch."""
        found = [_decoded(path) for path in self.folder.glob("*.json")]
        return sorted((one for one in found if one), key=lambda one: one.epoch)

    def _path(self, epoch: int) -> Path:
        return self.folder / f"{epoch:04}.json"

    def _read(self, epoch: int) -> Snapshot | None:
        return _decoded(self._path(epoch))


def _decoded(path: Path) -> Snapshot | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Snapshot)
    except (OSError, msgspec.MsgspecError):
        return None


def _mistake(samples: Samples, i: int, score: float) -> Mistake:
    row = int(samples.rows[i, 0])
    record = samples.crops.records[row]
    inside = f"/{record.member}" if record.member else ""
    stored = int(samples.crops.index[row])
    return Mistake(record.clip, f"{record.path}{inside}", record.label, round(score, 3), stored)


def planar(embeddings: np.ndarray, before: np.ndarray | None) -> np.ndarray:
    """First two principal components, rotated to match the previous positions; float64 (N, 2).

    Args:
        embeddings: float32 (N, D), D > 1.
        before: (N, 2), the same faces an epoch earlier; None or another N skips the rotation.

    Source: orthogonal Procrustes problem, Schönemann 1966.
    """
    centred = embeddings.astype(np.float64) - embeddings.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    points = np.zeros((len(centred), 2))
    points[:, : len(axes[:2])] = centred @ axes[:2].T
    if before is None or len(before) != len(points):
        return points
    left, _, right = np.linalg.svd(points.T @ before)
    turned: np.ndarray = points @ left @ right
    return turned
