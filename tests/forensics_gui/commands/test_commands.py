"""Actions by palette and keys, the user's own keys, panels and look; all of it remembered."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QDockWidget, QTabBar

from forensics_gui.actions import ACTIONS
from forensics_gui.commands.command_set import clashes
from forensics_gui.commands.palette import CommandPalette
from forensics_gui.commands.shortcuts import ShortcutDialog
from forensics_gui.main_window import MainWindow
from forensics_gui.preferences import Preferences
from forensics_gui.theme import is_dark


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def remembering(qtbot, host, settings):
    """Opens one window after the other on the same preferences."""

    def open_window():
        window = MainWindow(host, Preferences(settings))
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_window
    Preferences(settings).set("theme", "light")
    open_window()


def palette_of(window, qtbot):
    window.commands.by_name["show_palette"].trigger()
    palette = window.findChild(CommandPalette)
    qtbot.waitUntil(palette.isVisible)
    return palette


def shown(palette):
    return [palette.list.item(i).text() for i in range(palette.list.count())]


def test_every_action_of_the_table_is_in_a_menu_and_says_what_it_does(window):
    listed = [action for _, action in window.commands.everything()]
    for entry in ACTIONS:
        action = window.commands.by_name[entry.name]
        assert action in listed
        assert action.statusTip()
        assert action.toolTip().startswith(entry.tip)
    assert not clashes(window.commands.keys())


@pytest.fixture
def examine(window):
    """The Examine page, in sight without a clip."""
    window.pages.setCurrentWidget(window.examine)
    return window.examine


def test_a_few_letters_and_enter_run_a_command(window, examine, qtbot):
    palette = palette_of(window, qtbot)
    QTest.keyClicks(palette.line, "show panel faces")
    assert shown(palette) == ["View: Faces"]
    dock = next(d for d in window.findChildren(QDockWidget) if d.windowTitle() == "Faces")
    assert dock.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert not dock.isVisible()
    assert window.findChild(CommandPalette) is None or not palette.isVisible()


def test_arrows_choose_and_what_cannot_be_done_now_stands_last_and_does_nothing(window, qtbot):
    palette = palette_of(window, qtbot)
    QTest.keyClicks(palette.line, "export")
    assert {text.split(":")[0] for text in shown(palette)} == {"File"}
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.line.clear()
    enabled = [
        bool(palette.list.item(i).flags() & Qt.ItemFlag.ItemIsEnabled)
        for i in range(palette.list.count())
    ]
    assert enabled == sorted(enabled, reverse=True)
    assert not all(enabled)
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1


def test_own_keys_are_used_told_and_kept(remembering, qtbot):
    window = remembering()
    window.commands.by_name["change_shortcuts"].trigger()
    dialog = window.findChild(ShortcutDialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.editors["open_clip"].setKeySequence(QKeySequence("Ctrl+K"))
    assert "Ctrl+K is used by" in dialog.warning.text()
    assert not ok.isEnabled()
    dialog.editors["open_clip"].setKeySequence(QKeySequence("Ctrl+Shift+N"))
    assert ok.isEnabled()
    dialog.editors["export_json"].clear()
    ok.click()
    window.close()
    for opened in (window, remembering()):
        action = opened.commands.by_name["open_clip"]
        assert action.shortcut() == QKeySequence("Ctrl+Shift+N")
        assert "Ctrl+Shift+N" in action.toolTip()
        assert opened.commands.by_name["export_json"].shortcut().isEmpty()
        assert opened.commands.by_name["export_pdf"].shortcut() == QKeySequence("Ctrl+P")


def test_usual_keys_can_be_restored_and_the_table_searched(window, qtbot):
    window.commands.set_keys({"open_clip": "Ctrl+Shift+N"})
    window.change_shortcuts()
    dialog = window.findChild(ShortcutDialog)
    QTest.keyClicks(dialog.search, "open clip")
    rows = [r for r in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(r)]
    assert [dialog.table.item(r, 0).text() for r in rows] == ["File: Open clip"]
    dialog.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    usual = {entry.name: entry.shortcut for entry in ACTIONS}
    assert window.commands.keys() == usual


def test_panels_are_found_where_they_were_left_and_can_be_put_back(remembering, qtbot):
    window = remembering()
    docks = {d.windowTitle(): d for d in window.findChildren(QDockWidget)}
    window.pages.setCurrentWidget(window.examine)
    docks["File"].hide()
    window.examine.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["Verdict"])
    window.close()
    again = remembering()
    again.pages.setCurrentWidget(again.examine)
    docks = {d.windowTitle(): d for d in again.findChildren(QDockWidget)}
    assert not docks["File"].isVisible()
    assert again.examine.dockWidgetArea(docks["Verdict"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    again.commands.by_name["usual_layout"].trigger()
    assert docks["File"].isVisible()
    assert again.examine.dockWidgetArea(docks["Verdict"]) == Qt.DockWidgetArea.RightDockWidgetArea


def test_the_look_can_be_dark_or_light_and_is_kept(remembering, qtbot):
    window = remembering()
    window.commands.by_name["theme_dark"].trigger()
    assert is_dark()
    assert window.palette().window().color().lightness() < 60
    window.commands.by_name["theme_light"].trigger()
    assert not is_dark()
    window.commands.by_name["theme_dark"].trigger()
    window.close()
    QApplication.processEvents()
    remembering()
    assert is_dark()


def shown_bars(window):
    """Those of the docks that share a place, with tabs."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    bars = window.findChildren(QTabBar, options=direct)
    return [bar for bar in bars if bar.isVisible() and bar.count()]


def tab_bars(window):
    """Where they are seen."""
    return sorted({bar.geometry().getRect() for bar in shown_bars(window)})


def test_the_usual_arrangement_leaves_no_tabs_behind(window, examine, qtbot):
    # Heights settle within a few arrangements.
    for _ in range(4):
        window.commands.by_name["usual_layout"].trigger()
        qtbot.wait(50)
    before = tab_bars(examine)
    assert before
    for _ in range(3):
        window.commands.by_name["usual_layout"].trigger()
        qtbot.wait(50)
    assert set(tab_bars(examine)) <= set(before)


def test_no_panel_has_two_tabs_in_the_window(examine):
    seen = [bar for bar in shown_bars(examine) if examine.rect().intersects(bar.geometry())]
    titles = [bar.tabText(n) for bar in seen for n in range(bar.count())]
    assert sorted(titles) == [
        "Case",
        "Embedding",
        "Face strip",
        "Faces",
        "File",
        "Score over time",
        "Selection",
        "Verdict",
    ]


def test_a_click_on_a_tab_brings_its_panel_to_the_front(examine, qtbot):
    docks = {d.windowTitle(): d for d in examine.findChildren(QDockWidget)}
    for title, other in (("Case", "Faces"), ("Face strip", "Score over time")):
        assert docks[title].visibleRegion().isEmpty()
        top = docks[other].geometry().top()
        bar = next(
            child
            for x in range(0, examine.width(), 20)
            if isinstance(child := examine.childAt(x, top - 12), QTabBar)
        )
        number = next(i for i in range(bar.count()) if bar.tabText(i) == title)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())
        qtbot.waitUntil(lambda title=title: not docks[title].visibleRegion().isEmpty())
