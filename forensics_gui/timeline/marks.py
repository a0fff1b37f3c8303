"""Marks on frames: cuts, observations, notes and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from engine.analysis.result import Analysis
from engine.case.state import Remark
from engine.container.observation import ATTENTION
from forensics_gui.language import code, tr


class MarkKind(Enum):
    CUT = auto()
    NOTE = auto()
    BOOKMARK = auto()
    OBSERVED = auto()
    ATTENTION = auto()


@dataclass(frozen=True)
class Mark:
    """A mark: frame, kind and text."""

    frame: int
    kind: MarkKind
    text: str


def marks_of(analysis: Analysis, remarks: Iterable[Remark], frames: int) -> list[Mark]:
    """Marks of a clip, ordered by frame.

    Args:
        analysis: complete or not.
        remarks: on this clip.
        frames: number of frames of the clip; later marks are skipped.
    """
    marks = [Mark(cut, MarkKind.CUT, tr("Shot cut")) for cut in analysis.cuts or ()]
    examination = analysis.clip.examination if analysis.started is not None else None
    observations = examination.observations if examination is not None else ()
    for beside in analysis.beside.values():
        observations += beside
    for seen in observations:
        kind = MarkKind.ATTENTION if seen.severity == ATTENTION else MarkKind.OBSERVED
        said = seen.texts(code())
        marks += [Mark(f, kind, f"{said.title}: {said.sentence}") for f in seen.frames]
    for remark in remarks:
        if remark.frame is not None:
            kind = MarkKind.BOOKMARK if remark.bookmark else MarkKind.NOTE
            title = tr("Bookmark") if remark.bookmark else tr("Note")
            words = f"{title}: {remark.text}" if remark.text else title
            marks.append(Mark(remark.frame, kind, words))
    return sorted((m for m in marks if 0 <= m.frame < frames), key=lambda m: m.frame)
