"""A plan: what is measured adds up, and what is worked out of it follows the numbers."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.analysis.settings import AnalysisSettings
from engine.batch.plan import Measured, Pass, measure, plan_for
from engine.cli import cli


def made(**changes):
    told = {
        "clip": Path("a.mp4"), "width": 640, "height": 480, "fps": 25.0, "faces": 1.0,
        "decode": Pass(1000, 2.0, 2.0), "find": Pass(1000, 8.0, 10.0),
        "whole": Pass(1000, 10.0, 13.0), "length": 40.0, "peak": 1 << 30, "others": 0.0,
    }  # fmt: skip
    return Measured(**told | changes)


def test_hours_and_costs_follow_from_the_passes():
    plan = plan_for(made(), hours=10, workers=4, cores=8, limit=100 << 30)
    assert plan.one == 10 * 0.25
    assert plan.many == plan.one / 4
    assert abs(plan.core_hours - 13 / 40) < 1e-9
    costs = dict(plan.stages)
    assert abs(sum(costs.values()) - plan.core_hours) < 1e-9
    assert plan.bottleneck == "find and follow faces"


def test_no_more_workers_than_cores_or_memory_allow_help():
    busy = plan_for(made(), 10, workers=64, cores=2, limit=10**12)
    assert busy.many == 10 * 13 / 40 / 2
    small = plan_for(made(), 10, workers=8, cores=8, limit=busy.need * 2)
    assert small.fit == 2


@pytest.mark.slow
def test_a_clip_is_measured_in_three_passes(untrained_detector, face_clip):
    found = measure(face_clip, untrained_detector, AnalysisSettings(), least=0.1)
    assert (found.width, found.height, found.fps) == (320, 240, 25.0)
    assert 0.8 < found.faces < 1.2
    assert found.decode.rate > found.whole.rate
    assert found.decode.core_seconds > 0
    assert found.peak > 100 << 20


def test_the_command_asks_for_a_case_only_where_it_judges():
    result = CliRunner().invoke(cli, ["batch", "a.mp4"])
    assert result.exit_code == 2
    assert "--case" in result.output
