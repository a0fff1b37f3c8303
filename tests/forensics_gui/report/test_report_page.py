"""The Report page shows what will be exported."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from reports import text_of


@pytest.fixture
def previewed(analysed, qtbot):
    analysed.resize(1200, 800)
    analysed.commands.by_name["show_report"].trigger()
    qtbot.waitUntil(lambda: bool(analysed.report.page.preview.sheets), timeout=60000)
    return analysed.report.page


def test_the_pages_of_the_report_are_shown(previewed):
    sheets = previewed.preview.sheets
    assert len(sheets) >= 3
    assert previewed.state.text() == f"{len(sheets)} pages"
    assert sheets[0].accessibleName() == f"Page 1 of {len(sheets)}"
    # The first page has ink: it is not an empty sheet.
    picture = sheets[0].grab().toImage()
    shades = {picture.pixel(x, y) for x in range(0, picture.width(), 3)
              for y in range(0, picture.height(), 3)}  # fmt: skip
    assert len(shades) > 50


def test_parts_can_be_left_out_and_the_report_says_so(
    previewed, analysed, qtbot, monkeypatch, tmp_path
):
    before = len(previewed.preview.sheets)
    for box in previewed.parts.values():
        box.setChecked(False)
    qtbot.waitUntil(lambda: len(previewed.preview.sheets) < before, timeout=60000)
    target = tmp_path / "r.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(analysed.exports.written, timeout=60000):
        button = next(b for b in previewed.findChildren(QPushButton) if b.text() == "Export PDF …")
        button.click()
    text = text_of(target)
    assert "Left out by the analyst: Glossary, Table of frames, File facts in full." in text


def test_the_preview_is_in_the_chosen_language_which_the_export_proposes(
    previewed, analysed, qtbot, monkeypatch
):
    before = previewed.preview.sheets[0]
    proposed = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a: proposed.append(a[3]) or ("", "")
    )
    previewed.language.setCurrentIndex(previewed.language.findData("de"))
    qtbot.waitUntil(lambda: previewed.preview.sheets[0] is not before, timeout=60000)
    analysed.commands.by_name["export_pdf"].trigger()
    assert "Deutsch" in proposed[0].split(";;")[0]


def test_a_bookmark_renews_the_preview(previewed, analysed, qtbot):
    before = previewed.preview.sheets[0]
    analysed.commands.by_name["add_bookmark"].trigger()
    qtbot.waitUntil(lambda: previewed.preview.sheets[0] is not before, timeout=60000)


def test_a_correction_renews_the_preview(previewed, analysed, qtbot):
    before = previewed.preview.sheets[0]
    analysed.session.show_corrected(analysed.session.analysis)
    qtbot.waitUntil(lambda: previewed.preview.sheets[0] is not before, timeout=60000)
