"""Kinds of forgery from bundle to report: what is computed is kept, and shown beside each other."""

import csv
import io
import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
from kinds import KEYS, by_kind, line, of_three_kinds
from made_analysis import keep_made, made_events
from reports import evidence, text_of

from engine.analysis.apply_corrections import corrected
from engine.analysis.correction import AppliedCorrection, ExcludeFrames
from engine.analysis.gradcam import explain, strongest_kind
from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.track_statistics import ratio_interval
from engine.analysis.verdict import Outcome
from engine.batch.table import Row, to_csv
from engine.case.case import Case
from engine.case.event_codec import decode, encode
from engine.detector.bundle.manifest import json_bytes
from engine.detector.calibration import quality_terms
from engine.detector.coverage import coverage
from engine.detector.kinds import known_kinds, read_kinds
from engine.errors import ResourceError
from engine.report.json_report import to_json
from engine.report.language import language
from engine.report.material import Material
from engine.report.pdf import write_pdf
from engine.report.track_tables import frames_csv
from engine.shipped import resource
from engine.video.source import VideoSource

THREE = by_kind(unseen=0.05)


@pytest.fixture(scope="module")
def analysis():
    """A face swap: nothing else speaks."""
    return Analysis.of(made_events(scores=((4.0, -6.0, 0.0),), calibration=THREE))


@pytest.fixture(scope="module")
def detector(untrained_detector):
    return of_three_kinds(untrained_detector, quality_slope=(0.05, 0.02, -0.05))


# --- the file of kinds ---


def test_the_shipped_kinds_are_whole():
    kinds = known_kinds()
    assert tuple(kind.key for kind in kinds.kinds) == KEYS
    assert sum(kind.share for kind in kinds.kinds) == pytest.approx(1)
    assert kinds.of("manipulation") is kinds.generic
    with pytest.raises(KeyError):
        kinds.of("painting")


@pytest.mark.parametrize("code", ["en", "de"])
def test_reports_state_the_shares_that_are_assumed(code):
    tongue = language(code)
    for kind in known_kinds().kinds:
        name = tongue.wording.say(kind.name)
        said = tongue.texts["method_kinds"].casefold()
        assert f"{name} {100 * kind.share:.0f} %".casefold() in said


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.update(kinds=[]),
        lambda plain: plain["kinds"][0].update(share=0.9),
        lambda plain: plain["kinds"][0].update(share=-0.4),
        lambda plain: plain["kinds"][0].update(key="generated"),
        lambda plain: plain["kinds"][0].update(name=" "),
        lambda plain: plain["generic"].update(share=0.5),
        lambda plain: plain.pop("generic"),
    ],
)
def test_a_damaged_file_of_kinds_is_refused(change, tmp_path):
    plain = json.loads(resource("kinds.json").read_text("utf-8"))
    change(plain)
    (tmp_path / "kinds.json").write_text(json.dumps(plain), "utf-8")
    with pytest.raises(ResourceError, match="damaged"):
        read_kinds(tmp_path / "kinds.json")


# --- from clip to case ---


def test_a_clip_is_judged_by_kind_and_its_case_replays_the_same(detector, face_clip, tmp_path):
    with VideoSource.open(face_clip) as video:
        events = list(analyze(video, detector))
    found = Analysis.of(events)
    scores, verdict = found.scores[1], found.verdict
    count = len(scores.frames)
    assert scores.facts.scores.shape == scores.by_kind.shape == (count, 3)
    terms = scores.facts.terms
    assert np.allclose(scores.by_kind, detector.calibration.by_kind(scores.facts.scores, terms))
    assert np.allclose(scores.llr, detector.calibration.mixture(scores.by_kind))
    usable = scores.usable
    mean = scores.facts.scores[usable].mean(axis=0)
    expected = detector.calibration.by_kind(mean, terms[usable].mean(axis=0))
    assert [one.llr for one in verdict.kinds] == pytest.approx(expected.tolist(), abs=1e-5)
    low, high = ratio_interval(found, 1)
    assert low <= verdict.llr <= high
    with Case.create(tmp_path / "kinds.fcase") as case:
        for event in events:
            case.add(event)
    with Case.open(tmp_path / "kinds.fcase") as case:
        again = case.analysis(1)
    assert again.verdict == verdict
    assert again.calibration == detector.calibration
    assert np.array_equal(again.scores[1].by_kind, scores.by_kind)
    part = corrected(again, [AppliedCorrection(ExcludeFrames(1, 0, 9, "x"), "a", "2026-01-01")])
    assert [one.kind for one in part.verdict.kinds] == list(KEYS)


def test_cases_of_earlier_versions_know_one_kind():
    """Their scores have one dimension, and their calibration is a line with two bounds."""
    events = list(made_events())

    def plain(event):
        columns = []
        return json.loads(json.dumps(encode(event, columns))), columns

    started, columns = plain(events[0])
    started["calibration"] = {
        "$type": "Calibration", "slope": 0.4, "intercept": 0.0, "bound": 2.0, "pristine": 100,
        "forged": 100, "pristine_bound": 0.99,
    }  # fmt: skip
    del started["settings"]["stretch"]
    read = decode(started, columns)
    assert read.calibration == line()
    assert read.settings.stretch == 0
    scored, columns = plain(next(e for e in events if type(e).__name__ == "FramesScored"))
    del scored["scores"]["by_kind"]
    place = scored["scores"]["facts"]["scores"]["$column"]
    columns[place] = columns[place][:, 0]
    scores = decode(scored, columns).scores
    assert scores.facts.scores.shape == scores.by_kind.shape == (20, 1)
    judged, _ = plain(events[-1])
    del judged["verdict"]["kinds"], judged["verdict"]["stretches"]
    verdict = decode(judged, []).verdict
    assert (verdict.kinds, verdict.stretches) == ((), ())
    assert verdict.llr == events[-1].verdict.llr


def test_local_calibrations_in_cases_of_earlier_versions_are_understood(untrained_detector):
    from known_pristine import made_local

    local = made_local(untrained_detector, np.linspace(-2, 2, 12))
    body = json.loads(json.dumps(encode(local, [])))
    (kind,) = body["calibration"]["kinds"]
    keys = ("slope", "intercept", "bound", "pristine", "forged")
    body["calibration"] = {
        "$type": "Calibration", **{key: kind[key] for key in keys}, "pristine_bound": 0.99,
    }  # fmt: skip
    (body["shift"],) = body.pop("shifts")
    body["format"] = 1
    for clip in body["clips"]:
        (clip["score"],) = clip.pop("scores")
        del clip["terms"]
    assert decode(body, []) == local


def test_heat_is_that_of_the_kind_that_speaks_most(detector, analysis):
    assert strongest_kind(analysis, 1) == "face_swap"
    assert strongest_kind(Analysis.of([]), 1) == ""
    rows = detector.classifier.coef_
    for place, key in enumerate(KEYS):
        along = detector.evidence_direction(key)
        assert np.allclose(along, rows[place] / np.linalg.norm(rows[place]), atol=1e-6)
    assert np.array_equal(detector.evidence_direction("x"), detector.evidence_direction(KEYS[0]))
    crop = np.random.default_rng(0).integers(0, 255, (1, 160, 160, 3), dtype=np.uint8)
    assert not np.allclose(explain(detector, crop, KEYS[0]), explain(detector, crop, KEYS[2]))


def test_a_detector_of_three_kinds_ranks_by_its_mixture(detector, untrained_detector):
    scores = np.random.default_rng(0).normal(size=(6, 3))
    assert np.array_equal(detector.ranking(scores), detector.calibration.llr(scores))
    assert np.array_equal(untrained_detector.ranking(scores[:, :1]), scores[:, 0])


# --- what is shown ---


def test_json_holds_each_kind_and_fits_its_schema(analysis):
    result = json.loads(json_bytes(to_json(analysis)))
    schema = json.loads(resource("report/report-1.schema.json").read_text("utf-8"))
    jsonschema.validate(result, schema)
    kinds = {one["kind"]: one for one in result["verdict"]["kinds"]}
    assert tuple(kinds) == KEYS
    assert kinds["face_swap"]["words"] == "moderate support for this kind"
    assert kinds["face_swap"]["log10_lr"] == analysis.verdict.kinds[0].llr
    assert kinds["generated"]["words"] == "no support"
    frames = result["tracks"][0]["frames"]
    columns = result["tracks"][0]["by_kind"]
    assert set(columns) == set(KEYS)
    assert np.allclose(columns["generated"]["log10_lr"],
                       analysis.scores[1].by_kind[:, 2], atol=1e-4)  # fmt: skip
    assert frames["score"] == [None] * 20
    assert result["verdict"]["score"] is None


def test_json_of_one_kind_is_as_before():
    result = to_json(Analysis.of(made_events()))
    assert result["verdict"]["kinds"] == []
    track = result["tracks"][0]
    assert track["frames"]["score"] == track["by_kind"]["manipulation"]["score"]


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", ("By kind of forgery", "Face swap", "Fully generated face",
             "moderate support for this kind", "points to a face swap")),
     ("de", ("Nach Art der Fälschung", "Gesichtstausch", "Vollständig erzeugtes Gesicht",
             "mäßige Unterstützung für diese Art", "spricht für einen Gesichtstausch"))],
)  # fmt: skip
def test_the_report_has_a_table_of_kinds(analysis, tmp_path, code, words):
    write_pdf(analysis, tmp_path / "r.pdf", Material({1: [evidence(1)]}), code=code)
    text = text_of(tmp_path / "r.pdf")
    for said in words:
        assert said in text


def test_the_report_of_one_kind_has_none(tmp_path):
    write_pdf(Analysis.of(made_events()), tmp_path / "r.pdf")
    assert "By kind of forgery" not in text_of(tmp_path / "r.pdf")


def test_tables_hold_each_kind(analysis):
    rows = list(csv.DictReader(io.StringIO(to_csv([Row("a.mp4", "judged",
                                                       judgement=analysis.verdict)]))))  # fmt: skip
    named = dict(part.split(" ") for part in rows[0]["by_kind"].split("; "))
    assert tuple(named) == KEYS
    assert float(named["face_swap"]) == pytest.approx(analysis.verdict.kinds[0].llr, abs=1e-4)
    plain = Row("b.mp4", "judged", judgement=Analysis.of(made_events()).verdict)
    assert next(csv.DictReader(io.StringIO(to_csv([plain]))))["by_kind"] == ""
    frames = list(csv.DictReader(io.StringIO(frames_csv(analysis, np.zeros(0)).decode())))
    scored = next(row for row in frames if row["score"])
    assert len(scored["score"].split()) == 3


def test_the_command_line_prints_each_kind(detector, face_clip, tmp_path, forensics):
    swaps = replace(detector.calibration.kinds[0], slope=4.0, intercept=9.0)
    calibration = replace(detector.calibration, kinds=(swaps, *detector.calibration.kinds[1:]))
    replace(detector, calibration=calibration).save(tmp_path / "three.bundle")
    done = forensics("analyze", face_clip, "--bundle", tmp_path / "three.bundle", "--quick",
                     "--device", "cpu", "--case", tmp_path / "a.fcase")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "points to a face swap" in done.stdout
    table = done.stdout.partition("kind of forgery")[2]
    assert "support for this kind" in table.splitlines()[1]
    assert [row.split("  ")[0] for row in table.splitlines()[1:4]] == [
        kind.name for kind in known_kinds().kinds
    ]


def test_a_kind_that_is_excluded_does_not_make_a_clip_pristine(tmp_path):
    swaps = by_kind(unseen=0.05, keys=("face_swap",))
    found = Analysis.of(made_events(scores=((-9.0,),), calibration=swaps))
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    result = to_json(found)["verdict"]
    assert "points against a face swap; says nothing about" in result["sentence"]
    assert [one["log10_lr"] is None for one in result["kinds"]] == [False, True, True]


def test_a_case_of_several_detectors_is_listed(tmp_path):
    with Case.create(tmp_path / "a.fcase") as case:
        keep_made(case, {"a.mp4": (3.0,)})
        for event in made_events("b.mp4", ((4.0, -6.0, 0.0),), calibration=THREE):
            case.add(event)
        assert [len(case.analysis(n).verdict.kinds) for n in (1, 2)] == [1, 3]


# --- what a detector sees ---


def test_coverage_follows_from_the_calibration():
    known = by_kind(unseen=0.12, keys=("face_swap", "reenactment"), quality_slope=(0.32, 0, -0.1))
    said = " ".join(coverage(known))
    assert "sees a face swap. Of such forgeries" in said
    assert "12 % look authentic" in said
    assert "does not see a fully generated face" in said
    # A fifth of the slope of 0.4 is left at one octave under 112 px, and 3.2 steps of blockiness.
    assert "about a face swap where faces are smaller than 56 px or blockiness is over 0.19" in said
    for size, block, gone in ((55, 0.03, True), (57, 0.03, False), (112, 0.195, True)):
        terms = quality_terms(np.array(size), np.array(0.3), np.array(block))
        assert known.uninformative(terms).all() == gone
    assert "trained on pristine and forged faces without kinds" in coverage(line())[0]
    blind = by_kind(keys=("generated",))
    flat = replace(blind, kinds=(replace(blind.kinds[0], slope=0.0),))
    assert coverage(flat) == [
        "This detector does not see a face swap, re-enactment and lip-sync, a fully generated "
        "face. Its verdict says nothing about that."
    ]


def test_card_report_and_json_quote_it(detector, analysis, tmp_path):
    detector.save(tmp_path / "three.bundle")
    first = (tmp_path / "three.bundle" / "card.md").read_text("utf-8").splitlines()[:10]
    for said in coverage(detector.calibration):
        assert f"- {said}" in first
    assert to_json(analysis)["coverage"] == coverage(analysis.calibration)
    write_pdf(analysis, tmp_path / "r.pdf")
    assert all(said in text_of(tmp_path / "r.pdf") for said in coverage(analysis.calibration))
