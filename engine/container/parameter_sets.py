"""Parameter sets of a video stream: what its encoder chose for all frames, field by field."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import av
import av.error
import av.logging
from av.bitstream import BitStreamFilterContext

from engine.container.captured_log import captured_log

MAX_SETS = 16
MAX_FIELDS = 300
_LONGEST = 200

#: Titles in FFmpeg's listing; AV1 and MPEG-2 have a sequence header.
_TITLES = {
    "Video Parameter Set": "VPS",
    "Sequence Parameter Set": "SPS",
    "Picture Parameter Set": "PPS",
    "Sequence Header": "sequence header",
    "Sequence Extension": "sequence extension",
}
_FIELD = re.compile(r"\d+\s+(\w+)(?:\[[\]\[\d]+\])?\s+[01]* = (-?\d+)")
_FILLER = re.compile(
    r"forbidden|reserved|nal_unit_type|nuh_|rbsp_|alignment|marker_bit|zero_bit|trailing"
    r"|_start_code|sequence_header_code"
)


@dataclass(frozen=True)
class ParameterSet:
    """One parameter set.

    Attributes:
        kind: "VPS", "SPS", "PPS", "sequence header" or "sequence extension".
        fields: values by the names of the codec's standard, in order; the values of an array are
            separated by spaces.
    """

    kind: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParameterSets:
    """Parameter sets that the container keeps for a stream.

    Attributes:
        sha256: SHA-256 of their bytes, hexadecimal; "" if the container keeps none.
        sets: in the file's order, at most MAX_SETS; empty for codecs that FFmpeg does not list.
    """

    sha256: str = ""
    sets: tuple[ParameterSet, ...] = ()


def read_parameter_sets(stream: Any) -> ParameterSets:
    """Parameter sets of a PyAV stream; decodes nothing.

    Fields before any damage are kept.
    """
    kept = bytes(stream.codec_context.extradata or b"")
    if not kept:
        return ParameterSets()
    # A codec without such a listing is refused as damaged parameter sets are.
    with (
        captured_log(av.logging.INFO) as lines,
        contextlib.suppress(av.error.FFmpegError, ValueError),
    ):
        BitStreamFilterContext("trace_headers", in_stream=stream)
    texts = (text.strip() for _, name, text in lines if name == "trace_headers")
    return ParameterSets(hashlib.sha256(kept).hexdigest(), _sets(texts))


def _sets(lines: Iterable[str]) -> tuple[ParameterSet, ...]:
    found: list[ParameterSet] = []
    values: dict[str, str] | None = None
    for line in lines:
        match = _FIELD.match(line)
        if match is None:
            values = None
            kind = _TITLES.get(line)
            if kind is not None and len(found) < MAX_SETS:
                found.append(ParameterSet(kind))
                values = found[-1].fields
        elif values is not None and not _FILLER.search(match[1]):
            before = values.get(match[1])
            if before is None and len(values) < MAX_FIELDS:
                values[match[1]] = match[2]
            elif before is not None and len(before) < _LONGEST:
                values[match[1]] = f"{before} {match[2]}"
    return tuple(found)
