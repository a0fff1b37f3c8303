"""Choice of the signing key; its password is kept in memory only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from engine.errors import EngineError
from forensics_gui.case.settings import CaseSettings
from forensics_gui.language import WORDING, mark, tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.report.signature import Seal

_KEY_FILES = mark("Keys (*.p12 *.pfx);;All files (*)")


class SignatureDialog(QDialog):
    """Asks for a key, its password and a time-stamp server; accepts only a key that opens.

    Attributes:
        seal: the chosen key; None to leave reports unsigned.
        name: of the certificate's holder.
    """

    def __init__(self, parent: QWidget, key: str, server: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sign reports"))
        self.seal: Seal | None = None
        self.name = ""
        self.key_line, self.password_line = QLineEdit(key), QLineEdit()
        self.key_line.setPlaceholderText(tr("PKCS#12 file, .p12 or .pfx"))
        self.password_line.setEchoMode(QLineEdit.EchoMode.Password)
        self.server_line = QLineEdit(server)
        self.server_line.setPlaceholderText(tr("https://… (optional)"))
        choose = QPushButton(tr("C&hoose …"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.key_line, 1)
        row.addWidget(choose)
        note = hint(
            tr("The signature shows who issued the report and that it was not altered. The "
               "password is kept until you close the window.")
        )  # fmt: skip
        self.trouble = Label()
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = buttons.addButton(tr("&Sign reports"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        self.without = buttons.addButton(tr("&Do not sign"), QDialogButtonBox.ButtonRole.ActionRole)
        self.without.clicked.connect(self.accept)
        self.key_line.textChanged.connect(self._enable)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        label = Label(tr("&Key"))
        label.setBuddy(self.key_line)
        form.addRow(label, row)
        form.addRow(tr("&Password"), self.password_line)
        form.addRow(tr("&Time-stamp server"), self.server_line)
        form.addRow(note)
        form.addRow(self.trouble)
        form.addRow(buttons)
        self.setMinimumWidth(520)
        self._enable()
        if key:
            self.password_line.setFocus()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Key"), self.key_line.text(), tr(_KEY_FILES))
        if name:
            self.key_line.setText(name)
            self.password_line.setFocus()

    def _enable(self) -> None:
        self.agree.setEnabled(bool(self.key_line.text().strip()))

    def _check(self) -> None:
        """Open the key in the background, then accept or show the error."""
        from engine.report.signature import Seal, signer_of

        seal = Seal(
            Path(self.key_line.text().strip()).expanduser(),
            self.password_line.text().encode(),
            self.server_line.text().strip(),
        )
        self.agree.setEnabled(False)

        def opened(name: str) -> None:
            self.seal, self.name = seal, name
            self.accept()

        def failed(error: EngineError) -> None:
            self._enable()
            self.trouble.setText(" ".join(error.said(WORDING)))
            self.trouble.show()
            self.adjustSize()

        tasks.run(self, lambda: signer_of(seal), opened, failed)


class Signing(QObject):
    """The signing key of reports.

    Signals:
        said(str, int): status message and its duration in milliseconds.
        changed(): reports are signed with another key, or no longer.
    """

    said = Signal(str, int)
    changed = Signal()

    def __init__(self, window: QWidget, memory: CaseSettings) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory
        self._seal: Seal | None = None

    def choose(self) -> None:
        """Ask whether and how to sign reports."""
        self._ask(lambda _: None)

    def before_export(self, write: Callable[[Seal | None], None]) -> None:
        """Call `write` with the key, after asking for its password if needed.

        Not called if the analyst cancels.
        """
        if self._seal is None and self._memory.signing_key:
            self._ask(write)
        else:
            write(self._seal)

    def _ask(self, then: Callable[[Seal | None], None]) -> None:
        memory = self._memory
        dialog = SignatureDialog(self._window, memory.signing_key, memory.timestamp_server)

        def agreed() -> None:
            self._seal = dialog.seal
            memory.signing_key = str(dialog.seal.key) if dialog.seal else ""
            if dialog.seal:
                memory.timestamp_server = dialog.seal.timestamp
                text = tr("Reports are signed by {name}").format(name=dialog.name)
            else:
                text = tr("Reports are not signed")
            self.said.emit(text, 10000)
            self.changed.emit()
            then(dialog.seal)

        dialog.accepted.connect(agreed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
