"""The pages of the window, and what leads from one to the other."""

import clips
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QMessageBox, QTabBar

from engine.video.encode import write_clip
from forensics_gui.commands.context_menus import FACE_MENU, PICTURE_MENU, TIMELINE_MENU


@pytest.fixture
def large(window, qtbot):
    window.resize(1440, 900)
    return window


def picture_share(window):
    canvas = window.player.canvas
    seen = canvas.target.toRect() & canvas.rect()
    return seen.width() * seen.height() / (window.width() * window.height())


def sized(window, qtbot, width, height):
    window.resize(width, height)
    window.examine.show_usual()
    qtbot.wait(50)
    assert (window.width(), window.height()) == (width, height)


def test_tabs_and_keys_switch_between_the_pages(analysed, qtbot):
    tabs = analysed.page_tabs
    assert [tabs.tabText(n) for n in range(3)] == ["Triage", "Examine", "Report"]
    analysed.activateWindow()
    for key, tab, page in (
        (Qt.Key.Key_1, 0, analysed.batch.page),
        (Qt.Key.Key_3, 2, analysed.report.page),
        (Qt.Key.Key_2, 1, analysed.examine),
    ):
        QTest.keyClick(analysed, key, Qt.KeyboardModifier.ControlModifier)
        assert (tabs.currentIndex(), analysed.pages.currentWidget()) == (tab, page)
    tabs.setCurrentIndex(2)
    assert analysed.pages.currentWidget() is analysed.report.page


def test_without_a_clip_examine_is_the_start_page_and_there_is_no_report(window):
    assert not window.page_tabs.isTabEnabled(2)
    window.page_tabs.setCurrentIndex(0)
    window.page_tabs.setCurrentIndex(1)
    assert window.pages.currentWidget() is window.welcome


def test_the_picture_takes_most_of_the_window(analysed, qtbot):
    sized(analysed, qtbot, 1440, 900)
    assert picture_share(analysed) > 0.45
    sized(analysed, qtbot, 1366, 768)
    assert picture_share(analysed) > 0.36


@pytest.mark.slow
def test_a_portrait_clip_takes_the_whole_height(large, qtbot, tmp_path, face_clip):
    write_clip(tmp_path / "p.mp4", [np.full((320, 180, 3), 90, np.uint8)] * 10, 25)
    with qtbot.waitSignal(large.session.clip_judged, timeout=60000):
        large.open(tmp_path / "p.mp4")
    sized(large, qtbot, 1366, 768)
    assert picture_share(large) > 0.3
    pictures = large.player.pictures
    left = pictures.mapTo(large, pictures.rect().topRight()).x()
    for part in (large.frame.menus, large.player.controls, large.timeline, large.verdict):
        assert part.isVisible()
        assert part.mapTo(large, QPoint(0, 0)).x() >= left
    large.batch.show()
    assert not pictures.isVisible()
    large.show_clip_page()
    assert picture_share(large) > 0.3
    with qtbot.waitSignal(large.session.clip_judged, timeout=60000):
        large.open(face_clip)
    assert large.player.isAncestorOf(pictures)
    timeline = next(d for d in large.examine.docks if d.widget() is large.timeline)
    assert large.examine.dockWidgetArea(timeline) == Qt.DockWidgetArea.BottomDockWidgetArea


def test_a_panel_is_detached_by_its_tab_and_has_a_title_then(analysed, qtbot):
    bars = {bar.tabText(0): bar for bar in analysed.examine.findChildren(QTabBar)}
    bars["Faces"].tabBarDoubleClicked.emit(0)
    dock = next(d for d in analysed.examine.docks if d.widget() is analysed.faces)
    assert dock.isFloating()
    qtbot.waitUntil(lambda: dock.titleBarWidget() is None)
    dock.setFloating(False)
    qtbot.waitUntil(lambda: dock.titleBarWidget() is not None)


def test_full_screen_shows_picture_and_timeline_alone(analysed):
    full = analysed.commands.by_name["full_screen"]
    full.trigger()
    assert analysed.isFullScreen()
    shown = {d.objectName() for d in analysed.findChildren(QDockWidget) if d.isVisible()}
    assert shown == {"Score over time"}
    assert not analysed.frame.menus.isVisible()
    full.trigger()
    assert not analysed.isFullScreen()
    assert analysed.verdict.isVisible()
    assert analysed.frame.menus.isVisible()


def test_full_screen_returns_to_a_maximised_window(analysed):
    analysed.showMaximized()
    full = analysed.commands.by_name["full_screen"]
    full.trigger()
    full.trigger()
    assert analysed.isMaximized()


def test_a_window_closed_in_full_screen_keeps_its_panels(analysed):
    full = analysed.commands.by_name["full_screen"]
    full.trigger()
    analysed.examine.keep()
    full.trigger()
    analysed.examine.restore()
    assert analysed.verdict.isVisible()


def menu_at(widget, place):
    widget.customContextMenuRequested.emit(place)
    menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    (menu,) = menus
    entries = [action for action in menu.actions() if not action.isSeparator()]
    menu.close()
    QApplication.processEvents()
    return entries


@pytest.mark.parametrize("part", ["picture", "timeline", "faces"])
def test_a_right_click_offers_what_can_be_done_there(analysed, part):
    widget, names = {
        "picture": (analysed.player.canvas, PICTURE_MENU),
        "timeline": (analysed.timeline.viewport(), TIMELINE_MENU),
        "faces": (analysed.tracks, FACE_MENU),
    }[part]
    wanted = [analysed.commands.by_name[name] for name in names if name]
    assert menu_at(widget, QPoint(5, 5)) == wanted


def test_a_right_click_on_a_face_selects_it(analysed):
    analysed.session.select(0)
    track = analysed.session.analysis.tracks[1]
    x0, y0, x1, y1 = track.boxes[0]
    target, scale = analysed.player.canvas.target, analysed.player.canvas.target.width() / 320
    at = QPoint(int(target.x() + (x0 + x1) / 2 * scale), int(target.y() + (y0 + y1) / 2 * scale))
    QTest.mousePress(analysed.player.canvas, Qt.MouseButton.RightButton, pos=at)
    assert analysed.session.selected == 1


def test_a_clip_that_cannot_be_opened_leaves_the_one_before(analysed, qtbot, face_clip, tmp_path):
    analysed.session.go_to(7)
    (tmp_path / "letter.mp4").write_text("Dear Sir or Madam")
    analysed.open(tmp_path / "letter.mp4")
    qtbot.waitUntil(lambda: bool(analysed.findChildren(QMessageBox)), timeout=60000)
    (box,) = analysed.findChildren(QMessageBox)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    qtbot.waitUntil(lambda: analysed.session.finished, timeout=60000)
    assert (analysed.session.path, analysed.session.frame) == (face_clip, 7)


@pytest.mark.slow
def test_a_clip_that_was_closed_does_not_come_back_after_a_bad_file(
    analysed, qtbot, tmp_path, numbered_clip
):
    analysed.open(numbered_clip)
    qtbot.waitUntil(lambda: analysed.session.finished, timeout=60000)
    analysed.cases.closed.emit()
    (tmp_path / "letter.mp4").write_text("Dear Sir or Madam")
    analysed.open(tmp_path / "letter.mp4")
    qtbot.waitUntil(lambda: bool(analysed.findChildren(QMessageBox)), timeout=60000)
    assert analysed.session.path is None
    assert analysed.pages.currentWidget() is analysed.welcome
    analysed.findChild(QMessageBox).close()


def test_the_next_clip_opens_on_its_first_frame(analysed, qtbot, tmp_path):
    analysed.session.go_to(40)
    short = clips.one_face(tmp_path, 12)
    with qtbot.waitSignal(analysed.player.settled, timeout=60000):
        analysed.open(short)
    assert analysed.session.frame == 0
    assert analysed.player.slider.value() == 0


@pytest.mark.slow
def test_an_analysis_can_be_paused_and_resumed(window, qtbot, clip_folder):
    with qtbot.waitSignal(window.session.track_found, timeout=60000):
        window.open(clips.one_face(clip_folder, 400))
    pause = window.commands.by_name["pause_analysis"]
    pause.trigger()
    qtbot.wait(1500)
    seen = []
    window.session.stage.connect(lambda *stage: seen.append(stage))
    qtbot.wait(700)
    assert seen == []
    assert window.run.running
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        pause.trigger()
    qtbot.waitUntil(lambda: not pause.isChecked(), timeout=60000)


@pytest.mark.parametrize("stay", [True, False])
def test_closing_asks_if_clips_still_wait(window, qtbot, monkeypatch, stay, face_clip):
    monkeypatch.setattr(type(window.cases.clip_queue), "waiting", 3)
    buttons = QMessageBox.StandardButton
    asked = []

    def answer(_parent, _title, text, *_):
        asked.append(text)
        return buttons.Cancel if stay else buttons.Close

    monkeypatch.setattr(QMessageBox, "question", answer)
    window.close()
    assert asked == ["3 waiting clips will not be analysed."]
    assert window.isVisible() is stay
    monkeypatch.undo()


def test_recent_clips_are_in_the_menu(analysed, face_clip):
    menus = [menu for menu in analysed.findChildren(QMenu) if menu.title() == "Re&cent clips"]
    (menu,) = menus
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [face_clip.name]
