"""The Verdict panel: a short verdict, and its details in the report's words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis import phrases
from engine.analysis.verdict import Outcome, Reason, Verdict
from forensics_gui.colours import of_outcome
from forensics_gui.language import WORDING, decimal, mark, signed, tr
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session, named
from forensics_gui.verdict.details import DetectorTable, JudgedBy, KindTable, LlrScale
from forensics_gui.verdict.reasons import Reasons
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers.engine_host import QuickVerdict

#: What may help against a reason for no verdict: an action, and the text of its button.
_REMEDIES = {
    Reason.NO_FACES: ("analyse_with_settings", mark("Search for smaller faces …")),
    Reason.TOO_SMALL: ("analyse_with_settings", mark("Count smaller faces …")),
    Reason.UNCALIBRATED: ("show_detectors", mark("Calibrate the detector …")),
    Reason.TOO_FEW: ("score_densely", mark("Score a range densely …")),
}
#: Preference key: whether the details are open.
_DETAILS = "verdict/details"


class VerdictPanel(QScrollArea):
    """Headline, one sentence on its limits and a next step; the rest is behind Details.

    Args:
        session: with the verdict.
        preferences: remember whether the details are open.

    Signals:
        action_wanted(name): an action of the table is the next step.
    """

    action_wanted = Signal(str)

    def __init__(self, session: Session, preferences: Preferences | None = None) -> None:
        super().__init__()
        self._session = session
        kept = preferences or Preferences()
        self._outcome: Outcome | None = None
        self.headline = Label()
        self.headline.setObjectName("headline")
        self.summary = Label()
        self.sentence = Label()
        self.help = Label()
        self.help.setObjectName("warning")
        self.basis = hint()
        self.scale = LlrScale()
        self.kinds = KindTable()
        self.detectors = DetectorTable()
        self.detectors.fuse.clicked.connect(lambda: self.action_wanted.emit("use_fusion"))
        self.reasons = Reasons(session)
        self.judged_by = JudgedBy(session)
        self._next = ""
        self.next_step = QPushButton()
        self.next_step.clicked.connect(lambda: self.action_wanted.emit(self._next))
        manipulated, recorded = phrases.propositions(WORDING)
        self.compared = hint(
            tr("Propositions compared: (1) {manipulated} (2) {recorded} {caution}").format(
                manipulated=manipulated, recorded=recorded, caution=phrases.caution(WORDING)
            )
        )
        limits = hint(tr(phrases.LIMITS[0]))
        self.details = QWidget()
        inside = QVBoxLayout(self.details)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self.sentence, self.scale, self.kinds, self.basis, self.detectors, self.reasons,
            self.judged_by,
            self.compared, limits,
        ):  # fmt: skip
            inside.addWidget(widget)
        self.more = QToolButton()
        self.more.setText(tr("Details"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setAutoRaise(True)
        self.more.setCheckable(True)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 8, 10, 8)
        for widget in (self.headline, self.summary, self.help):
            layout.addWidget(widget)
        layout.addLayout(row_of(self.next_step, self.more))
        layout.addWidget(self.details)
        layout.addStretch(1)
        for label in (
            self.headline, self.summary, self.sentence, self.help, self.basis, self.compared,
            limits,
        ):  # fmt: skip
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Verdict"))
        session.clip_opened.connect(self.reset)
        session.clip_judged.connect(self._show)
        session.corrected.connect(self._show)
        self.reset()
        self.more.setChecked(bool(kept.get(_DETAILS, False)))
        self._show_details(self.more.isChecked())
        self.more.toggled.connect(self._show_details)
        self.more.toggled.connect(lambda on: kept.set(_DETAILS, on))

    def _show_details(self, on: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.details.setVisible(on)

    def reset(self, _: object = None) -> None:
        """Show that there is no verdict yet."""
        running = self._session.path is not None
        self._say(tr("Analysing …") if running else tr("No clip"), None)
        self.summary.setText("" if running else tr("Open a clip to see its verdict here."))
        self.sentence.setText("")
        self.basis.setText("")
        self.scale.show_llr(None)

    def show_first_look(self, look: QuickVerdict) -> None:
        """Show a quick verdict until the final one replaces it."""
        verdict = look.verdict
        words = tr("First look: {verdict}").format(verdict=phrases.plain_headline(verdict, WORDING))
        self._say(words, verdict)
        self.summary.setText(tr("Every frame is now being analysed; this may change."))
        faces = tr("%n face(s) on frames spread over the clip.", "", look.faces)
        self.basis.setText(_ratio(verdict) + faces)
        self.scale.show_llr(verdict.llr)

    def stopped(self) -> None:
        """Show that the analysis ended without a verdict."""
        self._say(tr("Not judged"), None)
        self.summary.setText(tr("The analysis was stopped before a verdict was reached."))

    def _show(self) -> None:
        analysis = self._session.analysis
        verdict = analysis.verdict
        assert verdict is not None
        self._say(phrases.plain_headline(verdict, WORDING), verdict)
        part = phrases.confinement(analysis.settings, WORDING)
        self.summary.setText(f"{part} {phrases.blind_spot(verdict, WORDING)}".strip())
        self.sentence.setText(phrases.sentence(verdict, WORDING))
        advice = phrases.advice(verdict, WORDING)
        self.help.setText(advice)
        self.help.setVisible(bool(advice))
        self._next, words = _next_step(verdict)
        self.next_step.setText(tr(words))
        self.next_step.setVisible(bool(self._next))
        said = []
        if verdict.track:
            said.append(tr("Based on {face}.").format(face=named(analysis, verdict.track)))
        used = tr("{usable} of %n scored face(s) could be used.", "", verdict.scored)
        said.append(used.format(usable=verdict.usable))
        said.append(tr("Took {seconds} s.").format(seconds=decimal(analysis.seconds, 1)))
        if analysis.corrections:
            said.append(tr("After %n correction(s) by the analyst.", "", len(analysis.corrections)))
        self.basis.setText(_ratio(verdict) + " ".join(said))
        self.scale.show_llr(verdict.llr)
        self.scale.setVisible(analysis.calibrated)
        self.compared.setVisible(analysis.calibrated)

    def _say(self, headline: str, verdict: Verdict | None) -> None:
        self.headline.setText(headline)
        self.help.hide()
        self.next_step.hide()
        self.kinds.show_verdict(verdict)
        self._outcome = verdict.outcome if verdict else None
        self._colour()

    def _colour(self) -> None:
        colour = of_outcome(self._outcome) if self._outcome else None
        self.headline.setStyleSheet(f"color: {colour};" if colour else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "headline"):
            self._colour()


def _next_step(verdict: Verdict) -> tuple[str, str]:
    """Name of an action, and the text of the button that runs it; "" for none."""
    if verdict.reasons and verdict.reasons[0] in _REMEDIES:
        return _REMEDIES[verdict.reasons[0]]
    if verdict.usable:
        return "most_suspicious", mark("Show the most suspicious face")
    return "", ""


def _ratio(verdict: Verdict) -> str:
    if verdict.llr is None:
        return ""
    return tr("log10 LR {ratio}").format(ratio=signed(verdict.llr)) + ". "
