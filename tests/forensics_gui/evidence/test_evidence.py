"""The panel of facts and observations about the file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import odd_clips
import pytest
from made_analysis import made_events
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPalette, QTextCursor
from PySide6.QtTest import QTest

from engine.container.examine import examine_file
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.language import GERMAN
from forensics_gui.session import Session
from forensics_gui.timeline.marks import marks_of
from forensics_gui.workers.engine_host import EngineHost


@pytest.fixture(scope="module")
def examination(tmp_path_factory):
    return examine_file(odd_clips.dropped(tmp_path_factory.mktemp("odd") / "dropped.mp4"))


def shown(qtbot, examination):
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(Path("interview.mp4"))
    session.times = np.arange(100) / 25
    session.add(next(iter(made_events(examination=examination))))
    return session, panel


def texts(panel):
    return panel.facts.toPlainText().splitlines()


def test_observations_facts_and_credentials_are_shown(qtbot, examination):
    _, panel = shown(qtbot, examination)
    found = texts(panel)
    assert found.index("Observations about the file") < found.index("File")
    assert "▲ Frames are missing from a steady rate" in found
    for seen in examination.observations:
        assert seen.texts().sentence in found
        assert f"Innocent cause: {seen.texts().innocent}" in found
    assert "Groups of pictures" in found
    assert any("no content credentials" in text for text in found)


def test_a_german_window_has_german_observations(qtbot, examination, spoken):
    spoken(GERMAN)
    session, panel = shown(qtbot, examination)
    found = texts(panel)
    assert "▲ In der gleichmäßigen Folge fehlen Einzelbilder" in found
    for seen in examination.observations:
        assert seen.texts("de").sentence in found
        assert seen.texts("en").sentence not in found
    marks = marks_of(session.analysis, (), 100)
    assert any("lassen 2 Lücken Platz" in mark.text for mark in marks)


def test_frames_of_an_observation_can_be_visited(qtbot, examination):
    session, panel = shown(qtbot, examination)
    panel.show()
    at = next(i for i, text in enumerate(texts(panel)) if text.startswith("Frames 39"))
    cursor = QTextCursor(panel.facts.document().findBlockByNumber(at))
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=len("Frames 3"))
    QTest.mouseClick(
        panel.facts.viewport(), Qt.MouseButton.LeftButton,
        pos=panel.facts.cursorRect(cursor).center(),
    )  # fmt: skip
    assert session.frame == 39


def test_frames_of_an_observation_can_be_visited_by_keyboard(qtbot, examination):
    session, panel = shown(qtbot, examination)
    panel.show()
    panel.facts.setFocus()
    QTest.keyClick(panel.facts, Qt.Key.Key_Tab)
    QTest.keyClick(panel.facts, Qt.Key.Key_Return)
    assert session.frame in next(seen.frames for seen in examination.observations if seen.frames)
    assert session.frame > 0


def test_a_case_of_an_earlier_version_shows_its_facts(qtbot):
    _, panel = shown(qtbot, None)
    assert "SHA-256" in texts(panel)
    assert "Observations about the file" not in texts(panel)


def test_an_inconspicuous_file_says_so(qtbot, examination):
    _, panel = shown(qtbot, replace(examination, observations=()))
    assert "No observations." in texts(panel)


def test_facts_can_be_searched_and_what_is_shown_is_copied(qtbot, examination):
    session, panel = shown(qtbot, examination)
    panel.show()
    panel.copy_button.click()
    everything = QGuiApplication.clipboard().text()
    assert "SHA-256: " + session.analysis.clip.sha256 in everything
    assert examination.observations[0].texts().sentence in everything
    panel.search.setText("bit rate")
    assert "Streams" not in texts(panel)
    assert {"File", "Bit rate"} <= set(texts(panel))
    panel.copy_button.click()
    found = QGuiApplication.clipboard().text()
    assert found.startswith("File\nBit rate: 247 kbit/s")
    assert "SHA-256" not in found
    panel.search.clear()
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == everything


def test_a_screen_reader_reads_every_fact(qtbot, examination):
    _, panel = shown(qtbot, examination)
    told = QAccessible.queryAccessibleInterface(panel.facts)
    read = told.textInterface()
    assert told.text(QAccessible.Text.Name) == "Facts"
    assert read.text(0, read.characterCount()) == panel.facts.toPlainText()


def test_facts_keep_their_places_in_the_colours_of_the_theme(qtbot, examination):
    _, panel = shown(qtbot, examination)
    before = panel.facts.toPlainText()
    palette = panel.palette()
    palette.setColor(QPalette.ColorRole.Dark, "#a9afb9")
    panel.facts.setPalette(palette)
    assert "#a9afb9" in panel.facts.toHtml()
    assert panel.facts.toPlainText() == before


def test_text_of_a_file_is_no_markup(qtbot, examination):
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(Path("<b>a</b>.mp4"))
    begun = next(iter(made_events(examination=examination)))
    clip = replace(begun.clip, metadata={"title": '<a href="5">5</a>\n  & more'})
    session.add(replace(begun, clip=clip))
    assert '<a href="5">5</a>' in texts(panel)
    assert "  & more" in texts(panel)


def test_without_a_clip_there_is_nothing_to_search(qtbot):
    panel = EvidencePanel(Session(), EngineHost())
    qtbot.addWidget(panel)
    assert not panel.search.isEnabled()
    assert panel.shown_text() == ""
    assert "hash" in panel.facts.placeholderText()


def test_a_search_without_finds_says_so(qtbot, examination):
    _, panel = shown(qtbot, examination)
    panel.search.setText("no such words")
    assert panel.facts.toPlainText() == ""
    assert panel.facts.placeholderText() == "No matches."
