"""What goes wrong is logged, shown once a kind, and can be reported."""

import logging
import os
import subprocess
import sys
import threading
import zipfile

import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QPushButton

from engine import log
from engine.errors import CaseError, DamagedFrameError
from forensics_gui.failures import system_check
from forensics_gui.failures.errors import Hooks, as_engine_error
from forensics_gui.failures.problem_report import ProblemDialog
from forensics_gui.failures.system_check import SystemCheckDialog
from forensics_gui.workers import tasks


@pytest.fixture
def hooked(window, qtbot):
    """The window as the program opens it; pytest-qt's own hook would fail the test."""
    hooks = Hooks()
    hooks.failed.connect(window.failures.show, Qt.ConnectionType.QueuedConnection)
    with qtbot.captureExceptions(), hooks.installed():
        yield window


def boxes(window):
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def close_all(window):
    for box in boxes(window):
        box.accept()


def button(box, text):
    return next(b for b in box.findChildren(QPushButton) if b.text() == text)


def records(caplog, level):
    """Those of the program; the platform without a screen makes Qt complain."""
    own = [record for record in caplog.records if record.name != "forensics_gui.qt"]
    return [record for record in own if record.levelno >= level]


def fail_in_slot(message="a fault"):
    raise ValueError(message)


def test_an_exception_in_a_slot_is_logged_and_shown_with_details_to_copy(hooked, qtbot, caplog):
    QTimer.singleShot(0, fail_in_slot)
    qtbot.waitUntil(lambda: bool(boxes(hooked)))
    (box,) = boxes(hooked)
    assert "ValueError" in box.text()
    button(box, "Copy details").click()
    assert "in fail_in_slot" in QGuiApplication.clipboard().text()
    (record,) = records(caplog, logging.WARNING)
    assert record.exc_info[0] is ValueError
    close_all(hooked)


def test_a_slot_that_fails_again_and_again_has_one_box(hooked, qtbot):
    timer = QTimer(hooked, interval=1)
    timer.timeout.connect(fail_in_slot)
    timer.start()
    qtbot.waitUntil(lambda: bool(boxes(hooked)))
    qtbot.wait(50)
    assert len(boxes(hooked)) == 1
    close_all(hooked)
    qtbot.waitUntil(lambda: "ValueError" in hooked.frame.status.currentMessage())
    timer.stop()
    assert not boxes(hooked)


def test_another_fault_of_the_same_type_has_a_box_of_its_own(hooked, qtbot):
    QTimer.singleShot(0, fail_in_slot)
    QTimer.singleShot(0, lambda: int("no number"))
    qtbot.waitUntil(lambda: len(boxes(hooked)) == 2)
    close_all(hooked)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exception_on_a_thread_is_shown_too(hooked, qtbot, caplog):
    thread = threading.Thread(target=fail_in_slot)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(boxes(hooked)))
    assert "on thread" in records(caplog, logging.ERROR)[0].getMessage()
    close_all(hooked)


def test_messages_of_qt_are_logged(hooked, caplog):
    qWarning("a word from Qt")
    assert ("forensics_gui.qt", logging.WARNING, "a word from Qt") in caplog.record_tuples


def test_python_and_qt_have_their_own_hooks_back_at_the_end():
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with Hooks().installed():
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_typed_error_of_a_worker_is_logged_once_with_its_traceback(window, qtbot, caplog):
    def call():
        raise CaseError("The case is damaged.", "Use a copy.")

    tasks.run(window, call, print, window.failures.show)
    qtbot.waitUntil(lambda: bool(boxes(window)))
    (record,) = records(caplog, logging.WARNING)
    assert "The case is damaged." in record.getMessage()
    assert record.exc_info[2] is not None
    close_all(window)


def test_frames_that_fail_alike_have_one_box_and_other_errors_their_own(window):
    for frame in range(5):
        window.failures.show(DamagedFrameError(f"Frame {frame} is damaged.", "Go on."))
    assert len(boxes(window)) == 1
    window.failures.show(DamagedFrameError("The last frame is missing.", "Go on."))
    assert len(boxes(window)) == 2
    close_all(window)
    window.failures.show(DamagedFrameError("Frame 9 is damaged.", "Go on."))
    assert len(boxes(window)) == 1
    close_all(window)


def test_an_error_without_a_window_is_logged(window, caplog):
    window.close()
    window.failures.show(CaseError("The case is damaged.", "Use a copy."))
    assert not boxes(window)
    assert len(records(caplog, logging.WARNING)) == 1


def test_what_the_projection_process_was_at_crosses_with_its_error(qtbot):
    from forensics_gui.workers.projector import Projector

    projector = Projector()
    with pytest.raises(Exception) as raised:
        projector.project(None, None, "none")
    projector.close()
    assert "reference_comparison.py" in as_engine_error(raised.value).details


@pytest.fixture
def logged(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path)
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    (tmp_path / log.NAME).write_text(f"first line\nOpened {home}/clip.mp4\n", "utf-8")


@pytest.fixture
def report(logged, window, preferences):
    preferences.set("theme", "dark")
    preferences.set("case/recent", ["/cases/secret.fcase"])
    preferences.set("report/key", "/keys/secret.p12")
    window.commands.by_name["report_problem"].trigger()
    dialog = window.findChild(ProblemDialog)
    assert dialog.isVisible()
    return dialog


def save(dialog, path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    box = dialog.findChild(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Save).click()


def test_the_report_is_seen_before_it_is_saved_and_saved_as_it_was_seen(
    report, window, tmp_path, monkeypatch
):
    assert "Python" in report.versions.toPlainText()
    assert report.log.toPlainText().endswith("Opened ~/clip.mp4")
    report.story.setPlainText("It went dark.")
    report.log.setPlainText("first line")
    path = tmp_path / "problem.zip"
    save(report, path, monkeypatch)
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {"what-happened.txt", "versions.txt", "settings.txt", "log.txt"}
    assert texts["what-happened.txt"] == "It went dark."
    assert texts["log.txt"] == "first line"
    assert str(path) in window.frame.status.currentMessage()


def test_the_report_names_no_person_and_no_case(report):
    settings = report.settings.toPlainText()
    assert "theme: dark" in settings
    assert "Analyst" not in settings
    assert "secret" not in settings
    report.reject()


def test_a_report_that_cannot_be_saved_stays_open_and_says_why(
    report, window, tmp_path, monkeypatch
):
    save(report, tmp_path / "nowhere" / "problem.zip", monkeypatch)
    assert report.isVisible()
    (box,) = boxes(window)
    assert "could not be written" in box.text()
    close_all(window)
    report.reject()


def test_the_box_of_a_fault_leads_to_the_report(logged, window):
    try:
        fail_in_slot()
    except ValueError as error:
        window.failures.show(as_engine_error(error))
    (box,) = boxes(window)
    button(box, "Report a problem …").click()
    assert window.findChild(ProblemDialog).isVisible()
    window.findChild(ProblemDialog).reject()
    close_all(window)


@pytest.fixture
def checks(monkeypatch):
    """Two findings in place of the checks of this computer."""
    from engine.health.finding import Finding, State

    found = [
        Finding("Window", State.PROBLEM, "{missing} is missing.", "install {missing}",
                {"missing": "libEGL"}),
        Finding("Memory", State.OK, "There is enough."),
    ]  # fmt: skip
    monkeypatch.setattr(system_check, "check_system", lambda: iter(found))


def test_the_window_shows_what_the_computer_lacks(checks, window, qtbot):
    window.commands.by_name["check_system"].trigger()
    dialog = window.findChild(SystemCheckDialog)
    qtbot.waitUntil(lambda: dialog.finished_checking)
    assert "1 problem found" in dialog.summary.text()
    button(dialog, "Copy").click()
    copied = QGuiApplication.clipboard().text()
    assert "Window: libEGL is missing.\n    Fix: install libEGL" in copied
    assert "Memory: There is enough." in copied
    dialog.reject()


def test_after_a_crash_the_window_offers_the_check(checks, window, qtbot):
    window.failures.offer_after_crash()
    (box,) = boxes(window)
    assert "crashed last time" in box.text()
    button(box, "Check the system …").click()
    dialog = window.findChild(SystemCheckDialog)
    qtbot.waitUntil(lambda: dialog.finished_checking)
    dialog.reject()
    close_all(window)


def test_the_box_of_a_fault_leads_to_the_check(checks, window, qtbot):
    try:
        fail_in_slot()
    except ValueError as error:
        window.failures.show(as_engine_error(error))
    (box,) = boxes(window)
    button(box, "Check the system …").click()
    dialog = window.findChild(SystemCheckDialog)
    qtbot.waitUntil(lambda: dialog.finished_checking)
    dialog.reject()
    close_all(window)


_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from forensics_gui import app
from forensics_gui.main_window import MainWindow

def fail():
    raise ValueError("in a slot")

def look():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            print(box.text(), flush=True)
            box.accept()
            QApplication.quit()

def begin(self):
    QTimer.singleShot(0, fail)
    self.looking = QTimer(self, interval=50)
    self.looking.timeout.connect(look)
    self.looking.start()
    complete(self)

complete, MainWindow._complete = MainWindow._complete, begin
sys.argv = ["forensics-gui"]
app.main()
"""


def program(script, home, *arguments):
    folders = ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **{name: str(home) for name in folders}},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_program_survives_a_fault_in_a_slot_and_logs_it(tmp_path):
    ran = program(_PROGRAM, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "Something unexpected went wrong (ValueError)." in ran.stdout
    said = (tmp_path / "deepfake-forensics" / "log" / log.NAME).read_text("utf-8")
    assert "forensics-gui started" in said
    assert "ValueError: in a slot" in said


_NO_WINDOW = """
import sys
from PySide6.QtWidgets import QMessageBox
from engine.errors import ResourceError
from forensics_gui import app, language

def use(*_):
    raise ResourceError("The texts of the window are missing.", "Install the program again.")

language.use = use
QMessageBox.exec = lambda box: print(box.text(), flush=True)
sys.argv = ["forensics-gui"]
app.main()
"""


def test_a_program_that_cannot_begin_says_why_and_logs_it(tmp_path):
    ran = program(_NO_WINDOW, tmp_path)
    assert ran.returncode == 13, ran.stderr
    assert "The texts of the window are missing." in ran.stdout
    said = (tmp_path / "deepfake-forensics" / "log" / log.NAME).read_text("utf-8")
    assert "ResourceError" in said
