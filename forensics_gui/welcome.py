"""The start page, shown while no clip is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from forensics_gui.case.settings import CASE_SUFFIX
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, plain
from forensics_gui.widgets.wrapping_row import row_of

#: Number of recent files of each kind.
_RECENT = 3


class Welcome(QWidget):
    """Invites to drop or open a clip, try the sample, or continue with a recent one.

    Attributes:
        recent_buttons: one for each recent clip and case.

    Signals:
        recent_wanted(Path): open a recent clip or case.
    """

    open_wanted = Signal()
    sample_wanted = Signal()
    tour_wanted = Signal()
    recent_wanted = Signal(Path)

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
        self._recent = row_of(centred=True)
        self.recent_buttons: list[QPushButton] = []
        layout.addSpacing(10)
        layout.addLayout(self._recent)
        layout.addStretch(3)

    def show_recent(self, clips: list[Path], cases: list[Path]) -> None:
        """Offer recent clips and cases, newest first; files that are gone are left out."""
        for button in self.recent_buttons:
            self._recent.removeWidget(button)
            button.deleteLater()
        self.recent_buttons = []
        there = [[path for path in paths if path.exists()][:_RECENT] for paths in (clips, cases)]
        for path in (*there[0], *there[1]):
            name = path.name.removesuffix(CASE_SUFFIX)
            button = QPushButton(tr("Open “{file}” again").format(file=name))
            button.setObjectName("link")
            button.setToolTip(plain(str(path)))
            button.clicked.connect(lambda _=False, path=path: self.recent_wanted.emit(path))
            self._recent.addWidget(button)
            self.recent_buttons.append(button)
