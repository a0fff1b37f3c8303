"""Details of a verdict: each kind of forgery, and the detector with its limits."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.analysis.kind_words import kind_rows
from engine.analysis.verdict import Verdict
from engine.detector.coverage import coverage
from forensics_gui.detectors.cards import origin_words
from forensics_gui.language import WORDING, signed, tr
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label, plain
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
        self.name, self.coverage, self.limits = Label(), Label(), Label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.name, self.coverage, self.limits):
            label.setObjectName("hint")
            label.setWordWrap(True)
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
        self.limits.setText("\n".join(f"– {limit}" for limit in told[:_WRITTEN]))
        self.limits.setToolTip(plain("\n".join(told)))
        self.limits.setVisible(bool(told))
        self.show()

    def _look(self) -> None:
        detector = self._session.analysis.detector

        def origin() -> str:
            from engine.detector.store import BundleStore

            return BundleStore().origin_of(detector.digest)

        def found(origin: str) -> None:
            begun = self._session.analysis.started
            if begun is not None and begun.detector.digest == detector.digest:
                self._say(detector.name, origin_words(origin))

        tasks.run(self, origin, found, lambda _: None)

    def _say(self, name: str, origin: str) -> None:
        words = tr("Judged by “{name}”").format(name=name)
        self.name.setText(f"{words} ({origin})." if origin else f"{words}.")
