"""No outcome is worded stronger than its figure, whatever the figure is."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds import KEYS

from engine.analysis import phrases
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import KindRatio, Outcome, Reason, Stretch, Verdict
from engine.detector.calibration import ASSUMED_UNSEEN
from engine.report.language import LANGUAGES, language

#: Claims that no likelihood ratio supports, in either language.
CLAIMS = re.compile(
    r"\b(prov(e|es|ed|en)|proof|certain(ly|ty)?|definite(ly)?|undoubted(ly)?|guarantee[sd]?|"
    r"genuine|is (fake|real)|beyond doubt|beweis\w*|sicher|zweifelsfrei|eindeutig|garantier\w*)\b"
    r"|100 ?%",
    re.IGNORECASE,
)

ratios = st.one_of(
    st.none(),
    st.floats(-500, 500),
    st.floats(-1.2, 1.2),
    st.sampled_from([math.nan, math.inf, -math.inf, 0.0]),
    st.builds(math.nextafter, st.sampled_from(verbal_scale().edges), st.sampled_from([-9.0, 9.0])),
)
verdicts = st.builds(
    Verdict,
    st.sampled_from(Outcome),
    ratios,
    st.one_of(st.none(), st.floats(-20, 20)),
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.lists(st.sampled_from(Reason), unique=True, max_size=4).map(tuple),
    st.one_of(st.none(), st.integers(1, 200)),
    st.lists(
        st.builds(KindRatio, st.sampled_from(KEYS), st.floats(-9, 9), st.floats(-7, 7)),
        max_size=3,
        unique_by=lambda one: one.kind,
    ).map(tuple),
    st.lists(
        st.builds(Stretch, st.floats(0, 9e3), st.floats(0, 9e3), st.floats(-7, 7)), max_size=3
    ).map(tuple),
)
wordings = st.sampled_from([language(name).wording for name in LANGUAGES])


def all_words(verdict, wording):
    return " ".join(
        say(verdict, wording)
        for say in (phrases.headline, phrases.sentence, phrases.advice, phrases.not_meant)
    )


@given(verdicts, wordings)
def test_nothing_is_claimed_as_settled(verdict, wording):
    found = CLAIMS.search(all_words(verdict, wording))
    assert found is None, found


@given(verdicts)
def test_words_never_exceed_the_figure(verdict):
    said = phrases.headline(verdict) + " " + phrases.sentence(verdict)
    figures = [one.llr for one in verdict.stretches]
    figures += [] if verdict.llr is None else [verdict.llr]
    reached = [
        step.words
        for step in verbal_scale().steps
        if any(abs(llr) >= math.log10(step.lower) for llr in figures)
    ]
    for step in verbal_scale().steps[1:]:
        if re.search(rf"\b{step.words}\b", said.replace("moderately strong support", "")):
            assert step.words in reached
    for number in re.findall(r"about ([\d,.]+) times", said):
        assert math.log10(float(number.replace(",", ""))) <= abs(verdict.llr) + 1e-9


@given(verdicts, wordings)
def test_what_is_not_supported_is_worded_as_inconclusive(verdict, wording):
    toward = {Outcome.FORGED: 1, Outcome.PRISTINE: -1, Outcome.INCONCLUSIVE: 0}[verdict.outcome]
    llr = math.nan if verdict.llr is None else verdict.llr
    if toward and toward * llr >= verbal_scale().undecided:
        return
    inconclusive = replace(verdict, outcome=Outcome.INCONCLUSIVE)
    for say in (phrases.headline, phrases.sentence, phrases.not_meant):
        assert say(verdict, wording) == say(inconclusive, wording)
    assert phrases.headline(verdict) == "Inconclusive"
    assert "pristine" not in phrases.headline(verdict).lower()


@given(verdicts)
def test_verdicts_of_earlier_versions_give_weak_support_against_manipulation_at_most(verdict):
    """They do not know the share of forgeries that look pristine."""
    verdict = replace(verdict, kinds=(), stretches=())
    if verdict.outcome is Outcome.PRISTINE:
        said = phrases.headline(verdict) + " " + phrases.sentence(verdict)
        assert not re.search(r"strong support|moderate support|Strong|Moderate", said)
        assert phrases.supported(verdict) is None or phrases.supported(verdict) >= math.log10(
            ASSUMED_UNSEEN
        )


@given(verdicts, wordings)
def test_absence_of_evidence_is_not_called_evidence_of_absence(verdict, wording):
    if phrases.supported(verdict) is None:
        said = phrases.not_meant(verdict, wording)
        assert said == wording.say(
            "This is evidence neither for nor against manipulation. Absence of evidence is not "
            "evidence of absence."
        )
    assert "no evidence of manipulation" not in all_words(verdict, wording).lower()


@given(verdicts)
def test_a_german_reader_reads_the_same(verdict):
    german = language("de").wording
    for say in (phrases.headline, phrases.sentence, phrases.advice, phrases.not_meant):
        english, translated = say(verdict), say(verdict, german)
        assert bool(english) == bool(translated)
        assert not english or english != translated or english == "Inconclusive"
    assert ("manipulation" in phrases.headline(verdict)) == (
        "Manipulation" in phrases.headline(verdict, german)
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_says_what_it_does_not_mean(outcome):
    assert phrases.not_meant(Verdict(outcome, 0.9 if outcome == "forged" else -0.9, 0, 9, 9))
