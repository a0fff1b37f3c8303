"""Progress of the analysis: its stage, a bar, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label


class StageProgress(QWidget):
    """Shrinks in a narrow window; the button stays.

    Signals:
        stop_wanted().
    """

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text, self._bar = Label(""), QProgressBar()
        # Long text must not cover the button.
        self.text.setMinimumWidth(1)
        # Text over the bar would be dark on dark.
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(40)
        self._bar.setMaximumWidth(160)
        self.button = QPushButton(tr("Stop"))
        self.button.setObjectName("slim")
        self.button.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.text, self._bar, self.button):
            row.addWidget(widget)

    def show_stage(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is; a total of 0 is unknown.

        Args:
            stage: marked for translation.
        """
        # Otherwise the bar repaints at once, and with it everything pending.
        self._bar.setUpdatesEnabled(False)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setUpdatesEnabled(True)
        # First, because a narrow window cuts off the end.
        share = f"{100 * done // total} %  " if total else ""
        self.text.setText(f"{share}{tr(stage)}")
