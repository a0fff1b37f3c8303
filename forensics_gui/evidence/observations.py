"""Observations about the file, apart from its facts and from the verdict on its faces."""

from __future__ import annotations

from collections.abc import Iterable

from engine.container.examination import ATTENTION, Observation
from forensics_gui.evidence.fact_view import Fact, block
from forensics_gui.language import tr

#: Frames of one observation that are offered to go to.
_LINKS = 8


def observed(observations: Iterable[Observation]) -> list[Fact]:
    """One fact an observation, with links to its frames; one that says so where there is none."""
    section = tr("Observations about the file")
    nothing = tr("Nothing was noticed.")
    found = [_fact(section, seen) for seen in observations]
    return found or [Fact(section, nothing, block(nothing))]


def _fact(section: str, seen: Observation) -> Fact:
    mark = "▲ " if seen.severity == ATTENTION else ""
    said = (
        (mark + seen.title, "title"),
        (seen.sentence, ""),
        (tr("Can mean: {reading}").format(reading=seen.may_mean), "hint"),
        (tr("Innocently: {reading}").format(reading=seen.innocent), "hint"),
    )
    html = "".join(block(text, kind) for text, kind in said)
    if seen.frames:
        html += f"<p>{_links(seen.frames)}</p>"
    return Fact(section, "\n".join(text for text, _ in said), html)


def _links(frames: tuple[int, ...]) -> str:
    links = ", ".join(f'<a href="{frame}">{frame}</a>' for frame in frames[:_LINKS])
    return tr("Frames {links}").format(links=links) + (" …" if len(frames) > _LINKS else "")
