"""Which detector gave the verdict, where it came from, what it sees, and its own limits."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.detector.coverage import coverage
from forensics_gui.detectors.words import origin_words
from forensics_gui.labels import Label, plain
from forensics_gui.language import WORDING, tr
from forensics_gui.session import Session
from forensics_gui.workers import tasks

#: Limits that are written out; the others are in the tool tip.
_WRITTEN = 2


class JudgedBy(QWidget):
    """Empty until a clip is judged."""

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
