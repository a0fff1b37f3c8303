"""What a local calibration found, in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.analysis.local_calibration import LocalCalibration
from forensics_gui.labels import Label
from forensics_gui.language import tr

Taker = Callable[[LocalCalibration], None]


class ResultDialog(QDialog):
    """Sentences, and what to do with the calibration."""

    def __init__(self, parent: QWidget, local: LocalCalibration, use: Taker, save: Taker) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Local calibration"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = Label("\n\n".join(phrases.local_calibration_sentences(local)))
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        hint = Label(tr("A clip that is open is judged by it when it is analysed again (F5)."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.use_button = buttons.addButton(tr("Use it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button = buttons.addButton(
            tr("Save as …"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.use_button.clicked.connect(lambda: use(local))
        self.save_button.clicked.connect(lambda: save(local))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.text, hint, buttons):
            layout.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(560, 420)
