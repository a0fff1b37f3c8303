"""Findings on coding: in the command line, the case and the reports, never in the ratio."""

import json
from dataclasses import replace

import clips
import coded_clips
import numpy as np
import pytest
from made_analysis import made_events
from reports import text_of

from engine.analysis.events import CodingExamined
from engine.analysis.result import Analysis
from engine.case.case import Case
from engine.coding.examine import examine_coding, read_columns
from engine.coding.findings import CodingFindings
from engine.report.json_report import to_json
from engine.report.pdf import write_pdf
from engine.shipped import resource
from engine.video.encode import append_clips, write_clip


def examined(path):
    return examine_coding(path, read_columns(path))


@pytest.fixture(scope="module")
def joined_clip(tmp_path_factory):
    """Two scenes, joined without coding again at frame 60."""
    folder = tmp_path_factory.mktemp("joined")
    rng = np.random.default_rng(0)
    parts = []
    options = {"preset": "veryfast", "g": "25", "x264-params": "scenecut=0"}
    for number, level in enumerate((1.0, 9.0)):
        frames = [
            np.clip(np.roll(f, 80 * number, 1) + rng.normal(0, level, f.shape), 0, 255)
            for f in clips.faces(60)
        ]
        path = folder / f"{number}.mp4"
        write_clip(path, [f.astype(np.uint8) for f in frames], 25, options=options)
        parts.append(path)
    append_clips(folder / "joined.mkv", parts)
    return folder / "joined.mkv"


@pytest.fixture(scope="module")
def found(joined_clip):
    return examined(joined_clip)


def test_a_join_is_found_with_its_traces(found):
    assert [join.frame for join in found.joins] == [60]
    assert {"cut", "noise"} <= {trace.kind for trace in found.joins[0].traces}
    seen = next(o for o in found.observations if o.code == "join")
    assert seen.frames == (60,)
    assert "the noise level changes" in seen.texts().sentence


def test_findings_survive_json(found):
    again = CodingFindings.from_json(json.loads(json.dumps(found.to_json())))
    assert again == found
    earlier = {key: value for key, value in found.to_json().items() if key != "combs"}
    assert CodingFindings.from_json(earlier) == replace(found, combs=None)


def test_the_verdict_does_not_depend_on_them(found):
    events = list(made_events())
    plain, examined = Analysis.of(events), Analysis.of([*events, CodingExamined(found)])
    assert examined.coding == found
    assert to_json(plain)["verdict"] == to_json(examined)["verdict"]
    assert to_json(plain)["coding"] is None
    assert to_json(examined)["coding"]["joins"][0]["frame"] == 60
    assert to_json(examined)["coding"]["combs"]["reason"] == "codec"


def test_the_report_shows_them_beside_the_verdict(found, tmp_path):
    analysis = replace(Analysis.of(made_events()), coding=found)
    write_pdf(analysis, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "Coding of the clip" in text
    assert "are not part of its ratio" in text
    assert "Possible cut or join at frame 60" in text
    assert "DCT coefficients cannot tell of an earlier coding" in text
    write_pdf(Analysis.of(made_events()), tmp_path / "plain.pdf")
    assert "Coding of the clip" not in text_of(tmp_path / "plain.pdf")


def test_the_case_keeps_them(found, tmp_path):
    with Case.create(tmp_path / "a.fcase", False, "A. Analyst") as case:
        recorder = case.recorder()
        recorder.add_all(made_events())
        case.add_findings(recorder.analysis, CodingExamined(found))
    with Case.open(tmp_path / "a.fcase", "A. Analyst") as case:
        assert case.corrected(1).coding == found
        assert case.analyses()[0].finished
        assert case.verify() > 0


def test_the_command_prints_them(forensics, joined_clip, tmp_path):
    said = forensics("coding", joined_clip, "--frames", tmp_path / "frames.csv")
    assert said.returncode == 0, said.stderr
    assert "Possible cut or join at frame 60" in said.stdout
    rows = (tmp_path / "frames.csv").read_text().splitlines()
    assert rows[0].startswith("frame,seconds,kind,bytes,quantiser")
    assert len(rows) == 121
    told = json.loads(forensics("coding", joined_clip, "--json").stdout)
    assert told["codec"] == "H.264"
    assert [join["frame"] for join in told["joins"]] == [60]


def test_an_analysis_can_include_them(forensics, face_clip, tmp_path):
    said = forensics(
        "analyze", face_clip, "--quick", "--coding", "--surroundings",
        "--json", tmp_path / "a.json", "--case", tmp_path / "a.fcase",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "Coding, beside the verdict" in said.stdout
    told = json.loads((tmp_path / "a.json").read_text())
    assert told["coding"]["codec"] == "H.264"
    assert told["command"].endswith("--coding --surroundings")
    with Case.open(tmp_path / "a.fcase", "A. Analyst") as case:
        assert case.analysis(1).coding.to_json() == told["coding"]
        assert case.analysis(1).surroundings.to_json() == told["surroundings"]


def test_short_and_silent_codecs_are_examined_without_a_guess(tmp_path):
    one = tmp_path / "one.mp4"
    write_clip(one, list(coded_clips.moving_patch(1)), 25)
    found = examined(one)
    assert found.double is None
    assert found.joins == ()
    found = examined(clips.ordinary(tmp_path, "web.webm", 30))
    assert found.double is None
    told = next(o for o in found.observations if o.code == "coding-not-told")
    assert told.values["codec"] == "VP8"


def test_a_variable_rate_and_a_damaged_end_are_examined(tmp_path):
    path, _ = clips.variable_rate(tmp_path)
    assert sum(kind.count for kind in examined(path).kinds) == 80
    path = clips.truncated(tmp_path, "matroska.mkv", 0.6)
    columns = read_columns(path)
    assert len(columns.series) == len(columns.pictures) == len(columns.times) > 40
    assert examine_coding(path, columns).codec == "H.264"


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [("x.mkv", "libx264", coded_clips.X264), ("h.mkv", "libx265", coded_clips.X265)],
)
def test_altered_bytes_end_in_findings_for_every_frame(tmp_path, name, codec, options):
    path = coded_clips.write(tmp_path / name, codec, options)
    rng = np.random.default_rng(3)
    data = bytearray(path.read_bytes())
    for at in rng.integers(len(data) // 6, len(data), 40):
        data[at] = rng.integers(256)
    path.write_bytes(data)
    columns = read_columns(path)
    found = examine_coding(path, columns)
    assert sum(kind.count for kind in found.kinds) == len(columns.times)
    json.dumps(found.to_json(), allow_nan=False)


def test_a_folder_is_no_clip(forensics, tmp_path):
    said = forensics("coding", tmp_path)
    assert said.returncode == 3
    said = forensics("coding", tmp_path, "--measure")
    assert said.returncode == 7
    assert "at least four" in said.stderr


def test_rates_ship_with_the_program():
    told = json.loads(resource("coding.json").read_text())
    assert told["double"]["single"]["of"] >= 30
    assert told["joins"]["minutes"] >= 10
