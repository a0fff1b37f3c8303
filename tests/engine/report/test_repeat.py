"""An analysis made again from its JSON report."""

import copy
import json

import pytest
from click.testing import CliRunner
from reports import made

from engine.analysis.apply_corrections import corrected
from engine.analysis.correction import AppliedCorrection, ExcludeTrack, RenameTrack
from engine.cli import cli
from engine.errors import ClipUnreadableError, ReportError
from engine.report.json_report import to_json
from engine.report.repeat import compare, read_report


@pytest.fixture(scope="module")
def repeated(face_clip, untrained_detector, tmp_path_factory):
    """A bundle and the report that it gives of a clip."""
    folder = tmp_path_factory.mktemp("repeat")
    untrained_detector.save(folder / "made.bundle")
    ran = run("analyze", face_clip, "--json", folder / "r.json", "--bundle", folder / "made.bundle")
    assert ran.exit_code == 0, ran.output
    return folder


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def again(folder, *words):
    return run("repeat", folder / "r.json", *words, "--bundle", folder / "made.bundle")


def plain(analysis):
    return json.loads(json.dumps(to_json(analysis)))


def test_the_same_machine_gives_the_same_numbers(repeated):
    ran = again(repeated)
    assert ran.exit_code == 0, ran.output
    assert "every number to its last digit" in ran.output


def test_an_altered_number_is_found(repeated, capsys):
    told = json.loads((repeated / "r.json").read_text("utf-8"))
    told["tracks"][0]["frames"]["log10_lr"][0] += 0.5
    (repeated / "altered.json").write_text(json.dumps(told))
    words = ["repeat", repeated / "altered.json", "--bundle", repeated / "made.bundle"]
    assert cli.main([str(word) for word in words], standalone_mode=False) == 22
    assert "Not the same: log10 likelihood ratios differ by up to 0.5" in capsys.readouterr().out


def test_another_clip_is_refused(repeated, tmp_path, face_clip):
    other = tmp_path / "other.mp4"
    other.write_bytes(face_clip.read_bytes() + b"\0")
    ran = again(repeated, other)
    assert isinstance(ran.exception, ClipUnreadableError)


def test_small_differences_are_tolerated_and_reported():
    before, after = plain(made()), plain(made())
    assert compare(before, after).same
    after["tracks"][0]["frames"]["log10_lr"][3] += 0.02
    found = compare(before, after)
    assert not found.same
    assert not found.unlike
    assert found.ratio == pytest.approx(0.02)
    after["tracks"][0]["frames"]["log10_lr"][3] += 0.04
    assert any("0.06" in said for said in compare(before, after).unlike)


@pytest.mark.parametrize("change", ["outcome", "track", "frames", "box", "ratio"])
def test_what_differs_is_named(change):
    before = plain(made())
    after = copy.deepcopy(before)
    if change == "outcome":
        after["verdict"]["outcome"] = "inconclusive"
    elif change == "track":
        del after["tracks"][1]
    elif change == "frames":
        after["tracks"][0]["frames"]["index"][0] += 1
    elif change == "box":
        after["tracks"][0]["frames"]["box"][0][0] += 9
    else:
        after["verdict"]["log10_lr"] = None
    assert len(compare(before, after).unlike) == 1


def test_corrections_are_read_back(tmp_path):
    made_by_hand = [
        AppliedCorrection(RenameTrack(1, "Guest"), "A", "2026-01-01T00:00:00+00:00"),
        AppliedCorrection(ExcludeTrack(2, "a poster"), "A", "2026-01-01T00:00:01+00:00"),
    ]
    report = plain(corrected(made(), made_by_hand))
    (tmp_path / "r.json").write_text(json.dumps(report))
    told = read_report(tmp_path / "r.json")
    assert list(told.corrections) == made_by_hand
    assert compare(report, plain(corrected(made(), told.corrections))).same


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema": 2}', '{"schema": 1}', "[" * 100_000, "null"]
)
def test_files_that_are_no_reports(tmp_path, text):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(ReportError):
        read_report(tmp_path / "r.json")
    with pytest.raises(ReportError):
        read_report(tmp_path / "none.json")
