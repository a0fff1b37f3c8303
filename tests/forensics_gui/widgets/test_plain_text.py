"""Names, notes and cards that strangers wrote are shown as they are: no HTML, no picture."""

import ast
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QUrl
from PySide6.QtGui import QDesktopServices, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTextBrowser,
    QWidget,
)

from engine.analysis.correction import RenameTrack
from engine.case.case import Case
from engine.case.state import Description
from engine.errors import EngineError
from forensics_gui.detectors.model_card import CardView
from forensics_gui.timeline.tooltips import Tooltips
from forensics_gui.widgets.dialogs import error_box
from forensics_gui.widgets.labels import Label, plain

SOURCES = Path(__file__).parents[3] / "forensics_gui"
EVIL = '<img src="file:///etc/hostname">'


def _rich(text):
    return EVIL in text and Qt.mightBeRichText(text)


def _texts(root):
    """All labels and tool tips under a widget that would be drawn as HTML."""
    for widget in [root, *root.findChildren(QWidget)]:
        if _rich(widget.toolTip()):
            yield widget, widget.toolTip()
        if isinstance(widget, QLabel):
            form, text = widget.textFormat(), widget.text()
            automatic = form == Qt.TextFormat.AutoText and _rich(text)
            if automatic or (form == Qt.TextFormat.RichText and EVIL in text):
                yield widget, widget.text()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            root_index = widget.rootIndex()
            for row in range(model.rowCount(root_index)):
                # Lists have one column, and do not say so in Python.
                for column in range(model.columnCount(root_index) if _table(model) else 1):
                    tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    if tip and _rich(tip):
                        yield widget, tip
        if isinstance(widget, QTextBrowser) and "<img" in widget.toHtml():
            yield widget, widget.toHtml()


def _table(model):
    return isinstance(model, QAbstractTableModel)


def test_plain_text_stays_as_it_is():
    assert plain("a < b & c") == "a < b & c"
    assert "<img" not in plain(EVIL)
    assert "&lt;img" in plain(EVIL)


def test_a_label_shows_what_it_is_given(qtbot):
    label = Label(EVIL)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    # As wide as its letters: a picture that is missing would be a few pixels.
    assert label.sizeHint().width() > 100


def test_errors_are_plain(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    box = error_box(parent, EngineError(f"'{EVIL}' is damaged.", EVIL, EVIL), lambda: None)
    box.show()
    assert list(_texts(box)) == []


def test_tips_of_places_are_plain(qtbot, monkeypatch):
    from PySide6.QtCore import QEvent, QPoint
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QToolTip

    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *rest: shown.append(text))
    widget = QWidget()
    qtbot.addWidget(widget)
    Tooltips(widget, lambda _: EVIL)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert shown == [plain(EVIL)]


def test_a_case_full_of_html_is_shown_as_text(window, qtbot, tmp_path, face_clip, face_case):
    clip = shutil.copy(face_clip, tmp_path / "<b>a<br>.mp4")
    path = tmp_path / "html.fcase"
    shutil.copy(face_case, path)
    with Case.open(path, analyst=EVIL) as case:
        case.locate(case.state().clips[1], Path(clip))
        case.describe(Description(EVIL, EVIL, EVIL, EVIL))
        case.tag(1, [EVIL])
        case.received(1, EVIL)
        case.note(EVIL, clip=1)
        case.correct(1, RenameTrack(1, EVIL))
    window.cases.files.use_analyst("A")
    window.cases.files.open(path)
    qtbot.waitUntil(lambda: not window.cases.queue.busy, timeout=20000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(Path(clip))
    qtbot.waitUntil(lambda: not window.run.running and not window.cases.queue.busy, timeout=20000)
    assert list(_texts(window)) == []
    shown = [label.text() for label in window.findChildren(QLabel)]
    assert any(EVIL in text for text in shown)


def test_a_card_loads_nothing_and_asks_before_a_link(qtbot, tmp_path, monkeypatch):
    from PIL import Image

    picture = tmp_path / "p.png"
    Image.new("RGB", (500, 400)).save(picture)
    opened, asked = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    card = CardView()
    qtbot.addWidget(card)
    card.show_card(
        f"# Card\n![x]({picture.as_uri()})\n<img src='{picture.as_uri()}'>\n"
        f"[web](https://example.org/a) [file]({picture.as_uri()})"
    )
    # The picture is 400 pixels high where it is loaded.
    assert card.document().size().height() < 300
    assert card.loadResource(2, QUrl(picture.as_uri())) is None
    before = card.toPlainText()
    for answer in (QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Open):
        monkeypatch.setattr(
            QMessageBox, "exec", lambda box, a=answer: asked.append(box.text()) or a
        )
        card.anchorClicked.emit(QUrl("https://example.org/a"))
        card.anchorClicked.emit(QUrl(picture.as_uri()))
    assert len(asked) == 2
    assert "https://example.org/a" in asked[0]
    assert opened == [QUrl("https://example.org/a")]
    assert card.toPlainText() == before


def _outside(node):
    """Whether an expression puts text together that is not the program's own."""
    made = isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"))
            or (isinstance(node.func, ast.Name) and node.func.id == "str")
        )
    )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "plain":
        return False
    return made or any(_outside(child) for child in ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda p: p.stem)
def test_no_widget_guesses_whether_text_is_html(path):
    if path.name == "labels.py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        where = f"{path.name}:{node.lineno}"
        assert name not in ("QLabel", "QErrorMessage"), f"{where}: use labels.Label"
        if name in ("setToolTip", "setWhatsThis", "showText", "setInformativeText"):
            texts = node.args[1:2] if name == "showText" else node.args[:1]
            assert not any(map(_outside, texts)), f"{where}: use labels.plain"
