"""Names of properties for readers."""

from __future__ import annotations

import re

from engine.wording import ENGLISH, Phrase, Wording, mark

#: Names that `engine.structure.properties` gives. Names of boxes, tags and fields are not words.
_NAMES = frozenset({
    mark("container"), mark("size"), mark("duration"), mark("bit rate"), mark("metadata names"),
    mark("XMP tools"), mark("content credentials"), mark("streams"), mark("encoder"),
    mark("encoder settings"), mark("codec"), mark("profile"), mark("level"), mark("codec tag"),
    mark("handler"), mark("language"), mark("picture"), mark("pixel aspect ratio"),
    mark("frame rate"), mark("pixel format"), mark("field order"), mark("colour range"),
    mark("colour"), mark("sample rate"), mark("channels"), mark("channel layout"),
    mark("parameter sets SHA-256"), mark("parameter sets"), mark("frame intervals"),
    mark("frame types"), mark("usual GOP length"), mark("open GOPs"), mark("GOP pattern"),
    mark("GOPs"), mark("GOP lengths"), mark("order of boxes"), mark("bytes after the last box"),
})  # fmt: skip
#: Names with a number or a part that is not a word.
_PATTERNS = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"stream (?P<number>\d+): (?P<name>.+)", mark("stream {number}: {name}")),
        (r"stream (?P<number>\d+)", mark("stream {number}")),
        (r"tag (?P<tag>.+)", mark("tag {tag}")),
        (r"edit list of track (?P<number>\d+)", mark("edit list of track {number}")),
        (r"(?P<box>.+): boxes", mark("{box}: boxes")),
    )
)


def property_name(name: str, wording: Wording = ENGLISH) -> str:
    """Translate the name of a property, or of the stream that it describes."""
    if name in _NAMES:
        return wording.say(name)
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(name):
            values = found.groupdict()
            if "name" in values:
                values["name"] = property_name(values["name"], wording)
            return Phrase(words, values).said(wording)
    return name
