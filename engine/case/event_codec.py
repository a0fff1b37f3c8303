"""Encode events as JSON with separate arrays, and decode them; known types only."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from engine.analysis import events, local_calibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, KindRatio, Outcome, Reason, Stretch, Verdict
from engine.camera.findings import CameraFindings
from engine.coding.findings import CodingFindings
from engine.container.examination import ClipExamination
from engine.container.facts import ClipFacts
from engine.detector.calibration import Calibration, KindCalibration
from engine.errors import CaseError
from engine.faces.track import FaceTrack, TrackQuality
from engine.structure.findings import StructureFindings
from engine.surroundings.findings import SurroundingsFindings
from engine.wording import mark

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        events.AnalysisStarted,
        events.FacesFound,
        events.FramesScored,
        events.TrackJudged,
        events.ClipJudged,
        events.CodingExamined,
        events.CameraCompared,
        events.SurroundingsCompared,
        events.StructureMatched,
        events.FaceDrawn,
        events.DetectorFacts,
        events.FrameScores,
        AnalysisSettings,
        Calibration,
        KindCalibration,
        local_calibration.LocalCalibration,
        local_calibration.KnownClip,
        local_calibration.LeftOut,
        local_calibration.FalseAlarms,
        ClipFacts,
        FaceTrack,
        TrackQuality,
        FaceFacts,
        KindRatio,
        Stretch,
        Verdict,
    )
}
#: Types stored as they convert themselves to JSON.
_PLAIN: dict[str, Any] = {
    "ClipExamination": ClipExamination,
    "CodingFindings": CodingFindings,
    "CameraFindings": CameraFindings,
    "SurroundingsFindings": SurroundingsFindings,
    "StructureFindings": StructureFindings,
}
#: Fields of earlier versions to ignore.
_RETIRED = {"AnalysisSettings": {"detection_side"}}
#: Fields that earlier versions lack, with values that leave their verdicts unchanged.
_ADDED = {
    "AnalysisSettings": {
        "max_blockiness": 1.0,
        "max_yaw": 180.0,
        "max_unfamiliar": 1.0,
        "stretch": 0.0,
    },
}
#: Field names in case files that differ from those in code.
_DISK_NAMES = {"FaceFacts": {"out_of_distribution": "novelty"}}
_DTYPES = ("<f4", "<f8", "<i8", "|b1")


def encode(value: Any, columns: list[np.ndarray]) -> Any:
    """Encode an event in JSON-ready form; its arrays are appended to `columns`."""
    if isinstance(value, np.ndarray):
        columns.append(np.ascontiguousarray(value))
        return {"$column": len(columns) - 1}
    if type(value).__name__ in _PLAIN:
        return {"$type": type(value).__name__, "plain": value.to_json()}
    if is_dataclass(value):
        name = type(value).__name__
        disk = _DISK_NAMES.get(name, {})
        body = {
            disk.get(f.name, f.name): encode(getattr(value, f.name), columns) for f in fields(value)
        }
        return {"$type": name, **body}
    if isinstance(value, tuple | list):
        return [encode(item, columns) for item in value]
    if isinstance(value, dict):
        return {key: encode(item, columns) for key, item in value.items()}
    return value


def decode(value: Any, columns: list[np.ndarray]) -> Any:
    """Decode an event from its JSON-ready form.

    Raises:
        CaseError: the type is unknown, or its fields are invalid.
    """
    if isinstance(value, list):
        return [decode(item, columns) for item in value]
    if not isinstance(value, dict):
        return value
    if "$column" in value:
        return columns[value["$column"]]
    name = value.get("$type")
    if name in _PLAIN:
        return _from_plain(name, value.get("plain"))
    if name is None:
        return {key: decode(item, columns) for key, item in value.items()}
    dropped = {"$type", *_RETIRED.get(str(name), ())}
    try:
        if name == "LocalCalibration":
            value = local_calibration.upgraded(value)
        body = {key: decode(item, columns) for key, item in value.items() if key not in dropped}
        body = _ADDED.get(name, {}) | body
        for in_code, on_disk in _DISK_NAMES.get(name, {}).items():
            body[in_code] = body.pop(on_disk)
        if name == "FrameScores" and "facts" not in body:
            body["facts"] = _early_facts(body)
        if name == "FaceFacts":
            body["scores"] = _by_kind(body["scores"])
        if name == "FrameScores":
            body["by_kind"] = _by_kind(body.get("by_kind", body["llr"]))
        if name == "Calibration" and "kinds" not in body:
            return Calibration.from_json(body)
        if name == "ClipJudged" and body.get("cuts") is not None:
            body["cuts"] = tuple(int(frame) for frame in body["cuts"])
        if name == "Verdict":
            body["outcome"] = Outcome(body["outcome"])
            body["reasons"] = tuple(Reason(reason) for reason in body["reasons"])
            body["kinds"] = tuple(body.get("kinds", ()))
            body["stretches"] = tuple(body.get("stretches", ()))
        return _TYPES[name](**body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unknown(name, error) from error


def _early_facts(body: dict[str, Any]) -> FaceFacts:
    """Build facts from the separate columns of earlier versions, removed from the body."""
    scores, sizes, sharpness = (body.pop(key) for key in ("scores", "sizes", "sharpness"))
    unknown = np.full(len(scores), np.nan, np.float32)
    return FaceFacts(_by_kind(scores), sizes, sharpness, unknown, unknown, unknown)


def _by_kind(column: np.ndarray) -> np.ndarray:
    """Add the dimension for kinds, which earlier versions with one kind lack."""
    return column if column.ndim > 1 else column[:, None]


def _from_plain(name: str, plain: Any) -> Any:
    try:
        return _PLAIN[name].from_json(plain)
    except ValueError as error:
        raise _unknown(name, error) from error


def _unknown(name: str, error: Exception) -> CaseError:
    return CaseError(
        mark("The case holds an entry of the unknown kind '{name}'."),
        mark("Open it with the version of the program that wrote it."),
        repr(error),
        name=name,
    )


def column_row(column: np.ndarray) -> tuple[str, list[int], bytes]:
    """dtype, shape and bytes of an array, little-endian."""
    little = column.astype(column.dtype.newbyteorder("<"), copy=False)
    return little.dtype.str, list(little.shape), little.tobytes()


def column_from(dtype: str, shape: list[int], data: bytes) -> np.ndarray:
    """Restore the array of a stored column; raises CaseError if the parts are inconsistent."""
    try:
        if dtype not in _DTYPES:
            raise ValueError(dtype)
        return np.frombuffer(data, np.dtype(dtype)).reshape(shape).copy()
    except ValueError as error:
        raise CaseError(
            mark("An array in the case file is damaged."),
            mark("Analyse the clip again."),
            repr(error),
        ) from error
