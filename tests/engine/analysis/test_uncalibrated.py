"""A detector without calibration: scores are ranked and shown, ratios are not claimed."""

import json

import jsonschema
import numpy as np
import pytest
from made_analysis import made_events

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.analysis.verdict import Outcome, Reason, suspicion_of
from engine.analysis.weighing import most_suspicious
from engine.batch.table import Row, by_suspicion
from engine.case.case import Case
from engine.detector.calibration import Calibration
from engine.report.json_report import to_json
from engine.report.track_tables import frames_csv
from engine.shipped import resource

UNCALIBRATED = Calibration.uncalibrated()


@pytest.fixture
def analysis():
    return Analysis.of(made_events(scores=(1.0, 4.0, -3.0), calibration=UNCALIBRATED))


def test_the_verdict_has_a_score_and_no_ratio(analysis):
    verdict = analysis.verdict
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert verdict.reasons[0] is Reason.UNCALIBRATED
    assert verdict.llr is None
    assert verdict.kinds == ()
    assert "not calibrated" in phrases.plain_headline(verdict)
    assert "times more likely" not in phrases.sentence(verdict)


def test_the_highest_score_decides(analysis):
    assert analysis.verdict.track == 2
    assert analysis.verdict.score == pytest.approx(4.0, abs=0.5)


def test_faces_are_ranked_by_score(analysis):
    first = most_suspicious(analysis, 1)[0]
    best = max(analysis.scores, key=lambda n: analysis.suspicion(n).max())
    assert first[0] == best == 2
    assert first[1].llr == pytest.approx(analysis.suspicion(2).max())
    assert np.array_equal(analysis.suspicion(1), analysis.scores[1].facts.scores[:, 0])


def test_clips_are_ranked_by_score():
    rows = [
        Row(f"{mean}.mp4", "done", judgement=Analysis.of(
            made_events(scores=(mean,), calibration=UNCALIBRATED)).verdict)
        for mean in (-2.0, 5.0, 1.0)
    ]  # fmt: skip
    assert [row.clip for row in by_suspicion(rows)] == ["5.0.mp4", "1.0.mp4", "-2.0.mp4"]


def test_a_case_replays_it(analysis, tmp_path):
    with Case.create(tmp_path / "case.fcase", "analyst") as case:
        recorder = case.recorder()
        recorder.add_all(made_events(scores=(1.0, 4.0, -3.0), calibration=UNCALIBRATED))
        again = case.analysis(recorder.analysis)
    assert again.verdict == analysis.verdict
    assert not again.calibrated
    assert suspicion_of(again.verdict) == analysis.verdict.score


def test_the_json_report_claims_no_ratio(analysis):
    report = json.loads(json.dumps(to_json(analysis)))
    schema = json.loads((resource("report") / "report-1.schema.json").read_text())
    jsonschema.validate(report, schema)
    frames = report["tracks"][0]["frames"]
    assert set(frames["log10_lr"]) == {None}
    assert len(set(frames["score"])) > 1
    assert report["detector"]["calibrated"] is False
    assert report["verdict"]["log10_lr"] is None


def test_the_table_of_frames_claims_no_ratio(analysis):
    table = frames_csv(analysis, np.zeros(0, np.int64)).decode().splitlines()
    column = table[0].split(",").index("log10_lr")
    assert {line.split(",")[column] for line in table[1:]} == {""}
