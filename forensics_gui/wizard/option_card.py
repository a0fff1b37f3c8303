"""A way of retraining as a card with what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout

from forensics_gui.labels import Label, hint
from forensics_gui.language import tr
from forensics_gui.wizard.words import duration, memory

if TYPE_CHECKING:
    from engine.training.retrain.estimate import Option


class OptionCard(QFrame):
    """A radio button, what it does, and its estimate or why it cannot be chosen."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.setObjectName("note")
        self.button = QRadioButton(tr(option.title))
        self.button.setStyleSheet("font-weight: 600;")
        self.button.setAccessibleDescription(tr(option.words))
        words = Label(tr(option.words))
        words.setWordWrap(True)
        self.takes = hint(
            tr("Cannot be chosen: {reason}").format(reason=option.impossible)
            if option.impossible
            else tr("About {time} after the faces are cut out, and {memory} of memory.").format(
                time=duration(option.seconds), memory=memory(option.memory)
            )
        )
        self.button.setEnabled(not option.impossible)
        words.setEnabled(not option.impossible)
        layout = QVBoxLayout(self)
        layout.setSpacing(3)
        for widget in (self.button, words, self.takes):
            layout.addWidget(widget)
