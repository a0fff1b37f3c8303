"""The verdict on the clip, in the same words as the report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.analysis import phrases
from forensics_gui.colours import OUTCOME
from forensics_gui.session import Session
from forensics_gui.verdict.scale import LlrScale
from forensics_gui.workers.host import FirstLook


class VerdictPanel(QWidget):
    """Headline, sentence, advice, scale, what is compared, and limits."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.headline = QLabel()
        self.headline.setObjectName("headline")
        self.sentence = QLabel()
        self.basis = QLabel()
        self.basis.setObjectName("hint")
        self.scale = LlrScale()
        manipulated, recorded = phrases.propositions()
        self.compared = QLabel(
            f"Weighed against each other: (1) {manipulated} (2) {recorded} {phrases.caution()}"
        )
        self.compared.setObjectName("hint")
        limits = QLabel(phrases.LIMITS[0])
        limits.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        for widget in (
            self.headline, self.sentence, self.scale, self.basis, self.compared, limits,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch(1)
        for label in (self.headline, self.sentence, self.basis, self.compared, limits):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        session.clip_opened.connect(self.reset)
        session.clip_judged.connect(self._show)
        session.corrected.connect(self._show)
        self.reset()

    def reset(self, _: object = None) -> None:
        """Show that no verdict is there yet."""
        running = self._session.path is not None
        self.headline.setText("Analysing …" if running else "No clip")
        self.headline.setStyleSheet("")
        self.sentence.setText("" if running else "Open a clip to see its verdict here.")
        self.basis.setText("")
        self.scale.show_llr(None)

    def show_first_look(self, look: FirstLook) -> None:
        """Say what a glance at a few frames found; the verdict will take its place."""
        verdict = look.verdict
        self.headline.setText(f"First look: {phrases.headline(verdict).lower()}")
        self.headline.setStyleSheet(f"color: {OUTCOME[verdict.outcome]};")
        self.sentence.setText("Every frame is now being analysed; this may change.")
        faces = "1 face" if look.faces == 1 else f"{look.faces} faces"
        ratio = "" if verdict.llr is None else f"log10 LR {verdict.llr:+.2f}. "
        self.basis.setText(f"{ratio}{faces} on frames spread over the clip.")
        self.scale.show_llr(verdict.llr)

    def stopped(self) -> None:
        """The analysis ended without a verdict."""
        self.headline.setText("Not judged")
        self.sentence.setText("The analysis was stopped before a verdict was reached.")

    def _show(self) -> None:
        analysis = self._session.analysis
        verdict = analysis.verdict
        assert verdict is not None
        self.headline.setText(phrases.headline(verdict))
        self.headline.setStyleSheet(f"color: {OUTCOME[verdict.outcome]};")
        unseen = phrases.not_examined(analysis.stopped, analysis.settings.quick)
        said = (phrases.sentence(verdict), phrases.advice(verdict), unseen)
        self.sentence.setText(" ".join(filter(None, said)))
        ratio = "" if verdict.llr is None else f"log10 LR {verdict.llr:+.2f}. "
        rests = f"Rests on {_lower(analysis.title_of(verdict.track))}. " if verdict.track else ""
        self.basis.setText(
            f"{ratio}{rests}{verdict.usable} of {verdict.scored} scored faces could be used. "
            f"Took {analysis.seconds:.1f} s.{_corrections(len(analysis.corrections))}"
        )
        self.scale.show_llr(verdict.llr)


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _corrections(count: int) -> str:
    if not count:
        return ""
    return f" After {count} correction{'s' if count > 1 else ''} by the analyst."
