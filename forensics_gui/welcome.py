"""What the window shows before a clip is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from forensics_gui.language import tr
from forensics_gui.row import row_of


class Welcome(QWidget):
    """An invitation to drop a clip, open one, or try the sample."""

    open_wanted = Signal()
    sample_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(tr("Drop a clip here"))
        title.setObjectName("welcome")
        hint = QLabel(
            tr(
                "Every face in it is tracked, scored for manipulation and explained.\n"
                "Nothing leaves this computer."
            )
        )
        hint.setObjectName("welcomeHint")
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        open_button = QPushButton(tr("Open a clip …"))
        open_button.setObjectName("primary")
        open_button.clicked.connect(self.open_wanted)
        sample_button = QPushButton(tr("Try the manipulated sample"))
        sample_button.clicked.connect(self.sample_wanted)
        tour_button = QPushButton(tr("Show me around"))
        tour_button.clicked.connect(self.tour_wanted)
        buttons = row_of(open_button, sample_button, tour_button, centred=True)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addSpacing(14)
        layout.addLayout(buttons)
        layout.addStretch(3)
