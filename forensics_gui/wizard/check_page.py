"""The page of data problems and their remedies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from forensics_gui.language import WORDING, tr
from forensics_gui.widgets.labels import hint, plain
from forensics_gui.wizard.issue_view import IssueView, explained
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker

if TYPE_CHECKING:
    from engine.training.records import FaceRecord
    from engine.training.retrain.findings import Choice, Issue
    from engine.training.retrain.session import Retraining
    from engine.wording import Phrase

_KEY = Qt.ItemDataRole.UserRole
#: Maximum number of near duplicates whose faces are loaded.
_PAIRS = 300
#: Maximum length of a finding in the list.
_WORDS = 130


@dataclass(frozen=True)
class Examined:
    """Findings and what is needed to show them.

    Attributes:
        faces: pictures of both faces by key of a near-duplicate finding.
        records: items by name.
        skipped: why people were not compared, None if they were.
    """

    issues: list[Issue]
    faces: dict[str, tuple[np.ndarray, np.ndarray]]
    records: dict[str, FaceRecord]
    skipped: Phrase | None


class CheckPage(Page):
    """Findings on the left, the selected one with its remedies on the right."""

    name = "check"

    def __init__(self, worker: RetrainingWorker) -> None:
        super().__init__(worker)
        self.found: Examined | None = None
        #: Number of decisions in each undoable step, last step last.
        self._acts: list[int] = []
        self.state = hint()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Findings"))
        self.list.setObjectName("framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._choose)
        self.view = IssueView()
        self.view.decided.connect(self._decide)
        self.undo = QPushButton(tr("&Undo last decision"))
        self.undo.clicked.connect(self._take_back)
        left = QVBoxLayout()
        left.addWidget(self.state)
        left.addWidget(self.list, 1)
        left.addWidget(self.undo)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 2)
        columns.addWidget(self.view, 3)
        self.body.addLayout(columns)

    def enter(self) -> None:
        if self.found is None:
            self.state.setText(tr("Detecting and comparing faces. The first time takes a while."))
        self.worker.ask(_examine, self._show)

    def leave(self) -> None:
        self.view.sheet.stop()

    @property
    def complete(self) -> bool:
        return self.found is not None and not any(issue.open for issue in self.found.issues)

    def _show(self, found: Examined) -> None:
        self.found = found
        open_ones = [issue for issue in found.issues if issue.open]
        if open_ones:
            said = tr("Decide on %n finding(s) to continue.", "", len(open_ones))
        elif found.issues:
            said = tr("You can continue. The findings below are for your information.")
        else:
            said = tr("No problems found in these data.")
        skipped = found.skipped.said(WORDING) if found.skipped else ""
        self.state.setText(f"{said} {skipped}".strip())
        chosen = self.list.currentItem()
        before = chosen.data(_KEY) if chosen is not None else None
        self.list.blockSignals(True)
        self.list.clear()
        for issue in found.issues:
            mark = tr("To decide") if issue.open else tr("Kept") if issue.kept else tr("Note")
            item = QListWidgetItem(f"{mark}: {_short(issue)}")
            item.setToolTip(plain(explained(issue)))
            item.setData(_KEY, issue.key)
            if issue.open:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.list.addItem(item)
        keys = [issue.key for issue in found.issues]
        row = keys.index(before) if before in keys else 0
        if open_ones and not (keys and found.issues[row].open):
            row = keys.index(open_ones[0].key)
        self.list.setCurrentRow(row if keys else -1)
        self.list.blockSignals(False)
        self._choose(self.list.currentRow())
        plan = self.worker.plan
        self.undo.setEnabled(plan is not None and bool(plan.decisions))
        self.completed.emit()

    def _choose(self, row: int) -> None:
        found = self.found
        if found is None or not 0 <= row < len(found.issues):
            self.view.show_nothing()
            return
        issue = found.issues[row]
        alike = [one for one in found.issues if one.kind == issue.kind and not one.kept]
        names = set(issue.names)
        # Groups name people, whose items are all shown.
        people = names if issue.kind == "groups" else set()
        records = [r for r in found.records.values() if r.name in names or r.identity in people]
        self.view.show_issue(issue, found.faces.get(issue.key), records, len(alike))

    def _decide(
        self, issue: Issue, choice: Choice, names: list[str], reason: str, of_all: bool
    ) -> None:
        """Store decisions; those on all findings of a kind as one step."""
        assert self.found is not None
        alike = [issue]
        if of_all:
            alike = [one for one in self.found.issues if one.kind == issue.kind and not one.kept]

        def decide(retraining: Retraining) -> tuple[Examined, int]:
            from engine.training.retrain.findings import decision_on

            some = names or None
            new = [
                decision_on(one, choice.does, choice.repair, some if one is issue else None, reason)
                for one in alike
                if choice in one.choices
            ]
            retraining.change(decisions=[*retraining.plan.decisions, *new])
            return _examine(retraining), len(new)

        def done(result: tuple[Examined, int]) -> None:
            self._acts.append(result[1])
            self._show(result[0])

        self.worker.ask(decide, done)

    def _take_back(self) -> None:
        count = self._acts.pop() if self._acts else 1

        def undo(retraining: Retraining) -> Examined:
            retraining.change(decisions=retraining.plan.decisions[:-count])
            return _examine(retraining)

        self.worker.ask(undo, self._show)


def _examine(retraining: Retraining) -> Examined:
    issues = retraining.issues()
    crops = retraining.crops()
    pairs = [issue for issue in issues if issue.pair is not None][:_PAIRS]
    faces = {}
    for issue in pairs:
        assert issue.pair is not None
        first, second = issue.pair.faces
        faces[issue.key] = (crops.picture(first), crops.picture(second))
    return Examined(
        issues, faces, {r.name: r for r in retraining.records()}, retraining.not_compared()
    )


def _short(issue: Issue) -> str:
    words = issue.message.said(WORDING)
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
