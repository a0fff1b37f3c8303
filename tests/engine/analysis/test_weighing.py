"""What a verdict rests on, and in which words."""

from dataclasses import replace

import numpy as np
import pytest
from made_analysis import made_events

from engine.analysis import phrases
from engine.analysis.events import FramesScored
from engine.analysis.result import Analysis
from engine.analysis.verdict import Reason
from engine.analysis.weighing import Moment, most_suspicious, weigh


def analysis_of(llr, usable=None, **columns):
    """A made analysis of one track, with these ratios for its 20 scored faces."""
    analysis = Analysis.of(made_events(scores=(1.0,)))
    scores = analysis.scores[1]
    llr = np.resize(np.asarray(llr, float), 20)
    usable = np.ones(20, bool) if usable is None else usable
    facts = replace(scores.facts, **columns)
    analysis.add(FramesScored(replace(scores, llr=llr, usable=usable, facts=facts)))
    return analysis


def test_faces_fall_into_three_kinds_and_only_usable_ones_count():
    usable = np.arange(20) < 15
    sizes = np.where(usable, 100, 10).astype(np.float32)
    found = weigh(analysis_of([1.0, -1.0, 0.1, 0.9, -0.2], usable, sizes=sizes), 1)
    assert (found.forged, found.pristine, found.undecided) == (6, 3, 6)
    assert found.set_aside == ((Reason.TOO_SMALL, 5),)
    assert (found.usable, found.scored, found.seen) == (15, 20, 100)
    assert "Of 15 usable faces, 6 point to manipulation, 3 against" in phrases.weighed(found)
    assert phrases.basis(found).endswith("Not used: 5 too small.")


def test_the_strongest_moments_are_named_apart_from_each_other():
    llr = np.zeros(20)
    llr[[3, 4, 10, 15, 18]] = 1.5, 1.4, 1.2, 0.9, 0.8
    llr[7] = -0.9
    analysis = analysis_of(llr)
    times = analysis.scores[1].times
    found = weigh(analysis, 1)
    assert [m.frame for m in found.for_forged] == [15, 50, 75]
    assert found.for_forged[0] == Moment(15, float(times[3]), 1.5)
    assert [m.frame for m in found.for_pristine] == [35]


@pytest.mark.parametrize("llr", [0.0, 0.1, -0.1])
def test_undecided_faces_are_evidence_for_neither_side(llr):
    found = weigh(analysis_of(llr), 1)
    assert found.for_forged == found.for_pristine == ()
    assert found.undecided == 20


def test_a_track_without_usable_faces_says_so():
    none = np.zeros(20, bool)
    found = weigh(analysis_of(1.0, none, sharpness=np.zeros(20, np.float32)), 1)
    assert found.for_forged == ()
    assert phrases.weighed(found) == "None of the scored faces could be used."
    assert "20 too blurred" in phrases.basis(found)


def test_the_most_suspicious_moments_are_of_all_tracks_that_count():
    analysis = Analysis.of(made_events(scores=(1.0, 2.0, 3.0)))
    found = most_suspicious(analysis, 4)
    assert [track for track, _ in found] == [3, 3, 3, 3]
    ratios = [moment.llr for _, moment in found]
    assert ratios == sorted(ratios, reverse=True)
    times = sorted(moment.time for _, moment in found)
    assert np.diff(times).min() >= 0.5
    analysis.excluded[3] = "a poster"
    assert most_suspicious(analysis, 1)[0][0] == 2
