"""Examination of a clip's file: gathers facts and derives observations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from engine.container.boxes import BoxFacts, read_boxes
from engine.container.credentials import read_credentials
from engine.container.demux import PacketTable, open_container, read_packets
from engine.container.examination import ClipExamination
from engine.container.gop import describe_gops
from engine.container.mediainfo import read_mediainfo
from engine.container.observation import ATTENTION, Observation
from engine.container.parameter_sets import read_parameter_sets
from engine.container.playback_rules import read_playback_rules
from engine.container.provenance_observations import (
    observe_clocks,
    observe_credentials,
    observe_software,
)
from engine.container.provenance_tags import collect_provenance_tags
from engine.container.reader_warnings import ENDED_EARLY
from engine.container.repeats import find_repeats
from engine.container.stream_changes import StreamChange
from engine.container.stream_observations import (
    observe_damage,
    observe_durations,
    observe_gops,
    observe_hidden_frames,
    observe_repeats,
    observe_stream_changes,
    observe_timing,
    observe_unplayed_content,
)
from engine.container.streams import clean_tags, describe_streams
from engine.container.timing import describe_timing
from engine.untrusted_text import plain_text
from engine.wording import fill

MAX_WARNINGS = 50
_LONGEST = 300


def examine(
    path: Path,
    container: Any,
    stream: Any,
    packets: PacketTable,
    checksums: np.ndarray | None = None,
    messages: Iterable[str] = (),
    changes: tuple[StreamChange, ...] = (),
) -> ClipExamination:
    """Gather facts and observations about a clip's file.

    Reads the file's headers again, decodes nothing, and raises no exception that a clip could
    provoke. Anything unreadable is omitted or reported in `warnings`.

    Args:
        path: path of the file.
        container, stream: open PyAV objects; they are neither read nor sought.
        packets: all packets of the stream.
        checksums: uint32 (N,), one per frame in presentation order; None if not decoded.
        messages: messages that FFmpeg logged while opening and reading.
        changes: positions where the coding of the stream changes.
    """
    tags = clean_tags(container.metadata)
    streams = describe_streams(container)
    boxes = read_boxes(path)
    mediainfo = read_mediainfo(path)
    found = ClipExamination(
        container=str(container.format.name),
        duration=round(container.duration / 1e6, 6) if container.duration else None,
        video=int(stream.index),
        tags=tags,
        streams=streams,
        provenance=collect_provenance_tags(tags, streams, boxes, mediainfo),
        timing=describe_timing(
            packets, stream.time_base or Fraction(1, 1000), stream.average_rate, stream.frames or 0
        ),
        gop=describe_gops(packets),
        boxes=boxes,
        mediainfo=mediainfo,
        credentials=read_credentials(path),
        repeats=None if checksums is None else find_repeats(checksums),
        warnings=_warnings(packets, boxes, messages),
        changes=changes,
        rules=read_playback_rules(path),
        parameters=read_parameter_sets(stream),
    )
    return replace(found, observations=observe(found))


def examine_file(path: Path) -> ClipExamination:
    """Examine a trusted file in this process, without the sandbox.

    Raises:
        NotAVideoError: the file has no video stream or is not a video.
    """
    container, stream = open_container(path)
    with container:
        return examine(path, container, stream, read_packets(container, stream))


def _warnings(
    packets: PacketTable, boxes: BoxFacts | None, messages: Iterable[str]
) -> tuple[str, ...]:
    found = [plain_text(message, _LONGEST).rstrip(".") for message in messages]
    if packets.error:
        found.append(plain_text(fill(ENDED_EARLY, {"why": packets.error}), _LONGEST))
    if boxes is not None:
        found += boxes.problems
    return tuple(dict.fromkeys(found))[:MAX_WARNINGS]


_CHECKS: tuple[Callable[[ClipExamination], Iterator[Observation]], ...] = (
    observe_credentials,
    observe_software,
    observe_repeats,
    observe_timing,
    observe_hidden_frames,
    observe_stream_changes,
    observe_unplayed_content,
    observe_durations,
    observe_gops,
    observe_clocks,
    observe_damage,
)


def observe(facts: ClipExamination) -> tuple[Observation, ...]:
    """Derive observations from facts, those with severity ATTENTION first.

    Args:
        facts: gathered facts; their own `observations` are ignored.
    """
    found = [observation for check in _CHECKS for observation in check(facts)]
    return tuple(sorted(found, key=lambda o: o.severity != ATTENTION))
