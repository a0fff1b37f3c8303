"""The start page, shown while no clip is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, plain
from forensics_gui.widgets.wrapping_row import row_of

#: Number of recent cases.
_CASES = 3


class Welcome(QWidget):
    """Invites to drop or open a clip, try the sample, or continue a case.

    Attributes:
        case_buttons: one for each recent case.
    """

    open_wanted = Signal()
    sample_wanted = Signal()
    tour_wanted = Signal()
    case_wanted = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        title = Label(tr("Drop a clip here"))
        title.setObjectName("welcome")
        hint = Label(
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
        self.cases = row_of(centred=True)
        self.case_buttons: list[QPushButton] = []
        layout.addSpacing(10)
        layout.addLayout(self.cases)
        layout.addStretch(3)

    def show_recent(self, paths: list[Path]) -> None:
        """Offer recent cases, newest first."""
        for button in self.case_buttons:
            self.cases.removeWidget(button)
            button.deleteLater()
        self.case_buttons = []
        for path in paths[:_CASES]:
            button = QPushButton(tr("Open “{case}” again").format(case=path.stem))
            button.setObjectName("link")
            button.setToolTip(plain(str(path)))
            button.clicked.connect(lambda _=False, path=path: self.case_wanted.emit(path))
            self.cases.addWidget(button)
            self.case_buttons.append(button)
