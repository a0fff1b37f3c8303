"""The kinds of forgery beside each other: what the evidence says of each."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from engine.analysis.phrases import kind_rows
from engine.analysis.verdict import Verdict
from forensics_gui.labels import Label
from forensics_gui.language import WORDING, signed, tr


class KindTable(QWidget):
    """One row a kind: its name, its log10 ratio, and what that says; hidden without kinds."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.setAccessibleName(tr("Kinds of forgery"))
        self.hide()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show the kinds that a verdict tells apart."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = kind_rows(verdict, WORDING)
        for place, row in enumerate(rows):
            ratio = Label("–" if row.llr is None else signed(row.llr))
            ratio.setToolTip(tr("log10 of the likelihood ratio of this kind against a recording"))
            words = Label(row.words)
            words.setWordWrap(True)
            self._grid.addWidget(Label(row.name), 2 * place, 0)
            self._grid.addWidget(ratio, 2 * place, 1)
            # Below: beside them nothing is left where the panel is narrow.
            self._grid.addWidget(words, 2 * place + 1, 0, 1, 2)
        self.setVisible(bool(rows))
        self.setAccessibleDescription("; ".join(f"{row.name}: {row.words}" for row in rows))
