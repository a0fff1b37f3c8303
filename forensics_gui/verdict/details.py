"""Parts of the Verdict panel: kinds of forgery, detector, and scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.analysis.phrases import kind_rows
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Outcome, Verdict
from engine.case.detector_panel import DetectorPanel
from engine.detector.coverage import coverage
from forensics_gui.colours import of_outcome
from forensics_gui.detectors.cards import licence_words, origin_words
from forensics_gui.language import WORDING, mark, signed, tr
from forensics_gui.session import Session
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.labels import Label, hint, plain
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers import tasks


class KindTable(QWidget):
    """One row for each kind: name, log10 ratio and meaning; hidden without kinds."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.setAccessibleName(tr("Kinds of forgery"))
        self.hide()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show the kinds of a verdict."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = kind_rows(verdict, WORDING)
        for place, row in enumerate(rows):
            ratio = Label("–" if row.llr is None else signed(row.llr))
            ratio.setToolTip(tr("log10 of the likelihood ratio of this kind against a recording"))
            words = Label(row.words)
            words.setWordWrap(True)
            self._grid.addWidget(Label(row.name), 2 * place, 0)
            self._grid.addWidget(ratio, 2 * place, 1)
            # On a row of its own, because the panel may be narrow.
            self._grid.addWidget(words, 2 * place + 1, 0, 1, 2)
        self.setVisible(bool(rows))
        self.setAccessibleDescription("; ".join(f"{row.name}: {row.words}" for row in rows))


#: Number of limits shown; all are in the tooltip.
_WRITTEN = 2


class JudgedBy(QWidget):
    """Names the detector; empty until a clip is judged."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name, self.licence, self.coverage, self.limits = (hint() for _ in range(4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.name, self.licence, self.coverage, self.limits):
            layout.addWidget(label)
        session.clip_judged.connect(self._show)
        session.settled.connect(self._look)
        session.clip_opened.connect(lambda _: self.hide())
        self.hide()

    def _show(self) -> None:
        detector = self._session.analysis.detector
        limits = detector.card.get("limits")
        told = [str(limit) for limit in limits] if isinstance(limits, list) else []
        self._say(detector.name, "")
        self.name.setToolTip(plain(f"SHA-256 {detector.digest}"))
        calibration = self._session.analysis.calibration
        sees = [] if calibration is None else coverage(calibration, WORDING)
        self.coverage.setText(" ".join(sees))
        self.coverage.setVisible(bool(sees))
        licence = str(detector.card.get("licence", ""))
        words = licence_words(licence, bool(detector.card.get("commercial")))
        self.licence.setText(words if licence else "")
        self.licence.setVisible(bool(licence))
        self.limits.setText("\n".join(f"– {limit}" for limit in told[:_WRITTEN]))
        self.limits.setToolTip(plain("\n".join(told)))
        self.limits.setVisible(bool(told))
        self.show()

    def _look(self) -> None:
        detector = self._session.analysis.detector

        def origin() -> str:
            from engine.detector.bundle.store import BundleStore

            return BundleStore().origin_of(detector.digest)

        def found(origin: str) -> None:
            begun = self._session.analysis.started
            if begun is not None and begun.detector.digest == detector.digest:
                self._say(detector.name, origin_words(origin))

        tasks.run(self, origin, found, lambda _: None)

    def _say(self, name: str, origin: str) -> None:
        words = tr("Judged by “{name}”").format(name=name)
        self.name.setText(f"{words} ({origin})." if origin else f"{words}.")


class DetectorTable(QWidget):
    """One row for each detector that judged the clip, and their fusion; hidden for only one."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self.together = Label()
        self.together.setWordWrap(True)
        self.fuse = QPushButton(tr("Weigh them together …"))
        self.fuse.setToolTip(tr("Use a fusion that was fitted on labelled clips"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(hint(tr("By detector")))
        layout.addLayout(self._grid)
        layout.addWidget(self.together)
        layout.addLayout(row_of(self.fuse))
        self.setAccessibleName(tr("Verdicts by detector"))
        self.hide()

    def show_panel(self, panel: DetectorPanel) -> None:
        """Show what each detector says about the clip."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = [
            (one.detector, phrases.plain_headline(one.verdict, WORDING), one.verdict.llr)
            for one in panel.results
        ]
        for place, (name, words, llr) in enumerate(said):
            label = Label(name)
            label.setWordWrap(True)
            self._grid.addWidget(label, 2 * place, 0)
            self._grid.addWidget(Label("–" if llr is None else signed(llr)), 2 * place, 1)
            verdict = hint(words)
            verdict.setWordWrap(True)
            self._grid.addWidget(verdict, 2 * place + 1, 0, 1, 2)
        fused = panel.fused
        self.together.setVisible(fused is not None)
        self.fuse.setVisible(fused is None)
        if fused is not None:
            self.together.setText(
                tr("Together: {words}. log10 LR {ratio} ({low} to {high})").format(
                    words=phrases.fused(fused, WORDING),
                    ratio=signed(fused.llr),
                    low=signed(fused.low),
                    high=signed(fused.high),
                )
            )
            self.together.setToolTip(
                tr("The interval is wide where the detectors disagree: it spans the ratio of each.")
            )
        self.setVisible(len(said) > 1)
        self.setAccessibleDescription("; ".join(f"{name}: {words}" for name, words, _ in said))


_REACH = 4.0
#: Lower end of the ticks, in pixels from the top.
_TICKS = 34


class LlrScale(QWidget):
    """log10 likelihood ratio on a line from -4 to +4."""

    def __init__(self) -> None:
        super().__init__()
        self._llr: float | None = None
        self.setFixedHeight(_TICKS + scaled(19))
        set_role(self, QAccessible.Role.Indicator)
        self.setAccessibleName(tr("log10 likelihood ratio"))

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def show_llr(self, llr: float | None) -> None:
        self._llr = llr
        self.setAccessibleDescription("" if llr is None else signed(llr))
        self.update()

    def _x(self, llr: float) -> float:
        share = (max(-_REACH, min(_REACH, llr)) + _REACH) / (2 * _REACH)
        return 10 + share * (self.width() - 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        undecided = verbal_scale().undecided
        bands = (
            (-_REACH, -undecided, Outcome.PRISTINE),
            (-undecided, undecided, Outcome.INCONCLUSIVE),
            (undecided, _REACH, Outcome.FORGED),
        )
        for low, high, outcome in bands:
            colour = QColor(of_outcome(outcome))
            colour.setAlpha(110)
            painter.fillRect(QRectF(self._x(low), 18, self._x(high) - self._x(low), 12), colour)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for tick in range(-4, 5):
            x = self._x(tick)
            painter.drawLine(QPointF(x, 30), QPointF(x, 34))
            text = f"{tick:+d}" if tick else "0"
            painter.drawText(
                QRectF(x - 30, _TICKS + 1, 60, scaled(16)), Qt.AlignmentFlag.AlignCenter, text
            )
        if self._llr is not None:
            x = self._x(self._llr)
            painter.setBrush(self.palette().color(self.foregroundRole()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF([QPointF(x - 7, 4), QPointF(x + 7, 4), QPointF(x, 17)]))
        painter.end()


#: Phrases of `engine.analysis.phrases`, marked for translation.
KIND_WORDS = (
    mark("Face swap"),
    mark("a face swap"),
    mark("Re-enactment and lip-sync"),
    mark("re-enactment and lip-sync"),
    mark("Fully generated face"),
    mark("a fully generated face"),
)

#: Phrases of `engine.analysis.phrases`, marked for translation.
SCALE_WORDS = (
    mark("no support"),
    mark("weak support"),
    mark("moderate support"),
    mark("moderately strong support"),
    mark("strong support"),
    mark("very strong support"),
    mark("extremely strong support"),
    mark("Weak"),
    mark("Moderate"),
    mark("Moderately strong"),
    mark("Strong"),
    mark("Very strong"),
    mark("Extremely strong"),
    mark("the face was manipulated: made, exchanged or altered by software"),
    mark("the face was recorded by a camera and not manipulated"),
    mark(
        "This ratio weighs the evidence. It is not the probability that the clip is fake; that "
        "also depends on everything else you know."
    ),
)
