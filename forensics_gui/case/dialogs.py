"""What a case is about, asked for in one dialog."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from forensics_gui.language import tr


class CaseDialog(QDialog):
    """Title, laboratory and the analyst's name, which must be given."""

    def __init__(self, parent: QWidget, title: str, laboratory: str, analyst: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Case"))
        self.title_line, self.laboratory_line = QLineEdit(title), QLineEdit(laboratory)
        self.analyst_line = QLineEdit(analyst)
        self.title_line.setPlaceholderText(tr("such as: Inquiry 2026-17, interview at the harbour"))
        self.laboratory_line.setPlaceholderText(tr("may be left empty"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        agree.setEnabled(bool(analyst.strip()))
        self.analyst_line.textChanged.connect(lambda text: agree.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(tr("Title"), self.title_line)
        form.addRow(tr("Laboratory"), self.laboratory_line)
        form.addRow(tr("Your name"), self.analyst_line)
        form.addRow(buttons)
        self.setMinimumWidth(460)

    @property
    def title(self) -> str:
        return self.title_line.text().strip()

    @property
    def laboratory(self) -> str:
        return self.laboratory_line.text().strip()

    @property
    def analyst(self) -> str:
        return self.analyst_line.text().strip()

    def file_name(self) -> str:
        """A name for the file, made of the title."""
        return re.sub(r"[^\w .-]+", "-", self.title).strip(" .-")[:60] or "case"
