"""The scale from evidence against manipulation to evidence for it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from engine.analysis.scale import verbal_scale
from engine.analysis.verdict import Outcome
from forensics_gui.colours import of_outcome
from forensics_gui.language import mark, signed, tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role

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


#: Phrases of `engine.analysis.kind_words`, marked for translation.
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
        "The ratio speaks of the evidence, given each proposition. It is not the probability of a "
        "forgery: the odds before this evidence are for the reader to judge."
    ),
)
