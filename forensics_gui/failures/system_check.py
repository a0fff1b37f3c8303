"""Dialog of the system check: what the computer lacks, and how to fix it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.health.finding import Finding, State
from engine.health.system_check import check_system
from forensics_gui.language import WORDING, tr
from forensics_gui.widgets.labels import Label
from forensics_gui.workers import tasks


class SystemCheckDialog(QDialog):
    """Runs the check of `forensics doctor` in the background, and shows each finding on arrival.

    Attributes:
        findings: results so far.
        finished_checking: whether all checks have run.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("System check"))
        self.findings: list[Finding] = []
        self.finished_checking = False
        self.summary = Label(tr("Checking; the analysis of a sample takes some seconds …"))
        self.summary.setWordWrap(True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(tr("System check"))
        self.text.setTabChangesFocus(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.summary, self.progress, self.text, buttons):
            layout.addWidget(widget)
        self.resize(720, 460)
        tasks.stream(self, check_system, self._show_finding, self._end)

    def _show_finding(self, finding: Finding) -> None:
        self.findings.append(finding)
        lines = [f"{tr(finding.state)} · {tr(finding.name)}: {finding.text(WORDING)}"]
        if advice := finding.advice(WORDING):
            lines.append(f"    {tr('Fix:')} {advice}")
        self.text.appendPlainText("\n".join([*lines, ""]))

    def _end(self, error: EngineError | None) -> None:
        self.finished_checking = True
        self.progress.hide()
        if error is not None:
            self.summary.setText(" ".join(error.said(WORDING)))
            return
        lacking = [f for f in self.findings if f.state is State.PROBLEM]
        limiting = [f for f in self.findings if f.state is State.WARNING]
        if lacking:
            said = tr("%n problem(s) found. Fix them first.", "", len(lacking))
        elif limiting:
            said = tr("No problem found, but %n warning(s).", "", len(limiting))
        else:
            said = tr("Nothing is missing.")
        self.summary.setText(said)
