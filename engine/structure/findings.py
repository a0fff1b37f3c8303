"""What a comparison with the library of structures found, as kept with an analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from engine.structure.library import Match

#: Largest number of entries that are kept, the most similar first, and of differing fields of each.
_ENTRIES, _FIELDS = 10, 200


@dataclass(frozen=True)
class Difference:
    """A field with another value than in the library.

    Attributes:
        field: its name.
        entry: value of the known files.
        clip: value in the clip; None if it lacks the field.
    """

    field: str
    entry: str
    clip: str | None


@dataclass(frozen=True)
class StructureMatch:
    """Comparison of the clip with an entry of the library.

    Attributes:
        name, note: of the entry, in the analyst's words.
        agreeing, features: how many of the entry's features agree, of how many.
        differ: fields with other values; at most 200.
        lacks: features that the clip does not have.
    """

    name: str
    note: str
    agreeing: int
    features: int
    differ: tuple[Difference, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StructureFindings:
    """Findings beside the detector's ratio, never part of it.

    Attributes:
        matches: the ten most similar entries, the most similar first.
        entries: number of entries that the library had.
    """

    matches: tuple[StructureMatch, ...]
    entries: int

    def to_json(self) -> dict[str, Any]:
        """Export as dictionaries, lists, strings, numbers and None."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> StructureFindings:
        """Build findings from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        return msgspec.convert(plain, cls)

    @classmethod
    def of(cls, matches: Sequence[Match]) -> StructureFindings:
        """Findings of the matches with all entries of a library."""
        return cls(tuple(map(_kept, matches[:_ENTRIES])), len(matches))


def _kept(match: Match) -> StructureMatch:
    differ = tuple(Difference(*row) for row in match.differ[:_FIELDS])
    entry = match.entry
    return StructureMatch(
        entry.name, entry.note, len(match.agree), match.total, differ, match.lacks
    )
