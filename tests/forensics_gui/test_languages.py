"""Every text of the window is there in German, and the window shows it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import clips
import msgspec
import numpy as np
import PySide6
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from engine.analysis.verbal_scale import verbal_scale
from engine.detector.kinds import known_kinds
from engine.shipped import resource
from forensics_gui import language
from forensics_gui.actions import ACTIONS
from forensics_gui.language import decimal, signed, tr, whole
from forensics_gui.main_window import MainWindow
from forensics_gui.player.positions import frame_of
from forensics_gui.preferences_dialog import PreferencesDialog
from forensics_gui.verdict.details import KIND_WORDS, SCALE_WORDS

SOURCES = [Path(__file__).parents[2] / part for part in ("engine", "forensics_gui")]


def tool(name):
    """One of Qt's own programs, as it comes with PySide."""
    folder = Path(PySide6.__file__).parent
    return str(folder / (f"{name}.exe" if sys.platform == "win32" else name))


def messages(path):
    """Source text to its translations, one for each plural form."""
    found = {}
    for message in ElementTree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        assert translation.get("type") is None, message.findtext("source")
        found[message.findtext("source"), message.findtext("comment", "")] = forms
    return found


@pytest.fixture
def german(spoken):
    spoken(language.GERMAN)


@pytest.fixture
def german_window(german, window):
    return window


@pytest.mark.parametrize("name", [language.ENGLISH, language.GERMAN])
def test_every_text_of_the_code_is_in_the_catalogue_and_done(tmp_path, name):
    kept = resource(f"translations/{name}.ts")
    fresh = shutil.copy(kept, tmp_path)
    plural = ["-pluralonly"] if name == language.ENGLISH else []
    subprocess.run(
        [tool("lupdate"), *plural, "-no-obsolete", "-locations", "none", "-extensions", "py",
         "-tr-function-alias", "QT_TR_NOOP+=mark", *map(str, SOURCES), "-ts", fresh],
        check=True, capture_output=True,
    )  # fmt: skip
    assert set(messages(kept)) == set(messages(fresh))


@pytest.mark.parametrize("name", [language.ENGLISH, language.GERMAN])
def test_what_is_shipped_was_made_of_the_catalogue(tmp_path, name):
    made = tmp_path / f"{name}.qm"
    source = resource(f"translations/{name}.ts")
    subprocess.run([tool("lrelease"), str(source), "-qm", str(made)], check=True)
    assert made.read_bytes() == resource(f"translations/{name}.qm").read_bytes()


def test_translations_keep_the_names_that_values_are_put_in_for():
    for (source, _), forms in messages(resource("translations/de.ts")).items():
        for text in forms:
            assert set(re.findall(r"\{\w*\}", source)) == set(re.findall(r"\{\w*\}", text)), source
            assert source.count("(*") == text.count("(*"), source
        # One of something may be told without its number.
        assert ("%n" in source) == ("%n" in forms[-1]), source


def test_every_action_has_a_german_text_and_tip(german):
    for entry in ACTIONS:
        assert tr(entry.tip) != entry.tip
        same = entry.text.replace("&", "") in ("Lasso", "Grad-CAM")
        assert same or tr(entry.text) != entry.text


def test_the_verbal_scale_is_marked_as_it_is_shipped():
    scale = verbal_scale()
    words = {step.words for step in scale.steps}
    adjectives = {
        step.words.removesuffix(" support").capitalize() for step in scale.steps if step.lower > 1
    }
    clauses = {*msgspec.structs.astuple(scale.propositions), scale.caution}
    assert words | adjectives | clauses == set(SCALE_WORDS)


def test_the_kinds_of_forgery_are_marked_as_they_are_shipped():
    assert {words for kind in known_kinds().kinds for words in (kind.name, kind.phrase)} == set(
        KIND_WORDS
    )


def test_the_window_is_german(german_window):
    titles = [menu.text().replace("&", "") for menu in german_window.frame.menus.actions()]
    assert titles[:3] == ["Datei", "Bearbeiten", "Fall"]
    assert german_window.verdict.headline.text() == "Kein Clip"
    docks = {dock.objectName(): dock.windowTitle() for dock in german_window.examine.docks}
    assert docks["Verdict"] == "Befund"


def test_qts_own_buttons_are_german(german, qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert "Abbrechen" in box.button(QMessageBox.StandardButton.Cancel).text()


@pytest.fixture
def hard_name(tmp_path):
    """A path whose name looks like a template."""
    return tmp_path / "{name} {0} }{.mp4"


def box_on(window, qtbot, path):
    """The message that opening a file brings up, and what its details are copied as."""
    window.open(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=60000)
    (box,) = window.findChildren(QMessageBox)
    next(b for b in box.buttons() if b.text() == tr("Copy details")).click()
    said = box.text(), box.informativeText(), QGuiApplication.clipboard().text()
    box.accept()
    return said


def test_an_empty_file_is_reported_in_german_and_copied_in_english(german_window, qtbot, hard_name):
    hard_name.touch()
    what, advice, copied = box_on(german_window, qtbot, hard_name)
    assert what == f"„{hard_name}“ ist leer (0 Byte)."
    assert advice.startswith("Kopieren Sie die Datei erneut")
    assert copied.startswith(f"ClipUnreadableError: '{hard_name}' is empty (0 bytes).")


def test_an_error_of_the_decoding_process_is_reported_in_german(german_window, qtbot, hard_name):
    clips.audio_only(hard_name.parent).rename(hard_name)
    what, advice, _ = box_on(german_window, qtbot, hard_name)
    assert what == f"„{hard_name.name}“ hat keinen Videostrom, nur Ton."
    assert advice == "Wählen Sie einen Clip mit Bildern."


def test_a_verdict_is_reported_in_german_with_a_comma(german, window, qtbot, face_clip):
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    assert "Gesichter" in window.strip.title.text()
    assert re.search(r"Dauer \d+,\d s\.", window.verdict.basis.text())
    qtbot.waitUntil(lambda: "Warum" in window.verdict.reasons.text(), timeout=60000)
    assert "Spur 1" in window.tracks.item(0).text()


def test_plurals_follow_the_number(german):
    assert tr("%n face(s)", "", 1) == "1 Gesicht"
    assert tr("%n face(s)", "", 2) == "2 Gesichter"


def test_english_plurals_have_no_brackets():
    assert tr("%n face(s)", "", 1) == "1 face"
    assert tr("%n face(s) filtered out", "", 3) == "3 faces are filtered out"


def test_numbers_follow_the_language(german):
    assert (decimal(1234.5, 1), signed(0.5), whole(12345)) == ("1.234,5", "+0,50", "12.345")


def test_a_time_can_be_written_with_a_comma(german):
    assert frame_of("0,5 s", np.array([0.0, 0.5, 1.0]), np.arange(3)) == 1


def test_a_language_that_is_not_there_is_english(qapp):
    assert language.use(qapp, "tlh") == language.ENGLISH


def test_preferences_are_kept_and_the_look_changes_at_once(window, qtbot, preferences):
    dialog = PreferencesDialog(window, preferences, window.theme)
    qtbot.addWidget(dialog)
    dialog.language.setCurrentIndex(dialog.language.findData(language.GERMAN))
    dialog.text_size.setCurrentIndex(dialog.text_size.findData(150))
    dialog.look.setCurrentIndex(dialog.look.findData("dark"))
    dialog.findChild(QDialogButtonBox).accepted.emit()
    assert preferences.get(language.KEY, "") == language.GERMAN
    assert preferences.get("text_size", 0) == 150
    assert window.theme.choice == "dark"
    again = PreferencesDialog(window, preferences, window.theme)
    qtbot.addWidget(again)
    assert again.language.currentText() == "Deutsch"
    window.theme.use_system()


def test_keys_of_the_users_own_outlive_a_change_of_language(german, host, preferences, qtbot):
    preferences.set("shortcuts", {"go_to": "Ctrl+J"})
    window = MainWindow(host, preferences)
    qtbot.addWidget(window)
    assert window.commands.by_name["go_to"].shortcut().toString() == "Ctrl+J"
    window.close()
