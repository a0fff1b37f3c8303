"""An analysis is written into a case while it goes on."""

import pytest

from engine import Case, ClipJudged, EngineError, StageStarted, record_analysis
from engine.errors import CaseError


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "c.fcase") as case:
        yield case


def test_each_event_is_in_the_case_before_it_is_passed_on(case, events):
    recorder = case.recorder()
    passed = []
    for event in record_analysis(iter(events), recorder):
        passed.append(event)
        kept = [e for e in passed if not isinstance(e, StageStarted)]
        assert len(list(case.events(recorder.analysis))) == len(kept)
    assert passed == events
    assert isinstance(passed[-1], ClipJudged)


def test_two_analyses_at_once_keep_their_numbers(case, events):
    recorders = [case.recorder(), case.recorder()]
    both = [record_analysis(iter(events), recorder) for recorder in recorders]
    for _ in zip(*both, strict=True):
        pass
    assert [(one.analysis, one.clip) for one in recorders] == [(1, 1), (2, 1)]
    assert case.analysis(1).verdict == case.analysis(2).verdict


def failing(case, events):
    """The events of an analysis during which the case is closed."""
    yield from events[:3]
    case.close()
    yield from events[3:]


def test_a_case_that_cannot_be_written_stops_the_analysis(case, events):
    with pytest.raises(CaseError):
        list(record_analysis(failing(case, events), case.recorder()))


def test_or_is_reported_once_while_the_analysis_continues(case, events):
    told = []
    passed = list(record_analysis(failing(case, events), case.recorder(), told.append))
    assert passed == events
    assert [type(error) for error in told] == [CaseError]
    assert isinstance(told[0], EngineError)


def test_a_case_is_made_once_and_opened_then(tmp_path, events):
    path = str(tmp_path / "c.fcase")
    for number in (1, 2):
        with Case.open_or_create(path, "A. Analyst") as case:
            recorder = case.recorder()
            recorder.add_all(events)
            assert recorder.analysis == number
            assert {act.who for act in case.acts()} == {"A. Analyst"}
