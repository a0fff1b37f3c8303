"""The tour goes from panel to panel, on the sample where nothing is open."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from forensics_gui.tour import STOPS, Tour


def tour_of(window):
    return window.findChild(Tour)


def test_each_stop_is_named_beside_its_panel_within_the_window(analysed, qtbot):
    analysed.resize(1366, 768)
    analysed.commands.by_name["show_tour"].trigger()
    tour = tour_of(analysed)
    for _, title, text in STOPS:
        assert (tour.title.text(), tour.text.text()) == (title, text)
        assert QRect(0, 0, tour.width(), tour.height()).contains(tour.note.geometry())
        tour.next_button.click()
    qtbot.waitUntil(lambda: tour_of(analysed) is None)


def test_keys_go_on_back_and_out(analysed, qtbot):
    analysed.show_tour()
    tour = tour_of(analysed)
    QTest.keyClick(tour, Qt.Key.Key_Right)
    assert tour.title.text() == STOPS[1][1]
    QTest.keyClick(tour, Qt.Key.Key_Left)
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.title.text() == STOPS[0][1]
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tour_of(analysed) is None)


def test_hidden_panels_are_passed_over(analysed):
    analysed.tracks.parentWidget().hide()
    analysed.show_tour()
    tour, seen = tour_of(analysed), []
    for _ in range(len(STOPS) - 1):
        seen.append(tour.title.text())
        tour.next_button.click()
    assert seen == [title for name, title, _ in STOPS if name != "tracks"]


@pytest.mark.slow
def test_without_a_clip_the_sample_is_opened_first(window, qtbot):
    window.welcome.tour_wanted.emit()
    assert window.session.path.name == "manipulated.mp4"
    qtbot.waitUntil(lambda: tour_of(window) is not None, timeout=120000)
    assert window.session.finished
    tour_of(window).end_button.click()
    qtbot.waitUntil(lambda: tour_of(window) is None)
    window.analyse_again()
    qtbot.waitUntil(lambda: window.session.finished, timeout=120000)
    qtbot.wait(200)
    assert tour_of(window) is None
