"""The guide opens where it is needed, can be searched, and its links lead somewhere."""

import re
import tomllib
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QMessageBox, QPushButton

from engine.errors import EngineError, NotAVideoError
from engine.shipped import resource
from forensics_gui.actions import ACTIONS
from forensics_gui.help.pages import ERRORS, PAGES, folder, page_of, page_text, place_of
from forensics_gui.language import ENGLISH, GERMAN


def all_errors():
    return [kind for kind in EngineError.__subclasses__() if kind.__module__ == "engine.errors"]


@pytest.fixture
def guide(window):
    window.guide.show_keys()
    return window.guide.window


def test_each_panel_has_its_page(window, qtbot):
    pages = {
        window.tracks: "faces", window.evidence.search: "file", window.verdict.headline: "verdict",
        window.scatter.method: "embedding", window.timeline: "timeline",
        window.player.slider: "player", window.welcome: "start",
    }  # fmt: skip
    for widget, name in pages.items():
        assert page_of(widget) == name
    assert page_of(None) == "start"
    window.evidence.search.setEnabled(True)
    window.activateWindow()
    window.evidence.search.setFocus()
    qtbot.waitUntil(lambda: window.evidence.search.hasFocus())
    window.commands.by_name["show_guide"].trigger()
    assert window.guide.window.page == "file"


@pytest.mark.parametrize("language", [ENGLISH, GERMAN])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_text_and_links_to_pages_and_pictures_that_exist(page, language, spoken):
    spoken(language)
    text = page_text(page, {action.name: action.shortcut for action in ACTIONS})
    assert text.startswith("# ")
    assert len(text) > 200
    for link in re.findall(r"\]\(([^)]+)\)", text):
        target = link.partition("#")[0]
        assert target.removesuffix(".md") in PAGES or (folder() / target).is_file()


def test_every_error_is_explained_under_its_own_heading():
    text = page_text("errors", {})
    for kind in all_errors():
        assert f"\n## {ERRORS[kind]}\n" in text
    assert len(set(ERRORS.values())) == len(ERRORS)
    strange = type("Strange", (EngineError,), {})("What.", "Advice.")
    assert f"\n## {place_of(strange).partition('#')[2]}\n" in text


def test_an_error_leads_to_its_heading_in_german_too(spoken):
    english = page_text("errors", {}).count("\n## ")
    spoken(GERMAN)
    assert page_text("errors", {}).count("\n## ") == english
    assert place_of(NotAVideoError("What.", "Advice.")) == "errors#Die Datei ist kein Video"


def test_an_error_box_leads_to_its_heading(window, qtbot):
    window.failures.show(NotAVideoError("It is a song.", "Choose a video."))
    box = window.findChild(QMessageBox)
    button = next(b for b in box.findChildren(QPushButton) if b.text() == "Guide")
    button.click()
    guide = window.guide.window
    assert guide.isVisible()
    assert guide.page == "errors"
    assert guide.browser.textCursor().selectedText() == "The file is not a video"
    assert box.isVisible()
    box.close()


def test_a_search_lists_the_pages_that_have_the_words_and_opens_there(guide):
    guide.search.setText("prosecutor's")
    assert guide.contents.count() == 0
    guide.search.setText("multiply them by 10")
    assert [guide.contents.item(i).text() for i in range(guide.contents.count())] == [
        "What a likelihood ratio means"
    ]
    guide.contents.setCurrentRow(0)
    assert guide.page == "likelihood-ratio"
    assert guide.browser.textCursor().selectedText() == "multiply them by 10"
    guide.search.clear()
    assert guide.contents.count() == len(PAGES)
    assert guide.contents.currentItem().text() == "What a likelihood ratio means"


def unused_words():
    """Words that the glossary replaces by its terms."""
    rows = [line.split("|") for line in page_text("glossary", {}).splitlines() if "|" in line]
    return [word.strip() for row in rows[2:] for word in row[3].split(",")]


def all_texts():
    """What users read in English, by where it stands."""
    catalogue = ElementTree.parse(resource("translations/de.ts"))
    texts = {f"window: {source.text}": source.text for source in catalogue.iter("source")}
    texts |= {page: page_text(page, {}) for page in PAGES if page not in ("glossary", "keys")}
    report = tomllib.loads(resource("report/en.toml").read_text("utf-8"))
    return texts | {f"report: {key}": text for key, text in report["texts"].items()}


def test_one_thing_has_one_name_everywhere():
    words = unused_words()
    assert "footage" in words
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    found = {place: pattern.findall(text) for place, text in all_texts().items()}
    assert {place: words for place, words in found.items() if words} == {}


def test_links_lead_from_page_to_page(guide):
    guide.show_page("mistakes")
    guide.browser.anchorClicked.emit(QUrl("verdict.md"))
    assert guide.page == "verdict"
    guide.browser.anchorClicked.emit(QUrl("https://example.org/elsewhere"))
    assert guide.page == "verdict"


def test_keys_are_those_in_use(qtbot, window):
    window.commands.set_keys({"open_clip": "Ctrl+Shift+N"})
    window.guide.show_keys()
    assert "Ctrl+Shift+N" in window.guide.window.browser.toPlainText()
    window.commands.set_keys({"open_clip": "Ctrl+Shift+M"})
    window.guide.show_keys()
    shown = window.guide.window.browser.toPlainText()
    assert "Ctrl+Shift+M" in shown
    assert "Ctrl+Shift+N" not in shown


def test_escape_leaves_the_search_and_then_the_guide(guide, qtbot):
    qtbot.keyClicks(guide.search, "codec")
    fewer = guide.contents.count()
    qtbot.keyClick(guide.search, Qt.Key.Key_Escape)
    assert guide.isVisible()
    assert guide.contents.count() == len(PAGES) > fewer
    qtbot.keyClick(guide.search, Qt.Key.Key_Escape)
    assert not guide.isVisible()
