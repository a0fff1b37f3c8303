"""Extensions of plug-ins in the window: filters, exports, and their names under About."""

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton, QTextBrowser

from engine.analysis import picture_filters
from engine.analysis.picture_filters import PictureFilter
from engine.registry import Plugin
from engine.report import export_formats
from engine.report.export_formats import ExportFormat


@pytest.fixture
def extensions(monkeypatch):
    """A filter and a format, as if a package had brought them."""
    filters = {"inverted": PictureFilter(lambda picture, _: 255 - picture, "Inverted", "Negative")}
    formats = {"txt": ExportFormat("note", "txt", lambda analysis, pts: b"%d" % len(pts))}
    monkeypatch.setattr(picture_filters.FILTERS, "_plugins", filters)
    monkeypatch.setattr(export_formats.EXPORT_FORMATS, "_plugins", formats)


def test_a_filter_is_a_second_picture(extensions, window, qtbot, face_clip):
    second = window.player.second
    qtbot.waitUntil(lambda: second.kinds.findData("inverted") >= 0, timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    second.choose("inverted")
    qtbot.waitUntil(lambda: second.canvas.pixels is not None, timeout=60000)
    shown = second.canvas.pixels.whole
    own = window.player.canvas.pixels.whole
    assert np.array_equal(shown, 255 - own)


def test_a_format_is_a_button_of_the_report_page(extensions, window, qtbot, face_clip, tmp_path,
                                                 monkeypatch):  # fmt: skip
    from PySide6.QtWidgets import QFileDialog

    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    window.report.show()
    page = window.report.page

    def button():
        found = [b for b in page.findChildren(QPushButton) if b.text() == "Export note …"]
        return found[0] if found else None

    qtbot.waitUntil(lambda: button() is not None and button().isEnabled(), timeout=60000)
    target = tmp_path / "out.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    button().click()
    qtbot.waitUntil(target.exists, timeout=60000)
    assert target.read_bytes() == b"50"


def test_about_names_the_packages(window, qtbot, monkeypatch):
    monkeypatch.setattr(
        "forensics_gui.help.about.plugins", lambda: [Plugin("losses", "x", "example", "1.0")]
    )
    window.show_about()
    qtbot.waitUntil(
        lambda: any("example 1.0" in b.toPlainText() for b in window.findChildren(QTextBrowser)),
        timeout=60000,
    )
