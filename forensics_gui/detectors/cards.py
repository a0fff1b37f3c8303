"""Cards of detectors in the store, and their comparison."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QVBoxLayout, QWidget

from engine.detector.bundle.store import Entry
from forensics_gui.language import WORDING, decimal, tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.tables import FactsTable


def origin_words(origin: str) -> str:
    """Describe an origin of `engine.detector.bundle.store`."""
    return {
        "shipped": tr("shipped with the program"),
        "trained here": tr("trained here"),
        "imported": tr("imported"),
    }.get(origin, tr("of unknown origin"))


def licence_words(licence: str, commercial: bool) -> str:
    """Describe a licence in one line."""
    words = tr("Licence: {licence}") if commercial else tr("Licence: {licence}. No commercial use.")
    return words.format(licence=licence)


_DIGITS = 12


class EntryCard(QFrame):
    """Card with name, origin, date, size, hash and limitations.

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
        if "calibration" in facts:
            layout.addWidget(hint(tr("Not calibrated: gives scores, no likelihood ratios")))
        if "licence" in facts:
            allowed = facts["commercial use"] == "allowed"
            layout.addWidget(hint(licence_words(facts["licence"], allowed)))
        if entry.trouble:
            layout.addWidget(hint(" ".join(entry.trouble.said(WORDING))))
        if entry.notes:
            layout.addWidget(hint(entry.notes))


class CompareDialog(QDialog):
    """Side-by-side comparison, one row for each fact.

    Args:
        rows: see `engine.detector.bundle.summary.compare_cards`.
    """

    def __init__(self, parent: QWidget, names: tuple[str, str], rows: list[tuple[str, str, str]]):
        super().__init__(parent)
        self.setWindowTitle(tr("Compare detectors"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = FactsTable(tr("Facts of both detectors"))
        self.table.show_rows(["", *names], [list(row) for row in rows], words=3)
        for number, (_, first, second) in enumerate(rows):
            if first != second:
                self.table.embolden(number)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("Contents of the model cards, differences in bold. Compare figures only if "
                    "they were measured on the same data."))
        )  # fmt: skip
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(900, 560)
