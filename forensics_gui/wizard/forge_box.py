"""Choices of forgeries that are made of the pristine items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGroupBox, QPushButton, QSpinBox, QVBoxLayout

from forensics_gui.labels import Label, hint
from forensics_gui.language import tr
from forensics_gui.row import Row, row_of

if TYPE_CHECKING:
    from engine.training.retrain.plan import Forge


class ForgeBox(QGroupBox):
    """Which kinds, and how many of each.

    Signals:
        wanted(dict): the plan's `forge` is to be this.
    """

    wanted = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("Make forgeries of the pristine items"))
        self._kinds = Row()
        self.boxes: dict[str, QCheckBox] = {}
        self.count = QSpinBox()
        self.count.setRange(1, 20)
        self.count.setAccessibleName(tr("Forgeries of each kind from each item"))
        self.clips = QCheckBox(tr("Whole clips"))
        self.clips.setToolTip(tr("Forge whole clips in place of single frames; takes longer"))
        self.apply = QPushButton(tr("Make them"))
        self.apply.clicked.connect(self._apply)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("Useful where forged clips are few. They keep the person and the split of "
                    "what they are made of."))
        )  # fmt: skip
        layout.addLayout(self._kinds)
        each = Label(tr("Of each kind from each item"))
        layout.addLayout(row_of(each, self.count, self.clips, self.apply))

    def show_plan(self, forge: Forge) -> None:
        """Show what the plan says."""
        from engine.forgery.make import KINDS

        for kind in KINDS if not self.boxes else ():
            self.boxes[kind] = QCheckBox(kind)
            self._kinds.addWidget(self.boxes[kind])
        for kind, box in self.boxes.items():
            box.setChecked(kind in forge.kinds)
        self.count.setValue(forge.count)
        self.clips.setChecked(forge.clips)

    def _apply(self) -> None:
        kinds = [kind for kind, box in self.boxes.items() if box.isChecked()]
        made: dict[str, Any] = {
            "kinds": kinds, "count": self.count.value(), "clips": self.clips.isChecked(),
        }  # fmt: skip
        self.wanted.emit(made)
