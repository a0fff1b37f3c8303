"""Faces against their surroundings, as numbers and in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from engine.container.observation import NOTE, Item, Observation, Value, to_json_with_texts
from engine.surroundings.reference import SMALLEST_FACE, SurroundingsReference


@dataclass(frozen=True)
class FaceDeviations:
    """Each statistic of a face, as standard deviations from the mean of pristine faces.

    Attributes:
        noise, sharpness, colour: above 0 if the face has more than its surroundings, compared with
            pristine faces.
        ghost: above 0 if face and surroundings react more differently to recompression.
    """

    noise: float
    sharpness: float
    ghost: float
    colour: float


@dataclass(frozen=True)
class TrackSurroundings:
    """One track against its surroundings.

    Attributes:
        track: its number.
        distance: Mahalanobis distance of the medians over its frames from pristine faces.
        deviations: of these medians.
        frames, times, distances: of each measured frame; seconds after the first frame.
        other_faces: base-2 logarithm of the ratio of its noise against surroundings to that of
            other tracks on the same frames, mean; None without such frames. There is no
            reference distribution for it.
    """

    track: int
    distance: float
    deviations: FaceDeviations
    frames: tuple[int, ...]
    times: tuple[float, ...]
    distances: tuple[float, ...]
    other_faces: float | None = None


@dataclass(frozen=True)
class SurroundingsFindings:
    """Findings beside the detector's ratio, never part of it.

    Attributes:
        limit: distance that one in twenty pristine faces exceeds.
        tracks: those that were large enough to be measured.
        unmeasured: numbers of the others.
        observations: the same in words, with their limits.
    """

    limit: float
    tracks: tuple[TrackSurroundings, ...] = ()
    unmeasured: tuple[int, ...] = ()
    observations: tuple[Observation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Export as dictionaries, lists, strings, numbers, booleans and None."""
        return to_json_with_texts(self)

    @classmethod
    def from_json(cls, plain: Any) -> SurroundingsFindings:
        """Build findings from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        return msgspec.convert(plain, cls)


#: Deviations from here on are named.
_NAMED = 2.0


def observe_track(found: TrackSurroundings, reference: SurroundingsReference) -> Observation:
    """A track as an observation, with the rates of the reference."""
    forged, pristine = reference.forged_total, reference.pristine
    values: dict[str, Value] = {
        "track": found.track,
        "measured": len(found.frames),
        "distance": found.distance,
        "limit": reference.limit,
        "pristine_found": pristine.found,
        "pristine_of": pristine.of,
        "forged_found": forged.found,
        "forged_of": forged.of,
        "other_faces": "" if found.other_faces is None else 2**found.other_faces,
    }
    if found.distance <= reference.limit:
        return Observation("surroundings-alike", values)
    named: list[Item] = [
        f"{'less' if value < 0 else 'more'} {name}"
        for name, value in asdict(found.deviations).items()
        if abs(value) >= _NAMED
    ]
    values |= {"count": len(named), "deviations": named}
    return Observation("surroundings-differ", values, NOTE, found.frames[:1])


def observe_unmeasured(tracks: tuple[int, ...]) -> Observation:
    """The tracks that were not measured, as an observation."""
    return Observation(
        "surroundings-unmeasured",
        {"count": len(tracks), "tracks": list(map(str, tracks)), "smallest": SMALLEST_FACE},
    )
