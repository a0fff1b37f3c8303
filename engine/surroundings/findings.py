"""Faces against their surroundings, as numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from engine.container.examination import NOTE, Observation
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
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> SurroundingsFindings:
        """Build findings from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        return msgspec.convert(plain, cls)


_WORDS = {
    "noise": ("more noise", "less noise"),
    "sharpness": ("sharper", "softer"),
    "ghost": ("other compression ghosts", "more alike compression ghosts"),
    "colour": ("more colour noise", "less colour noise"),
}
#: Deviations from here on are named.
_NAMED = 2.0


def observe_track(found: TrackSurroundings, reference: SurroundingsReference) -> Observation:
    """A track in words, with the rates of the reference."""
    forged, pristine = reference.forged_total, reference.pristine
    measured = (
        f"The median of {len(found.frames)} frames lies {found.distance:.1f} from pristine faces "
        f"(limit {reference.limit:.1f}). Of test faces, {pristine.found} of {pristine.of} pristine "
        f"and {forged.found} of {forged.of} forged ones exceed it."
    )
    if found.other_faces is not None:
        measured += (
            f" Against other faces on the same frames, its noise is {2**found.other_faces:.2f} "
            "times as strong."
        )
    if found.distance <= reference.limit:
        return Observation(
            "surroundings-alike", f"Track {found.track} fits its surroundings",
            measured,
            "Nothing: most forged faces fit their surroundings, too.",
            "Compression and scaling after a change level such differences.",
        )  # fmt: skip
    deviations = ((getattr(found.deviations, name), words) for name, words in _WORDS.items())
    told = [words[value < 0] for value, words in deviations if abs(value) >= _NAMED]
    said = f" Compared with pristine faces: {', '.join(told)}." if told else ""
    return Observation(
        "surroundings-differ", f"Track {found.track} differs from its surroundings",
        measured + said,
        "The face went through other steps than the picture around it.",
        "Make-up, shallow depth of field, hard light, a beauty filter, or a codec that keeps more "
        "detail in faces.",
        NOTE, found.frames[:1],
    )  # fmt: skip


def observe_unmeasured(tracks: tuple[int, ...]) -> Observation:
    """The tracks that were not measured, in words."""
    plural = "s" if len(tracks) > 1 else ""
    return Observation(
        "surroundings-unmeasured",
        f"Track{plural} {', '.join(map(str, tracks))} not measured",
        f"The middle of a face needs about {SMALLEST_FACE} pixels, inside the picture, neither "
        "dark nor saturated.",
        "Nothing.",
        "Small faces are frequent.",
    )
