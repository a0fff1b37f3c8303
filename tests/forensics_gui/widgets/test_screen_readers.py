"""What a screen reader is told: every widget that takes keys has a name and a role."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget
from screen_readers import focusable, nameless, told

from forensics_gui import language
from forensics_gui.language import signed
from forensics_gui.preferences_dialog import PreferencesDialog

pytestmark = pytest.mark.usefixtures("screen_reader")


def test_every_widget_of_the_window_has_a_name_and_a_role(analysed):
    for dock in analysed.examine.docks:
        dock.raise_()
    analysed.player.second.choose("clip")
    assert len(focusable(analysed)) > 25
    assert nameless(analysed) == []
    for panel in range(3):
        analysed.case.tabs.setCurrentIndex(panel)
        assert nameless(analysed) == []
    for panel in range(analysed.evidence.tabs.count()):
        analysed.evidence.tabs.setCurrentIndex(panel)
        assert nameless(analysed) == []
    roles = {told(widget)[1] for widget in focusable(analysed)}
    assert QAccessible.Role.NoRole not in roles


def test_what_paints_itself_says_what_it_is(analysed):
    scale = analysed.verdict.scale
    assert told(analysed.player.canvas)[1] == QAccessible.Role.Graphic
    assert told(analysed.timeline) == ("Score over time", QAccessible.Role.Chart)
    assert told(analysed.scatter.view)[1] == QAccessible.Role.Chart
    assert told(scale) == ("log10 likelihood ratio", QAccessible.Role.Indicator)
    about = QAccessible.queryAccessibleInterface(scale).text(QAccessible.Text.Description)
    assert about == signed(analysed.session.analysis.verdict.llr)


def test_the_empty_window_has_names_too(window):
    assert nameless(window) == []


def test_a_choice_tells_what_it_is_about(analysed):
    for box in analysed.findChildren(QComboBox):
        about = QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Description)
        assert about, box.currentText()


@pytest.mark.parametrize(
    "name", ["change_shortcuts", "show_preferences", "show_palette", "show_bytes"]
)
def test_dialogs_have_names(analysed, qtbot, name):
    analysed.commands.by_name[name].trigger()
    (dialog,) = [
        top for top in analysed.findChildren(QWidget) if top.isWindow() and top.isVisible()
    ]
    assert nameless(dialog) == []
    dialog.close()


def test_names_are_in_the_users_language(spoken, window, preferences, qtbot):
    spoken(language.GERMAN)
    dialog = PreferencesDialog(window, preferences, window.theme)
    qtbot.addWidget(dialog)
    assert dialog.text_size.accessibleName() == "Schriftgröße"
