"""Warnings of the readers of a file: kept in English, shown in any language."""

from __future__ import annotations

import re

from engine.wording import Phrase, Wording, mark

MANY_TRACKS = mark("more than {most} tracks; the rest was not read")
MANY_BOXES = mark("more than {most} boxes; the rest was not read")
TOO_DEEP = mark("boxes are nested too deeply")
NO_WHOLE_BOX = mark("{count} bytes at the end of the file are no whole box")
IMPOSSIBLE = mark("box '{name}' has an impossible size")
BEYOND_FILE = mark("box '{name}' is longer than the file by {count} bytes")
BEYOND_PARENT = mark("box '{name}' is longer than '{parent}' by {count} bytes")
TOO_SHORT = mark("box '{name}' is too short")
MANY_EDITS = mark("an edit list claims {count} entries")
ENDED_EARLY = mark("reading ended early: {why}")


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    found = [f"(?P<{p}>.*)" if i % 2 else re.escape(p) for i, p in enumerate(parts)]
    return re.compile("".join(found), re.DOTALL)


_PATTERNS = {
    template: _pattern(template)
    for template in (MANY_TRACKS, MANY_BOXES, TOO_DEEP, NO_WHOLE_BOX, IMPOSSIBLE, BEYOND_FILE,
                     BEYOND_PARENT, TOO_SHORT, MANY_EDITS, ENDED_EARLY)
}  # fmt: skip


def translated(warning: str, wording: Wording) -> str:
    """Translate a warning; those of libraries stay as they are."""
    for template, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(warning):
            return Phrase(template, found.groupdict()).said(wording)
    return warning
