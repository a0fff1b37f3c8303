"""What the pages of the wizard have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forensics_gui.wizard.hand import Hand


class Page(QWidget):
    """One page.

    Signals:
        completed(): `complete` may have changed.

    Attributes:
        name: of its stage, see `engine.training.retrain.plan.STAGES`.
        body: where a page puts what it shows.
    """

    completed = Signal()
    name = ""

    def __init__(self, hand: Hand) -> None:
        super().__init__()
        self.hand = hand
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)

    def enter(self) -> None:
        """The page is shown: fetch what it needs, or what a stop left undone."""

    @property
    def complete(self) -> bool:
        """Whether the next page may be shown."""
        return True

    @property
    def onwards(self) -> str:
        """Text of the button that leads on, "" for the usual one."""
        return ""

    def leave(self) -> None:
        """Another page will be shown: stop what only this one needs."""
