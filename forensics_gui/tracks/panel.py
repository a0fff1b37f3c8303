"""The Faces panel: the list with search and sorting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.tracks.track_list import ALL, ORDERS, OUTCOMES, TrackFilter, TrackList
from forensics_gui.widgets.labels import Label, name_choice

_KEY = "faces/order"


class FacesPanel(QWidget):
    """Down moves from the search field to the list, Escape clears it.

    Args:
        preferences: store of the sort order.
    """

    def __init__(self, faces: TrackList, preferences: Preferences) -> None:
        super().__init__()
        self._list, self._preferences = faces, preferences
        self.text = _Search(faces)
        self.text.setPlaceholderText(tr("Filter by name, number or verdict"))
        self.text.setAccessibleName(tr("Filter faces by text"))
        self.text.setClearButtonEnabled(True)
        self.outcome = _choices(OUTCOMES, tr("Filter faces by verdict"))
        self.order = _choices(ORDERS, tr("Order of faces"))
        self.order.setCurrentIndex(max(0, self.order.findData(preferences.get(_KEY, "number"))))
        self.hidden = Label()
        self.hidden.setObjectName("hint")
        self.hidden.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.outcome, 1)
        row.addWidget(self.order, 1)
        head = QVBoxLayout()
        head.setContentsMargins(6, 6, 6, 2)
        head.setSpacing(4)
        head.addWidget(self.text)
        head.addLayout(row)
        head.addWidget(self.hidden)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(faces, 1)
        self.text.textChanged.connect(self._choose)
        self.outcome.currentIndexChanged.connect(self._choose)
        self.order.currentIndexChanged.connect(self._choose)
        faces.filtered.connect(self._tell)
        self._choose()

    def _choose(self, _: object = None) -> None:
        order, outcome = str(self.order.currentData()), str(self.outcome.currentData() or ALL)
        self._preferences.set(_KEY, order)
        self._list.choose(TrackFilter(order, outcome, self.text.text()))

    def _tell(self, hidden: int) -> None:
        self.hidden.setText(tr("%n face(s) filtered out", "", hidden))
        self.hidden.setVisible(bool(hidden))


class _Search(QLineEdit):
    """Search field with keys that move to the list."""

    def __init__(self, faces: TrackList) -> None:
        super().__init__()
        self._faces = faces

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._faces.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


def _choices(words: dict[str, str], name: str) -> QComboBox:
    box = QComboBox()
    name_choice(box, name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, text in words.items():
        box.addItem(tr(text), key)
    return box
