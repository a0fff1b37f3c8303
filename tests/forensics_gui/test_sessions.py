"""Whole sessions, as an analyst has them, with the watchdog looking on."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QLineEdit
from shiboken6 import isValid

from engine.analysis.verdict import Reason
from engine.case.case import Case
from engine.case.state import Description
from forensics_gui.commands.palette import CommandPalette
from forensics_gui.main_window import MainWindow
from forensics_gui.workers.projector import Projector

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def host(host):
    host.projector = Projector()
    return host


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    # No window manager gives the keyboard back after a dialog.
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, key, modifiers)


def write_when_asked(text, kind):
    """Write into the next dialog of a kind, and press Enter."""

    def look():
        dialog = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()),
            None,
        )
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        line = dialog.findChild(QLineEdit)
        line.selectAll()
        QTest.keyClicks(line, text)
        enter(dialog, line)

    def enter(dialog, line):
        # The first Return may go to the list of names that completes what is typed.
        if isValid(dialog) and dialog.isVisible():
            QTimer.singleShot(300, lambda: enter(dialog, line))
            QTest.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(20, look)


def settle(window, qtbot):
    """Until the clip is judged, and the case has taken in all that was done."""
    possible = window.commands.by_name["add_bookmark"]
    qtbot.waitUntil(lambda: window.session.finished and possible.isEnabled(), timeout=60000)
    qtbot.waitUntil(lambda: not window.run.running and not window.cases.queue.busy, timeout=60000)


@pytest.mark.slow
def test_a_session_by_keyboard_alone(window, qtbot, watched, tmp_path):
    window.activateWindow()
    press(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.line, "manipulated sample")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settle(window, qtbot)
    watched("judged")
    press(window, Qt.Key.Key_Right)
    assert window.session.frame == 1
    press(window, Qt.Key.Key_PageDown, CONTROL)
    assert window.session.selected in window.session.analysis.tracks
    found = window.session.analysis.verdict

    write_when_asked("a poster on the wall", QInputDialog)
    press(window, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: bool(window.session.analysis.excluded), timeout=60000)
    settle(window, qtbot)
    assert window.session.analysis.verdict.reasons == (Reason.ALL_EXCLUDED,)
    watched("excluded")
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: not window.session.analysis.excluded, timeout=60000)
    assert window.session.analysis.verdict == found

    settle(window, qtbot)
    report = tmp_path / "report.pdf"
    write_when_asked(str(report), QFileDialog)
    press(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(report.exists, timeout=60000)
    settle(window, qtbot)
    press(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()


def test_the_panels_are_walked_over_with_f6(analysed, qtbot):
    analysed.activateWindow()
    qtbot.waitUntil(analysed.isActiveWindow, timeout=60000)
    analysed.player.canvas.setFocus()
    parts = [analysed.player, *(dock for dock in analysed.examine.docks)]

    def part():
        focus = QApplication.focusWidget()
        return next(part for part in parts if part.isAncestorOf(focus))

    walked = []
    for _ in parts:
        press(analysed, Qt.Key.Key_F6)
        walked.append(part())
    assert walked == [*parts[1:], parts[0]]
    press(analysed, Qt.Key.Key_F6, SHIFT)
    assert part() is parts[-1]


def test_p_goes_to_the_most_suspicious_moments_one_after_the_other(analysed, qtbot):
    analysed.activateWindow()
    scores = analysed.session.analysis.scores[1]
    usable = scores.llr.copy()
    usable[~scores.usable] = -9
    press(analysed, Qt.Key.Key_P)
    assert analysed.session.frame == scores.frames[usable.argmax()]
    first = analysed.session.frame
    press(analysed, Qt.Key.Key_P)
    assert analysed.session.frame != first


@pytest.fixture
def reopened(qtbot, host, preferences):
    """Opens the program again."""
    opened = []

    def start(path):
        window = MainWindow(host, preferences)
        qtbot.addWidget(window)
        window.show()
        window.open(path)
        opened.append(window)
        return window

    yield start
    for window in opened:
        window.close()


@pytest.mark.slow
def test_yesterdays_case_is_there_again_and_a_correction_can_be_taken_back(
    window, qtbot, watched, tmp_path, face_clip, reopened
):
    path = tmp_path / "inquiry.fcase"
    window.cases.files.create(path, Description("Inquiry", ""), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    window.open(face_clip)
    settle(window, qtbot)
    found = window.session.analysis.verdict
    write_when_asked("a photograph", QInputDialog)
    press(window, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: bool(window.session.analysis.excluded), timeout=60000)
    settle(window, qtbot)
    press(window, Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(lambda: window.case.remarks.count() == 1, timeout=60000)
    watched("corrected")
    window.close()

    again = reopened(path)
    settle(again, qtbot)
    assert list(again.session.analysis.excluded.values()) == ["a photograph"]
    assert again.case.remarks.count() == 1
    press(again, Qt.Key.Key_Z, CONTROL)
    settle(again, qtbot)
    qtbot.waitUntil(lambda: again.case.remarks.count() == 0, timeout=60000)
    press(again, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: not again.session.analysis.excluded, timeout=60000)
    settle(again, qtbot)
    assert again.session.analysis.verdict == found
    again.close()
    with Case.open(path, "A. Analyst") as case:
        case.verify()


def test_dialogs_close_with_escape(analysed, qtbot):
    for name in ("show_preferences", "change_shortcuts", "show_card", "show_about"):
        analysed.commands.by_name[name].trigger()

        def shown():
            return [d for d in analysed.findChildren(QDialog) if d.isVisible()]

        qtbot.waitUntil(lambda shown=shown: len(shown()) == 1, timeout=60000)
        dialogs = shown()
        press(dialogs[0], Qt.Key.Key_Escape)
        assert not dialogs[0].isVisible()
