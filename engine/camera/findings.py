"""Comparisons of a clip with cameras, as numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from engine.camera.rates import CameraRates
from engine.container.examination import ATTENTION, NOTE, Observation


@dataclass(frozen=True)
class CameraComparison:
    """Comparison of the clip with one fingerprint.

    Attributes:
        name: of the fingerprint, or of the files it was estimated from.
        sha256: of the fingerprint's pattern, hexadecimal.
        pictures, width, height: of the fingerprint.
        agreement: see `Fingerprint`.
        threshold: patterns match from this peak-to-correlation energy on.
        pce: peak-to-correlation energy; None if the sizes allow no comparison.
        chance: probability that white noise reaches it anywhere in the search, 0 to 1.
        places: number of placements that were searched.
        scale: size of the fingerprint's pixels in the clip.
        shift: pixels right and down from the larger picture's corner to the smaller one.
        turns: clockwise quarter turns of the clip.
    """

    name: str
    sha256: str
    pictures: int
    width: int
    height: int
    agreement: float | None
    threshold: float
    pce: float | None = None
    chance: float = 1.0
    places: int = 0
    scale: float = 1.0
    shift: tuple[int, int] = (0, 0)
    turns: int = 0

    @property
    def matches(self) -> bool:
        """Whether the patterns match."""
        return self.pce is not None and self.pce >= self.threshold


@dataclass(frozen=True)
class CameraFindings:
    """Findings beside the detector's ratio, never part of it.

    Attributes:
        pictures, left_out: frames of the clip that were used, and that were too dark or saturated.
        width, height: of the clip's pictures as stored.
        comparisons: with each fingerprint.
        observations: the same in words, with their limits.
    """

    pictures: int
    left_out: int
    width: int
    height: int
    comparisons: tuple[CameraComparison, ...] = ()
    observations: tuple[Observation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Export as dictionaries, lists, strings, numbers, booleans and None."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        for told, found in zip(plain["comparisons"], self.comparisons, strict=True):
            told["matches"] = found.matches
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> CameraFindings:
        """Build findings from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        return msgspec.convert(plain, cls)


_NO_MATCH = (
    "The same camera with strong compression, electronic stabilisation, zoom or another recording "
    "mode, or a clip that was scaled and cropped at once."
)


def observe_camera(found: CameraComparison, pictures: int, rates: CameraRates) -> Observation:
    """A comparison in words.

    Args:
        found: the comparison.
        pictures: number of frames of the clip that were used.
        rates: measured with its threshold.
    """
    if found.pce is None:
        return Observation(
            "camera-sizes", f"Not comparable with the camera “{found.name}”",
            f"The fingerprint has {found.width} × {found.height} pixels. At no searched scale does "
            "one picture lie within the other, or the common part is too small.",
            "Nothing.",
            "Another recording mode, or a clip that was scaled and cropped.",
        )  # fmt: skip
    others = rates.others
    measured = (
        f"The peak-to-correlation energy is {found.pce:.1f}, the threshold {found.threshold:.0f}. "
        f"Of {others.of:,} comparisons of simulated cameras with others, {others.found} reached it."
    )
    doubt = ""
    if found.agreement is not None and found.agreement < found.threshold:
        doubt = (
            " The files of the fingerprint do not agree with each other "
            f"({found.agreement:.1f}): they are of several cameras, stabilised, or too compressed."
        )
    if found.matches:
        return Observation(
            "camera-match", f"Sensor pattern of the camera “{found.name}”",
            f"{measured}{doubt} {_placement(found)} White noise would reach this value with "
            f"a probability of {found.chance:.1g}; pictures reach it more often.",
            "The camera of the fingerprint recorded the clip, or most of its pictures.",
            "Both show the same caption, logo, frame or unmoving background in the same place. "
            "Cameras that process their pictures alike can share a pattern.",
            ATTENTION,
        )  # fmt: skip
    return Observation(
        "camera-no-match", f"No match with the camera “{found.name}”",
        f"{measured}{doubt} {pictures} frames of the clip were used.",
        "Nothing by itself: another camera, or a clip that carries too little of the pattern.",
        _NO_MATCH,
        NOTE,
    )  # fmt: skip


def _placement(found: CameraComparison) -> str:
    """Where the patterns agree."""
    told = "In place" if found.shift == (0, 0) else "Shifted by {} × {} pixels".format(*found.shift)
    if found.scale != 1:
        told += f", at {found.scale:.3f} of the fingerprint's scale"
    if found.turns:
        told += f", turned by {90 * found.turns}°"
    return f"{told}."
