"""Calibrating in the window: off the GUI thread, told in words, used and put aside."""

import threading
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from known_pristine import folder_of_clips, made_local
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from engine.analysis import phrases
from engine.analysis.local_calibration import calibration_bytes, read_calibration
from forensics_gui.local_calibration import ResultDialog


@pytest.fixture(scope="module")
def phone(tmp_path_factory):
    return folder_of_clips(tmp_path_factory.mktemp("known") / "phone")


@pytest.fixture
def local(untrained_detector):
    return made_local(untrained_detector, [-2.0] * 6 + [2.0] * 6)


def result_of(window):
    return next(iter(window.findChildren(ResultDialog)), None)


@pytest.mark.slow
def test_a_folder_is_judged_and_the_calibration_saved_and_used(
    window, qtbot, phone, tmp_path, monkeypatch
):
    target = tmp_path / "phone.fcal"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(phone))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    ticks, stages = [], []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(20)
    window.calibrations.choose_folder()
    window.calibrations.bar.moved.connect(lambda at: stages.append((at.done, at.total)))
    assert window.calibrations.bar.isVisible()
    qtbot.waitUntil(lambda: result_of(window) is not None, timeout=120000)
    assert not window.calibrations.running
    assert stages[0] == (0, 12)
    assert stages[-1] == (12, 12)
    # The window answered all the while.
    assert max(b - a for a, b in pairwise(ticks)) < 2
    dialog = result_of(window)
    assert "10 clips from 'phone'" in dialog.text.text()
    assert phrases.CALIBRATION_CAUTION in dialog.text.text()
    dialog.save_button.click()
    qtbot.waitUntil(target.exists, timeout=60000)
    dialog.use_button.click()
    assert window.host.local == read_calibration(target)
    assert "phone" in window.calibrations.label.text()


def test_it_can_be_cancelled(window, qtbot, phone, monkeypatch):
    threads = []
    judge = window.host.calibrate

    def watched(*arguments):
        try:
            return judge(*arguments)
        finally:
            threads.append(threading.current_thread())

    monkeypatch.setattr(window.host, "calibrate", watched)
    window.calibrations.start(phone)
    qtbot.waitSignal(window.calibrations.bar.moved, timeout=60000).wait()
    window.calibrations.bar.findChild(QPushButton).click()
    assert not window.calibrations.running
    qtbot.waitUntil(lambda: bool(threads), timeout=60000)
    assert threads[0] is not threading.main_thread()
    qtbot.wait(100)
    assert result_of(window) is None
    assert window.host.local is None


def test_a_stored_one_is_used_by_the_next_analysis_and_put_aside(
    window, qtbot, local, tmp_path, face_clip, monkeypatch
):
    path = tmp_path / "phone.fcal"
    path.write_bytes(calibration_bytes(local))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    own = window.commands.by_name["use_own_calibration"]
    assert not own.isEnabled()
    window.calibrations.choose_file()
    qtbot.waitUntil(lambda: window.host.local == local, timeout=60000)
    assert window.calibrations.label.isVisible()
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    analysis = window.session.analysis
    assert analysis.local == local
    assert analysis.verdict.llr == pytest.approx(
        float(local.calibration.llr(np.array([analysis.verdict.score])))
    )
    assert own.isEnabled()
    own.trigger()
    assert not window.calibrations.label.isVisible()
    assert not own.isEnabled()
    assert window.host.local is None


def test_that_of_another_detector_and_too_small_a_folder_are_reported(
    window, qtbot, local, tmp_path
):
    path = tmp_path / "other.fcal"
    path.write_bytes(calibration_bytes(replace(local, bundle="ab" * 32)))
    window.calibrations.load(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=60000)
    assert "another detector" in window.failures.shown[0].what
    window.calibrations.start(tmp_path)
    qtbot.waitUntil(lambda: len(window.failures.shown) == 2, timeout=60000)
    assert "holds 0 clips" in window.failures.shown[1].what
    assert not window.calibrations.running
    assert window.host.local is None
