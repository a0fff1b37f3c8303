"""Comparison of two files, property by property."""

from __future__ import annotations

from dataclasses import dataclass

from engine.structure.properties import SECTIONS, Property, Structure

SAME = "same"
DIFFERENT = "different"
ONLY_FIRST = "only first"
ONLY_SECOND = "only second"


@dataclass(frozen=True)
class Row:
    """One property of two files.

    Attributes:
        section, name, feature: as in `Property`.
        first, second: the values; None where a file lacks the property.
    """

    section: str
    name: str
    first: str | None
    second: str | None
    feature: bool

    @property
    def state(self) -> str:
        """SAME, DIFFERENT, ONLY_FIRST or ONLY_SECOND."""
        if self.first is None or self.second is None:
            return ONLY_SECOND if self.first is None else ONLY_FIRST
        return SAME if self.first == self.second else DIFFERENT


def compare_structures(first: Structure, second: Structure) -> tuple[Row, ...]:
    """Properties of two files by section, in the order of the first; then those of the second."""
    theirs = {one.name: one for one in second.properties}
    rows = [_row(one, theirs.pop(one.name, None)) for one in first.properties]
    rows += [Row(one.section, one.name, None, one.value, one.feature) for one in theirs.values()]
    return tuple(sorted(rows, key=lambda row: SECTIONS.index(row.section)))


def _row(one: Property, other: Property | None) -> Row:
    value = None if other is None else other.value
    feature = one.feature or (other is not None and other.feature)
    return Row(one.section, one.name, one.value, value, feature)
