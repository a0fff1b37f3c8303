"""One finding: text, faces or items, and a button for each remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.language import WORDING, tr
from forensics_gui.player.canvas import to_image
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.wizard.contact_sheet import MOST, ContactSheetList

if TYPE_CHECKING:
    from engine.training.records import FaceRecord
    from engine.training.retrain.findings import Choice, Issue

#: Side of a face of a pair in pixels.
_FACE = 190


def explained(issue: Issue) -> str:
    """The finding and why it matters."""
    return f"{issue.message.said(WORDING)} {issue.why.said(WORDING)}"


class IssueView(QWidget):
    """Shows a finding and its remedies.

    Signals:
        decided(issue, choice, names, reason, of_all): a remedy was chosen. `names` are the
            selected items, empty for all; `of_all` applies it to every finding of its kind that is
            not kept.

    Attributes:
        issue: finding on display, or None.
    """

    decided = Signal(object, object, list, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.issue: Issue | None = None
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.faces = [Label(), Label()]
        self.names = [hint(), hint()]
        self._pair = QWidget()
        grid = QGridLayout(self._pair)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (face, name) in enumerate(zip(self.faces, self.names, strict=True)):
            face.setFixedSize(_FACE, _FACE)
            grid.addWidget(face, 0, column)
            grid.addWidget(name, 1, column)
        grid.setColumnStretch(2, 1)
        self.sheet = ContactSheetList(tr("Items of this finding"))
        self.sheet.itemSelectionChanged.connect(self._allow)
        self.picked = hint()
        self.of_all = QCheckBox()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason to keep these items (quoted in the model card)"))
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.textChanged.connect(self._allow)
        self.kept = hint()
        self.buttons: list[QPushButton] = []
        self._choices = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self._pair)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.picked)
        layout.addStretch()
        layout.addWidget(self.kept)
        layout.addWidget(self.reason)
        layout.addLayout(self._choices)
        layout.addWidget(self.of_all)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Clear the view."""
        self.issue = None
        self.words.setText("")
        self._clear()
        for widget in (self._pair, self.sheet, self.picked, self.of_all, self.reason, self.kept):
            widget.hide()

    def show_issue(
        self,
        issue: Issue,
        faces: tuple[np.ndarray, np.ndarray] | None,
        records: list[FaceRecord],
        alike: int,
    ) -> None:
        """Show a finding.

        Args:
            faces: uint8 (H, W, 3) RGB, of near duplicates.
            records: affected items, if it names items.
            alike: number of findings of its kind that are not kept, including this one.
        """
        self._clear()
        self.issue = issue
        self.words.setText(explained(issue))
        self._pair.setVisible(faces is not None)
        for label, told, face, name in zip(
            self.faces, self.names, faces or (), issue.names, strict=False
        ):
            picture = QPixmap.fromImage(to_image(face))
            label.setPixmap(
                picture.scaled(
                    _FACE, _FACE, Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )  # fmt: skip
            label.setAccessibleName(tr("Face of {name}").format(name=name))
            told.setText(name)
        self.sheet.setVisible(bool(records))
        self.sheet.show_records(records)
        more = len(records) - MOST
        can_pick = any(choice.does in ("exclude", "relabel") for choice in issue.choices)
        said = [tr("… and {count} more.").format(count=more)] if more > 0 else []
        if can_pick and records:
            said.append(tr("A remedy applies to the selected items, or to all."))
        self.picked.setText(" ".join(said))
        self.picked.setVisible(bool(said))
        self.kept.setText(tr("Kept as it is: {reason}").format(reason=issue.kept))
        self.kept.setVisible(bool(issue.kept))
        self._offer(issue, alike)

    def _offer(self, issue: Issue, alike: int) -> None:
        choices = () if issue.kept else issue.choices
        for choice in choices:
            button = QPushButton(tr(choice.words))
            button.setStyleSheet("text-align: left;")
            button.setProperty("does", choice.does)
            button.clicked.connect(lambda _=False, choice=choice: self._take(choice))
            self._choices.addWidget(button)
            self.buttons.append(button)
        self.reason.setVisible(any(choice.does == "keep" for choice in choices))
        self.reason.clear()
        self.of_all.setText(tr("Apply to all {count} findings of this kind").format(count=alike))
        self.of_all.setChecked(False)
        self.of_all.setVisible(bool(choices) and alike > 1)
        self._allow()

    def _clear(self) -> None:
        self.sheet.stop()
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []

    def _allow(self) -> None:
        """Require a reason for keeping, and selected items for relabelling."""
        lacking = {
            "keep": "" if self.reason.text().strip() else tr("Enter a reason above first"),
            "relabel": "" if self.sheet.chosen() else tr("Select the items above first"),
        }
        for button in self.buttons:
            tip = lacking.get(str(button.property("does")), "")
            button.setEnabled(not tip)
            button.setToolTip(tip)

    def _take(self, choice: Choice) -> None:
        names = self.sheet.chosen() if choice.does in ("exclude", "relabel") else []
        reason = self.reason.text().strip() if choice.does == "keep" else ""
        self.decided.emit(self.issue, choice, names, reason, self.of_all.isChecked())
