"""Titles of tracks: number and the analyst's name."""

from __future__ import annotations

from engine.analysis.result import Analysis
from forensics_gui.language import tr


def title_of(analysis: Analysis, number: int) -> str:
    """Standalone title, such as "Track 2"."""
    name = analysis.names.get(number)
    words = tr("Track {number}, “{name}”") if name else tr("Track {number}")
    return words.format(number=number, name=name)


def named(analysis: Analysis, number: int) -> str:
    """Title within a sentence, such as "track 2"."""
    name = analysis.names.get(number)
    words = tr("track {number}, “{name}”") if name else tr("track {number}")
    return words.format(number=number, name=name)
