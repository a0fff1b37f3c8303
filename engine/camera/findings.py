"""Comparisons of a clip with cameras, as numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from engine.camera.rates import CameraRates
from engine.container.observation import ATTENTION, Observation, Value, to_json_with_texts


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
        plain = to_json_with_texts(self)
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


def observe_camera(found: CameraComparison, pictures: int, rates: CameraRates) -> Observation:
    """A comparison as an observation.

    Args:
        found: the comparison.
        pictures: number of frames of the clip that were used.
        rates: measured with its threshold.
    """
    if found.pce is None:
        return Observation(
            "camera-sizes", {"name": found.name, "width": found.width, "height": found.height}
        )
    doubtful = found.agreement is not None and found.agreement < found.threshold
    values: dict[str, Value] = {
        "name": found.name,
        "pce": found.pce,
        "threshold": found.threshold,
        "others": rates.others.of,
        "reached": rates.others.found,
        "agreement": (found.agreement or 0.0) if doubtful else "",
    }
    if not found.matches:
        return Observation("camera-no-match", values | {"pictures": pictures})
    right, down = found.shift
    placed: dict[str, Value] = {
        "shifted": int(found.shift != (0, 0)),
        "right": right,
        "down": down,
        "scale": found.scale,
        "degrees": 90 * found.turns,
        "chance": found.chance,
    }
    return Observation("camera-match", values | placed, ATTENTION)
