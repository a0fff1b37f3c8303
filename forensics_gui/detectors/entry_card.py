"""A detector of the store as a card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from engine.detector.bundle.store import Entry
from forensics_gui.detectors.words import origin_words
from forensics_gui.labels import Label, hint
from forensics_gui.language import decimal, tr

_DIGITS = 12


class EntryCard(QFrame):
    """Name, origin, date, size and hash, and what is against it.

    Args:
        facts: see `engine.detector.bundle.summary.summarize`.
    """

    def __init__(self, entry: Entry, facts: dict[str, str]) -> None:
        super().__init__()
        name = Label(entry.title)
        name.setStyleSheet("font-weight: 600;")
        name.setWordWrap(True)
        states = [
            tr("in use") if entry.default else "",
            tr("archived") if entry.archived else "",
            tr("cannot be used") if entry.trouble else "",
        ]
        state = ", ".join(filter(None, states))
        if state:
            name.setText(f"{entry.title}  ({state})")
        size = tr("{size} MB").format(size=decimal(entry.size / 1e6, 1))
        made = facts.get("made", "") or entry.added
        parts = [origin_words(entry.origin), made, size, entry.digest[:_DIGITS]]
        figures = [
            f"{words} {value}"
            for words, value in (
                (key.split(",")[0], facts.get(key, ""))
                for key in ("AUC, clips of all", "EER, clips of all", "Cllr, clips of all")
            )
            if value
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(name)
        layout.addWidget(hint("  ·  ".join(filter(None, parts))))
        if figures:
            layout.addWidget(hint("  ".join(figures)))
        if entry.trouble:
            layout.addWidget(hint(entry.trouble))
        if entry.notes:
            layout.addWidget(hint(entry.notes))
