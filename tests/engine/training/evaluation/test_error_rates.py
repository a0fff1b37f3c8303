"""Skin tone, error rates of groups, and how often pristine clips get support for "forged"."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from made_crops import made_crops
from made_scores import made_scores, record

from engine.detector.calibration import wilson_interval
from engine.faces.align import Alignment
from engine.training.evaluation import Scored, score_crops
from engine.training.evaluation.bootstrap import share_of
from engine.training.evaluation.error_rates import (
    fairness,
    pristine_rates,
    tone_groups,
    typology_angle,
)

HERE = Alignment(size=160, margin=0.1)


def skin(lightness, yellow, red=12.0):
    """A crop of one Lab colour."""
    lab = np.full((HERE.side, HERE.side, 3), (lightness, red, yellow), np.float32)
    return np.clip(np.round(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * 255), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("lightness", "yellow", "group"),
    [(76, 14, "very light"), (68, 17, "light"), (62, 18, "intermediate"), (56, 20, "tan"),
     (46, 20, "brown"), (30, 16, "dark")],
)  # fmt: skip
def test_the_angle_is_that_of_the_colour(lightness, yellow, group):
    angle = typology_angle(skin(lightness, yellow), HERE)
    assert angle == pytest.approx(np.degrees(np.arctan2(lightness - 50, yellow)), abs=1.5)
    assert tone_groups(np.array([angle, np.nan])).tolist() == [group, ""]


def test_groups_begin_at_their_lower_end():
    angles = np.array([55.0, 54.9, 41.0, 28.0, 10.0, -30.0, -30.1])
    assert tone_groups(angles).tolist() == [
        "very light", "light", "light", "intermediate", "tan", "brown", "dark",
    ]  # fmt: skip


def test_only_cheeks_and_forehead_count():
    """Hair, eyes, lips and background of any colour change nothing; a shadowed cheek little."""
    crop, plain = skin(60, 18), typology_angle(skin(60, 18), HERE)
    eyes, mouth = HERE.template()[:2], HERE.template()[3:]
    crop[:10], crop[-20:] = (20, 60, 200), (0, 255, 0)
    for x, y in (*eyes, *mouth):
        cv2.circle(crop, (round(float(x)), round(float(y))), 8, (10, 10, 10), -1)
    assert typology_angle(crop, HERE) == plain
    crop[:, : HERE.side // 2 - 20] = 0
    assert typology_angle(crop, HERE) == plain


@pytest.mark.parametrize("crop", [skin(60, 0, 0), skin(60, -15), skin(3, 3), skin(100, 0, 0)])
def test_grey_blue_black_and_burnt_out_pictures_have_no_tone(crop):
    assert np.isnan(typology_angle(crop, HERE))


def test_scores_carry_the_tone_of_each_sample(untrained_detector):
    crops = made_crops(people=8)
    colours = [skin(76, 14), skin(46, 20)]
    small = [cv2.resize(c, crops.store.shape[1:3]) for c in colours]
    rows = np.arange(len(crops.records))
    scored = score_crops(
        untrained_detector, replace(crops, store=np.stack([small[i % 2] for i in rows])), "test"
    )
    assert tone_groups(scored.tone).tolist() == ["very light", "brown"] * 2
    assert np.array_equal(scored.clips().tone, scored.tone)


# --- shares and their intervals ---


def test_wilson_by_hand():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    low, high = wilson_interval(0, 100)
    assert (low, high) == (0.0, pytest.approx(0.037, abs=0.0005))
    assert wilson_interval(5, 10) == (
        pytest.approx(0.2366, abs=1e-4),
        pytest.approx(0.7634, abs=1e-4),
    )
    assert wilson_interval(10, 10)[1] == 1.0


def test_a_share_that_people_differ_in_has_a_wide_interval():
    called = np.arange(200) % 20 < 4
    apart = share_of(called, [record(i, 0) for i in range(200)])
    people = [record(i, 0, identity=f"p{i % 20}") for i in range(200)]
    together = share_of(called, people)
    assert apart.value == together.value == 0.2
    assert together.high - together.low > 2 * (apart.high - apart.low)
    assert share_of(np.zeros(200, bool), people).high == pytest.approx(wilson_interval(0, 200)[1])


# --- how often pristine clips are supported ---


def test_pristine_clips_are_counted_at_each_step_of_the_scale():
    llr = np.array([-3.0, 0.2, 0.31, 1.0, 2.5, 4.0, 9.0])
    records = [record(i, int(i == 6), origin="a" if i < 3 else "b") for i in range(7)]
    scored = Scored(llr, llr, records, np.full(7, 90.0), np.full(7, 30.0))
    found = pristine_rates(scored)
    assert list(found) == ["all", "a", "b"]
    assert [s["count"] for s in found["all"]["steps"]] == [4, 3, 2, 1, 1, 0]
    assert [s["count"] for s in found["a"]["steps"]] == [1, 0, 0, 0, 0, 0]
    strong = found["all"]["steps"][2]
    assert (strong["llr"], strong["words"]) == (2.0, "moderately strong support")
    assert strong["share"] == round(2 / 6, 4)
    assert strong["low"] < strong["share"] < strong["high"]
    zero = found["a"]["steps"][2]
    assert (zero["low"], zero["high"]) == (0.0, round(wilson_interval(0, 3)[1], 4))


def test_a_set_without_forgeries_has_its_rates_and_one_without_pristine_has_none():
    scored = made_scores(50)
    pristine, forged = (scored.take(np.flatnonzero(scored.labels == n)) for n in (0, 1))
    assert pristine_rates(pristine) == pristine_rates(scored)
    assert pristine_rates(pristine)["data"]["clips"] == 50
    assert pristine_rates(forged) == {}


# --- groups ---


def unfair(tan, others, each=200):
    """Pristine clips of two tones with given shares of false alarms, and as many forgeries."""
    scores, tones, records = [], [], []
    for tone, share in ((15.0, tan), (50.0, others)):
        for i in range(each):
            for label in (0, 1):
                alarm = (i + 0.5) / each < share
                scores.append(1.0 if label or alarm else -1.0)
                tones.append(tone)
                records.append(record(len(records), label))
    found = np.array(scores)
    return Scored(found, found, records, np.full(len(found), 90.0), np.array(tones))


def groups_of(found):
    return {(g["axis"], g["group"]): g for g in found["groups"]}


def test_a_group_with_many_more_false_alarms_is_warned_of():
    s = unfair(0.6, 0.0)
    more = [replace(r, identity=f"x{r.identity}", clip=f"x{r.clip}") for r in s.records]
    wide = Scored(np.concatenate([s.scores, np.where(s.labels == 1, 1.0, -1.0)]),
                  np.zeros(1600), s.records + more, np.full(1600, 90.0),
                  np.concatenate([s.tone, np.full(800, 50.0)]))  # fmt: skip
    found = fairness(wide, 0.0)
    groups = groups_of(found)
    assert groups["skin tone", "tan"]["over_limit"] == "shown"
    assert groups["skin tone", "light"]["over_limit"] == "no"
    assert groups["skin tone", "tan"]["miss_rate"] == 0.0
    (warning,) = found["warnings"]
    assert "'tan'" in warning
    assert "60%" in warning
    assert "beyond chance" in warning


def test_equal_groups_are_not_warned_of():
    found = fairness(unfair(0.2, 0.2), 0.0)
    assert found["warnings"] == []
    assert found["false_alarm_rate"] == 0.2
    assert {g["over_limit"] for g in found["groups"]} == {"no"}


def test_a_small_group_is_too_small_to_tell_and_says_so():
    s = unfair(0.5, 0.05)
    tan = np.flatnonzero(s.tone < 20)[:20]
    found = fairness(s.take(np.concatenate([tan, np.flatnonzero(s.tone > 20)])), 0.0)
    group = groups_of(found)["skin tone", "tan"]
    assert (group["pristine"], group["over_limit"]) == (10, "too few to tell")
    (warning,) = found["warnings"]
    assert "may be chance" in warning


def test_sizes_and_compressions_are_groups_too_and_unknown_ones_are_not():
    s = made_scores(40)
    records = [replace(r, compression=("c23", "", "c40")[i % 3]) for i, r in enumerate(s.records)]
    sizes = np.where(np.arange(80) % 2, 50.0, 200.0)
    found = fairness(replace(s, records=records, face_size=sizes, tone=np.full(80, np.nan)), 0.0)
    assert set(groups_of(found)) == {
        ("face size", "faces under 64 px"), ("face size", "faces of 128 px and more"),
        ("compression", "c23"), ("compression", "c40"),
    }  # fmt: skip


def test_forgeries_alone_have_misses_and_no_false_alarms():
    s = made_scores(30)
    found = fairness(s.take(np.flatnonzero(s.labels == 1)), 0.0)
    assert found["false_alarm_rate"] is None
    assert all("miss_rate" in g and "over_limit" not in g for g in found["groups"])


@pytest.mark.parametrize("people", [1, 9, 10])
def test_fewer_than_ten_people_are_no_group_to_warn_of(people):
    s = unfair(0.5, 0.05)
    s = s.take(np.concatenate([np.flatnonzero(s.tone < 20)[:100], np.flatnonzero(s.tone > 20)]))
    records = [
        replace(r, identity=f"tan{i // 2 % people}" if tone < 20 else r.identity)
        for i, (r, tone) in enumerate(zip(s.records, s.tone, strict=True))
    ]
    found = fairness(replace(s, records=records), 0.0)
    group = groups_of(found)["skin tone", "tan"]
    assert group["people"] == people
    assert bool(found["warnings"]) == (people >= 10)
    assert (group["over_limit"] == "too few to tell") == (people < 10)
