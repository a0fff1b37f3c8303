"""Repeat an analysis from its JSON report and compare the results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from engine.analysis.correction import AppliedCorrection, from_plain
from engine.analysis.settings import AnalysisSettings
from engine.errors import EngineError, ReportError
from engine.files import read_small
from engine.report.json_report import SCHEMA
from engine.wording import mark

#: Numbers are written with four digits: smaller differences are due to rounding.
SAME = 1.5e-4
#: Tolerances for other processors and versions of ONNX Runtime.
LLR_TOLERANCE, BOX_TOLERANCE = 0.05, 2.0
#: Reports of this program are smaller.
_MOST_BYTES = 1 << 30


@dataclass(frozen=True)
class Told:
    """What a JSON report contains for repeating the analysis.

    Attributes:
        result: the whole report.
        clip, sha256: path and hash of the clip.
        stream: index of its video stream; None for the default one.
        bundle: SHA-256 of the detector's bundle.
        settings: of the analysis.
        calibrated_locally: whether a local calibration was used.
        corrections: the analyst's, in order.
    """

    result: dict[str, Any]
    clip: Path
    sha256: str
    stream: int | None
    bundle: str
    settings: AnalysisSettings
    calibrated_locally: bool
    corrections: tuple[AppliedCorrection, ...]


@dataclass(frozen=True)
class Comparison:
    """Differences between two results.

    Attributes:
        unlike: what differs by more than the tolerances, in words.
        ratio: largest difference of log10 likelihood ratios.
        box: largest difference of boxes, pixels.
        faces: number of compared faces.
    """

    unlike: tuple[str, ...]
    ratio: float
    box: float
    faces: int

    @property
    def same(self) -> bool:
        """Whether only rounding differs."""
        return not self.unlike and max(self.ratio, self.box) <= SAME


def read_report(path: Path) -> Told:
    """Read a JSON report.

    Raises:
        ReportError: missing, damaged, or of another version of the format.
    """
    try:
        result = json.loads(read_small(path, _MOST_BYTES))
        if result["schema"] != SCHEMA:
            raise ValueError(f"its format is {result['schema']!r}, not {SCHEMA}")
        return Told(
            result,
            Path(result["clip"]["path"]),
            str(result["clip"]["sha256"]),
            (result["clip"].get("examination") or {}).get("video"),
            str(result["detector"]["sha256"]),
            # Earlier versions had one stretch for each track.
            msgspec.convert({"stretch": 0.0, **result["settings"]}, AnalysisSettings),
            result["local_calibration"] is not None,
            tuple(_made(plain) for plain in result["corrections"]),
        )
    except (
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, EngineError,
    ) as error:  # fmt: skip
        raise ReportError(
            mark("'{path}' is not a JSON report that can be repeated: {why}."),
            mark("Give the file that 'forensics analyze --json' or the window's export wrote."),
            repr(error),
            path=path,
            why=error,
        ) from error


def _made(plain: dict[str, Any]) -> AppliedCorrection:
    """A correction as `engine.analysis.correction.applied_correction_json` wrote it."""
    words = {"sentence", "who", "written"}
    if plain["type"] not in ("exclude", "exclude_frames"):
        words.add("reason")
    bare = {key: value for key, value in plain.items() if key not in words}
    return AppliedCorrection(from_plain(bare), plain["who"], plain["written"])


def compare(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    """Compare two results of `engine.report.json_report.to_json`.

    Raises:
        ReportError: `before` lacks what every report has.
    """
    try:
        return _compared(before, after)
    except (KeyError, TypeError, ValueError) as error:
        raise ReportError(
            mark("The JSON report is damaged."),
            mark("Go back to the file that was exported."),
            repr(error),
        ) from error


def _compared(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    unlike: list[str] = []
    ratios, boxes, faces = [0.0], [0.0], 0
    _judge("the clip", before["verdict"], after["verdict"], unlike, ratios)
    old, new = ({t["number"]: t for t in result["tracks"]} for result in (before, after))
    if set(old) != set(new):
        unlike.append(f"{len(old)} tracks were found then, {len(new)} now")
    for number in sorted(set(old) & set(new)):
        name = f"track {number}"
        _judge(name, old[number]["verdict"], new[number]["verdict"], unlike, ratios)
        then, now = old[number].get("frames"), new[number].get("frames")
        if then is None or now is None or then["index"] != now["index"]:
            unlike.append(f"{name}: other frames were scored")
            continue
        faces += len(then["index"])
        ratios += _apart(then["log10_lr"], now["log10_lr"])
        for one, other in zip(then["box"], now["box"], strict=True):
            boxes += _apart(one, other)
    if max(ratios) > LLR_TOLERANCE:
        unlike.append(f"log10 likelihood ratios differ by up to {max(ratios):.3f}")
    if max(boxes) > BOX_TOLERANCE:
        unlike.append(f"boxes differ by up to {max(boxes):.1f} pixels")
    return Comparison(tuple(unlike), max(ratios), max(boxes), faces)


def _judge(name: str, then: Any, now: Any, unlike: list[str], ratios: list[float]) -> None:
    if then is None or now is None:
        if then != now:
            unlike.append(f"{name} was judged only once")
        return
    if then["outcome"] != now["outcome"]:
        unlike.append(f"{name} was {then['outcome']} then, and is {now['outcome']} now")
    if None not in (then["log10_lr"], now["log10_lr"]):
        ratios += _apart([then["log10_lr"]], [now["log10_lr"]])
    elif then["log10_lr"] != now["log10_lr"]:
        unlike.append(f"{name} has a likelihood ratio only once")


def _apart(one: list[float], other: list[float]) -> list[float]:
    return [abs(float(a) - float(b)) for a, b in zip(one, other, strict=True)]
