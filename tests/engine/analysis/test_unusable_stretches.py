"""Where a face could not carry a verdict: stretches of a track, each with its worst measure."""

from dataclasses import replace

import numpy as np
import pytest
from made_analysis import made_events

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.track_statistics import quality_stretches
from engine.analysis.verdict import Reason


@pytest.fixture
def track():
    """100 frames of a good face."""
    found = Analysis.of(made_events()).tracks[1]
    good = np.full(100, np.nan, np.float32)
    columns = dict.fromkeys(("pitch", "roll", "brightness"), good)
    quality = replace(
        found.quality, size=np.full(100, 90, np.float32), sharpness=np.full(100, 0.4, np.float32),
        yaw=np.zeros(100, np.float32), blockiness=np.full(100, 0.1, np.float32), **columns,
    )  # fmt: skip
    return replace(found, quality=quality)


def with_column(track, name, **at):
    column = getattr(track.quality, name).copy()
    for rows, value in at["values"]:
        column[rows] = value
    return replace(track, quality=replace(track.quality, **{name: column}))


def test_a_good_face_has_none(track):
    assert quality_stretches(track, AnalysisSettings()) == ()


def test_each_stretch_has_its_rows_and_its_worst(track):
    small = with_column(track, "size", values=[(slice(10, 20), 40), (15, 31), (slice(90, 100), 20)])
    (dips,) = quality_stretches(small, AnalysisSettings())
    assert dips.reason is Reason.TOO_SMALL
    assert dips.first.tolist() == [10, 90]
    assert dips.last.tolist() == [19, 99]
    assert dips.worst.tolist() == [31, 20]
    assert [dips.at(row) for row in (9, 10, 19, 20, 95)] == [None, 0, 0, None, 1]


def test_a_head_turned_either_way_is_turned(track):
    turned = with_column(track, "yaw", values=[(slice(5, 8), -70), (slice(8, 10), 75)])
    (dips,) = quality_stretches(turned, AnalysisSettings())
    assert (dips.reason, dips.first.tolist(), dips.worst.tolist()) == (
        Reason.TURNED_AWAY, [5], [75],
    )  # fmt: skip


def test_frames_that_were_not_measured_do_not_end_a_stretch(track):
    blurred = with_column(
        track, "sharpness", values=[(slice(0, 100), np.nan), ([20, 25, 30], 0.05), (35, 0.5)]
    )
    (dips,) = quality_stretches(blurred, AnalysisSettings())
    assert (dips.first.tolist(), dips.last.tolist()) == ([20], [30])


def test_tracks_of_early_versions_have_none(track):
    assert quality_stretches(replace(track, quality=None), AnalysisSettings()) == ()


def test_what_is_wrong_is_reported_with_its_measure():
    said = phrases.measured_fault(Reason.TOO_SMALL, 31.4, 48)
    assert said == "too small (31 px, minimum 48)"
    for reason in phrases.FAULTS:
        assert phrases.FAULTS[reason] in phrases.measured_fault(reason, 0.7, 0.5)
