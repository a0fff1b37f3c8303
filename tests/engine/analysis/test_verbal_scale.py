"""Words for likelihood ratios, and the propositions that they are about."""

import json
import math

import pytest

from engine.analysis import phrases
from engine.analysis.verbal_scale import read_scale, verbal_scale
from engine.analysis.verdict import Outcome, Verdict
from engine.detector.calibration import ASSUMED_UNSEEN
from engine.errors import ResourceError
from engine.shipped import resource


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1, "no"),
        (1.99, "no"),
        (2, "weak"),
        (9.99, "weak"),
        (10, "moderate"),
        (99.9, "moderate"),
        (100, "moderately strong"),
        (1_000, "strong"),
        (10_000, "very strong"),
        (999_000, "very strong"),
        (1_000_000, "extremely strong"),
        (1e12, "extremely strong"),
    ],
)
def test_words_begin_at_their_edge_in_both_directions(ratio, words):
    assert phrases.strength(math.log10(ratio)) == f"{words} support"
    assert phrases.strength(-math.log10(ratio)) == f"{words} support"


def test_half_and_two_bound_what_supports_neither_side():
    undecided = verbal_scale().undecided
    assert undecided == math.log10(2)
    assert phrases.strength(undecided) == phrases.strength(-undecided) == "weak support"
    assert phrases.strength(math.nextafter(undecided, 0)) == "no support"


def test_the_strongest_ratio_for_pristine_of_one_kind_is_called_weak():
    assert phrases.strength(math.log10(ASSUMED_UNSEEN)) == "weak support"


@pytest.mark.parametrize(
    ("llr", "about"),
    [
        (0.999, "9.9"),
        (math.log10(2), "2"),
        (1.0, "10"),
        (2.148, "140"),
        (3.4, "2,500"),
        (6.0, "1,000,000"),
    ],
)
def test_ratios_in_sentences_are_plain_and_never_rounded_up(llr, about):
    verdict = Verdict(Outcome.FORGED, llr, 1.0, 9, 9)
    assert f"about {about} times more likely" in phrases.sentence(verdict)


def test_propositions_are_sentences_and_differ():
    manipulated, recorded = phrases.propositions()
    assert manipulated.startswith("The face was manipulated")
    assert "not manipulated" in recorded
    assert manipulated.endswith(".")
    assert recorded.endswith(".")
    assert "not the probability" in phrases.caution()


def whole():
    return json.loads(resource("verbal_scale.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.pop("caution"),
        lambda s: s["propositions"].pop("pristine"),
        lambda s: s["propositions"].update(forged=" "),
        lambda s: s.update(steps=s["steps"][:1]),
        lambda s: s["steps"].reverse(),
        lambda s: s["steps"].pop(0),
        lambda s: s["steps"][2].update({"from": "ten"}),
        lambda s: s["steps"][2].update(words=""),
        lambda s: s.update(unheard_of=1),
    ],
)
def test_a_damaged_scale_is_refused_by_name(tmp_path, change):
    data = whole()
    change(data)
    path = tmp_path / "scale.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ResourceError, match=r"scale\.json"):
        read_scale(path)


def test_a_missing_scale_or_one_that_is_no_json(tmp_path):
    with pytest.raises(ResourceError):
        read_scale(tmp_path / "none.json")
    (tmp_path / "bad.json").write_bytes(b"\xff{")
    with pytest.raises(ResourceError):
        read_scale(tmp_path / "bad.json")
