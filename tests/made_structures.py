"""Structures of clips made on the spot, read in this process."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av

from engine.container.examine import examine_file
from engine.container.facts import ClipFacts
from engine.structure.properties import Structure, read_structure


def structure_of(path: Path) -> Structure:
    """As `read_structure`, without a process that decodes."""
    data = path.read_bytes()
    found = examine_file(path)
    facts = ClipFacts(
        path=str(path), sha256=hashlib.sha256(data).hexdigest(), size=len(data),
        container=found.container, codec="", profile="", pixel_format="", width=0, height=0,
        rotation=0, frames=0, fps=0.0, duration=0.0, bit_rate=0, audio="", metadata={},
        examination=found,
    )  # fmt: skip
    return read_structure(path, facts=facts)


def remuxed(source: Path, target: Path, **options: str) -> Path:
    """The same packets in another file."""
    with av.open(str(source)) as read, av.open(str(target), "w", options=options) as written:
        streams = {s.index: written.add_stream_from_template(s) for s in read.streams}
        for packet in read.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                written.mux(packet)
    return target
