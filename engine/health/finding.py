"""One result of a system check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.wording import ENGLISH, Phrase, Wording, mark


class State(StrEnum):
    """How a part of the system fares: fine, limited but usable, or not usable."""

    OK = mark("ok")
    WARNING = mark("warning")
    PROBLEM = mark("problem")


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        name: the part that was checked, marked for translation.
        state: a problem prevents an analysis or the window, a warning does not.
        what: a sentence, marked for translation, with names in braces.
        fix: a command to run, or a sentence of advice with names in braces; "" if there is
            nothing to do.
        values: texts and numbers by name, put into `what` and `fix`.
    """

    name: str
    state: State
    what: str
    fix: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, wording: Wording = ENGLISH) -> str:
        """The sentence with its values."""
        return Phrase(self.what, self.values).said(wording)

    def advice(self, wording: Wording = ENGLISH) -> str:
        """The command or advice with its values; "" if there is none."""
        return Phrase(self.fix, self.values).said(wording) if self.fix else ""

    def to_json(self) -> dict[str, Any]:
        """The finding in English, ready for JSON."""
        return {
            "name": self.name,
            "state": str(self.state),
            "text": self.text(),
            "fix": self.advice(),
        }
