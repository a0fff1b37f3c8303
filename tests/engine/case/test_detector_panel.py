"""Several detectors on one clip: each verdict, the fused ratio, and what is said of conflicts."""

import json

import jsonschema
import panels
import pytest
from reports import text_of

from engine.case.case import Case
from engine.case.detector_panel import panel_of
from engine.case.log_phrases import act_label, describe_act
from engine.report.issue import issue_of
from engine.report.json_report import write_json
from engine.report.pdf import write_pdf
from engine.shipped import resource

FIRST, SECOND = panels.BUNDLES


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "c.fcase", analyst="A. Nalyst") as case:
        panels.judge(case, "first", FIRST, 3.0)
        yield case


def test_one_detector_is_not_fused(case):
    case.use_fusion(panels.fusion())
    panel = panel_of(case, 1)
    assert [one.detector for one in panel.results] == ["first"]
    assert panel.fused is None


def test_each_detector_counts_once_with_its_last_verdict_on_the_whole_clip(case):
    panels.judge(case, "second", SECOND, -3.0)
    panels.judge(case, "first", FIRST, 2.0)
    panels.judge(case, "second", SECOND, 3.0, begin=1.0, end=2.0)
    assert [(one.detector, one.analysis) for one in panel_of(case, 1).results] == [
        ("second", 2), ("first", 3),
    ]  # fmt: skip


def test_detectors_that_agree_are_weighed_together(case):
    panels.judge(case, "second", SECOND, 3.0)
    case.use_fusion(panels.fusion())
    panel = panel_of(case, 1)
    ratios = [one.verdict.llr for one in panel.results]
    assert panel.fused.low <= panel.fused.llr <= panel.fused.high
    assert panel.fused.llr == pytest.approx(sum(ratios) / 2, abs=0.1)
    assert not panel.fused.contradictory
    assert panel.to_json()["fused"]["words"].endswith("evidence of manipulation")


def test_detectors_that_contradict_each_other_give_no_verdict(case):
    panels.judge(case, "second", SECOND, -8.0)
    case.use_fusion(panels.fusion())
    fused = panel_of(case, 1).to_json()["fused"]
    assert fused["contradictory"]
    assert fused["words"] == "Cannot tell: the detectors contradict each other"
    low, high = fused["interval"]
    assert low < 0 < high


def test_the_fusion_stands_in_the_log_and_can_be_undone(case):
    panels.judge(case, "second", SECOND, 3.0)
    case.use_fusion(panels.fusion())
    act = case.acts()[-1]
    assert describe_act(act) == "Detectors weighed together: first, second; fitted on “labelled”"
    assert act_label(act) == "weigh detectors together"
    assert case.state().fusion == panels.fusion()
    case.undo()
    assert panel_of(case, 1).fused is None
    case.verify()


@pytest.mark.parametrize(
    ("code", "heading", "words"),
    [("en", "By detector", "All detectors together:"),
     ("de", "Nach Detektor", "Alle Detektoren zusammen:")],
)  # fmt: skip
def test_report_and_json_list_each_detector_and_the_fusion(case, tmp_path, code, heading, words):
    panels.judge(case, "second", SECOND, 3.0)
    case.use_fusion(panels.fusion())
    issue = issue_of(case, 2)
    write_pdf(case.corrected(2), tmp_path / "r.pdf", issue=issue, code=code)
    text = text_of(tmp_path / "r.pdf")
    assert heading in text
    assert words in text
    write_json(case.corrected(2), tmp_path / "r.json", issue)
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    jsonschema.validate(told, json.loads(resource("report/report-1.schema.json").read_text()))
    assert [one["detector"] for one in told["issue"]["detectors"]["results"]] == [
        "first", "second",
    ]  # fmt: skip


def test_a_report_by_one_detector_has_no_such_section(case, tmp_path):
    write_pdf(case.corrected(1), tmp_path / "r.pdf", issue=issue_of(case, 1))
    assert "By detector" not in text_of(tmp_path / "r.pdf")
