"""Facts as one page of text, laid out in milliseconds regardless of their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QTextBrowser

from engine.container.observation import ATTENTION, Observation
from forensics_gui.language import code, tr
from forensics_gui.theme import scaled


@dataclass(frozen=True)
class Fact:
    """A unit for searching, showing and copying.

    Attributes:
        section: heading.
        text: plain text.
        html: the same in blocks of class `caption`, `title` or `hint`, or without class.
    """

    section: str
    text: str
    html: str


def captioned(section: str, caption: str, value: str) -> Fact:
    """A value with its caption."""
    html = block(caption, "caption") + block(value)
    return Fact(section, f"{caption}: {value}", html)


def block(text: str, kind: str = "") -> str:
    """Paragraph of escaped text as HTML."""
    return f'<p class="{kind}">{escape(text)}</p>'


class FactView(QTextBrowser):
    """Text to read, select and copy by mouse and keyboard; Tab moves between links.

    Signals:
        frame_wanted(int): index of the frame of a clicked link.
    """

    frame_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Fact] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Facts"))
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(8)
        self.anchorClicked.connect(self._follow)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Replace all facts; facts of one section are adjacent."""
        self._shown = facts
        self.document().setDefaultStyleSheet(self._style())
        self.setHtml(
            "".join(
                f"<h4>{escape(section)}</h4>" + "".join(fact.html for fact in group)
                for section, group in groupby(facts, lambda fact: fact.section)
            )
        )

    def _style(self) -> str:
        quiet = self.palette().color(QPalette.ColorRole.Dark).name()
        small = f"color: {quiet}; font-size: {scaled(12)}px"
        return (
            "p { margin: 0; white-space: pre-wrap }"
            "h4 { margin: 10px 0 0 0; font-weight: 600 }"
            ".title { margin-top: 4px; font-weight: 600 }"
            f".caption {{ margin-top: 2px; {small} }}"
            f".hint {{ {small} }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Laid-out text keeps its colours. Also sent while the base class is constructed.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_shown"):
            self.show_facts(self._shown)

    def _follow(self, link: QUrl) -> None:
        self.frame_wanted.emit(int(link.path()))


#: Maximum number of frame links of an observation.
_LINKS = 8


def observed(observations: Iterable[Observation], section: str) -> list[Fact]:
    """One fact for each observation with links to its frames, or one that says there are none."""
    nothing = tr("No observations.")
    found = [_fact(section, seen) for seen in observations]
    return found or [Fact(section, nothing, block(nothing))]


def _fact(section: str, seen: Observation) -> Fact:
    mark = "▲ " if seen.severity == ATTENTION else ""
    texts = seen.texts(code())
    said = (
        (mark + texts.title, "title"),
        (texts.sentence, ""),
        (tr("Possible meaning: {reading}").format(reading=texts.may_mean), "hint"),
        (tr("Innocent cause: {reading}").format(reading=texts.innocent), "hint"),
    )
    html = "".join(block(text, kind) for text, kind in said)
    if seen.frames:
        html += f"<p>{_links(seen.frames)}</p>"
    return Fact(section, "\n".join(text for text, _ in said), html)


def _links(frames: tuple[int, ...]) -> str:
    links = ", ".join(f'<a href="{frame}">{frame}</a>' for frame in frames[:_LINKS])
    return tr("Frames {links}").format(links=links) + (" …" if len(frames) > _LINKS else "")
