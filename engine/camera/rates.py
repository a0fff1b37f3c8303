"""Threshold of the comparison of sensor patterns, and the rates measured with it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from engine.coding.rates import Count
from engine.shipped import read_json, resource


class RocPoint(msgspec.Struct, frozen=True):
    """Rates at one threshold.

    Attributes:
        pce: the threshold.
        others: comparisons with other cameras that reach it.
        own: comparisons with the own camera that reach it, for each kind of query.
    """

    pce: float
    others: Count
    own: dict[str, Count]


class CameraRates(msgspec.Struct, frozen=True):
    """Result of a measurement on simulated cameras.

    Attributes:
        cameras: number of cameras in the fitting and in the measuring half.
        threshold: peak-to-correlation energy from which patterns match.
        highest: highest value of another camera in the measuring half.
        others: comparisons with other cameras of the measuring half that reach the threshold.
        own: queries of the measuring half that match their own camera, by kind of query.
        bits: mean bits per pixel of the queries, by kind.
        agreement: fingerprints of the measuring half whose files agree, by kind of file.
        roc: rates of the measuring half at other thresholds.
    """

    cameras: tuple[int, int]
    threshold: float
    highest: float
    others: Count
    own: dict[str, Count]
    bits: dict[str, float]
    agreement: dict[str, Count]
    roc: list[RocPoint]

    def to_json(self) -> dict[str, Any]:
        """Export as JSON-ready data."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


@lru_cache(maxsize=1)
def shipped_camera_rates() -> CameraRates:
    """The rates that come with the program.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(resource("camera.json"), CameraRates)
