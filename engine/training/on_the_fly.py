"""Training samples with forgeries that are made afresh each time they are drawn."""

from __future__ import annotations

import numpy as np

from engine.errors import ForgeryError, TrainingDataError
from engine.faces.align import Alignment, similarity
from engine.forgery.face_geometry import place
from engine.forgery.make import WITH_DONOR, FacePicture, forge
from engine.forgery.subjects import FaceLook, choose_partner
from engine.training.records import FORGED, PRISTINE
from engine.training.samples import Samples
from engine.wording import mark

#: How often each kind is made.
SHARES = {"self-blend": 0.4, "swap": 0.2, "region": 0.25, "resample": 0.15}
#: Number of candidates for a donor.
_CANDIDATES = 100


class WithForgeries:
    """Samples followed by one on-the-fly forgery of each suitable pristine face.

    Nothing is stored: `pictures` draws the kind, donor and shape each time.

    Args:
        samples: single faces.

    Attributes:
        labels: int64 (N,), of the samples, then of the forgeries.
        originals: int64 (K,), row of the original of each forgery.

    Raises:
        TrainingDataError: no pristine face is suitable.
    """

    def __init__(self, samples: Samples) -> None:
        if samples.window > 1:
            raise TrainingDataError(
                mark("Forgeries are made of single faces only."),
                mark("Set learning.made to 0 for models of several faces."),
            )
        self._samples = samples
        self._records = samples.records
        pristine = np.flatnonzero(samples.labels == PRISTINE)
        # Done before loader processes are forked, so that all of them share the result.
        self._looks: dict[int, FaceLook] = {}
        for row in pristine.tolist():
            self._look_at(row)
        fit = list(self._looks)
        self.originals = np.array(fit, np.int64)
        if not fit:
            raise TrainingDataError(
                mark("No pristine face is large and frontal enough to make a forgery of."),
                mark("Set learning.made to 0, or add pristine faces."),
            )
        self.labels = np.concatenate([samples.labels, np.full(len(fit), FORGED, np.int64)])
        self._by_origin: dict[str, list[int]] = {}
        for row in fit:
            self._by_origin.setdefault(self._records[row].origin, []).append(row)

    def pictures(
        self,
        chosen: np.ndarray,
        wanted: Alignment,
        rng: np.random.Generator,
        kind: str,
    ) -> np.ndarray:
        """Like `Samples.pictures`; forging does not change the draws of `rng`."""
        forging = rng.spawn(1)[0]
        return self._samples.augmented(
            (self._face(int(i), forging) for i in chosen), wanted, rng, kind
        )

    def _face(self, i: int, rng: np.random.Generator) -> np.ndarray:
        if i < len(self._records):
            return self._picture(i)[0]
        row = int(self.originals[i - len(self._records)])
        kind = str(rng.choice(list(SHARES), p=list(SHARES.values())))
        donor = self._donor(row, rng) if kind in WITH_DONOR else None
        return forge(*self._picture(row), kind, rng, donor).picture

    def _picture(self, row: int) -> FacePicture:
        """A stored crop and its landmarks."""
        crops, crop = self._samples.crops, int(self._samples.rows[row, 0])
        landmarks = crops.facts["landmarks"][crop]
        matrix = similarity(landmarks, crops.alignment)
        return crops.picture(crop), landmarks @ matrix[:, :2].T + matrix[:, 2]

    def _look_at(self, row: int) -> None:
        """Record the appearance of a face that can be forged."""
        picture = self._picture(row)
        try:
            place(*picture)
        except ForgeryError:
            return
        self._looks[row] = FaceLook.of(*picture, self._records[row].identity)

    def _donor(self, row: int, rng: np.random.Generator) -> FacePicture | None:
        """A face of another person in the same data set with similar pose and skin tone."""
        pool = self._by_origin[self._records[row].origin]
        drawn = [pool[int(i)] for i in rng.integers(len(pool), size=_CANDIDATES)]
        found = choose_partner(self._looks[row], [self._looks[other] for other in drawn], rng)
        return None if found is None else self._picture(drawn[found])
