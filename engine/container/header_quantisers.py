"""Quantisers and types of HEVC and AV1 frames, from the headers in their packets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import av
import av.error
import av.logging
from av.bitstream import BitStreamFilterContext

from engine.container.captured_log import captured_log

_FIELD = re.compile(r"\s*\d+\s+(\w+)\s+[01]* = (-?\d+)")
#: Codecs whose decoders export nothing, and whose headers hold a quantiser for each frame.
CODECS = ("hevc", "av1", "libdav1d")
_HEVC_BASE = 26
_SLOTS = 8
_ALL = (1 << _SLOTS) - 1
_KEY_FRAME, _INTRA_ONLY = 0, 2


class HeaderQuantisers:
    """Reads the quantiser and type of each frame with FFmpeg's own parser of headers.

    HEVC: the mean of the slices' quantisers; blocks may deviate from it. AV1: base_q_idx of the
    frame that the packet shows.

    Args:
        stream: PyAV stream of one of CODECS.
    """

    def __init__(self, stream: Any) -> None:
        self._hevc = str(stream.codec_context.name) == "hevc"
        self._initial: dict[int, int] = {}
        self._slots = [(float("nan"), "?")] * _SLOTS
        with captured_log(av.logging.INFO) as lines:
            self._filter = BitStreamFilterContext("trace_headers", in_stream=stream)
        self._of_hevc(_fields(lines))

    def read(self, packet: Any) -> tuple[float, str]:
        """Quantiser and type of the frame in a packet; NaN and "?" if there is none.

        The filter takes the packet's data away. AV1 has no B frames: "P" refers to any frames.
        """
        with captured_log(av.logging.INFO) as lines:
            try:
                self._filter.filter(packet)
            except (av.error.FFmpegError, ValueError):
                # Damaged headers; those before the damage were logged.
                self._filter.flush()
        fields = _fields(lines)
        return self._of_hevc(fields) if self._hevc else self._of_av1(fields)

    def _of_hevc(self, fields: Iterator[tuple[str, int]]) -> tuple[float, str]:
        """ITU-T H.265, 7.4.7.1: SliceQpY = 26 + init_qp_minus26 + slice_qp_delta."""
        found, number, kind = [], 0, "?"
        for name, value in fields:
            if name in ("pps_pic_parameter_set_id", "slice_pic_parameter_set_id"):
                number = value
            elif name == "init_qp_minus26":
                self._initial[number] = value
            elif name == "slice_type":
                kind = "BPI"[value % 3]
            elif name == "slice_qp_delta":
                found.append(_HEVC_BASE + self._initial.get(number, 0) + value)
        return (sum(found) / len(found) if found else float("nan")), kind

    def _of_av1(self, fields: Iterator[tuple[str, int]]) -> tuple[float, str]:
        """AV1 bitstream specification, 5.9.2: a packet may hold frames that are shown later."""
        shown, kind = (float("nan"), "?"), "?"
        refresh, is_key, is_shown = 0, False, False
        for name, value in fields:
            if name == "frame_to_show_map_idx":
                shown = self._slots[value % _SLOTS]
            elif name == "frame_type":
                kind = "I" if value in (_KEY_FRAME, _INTRA_ONLY) else "P"
                is_key = value == _KEY_FRAME
            elif name == "show_frame":
                is_shown = bool(value)
                # Shown key frames refresh all slots without saying so.
                refresh = _ALL if is_key and is_shown else 0
            elif name == "refresh_frame_flags":
                refresh = value
            elif name == "base_q_idx":
                for slot in range(_SLOTS):
                    if refresh >> slot & 1:
                        self._slots[slot] = float(value), kind
                if is_shown:
                    shown = float(value), kind
        return shown


def _fields(lines: list[tuple[int, str, str]]) -> Iterator[tuple[str, int]]:
    for _, _, text in lines:
        match = _FIELD.match(text)
        if match is not None:
            yield match[1], int(match[2])
