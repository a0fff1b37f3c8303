"""The settings of an analysis, chosen in the window."""

import numpy as np
import pytest

from engine.analysis.settings import AnalysisSettings
from forensics_gui.analysis_settings import AnalysisSettingsDialog

TIMES = np.arange(100) / 25


@pytest.fixture
def dialog(qtbot, window):
    dialog = AnalysisSettingsDialog(window, TIMES, AnalysisSettings())
    qtbot.addWidget(dialog)
    return dialog


def test_the_first_settings_are_those_of_the_last_analysis(dialog):
    assert dialog.settings == AnalysisSettings()
    assert (dialog.begin.text(), dialog.end.text()) == ("0:00.000", "0:03.960")


def test_what_is_entered_is_what_is_analysed(dialog):
    dialog.begin.setText("0:01")
    dialog.end.setText("0:00:02:05")
    dialog.smallest.setValue(16)
    dialog.counts.setValue(24)
    dialog.scored.setValue(100)
    assert dialog.settings == AnalysisSettings(
        begin=1.0, end=2.2, smallest_face=16, min_face=24, frames_per_track=100
    )


@pytest.mark.parametrize(("begin", "end"), [("0:03", "0:01"), ("soon", "0:01"), ("0:01", "9:00")])
def test_an_impossible_range_is_explained_and_cannot_be_analysed(dialog, begin, end):
    dialog.begin.setText(begin)
    dialog.end.setText(end)
    assert dialog.settings is None
    assert dialog.message.text()
    assert not dialog.agree.isEnabled()


def test_the_open_clip_is_analysed_by_them_and_the_case_keeps_both(analysed, qtbot):
    analysed.commands.by_name["analyse_with_settings"].trigger()
    dialog = analysed.findChild(AnalysisSettingsDialog)
    dialog.counts.setValue(2000)
    with qtbot.waitSignal(analysed.session.clip_judged, timeout=60000):
        dialog.accept()
    assert analysed.session.analysis.settings.min_face == 2000
    assert analysed.verdict.headline.text() == "Cannot tell: the face is too small"
    assert analysed.verdict.next_step.text() == "Count smaller faces …"
    qtbot.waitUntil(lambda: len(analysed.host.cases.case.analyses()) == 2, timeout=60000)
