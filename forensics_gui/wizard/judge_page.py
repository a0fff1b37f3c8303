"""The page that compares the new detector with the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from forensics_gui.colours import alarm
from forensics_gui.language import signed, tr, whole
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.tables import FactsTable
from forensics_gui.wizard.amounts import figure
from forensics_gui.wizard.curves import Plot, draw_roc, draw_tippett
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker

if TYPE_CHECKING:
    from engine.training.retrain.judge import Judgement

#: Maximum number of listed clips with a changed decision.
_LISTED = 500


class JudgePage(Page):
    """The recommendation above tabs of metrics, curves and clips."""

    name = "judge"

    def __init__(self, worker: RetrainingWorker) -> None:
        super().__init__(worker)
        self.found: Judgement | None = None
        self.heading = Label()
        self.heading.setObjectName("headline")
        self.heading.setWordWrap(True)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warnings = Label()
        self.warnings.setWordWrap(True)
        self.warnings.setTextFormat(Qt.TextFormat.PlainText)
        self.notes = hint()
        box = QFrame()
        box.setObjectName("note")
        inside = QVBoxLayout(box)
        for widget in (self.heading, self.words, self.warnings, self.notes):
            inside.addWidget(widget)
        self.differences = FactsTable(tr("Differences"))
        self.figures = FactsTable(tr("Figures by method and source"))
        self.changed = FactsTable(tr("Clips whose verdict changes"))
        self.roc = Plot(tr("ROC"), tr("False alarms"), tr("Hits"), low=True)
        self.tippett = Plot("Tippett", tr("log10 of the likelihood ratio"), tr("Share at or above"))
        curves = QWidget()
        row = QHBoxLayout(curves)
        row.addWidget(self.roc)
        row.addWidget(self.tippett)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.differences, tr("Before and after"))
        self.tabs.addTab(curves, tr("Curves"))
        self.tabs.addTab(self.figures, tr("By method and source"))
        self.tabs.addTab(self.changed, tr("Clips that change"))
        self.body.addWidget(box)
        self.body.addWidget(self.tabs, 1)
        self._clear()

    def enter(self) -> None:
        self._clear()
        self.worker.ask(lambda retraining: retraining.judge(), self._show)

    @property
    def complete(self) -> bool:
        return self.found is not None

    def _clear(self) -> None:
        self.found = None
        self.heading.setText(tr("Evaluating both detectors on clips that neither was trained on …"))
        for label in (self.words, self.warnings, self.notes):
            label.hide()
        self.tabs.hide()

    def _show(self, found: Judgement) -> None:
        self.found = found
        self.heading.setText(_headline(found.outcome))
        self.words.setText(found.words)
        self.warnings.setText("\n".join(found.warnings))
        told = found.comparison
        self.notes.setText(
            tr("Evaluated on {pristine} pristine and {forged} forged clips of {clusters} "
               "sources. Saving does not change the present detector.").format(
                pristine=whole(told["pristine"]), forged=whole(told["forged"]),
                clusters=whole(told["clusters"]))
        )  # fmt: skip
        for label in (self.words, self.notes):
            label.show()
        self.warnings.setVisible(bool(found.warnings))
        self.warnings.setStyleSheet(f"font-weight: 600; color: {alarm()};")
        self._show_differences(told, found)
        self._show_figures(found)
        self._show_changed(told["changed"])
        draw_roc(self.roc, found.curves["present"], found.curves["new"])
        draw_tippett(self.tippett, found.curves["present"], found.curves["new"])
        self.tabs.show()
        self.completed.emit()

    def _show_differences(self, told: dict[str, Any], found: Judgement) -> None:
        names = {"auc": "AUC", "eer": "EER", "cllr": "Cllr", "min_cllr": tr("minimum Cllr")}
        rows = [_difference(names.get(key, key), d) for key, d in told["differences"].items()]
        lost = found.forgetting
        if not lost.unknown:
            row = {"a": lost.before, "b": lost.after, "difference": lost.difference,
                   "low": lost.low, "high": lost.high}  # fmt: skip
            name = tr("AUC on {count} old faces (forgetting)").format(count=whole(lost.faces))
            rows.append(_difference(name, row))
        right = tr("Correct: only the present {a}, only the new {b}").format(
            a=whole(told["only_a_right"]), b=whole(told["only_b_right"])
        )
        rows.append([right, "", "", "", "", figure(told["p_decisions"])])
        heads = ["", tr("Present"), tr("New"), tr("Difference"), tr("95 % interval"), "p"]
        self.differences.show_rows(heads, rows)
        if lost.forgets:
            self.differences.mark_row(len(rows) - 2, QColor(alarm()))

    def _show_figures(self, found: Judgement) -> None:
        rows = []
        for name, levels in found.new.items():
            after, before = levels["clip"], found.present.get(name, {}).get("clip", {})
            keys = ("auc", "eer", "cllr")
            if "auc" in after and "auc" in before:
                rows.append([name, *(figure(f.get(k)) for k in keys for f in (before, after))])
        heads = [tr("Source or method"), tr("AUC present"), tr("new"), tr("EER present"), tr("new"),
                 tr("Cllr present"), tr("new")]  # fmt: skip
        self.figures.show_rows(heads, rows)

    def _show_changed(self, changed: list[dict[str, Any]]) -> None:
        words = (tr("pristine"), tr("forged"))
        rows = [
            [c["clip"], c["method"], f"{words[c['a_forged']]} ({signed(c['a_llr'])})",
             f"{words[c['b_forged']]} ({signed(c['b_llr'])})",
             tr("right") if c["b_forged"] == c["forged"] else tr("wrong")]
            for c in changed[:_LISTED]
        ]  # fmt: skip
        heads = [tr("Clip"), tr("Label"), tr("Present (log10 LR)"), tr("New (log10 LR)"),
                 tr("Change")]  # fmt: skip
        self.changed.show_rows(heads, rows, words=5)
        place = self.tabs.indexOf(self.changed)
        self.tabs.setTabText(place, tr("Clips that change ({count})").format(count=len(changed)))


def _headline(outcome: str) -> str:
    return {
        "replace": tr("Use the new detector"),
        "keep": tr("Keep the present detector"),
    }.get(outcome, tr("Not enough evidence: keep the present detector"))


def _difference(name: str, d: dict[str, Any]) -> list[str]:
    span = tr("{low} to {high}").format(low=_signed(d["low"]), high=_signed(d["high"]))
    p = figure(d["p"]) if d.get("p") is not None else ""
    return [name, figure(d["a"]), figure(d["b"]), _signed(d["difference"]), span, p]


def _signed(value: float | None) -> str:
    return "–" if value is None else signed(value, 3)
