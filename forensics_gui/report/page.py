"""The Report page: what the report will look like, and its settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAction, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.language import NAMES, mark, tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.labels import heading, hint, name_choice

#: Parts that may be left out: keys of `engine.report.pdf.OPTIONAL_PARTS` and their names.
PARTS = {
    "glossary": mark("Glossary"),
    "table_of_frames": mark("Table of frames"),
    "in_full": mark("File facts in full"),
}
#: Actions with buttons on the page, and their labels.
_BUTTONS = (
    ("export_pdf", mark("Export PDF …")),
    ("export_package", mark("Export evidence package …")),
    ("export_json", mark("Export JSON …")),
    ("export_csv", mark("Export table of frames …")),
)
_LETTERHEAD = (
    ("laboratory_template", mark("Choose letterhead …")),
    ("sign_reports", mark("Sign reports …")),
)
_WIDTH, _GAP = 300, 16
#: Maximum width of a page on screen, in logical pixels.
_WIDEST = 900


class Sheet(QWidget):
    """One page of the report, scaled to the available width."""

    def __init__(self, picture: QImage, number: int, count: int) -> None:
        super().__init__()
        self._picture = picture
        set_role(self, QAccessible.Role.Graphic)
        self.setAccessibleName(tr("Page {number} of {count}").format(number=number, count=count))

    def fit(self, width: int) -> None:
        """Scale to a width."""
        ratio = self._picture.height() / max(1, self._picture.width())
        self.setFixedSize(width, round(width * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(0, 0, self.width(), self.height()), self._picture)
        painter.setPen(QPen(self.palette().mid().color()))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Preview(QScrollArea):
    """The pages of the report, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Preview of the report"))
        self.sheets: list[Sheet] = []
        self._column = QWidget()
        self._layout = QVBoxLayout(self._column)
        self._layout.setSpacing(_GAP)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._column)

    def show_pages(self, pictures: list[QImage]) -> None:
        """Replace the pages, keeping the scroll position."""
        place = self.verticalScrollBar().value()
        for sheet in self.sheets:
            self._layout.removeWidget(sheet)
            sheet.deleteLater()
        count = len(pictures)
        self.sheets = [Sheet(picture, n, count) for n, picture in enumerate(pictures, 1)]
        for sheet in self.sheets:
            self._layout.addWidget(sheet)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = min(_WIDEST, self.viewport().width() - 2 * _GAP - 8)
        for sheet in self.sheets:
            sheet.fit(max(80, width))


class ReportPage(QWidget):
    """Settings on the left, preview on the right; `ReportController` fills it.

    Signals:
        changed(): the language or the parts changed.
    """

    changed = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = QComboBox()
        for code, name in NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        name_choice(self.language, tr("Language of the report"))
        self.parts = {key: QCheckBox(tr(words)) for key, words in PARTS.items()}
        self.letterhead, self.signature = hint(), hint()
        self.state = hint()
        self.preview = Preview()
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.addWidget(heading(tr("Language")))
        self._side.addWidget(self.language)
        self._side.addWidget(heading(tr("Optional parts")))
        for box in self.parts.values():
            box.setChecked(True)
            box.toggled.connect(self.changed)
            self._side.addWidget(box)
        self._side.addWidget(heading(tr("Letterhead and signature")))
        self._side.addWidget(self.letterhead)
        self._side.addWidget(self.signature)
        self.language.currentIndexChanged.connect(self.changed)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(side)
        scroll.setFixedWidth(scaled(_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        shown = QVBoxLayout()
        shown.setContentsMargins(_GAP, 8, 0, 0)
        shown.addWidget(self.state)
        shown.addWidget(self.preview, 1)
        row.addWidget(scroll)
        row.addLayout(shown, 1)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def use_actions(self, by_name: dict[str, QAction]) -> None:
        """Add buttons for the actions of the table."""
        for name, words in _LETTERHEAD:
            self._side.addWidget(_button(by_name[name], words))
        self._side.addWidget(heading(tr("Export")))
        for name, words in _BUTTONS:
            button = _button(by_name[name], words)
            if name == "export_pdf":
                button.setObjectName("primary")
            self._side.addWidget(button)
        self._side.addStretch(1)

    def add_export(self, title: str, export: Callable[[], None]) -> QPushButton:
        """Add a button for a format of a plug-in; it is enabled by `ReportController`."""
        button = QPushButton(tr("Export {format} …").format(format=title))
        button.clicked.connect(lambda: export())
        self._side.insertWidget(self._side.count() - 1, button)
        return button

    @property
    def omitted(self) -> tuple[str, ...]:
        """Keys of the parts to leave out."""
        return tuple(key for key, box in self.parts.items() if not box.isChecked())

    @property
    def code(self) -> str:
        """Code of the language."""
        return str(self.language.currentData())


def _button(action: QAction, words: str) -> QPushButton:
    """A button that triggers an action and is enabled with it."""
    button = QPushButton(tr(words))
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
