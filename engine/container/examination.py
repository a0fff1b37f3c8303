"""Result of a file examination: facts and, separately, observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from engine.container.boxes import BoxFacts
from engine.container.credentials import Credentials
from engine.container.gop import Gop
from engine.container.mediainfo import MediaInfoFacts
from engine.container.observation import Observation, to_json_with_texts
from engine.container.parameter_sets import ParameterSets
from engine.container.playback_rules import PlaybackRules
from engine.container.provenance_tags import ProvenanceTags
from engine.container.repeats import Repeats
from engine.container.stream_changes import StreamChange
from engine.container.streams import StreamFacts
from engine.container.timing import Timing

#: Key of `ClipExamination.provenance` in JSON.
_PROVENANCE_KEY = "marks"


@dataclass(frozen=True)
class ClipExamination:
    """Everything read from a clip's file except the content of its frames.

    Attributes:
        container: FFmpeg's name of the format.
        duration: seconds stated by the container, None if not stated.
        video: index of the analysed stream.
        tags: tags of the container.
        streams: all streams.
        provenance: programs, devices and times named in the file.
        timing: time stamps of the analysed stream.
        gop: groups of pictures of the analysed stream.
        boxes: boxes of mp4 and mov files, else None.
        mediainfo: None if MediaInfo is not available.
        credentials: C2PA content credentials.
        repeats: repeated frames; None if the clip was not fully decoded.
        warnings: warnings of the container's readers.
        changes: positions where the coding of the analysed stream changes.
        rules: instructions to players that the analysis does not follow.
        parameters: parameter sets of the analysed stream; None in cases from versions that did
            not read them.
        observations: notable properties, derived from the facts above.
    """

    container: str = ""
    duration: float | None = None
    video: int = 0
    tags: dict[str, str] = field(default_factory=dict)
    streams: tuple[StreamFacts, ...] = ()
    provenance: ProvenanceTags = field(default_factory=ProvenanceTags)
    timing: Timing = field(default_factory=Timing)
    gop: Gop = field(default_factory=Gop)
    boxes: BoxFacts | None = None
    mediainfo: MediaInfoFacts | None = None
    credentials: Credentials = field(default_factory=Credentials)
    repeats: Repeats | None = None
    warnings: tuple[str, ...] = ()
    changes: tuple[StreamChange, ...] = ()
    rules: PlaybackRules = field(default_factory=PlaybackRules)
    parameters: ParameterSets | None = None
    observations: tuple[Observation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Export as dictionaries, lists, strings, numbers, booleans and None."""
        plain = to_json_with_texts(self)
        plain[_PROVENANCE_KEY] = plain.pop("provenance")
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> ClipExamination:
        """Build an examination from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        if isinstance(plain, dict) and _PROVENANCE_KEY in plain:
            plain = {**plain, "provenance": plain[_PROVENANCE_KEY]}
        return msgspec.convert(plain, cls)

    def stream(self, index: int) -> StreamFacts | None:
        """Stream with an index; None if there is none."""
        return next((stream for stream in self.streams if stream.index == index), None)
