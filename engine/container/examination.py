"""What an examination of a clip's file found: facts, and apart from them observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from engine.container.boxes import BoxFacts
from engine.container.credentials import Credentials
from engine.container.gop import Gop
from engine.container.mediainfo import MediaInfoFacts
from engine.container.playback_rules import PlaybackRules
from engine.container.provenance_tags import ProvenanceTags
from engine.container.repeats import Repeats
from engine.container.stream_changes import StreamChange
from engine.container.streams import StreamFacts
from engine.container.timing import Timing

NOTE = "note"
ATTENTION = "attention"
#: Key of `ClipExamination.provenance` in JSON.
_PROVENANCE_KEY = "marks"


@dataclass(frozen=True)
class Observation:
    """Something about the file that an analyst would want named; never a judgement of it.

    Attributes:
        code: stable, for machines.
        title: a few words.
        sentence: what was observed.
        may_mean: what it can point to.
        innocent: how it also comes about without anyone's doing.
        severity: NOTE or ATTENTION, how much it asks to be looked at.
        frames: frame indices that it refers to; may be cut short, `sentence` has the count.
    """

    code: str
    title: str
    sentence: str
    may_mean: str
    innocent: str
    severity: str = NOTE
    frames: tuple[int, ...] = ()


@dataclass(frozen=True)
class ClipExamination:
    """Everything that was read from a clip's file, its pictures' content aside.

    Attributes:
        container: FFmpeg's name of the format.
        duration: seconds by the container, None where not stated.
        video: index of the stream that is analysed.
        tags: of the container.
        streams: all streams.
        provenance: programs, devices and times that sign the file.
        timing: of the analysed stream.
        gop: groups of pictures of the analysed stream.
        boxes: of mp4 and mov files, else None.
        mediainfo: None where MediaInfo is not at hand.
        credentials: C2PA content credentials.
        repeats: repeated pictures; None where the clip was not decoded from end to end.
        warnings: what readers of the container complained about.
        changes: where the coding of the analysed stream changes.
        rules: instructions to players that the analysis does not follow.
        observations: what an analyst would want named; made from the facts above.
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
    observations: tuple[Observation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Dictionaries, lists, strings, numbers, booleans and None only."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        plain[_PROVENANCE_KEY] = plain.pop("provenance")
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> ClipExamination:
        """The examination in its plain form; unknown keys are passed over.

        Raises:
            ValueError: a value is missing or has another type.
        """
        if isinstance(plain, dict) and _PROVENANCE_KEY in plain:
            plain = {**plain, "provenance": plain[_PROVENANCE_KEY]}
        return msgspec.convert(plain, cls)

    def stream(self, index: int) -> StreamFacts | None:
        """The stream of that index; None where there is none."""
        return next((stream for stream in self.streams if stream.index == index), None)
