"""The dialog in which a frame is annotated."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QImage, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.annotate.picture import AnnotationPicture
from forensics_gui.annotate.shapes import Shape, Tool
from forensics_gui.language import decimal, mark, tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.icons import icon
from forensics_gui.widgets.labels import Label, plain

# Label, key and tip of each tool; icons have the tool's name.
_TOOLS = {
    Tool.ARROW: (mark("Arrow"), "A", mark("Drag to what the arrow points at")),
    Tool.BOX: (mark("Box"), "B", mark("Drag from corner to corner")),
    Tool.TEXT: (mark("Text"), "T", mark("Click where the text goes, then type")),
    Tool.MEASURE: (mark("Measure"), "M", mark("Drag a line; its length is shown in pixels")),
}
_USUAL = QSize(1180, 700)


class AnnotateDialog(QDialog):
    """A frame at full resolution with four tools.

    Args:
        image: the frame.
        title: names the frame.
        lacking: why the frame cannot be bookmarked, "" if it can.

    Signals:
        bookmark_wanted(): keep the picture as a bookmark; the dialog closes.
        save_wanted(): save the picture as a file.
    """

    bookmark_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget, image: QImage, title: str, lacking: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = AnnotationPicture(image)
        self.picture.drawn.connect(self._add)
        self.picture.pointed.connect(self._tell)
        # Whether the text field writes the last shape.
        self._typing = False
        self._unsaved = False
        self.tools: dict[Tool, QAction] = {}
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Text on the picture"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.text.setMaximumWidth(scaled(320))
        self.text.textChanged.connect(self._write)
        self.text.returnPressed.connect(self._finish_text)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note of the bookmark"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.state = Label(self.picture.accessibleDescription())
        self.state.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.addWidget(self._build_bar())
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.state)
        layout.addLayout(self._build_buttons(lacking))
        self._choose(Tool.ARROW)
        self.picture.setFocus()
        self.resize(_USUAL.boundedTo(parent.screen().availableSize() * 0.92))

    def _build_bar(self) -> QToolBar:
        bar = QToolBar()
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(scaled(18), scaled(18)))
        group = QActionGroup(self)
        for tool, (words, key, tip) in _TOOLS.items():
            action = self._action(tr(words), str(tool), key, tr(tip))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, tool=tool: self._choose(tool))
            group.addAction(action)
            bar.addAction(action)
            self.tools[tool] = action
        bar.addWidget(self.text)
        bar.addSeparator()
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString()
        self.undo_action = self._action(tr("Undo"), "undo", undo, tr("Remove the last shape"))
        self.undo_action.triggered.connect(self._undo)
        self.undo_action.setEnabled(False)
        bar.addAction(self.undo_action)
        for name, key, does in (
            (tr("Fit"), "Ctrl+0", self.picture.fit),
            (tr("Pixel for pixel"), "Z", self.picture.zoom_pixels),
        ):
            action = self._action(name, "zoom", key, name)
            action.triggered.connect(lambda _=False, does=does: does())
            bar.addAction(action)
        for key, does in (("+", self.picture.zoom_in), ("-", self.picture.zoom_out)):
            action = QAction(self, shortcut=QKeySequence(key))
            action.triggered.connect(lambda _=False, does=does: does())
            self.addAction(action)
        return bar

    def _action(self, words: str, picture: str, key: str, tip: str) -> QAction:
        action = QAction(icon(picture), words, self)
        action.setShortcut(QKeySequence(key))
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(plain(f"{tip} ({shown})"))
        return action

    def _build_buttons(self, lacking: str) -> QHBoxLayout:
        keys = QKeySequence("Ctrl+Return")
        self.bookmark_button = QPushButton(icon("bookmark"), tr("Bookmark"))
        self.bookmark_button.setShortcut(keys)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        tip = lacking or tr("Keep this picture as a bookmark of the case ({keys})")
        self.bookmark_button.setToolTip(plain(tip.format(keys=shown)))
        self.bookmark_button.setDisabled(bool(lacking))
        self.bookmark_button.clicked.connect(self._bookmark)
        self.save_button = QPushButton(icon("picture"), tr("Save picture …"))
        self.save_button.clicked.connect(self.save_wanted)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        for button in (self.bookmark_button, self.save_button, close):
            # Return ends a shape or a text.
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes to keep, oldest first."""
        return tuple(shape for shape in self.picture.shapes if not shape.empty)

    def saved(self, said: str) -> None:
        """Say that the picture was saved; closing does not ask."""
        self._unsaved = False
        self.state.setText(said)

    def _choose(self, tool: Tool) -> None:
        self.tools[tool].setChecked(True)
        self.picture.drop()
        self.picture.tool = tool
        self.text.setEnabled(tool is Tool.TEXT)
        self._close_text()
        self.picture.setFocus()

    def _add(self, shape: Shape) -> None:
        self._show((*self.shapes, replace(shape, text=self.text.text())))
        self._typing = shape.tool is Tool.TEXT
        if self._typing:
            self.text.setFocus()

    def _show(self, shapes: tuple[Shape, ...]) -> None:
        self._unsaved = True
        self.picture.show_shapes(shapes)
        self.undo_action.setEnabled(bool(shapes))

    def _write(self, text: str) -> None:
        if self._typing:
            *before, last = self.picture.shapes
            self._show((*before, replace(last, text=text)))

    def _finish_text(self) -> None:
        if self._typing:
            self._close_text()
        self.picture.setFocus()

    def _close_text(self) -> None:
        self._typing = False
        self.text.clear()
        self.picture.show_shapes(self.shapes)
        self.undo_action.setEnabled(bool(self.shapes))

    def _undo(self) -> None:
        self._show(self.picture.shapes[:-1])
        self._close_text()

    def _tell(self, shape: Shape) -> None:
        x, y = shape.end
        said = tr("x {x}, y {y}").format(x=x, y=y)
        if shape.start != shape.end:
            said += ", " + tr("{length} px long").format(length=decimal(shape.length, 1))
        self.state.setText(said)

    def _bookmark(self) -> None:
        self.bookmark_wanted.emit()
        self.accept()

    def reject(self) -> None:
        """Close; ask if shapes would be lost."""
        if self._unsaved and self.shapes:
            buttons = QMessageBox.StandardButton
            chosen = QMessageBox.question(
                self, tr("Annotate frame"), tr("Discard what you drew?"),
                buttons.Discard | buttons.Cancel, buttons.Cancel,
            )  # fmt: skip
            if chosen != buttons.Discard:
                return
        super().reject()
