"""A guided tour of the panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forensics_gui.language import mark, tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import Label, heading

_WIDTH, _GAP = 330, 12


#: Stops: attributes of the main window, title, text.
STOPS = (
    ("player.canvas", mark("The picture"),
     mark("A box marks every face in the colour of its score. Space plays, the arrow keys step, "
          "G shows Grad-CAM.")),
    ("timeline", mark("Score over time"),
     mark("One lane per face. Click to go to a moment. Look closely at sudden changes.")),
    ("tracks", mark("Faces"),
     mark("One entry per face and shot. Select one to see its reasons.")),
    ("verdict", mark("The verdict"),
     mark("Headline, what the detector cannot see, and the next step. Details has numbers and "
          "reasons, with links to the frames that weigh most.")),
    ("scatter", mark("The embedding"),
     mark("Faces of this clip among reference faces, pristine and forged. Click a point to go to "
          "its frame.")),
    ("evidence", mark("The file"),
     mark("What the container says, and what is odd about it. Observations are not judgements.")),
    ("page_tabs", mark("Three pages"),
     mark("Triage lists all clips of the case, Examine shows one, Report shows the report before "
          "you export it.")),
    ("frame.menus", mark("Everything else"),
     mark("Ctrl+K finds any command. F1 opens the guide at the current panel.")),
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """A widget and its explanation."""

    widget: QWidget
    title: str
    text: str


def stops_of(window: QWidget) -> list[Stop]:
    """The stops of the main window."""
    found = []
    for name, title, text in STOPS:
        found.append(Stop(attrgetter(name)(window), tr(title), tr(text)))
    return found


class Tour(QWidget):
    """Overlay that darkens everything but one widget and shows a note beside it.

    Args:
        window: to cover; hidden widgets are skipped.
        stops: in order.
    """

    def __init__(self, window: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self._window = window
        self._stops = [stop for stop in stops if stop.widget.isVisible()]
        self._at = -1
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Tour"))
        self.note = QFrame(self)
        self.note.setObjectName("note")
        self.note.setFixedWidth(scaled(_WIDTH))
        self.title, self.text = heading(), Label()
        self.text.setWordWrap(True)
        self.back_button, self.next_button = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.end_button = QPushButton(tr("End tour"))
        self.next_button.setObjectName("primary")
        self.next_button.setDefault(True)
        self.back_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        self.end_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.end_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        layout = QVBoxLayout(self.note)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        window.installEventFilter(self)

    def start(self) -> None:
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._go(1)

    def _go(self, step: int) -> None:
        self._at += step
        if self._at >= len(self._stops):
            self.close()
            return
        stop = self._stops[self._at]
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.back_button.setEnabled(self._at > 0)
        self.next_button.setText(tr("Next") if self._at + 1 < len(self._stops) else tr("Done"))
        self.next_button.setFocus()
        self._place()

    def _place(self) -> None:
        """Place the note beside the widget where there is room."""
        self.note.adjustSize()
        about, size = self._about(), self.note.size()
        if about.right() + _GAP + size.width() < self.width():
            corner = QPoint(about.right() + _GAP, about.top())
        elif about.left() - _GAP - size.width() > 0:
            corner = QPoint(about.left() - _GAP - size.width(), about.top())
        else:
            corner = QPoint(about.center().x() - size.width() // 2, about.top() + _GAP)
        lowest = self.height() - size.height() - _GAP
        self.note.move(max(_GAP, corner.x()), max(_GAP, min(corner.y(), lowest)))
        self.update()

    def _about(self) -> QRect:
        widget = self._stops[self._at].widget
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not 0 <= self._at < len(self._stops):
            return
        painter = QPainter(self)
        painter.setClipRegion(self.rect())
        about = self._about()
        shade = QColor(0, 0, 0, 150)
        whole = self.rect()
        for part in (
            QRect(0, 0, whole.width(), about.top()),
            QRect(0, about.bottom() + 1, whole.width(), whole.height() - about.bottom()),
            QRect(0, about.top(), about.left(), about.height()),
            QRect(about.right() + 1, about.top(), whole.width() - about.right(), about.height()),
        ):
            painter.fillRect(part, shade)
        painter.setPen(QPen(self.palette().highlight().color(), 3))
        painter.drawRect(about.adjusted(1, 1, -2, -2))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            if 0 <= self._at < len(self._stops):
                self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Give the tour's keys precedence over the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif step and self._at + step >= 0:
            self._go(step)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._window.removeEventFilter(self)
        super().closeEvent(event)
