"""Who is who: the faces of a searched frame paired with the tracks so far."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.faces.appearance import unlikeness
from engine.faces.boxes import centres, overlaps, sizes
from engine.faces.mtcnn import Detections
from engine.faces.open_track import OpenTrack

#: Looks farther apart than this are two people, when the face was out of sight between.
_STRANGER = 14.0
#: A difference of looks that outweighs a distance of one face size.
_LOOK_SCALE = 20.0

#: Mean probability of the sightings of a face; real ones that are not tiny come to 0.99,
#: what only seems one to 0.8 or 0.9.
_SURE = 0.93


class Tracker:
    """Tracks by motion and appearance; the pairing with the best total is chosen.

    A face is paired with the track whose predicted box it overlaps, or whose centre it is
    near in units of the face's size; it looks like what the track remembers.

    Args:
        max_gap: a track not seen for more than so many frames has ended.
        least: sightings after which a track can be confirmed and get its number.
    """

    def __init__(self, max_gap: int, least: int = 3) -> None:
        self._max_gap = max_gap
        self._least = least
        self._open: list[OpenTrack] = []
        self._keys = 0
        self._numbers = 0

    @property
    def open(self) -> list[OpenTrack]:
        return self._open

    def match(
        self, frame: int, found: Detections, looks: Sequence[np.ndarray] | None = None
    ) -> list[tuple[OpenTrack, int]]:
        """Pair a frame's detections with open tracks.

        Args:
            frame: index of the frame.
            found: its faces.
            looks: appearance of each, see `engine.faces.appearance`; None where not known.

        Returns:
            The track of each detection row that has one.
        """
        if not self._open or len(found) == 0:
            return []
        affinity = np.stack([self._affinities(t, frame, found, looks) for t in self._open])
        rows, columns = _best_pairs(affinity)
        return [
            (self._open[r], int(c))
            for r, c in zip(rows, columns, strict=True)
            if affinity[r, c] > 0
        ]

    def begin(self) -> OpenTrack:
        """A new track, without sightings yet."""
        track = OpenTrack(self._keys)
        self._keys += 1
        self._open.append(track)
        return track

    def confirm(self) -> None:
        """Number the tracks that have now been seen often and surely enough.

        Hands and patterns of cloth look like a face now and then: O-Net is sure of them on
        single frames, but not on the whole, and a search rarely finds them twice.
        """
        for track in self._open:
            if (
                not track.number
                and len(track) >= self._least
                and track.searches >= min(2, self._least)
                and track.sureness >= _SURE
            ):
                self._numbers += 1
                track.number = self._numbers

    def ended(self, frame: int) -> list[OpenTrack]:
        """Remove and return the tracks that were lost before `frame`."""
        lost = [t for t in self._open if frame - t.last_frame > self._max_gap]
        self._open = [t for t in self._open if frame - t.last_frame <= self._max_gap]
        return lost

    def end_all(self) -> list[OpenTrack]:
        """Remove and return all tracks: at a shot cut and at the end."""
        ended, self._open = self._open, []
        return ended

    def _affinities(
        self,
        track: OpenTrack,
        frame: int,
        found: Detections,
        looks: Sequence[np.ndarray] | None,
    ) -> np.ndarray:
        """float (N,): above 0 where a face may be the track's; higher is likelier."""
        predicted = track.predicted(frame)[None]
        size = float(sizes(predicted)[0])
        ratio = sizes(found.boxes) / size
        apart = np.linalg.norm(centres(found.boxes) - centres(predicted), axis=1) / size
        # The longer a face was out of sight, the farther it may have gone.
        unseen = (frame - track.last_frame) / self._max_gap
        nearness = 1.0 - apart / (1.0 + unseen)
        affinity = overlaps(predicted, found.boxes)[0] + np.maximum(0.0, nearness)
        affinity[(ratio <= 0.5) | (ratio >= 2.0)] = 0.0
        if looks is None or track.look is None:
            return affinity
        apart_in_looks = np.array([unlikeness(track.look, look) for look in looks])
        possible = affinity > 0
        if unseen > 0.5:
            possible &= apart_in_looks < _STRANGER
        # Stays above 0: a face that turned or was lit anew is still where it was.
        affinity = np.maximum(0.05, affinity - apart_in_looks / _LOOK_SCALE)
        return np.where(possible, affinity, 0.0)


def _best_pairs(affinity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the pairing with the largest total."""
    if min(affinity.shape) == 1:
        row, column = np.unravel_index(int(affinity.argmax()), affinity.shape)
        return np.array([row]), np.array([column])
    # Half a second to load, and most clips show one face.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(-affinity)
    return rows, columns
