"""A case on the command line, and what its reports say of corrections."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_analysis import made_events
from pypdf import PdfReader

from engine.analysis import phrases
from engine.analysis.correction import ExcludeFrames, ExcludeTrack, RenameTrack
from engine.case.case import Case
from engine.case.state import Description
from engine.cli import cli
from engine.container.clip_file import sha256_of
from engine.errors import CaseError, ClipUnreadableError
from engine.report.json_report import to_json
from engine.report.pdf import write_pdf


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "interview.mp4"
    path.write_bytes(b"a film" * 100)
    return path


@pytest.fixture
def path(tmp_path, clip):
    path = tmp_path / "one.fcase"
    with Case.create(path, analyst="A. Analyst", about=Description("Inquiry 7")) as case:
        started, *events = made_events()
        facts = replace(started.clip, path=str(clip), sha256=sha256_of(clip), size=600)
        for event in (replace(started, clip=facts), *events):
            case.add(event)
        case.correct(1, ExcludeTrack(1, "a poster on the wall"))
        case.correct(1, RenameTrack(2, "speaker left"))
        case.correct(1, ExcludeFrames(2, 10, 20, "a hand"))
        case.tag(1, ["urgent"])
        case.note("ask for the original", clip=1)
    return path


def forensics(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def test_a_case_is_listed_with_the_verdicts_that_stand(path, clip):
    said = forensics("case", path).output
    with Case.open(path) as case:
        headline = phrases.headline(case.verdict(1))
    assert "against" in headline
    for part in ("Inquiry 7", str(clip), "[urgent]", headline, "corrections made: 3",
                 "ask for the original"):  # fmt: skip
        assert part in said
    told = json.loads(forensics("case", path, "--json").output)
    assert told["analyses"][0]["verdict"] == headline
    assert told["analyses"][0]["corrections"][0]["reason"] == "a poster on the wall"
    assert told["clips"][0]["sha256"] == sha256_of(clip)


def test_the_log_is_printed_act_by_act(path):
    lines = forensics("case", path, "--log").output.splitlines()
    told = json.loads(forensics("case", path, "--log", "--json").output)
    assert len(lines) == len(told) + 1
    assert "exclude track 1 (a poster on the wall)" in "\n".join(lines)
    assert all("A. Analyst" in line for line in lines[1:])


def test_verify_checks_the_case_and_its_clips(path, clip):
    ran = forensics("verify", path)
    with Case.open(path) as case:
        assert case.state().head in ran.output
    assert ran.exit_code == 0
    assert "is unchanged" in ran.output
    clip.write_bytes(b"a Film" * 100)
    ran = forensics("verify", path)
    assert "is not the file that was examined" in ran.output
    assert isinstance(ran.exception, ClipUnreadableError)
    assert forensics("verify", path, "--no-clips").exit_code == 0
    content = path.read_bytes()
    path.write_bytes(content.replace(b"a poster on the wall", b"a mirror on the wall"))
    assert isinstance(forensics("verify", path).exception, CaseError)


def test_reports_show_the_corrections_and_judge_by_what_is_left(path, tmp_path):
    with Case.open(path) as case:
        analysis = case.corrected(1)
    told = to_json(analysis)
    assert told["verdict"]["outcome"] == "pristine"
    assert [c["who"] for c in told["corrections"]] == ["A. Analyst"] * 3
    assert told["tracks"][0]["excluded"] == "a poster on the wall"
    assert told["tracks"][1]["name"] == "speaker left"
    assert told["tracks"][1]["excluded_frames"] == [{"first": 10, "last": 20, "reason": "a hand"}]
    write_pdf(analysis, tmp_path / "r.pdf")
    pages = PdfReader(tmp_path / "r.pdf").pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    text = text.replace("’", "'")
    section = text.split("10 Corrections and deviations")[1].split("Glossary")[0]
    for part in ("Track 1 was excluded", "a poster on the wall", "A. Analyst", "a hand",
                 analysis.corrections[0].written[:10]):  # fmt: skip
        assert part in section
    assert "Track 2, “speaker left”" in text
    assert phrases.headline(analysis.verdict) in text


def test_what_analyze_writes_beside_a_case_is_noted_in_its_log(
    face_clip, untrained_detector, tmp_path
):
    untrained_detector.save(tmp_path / "made.bundle")
    words = ["analyze", face_clip, "--case", tmp_path / "c.fcase", "--pdf", tmp_path / "r.pdf",
             "--json", tmp_path / "r.json", "--bundle", tmp_path / "made.bundle"]  # fmt: skip
    ran = CliRunner().invoke(cli, [str(word) for word in words])
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))["issue"]["commission"]
    with Case.open(tmp_path / "c.fcase", read_only=True) as case:
        case.verify()
        acts = case.acts()
    exported = [act.details for act in acts if act.kind == "exported"]
    for form, name in (("JSON", "r.json"), ("PDF report", "r.pdf")):
        (one,) = [details for details in exported if details["format"] == form]
        assert one["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert told["head"] == acts[told["acts"] - 1].hash


def test_a_report_of_a_case_has_one_number_in_all_its_files(
    face_clip, untrained_detector, tmp_path
):
    untrained_detector.save(tmp_path / "made.bundle")
    bundle = ["--bundle", str(tmp_path / "made.bundle")]
    case = str(tmp_path / "c.fcase")
    run = CliRunner().invoke
    assert run(cli, ["analyze", str(face_clip), "--case", case, *bundle]).exit_code == 0
    files = {form: str(tmp_path / f"r.{form}") for form in ("pdf", "json", "csv")}
    options = [word for form, path in files.items() for word in (f"--{form}", path)]
    ran = run(cli, ["report", case, *options, "--package", str(tmp_path / "e.zip"), *bundle])
    assert ran.exit_code == 0, ran.output
    number = json.loads(Path(files["json"]).read_text("utf-8"))["issue"]["number"]
    assert number in PdfReader(files["pdf"]).metadata.title
    assert ran.output.count(number) == 4
    assert run(cli, ["verify", str(tmp_path / "e.zip")]).exit_code == 0
    assert run(cli, ["verify", case]).exit_code == 0
    assert run(cli, ["report", case, "--analysis", "9", "--pdf", files["pdf"]]).exit_code != 0


#: The command line with room for what it imports, and not for a file without end.
_BOUNDED = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
from engine.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
@pytest.mark.parametrize(
    "what",
    [
        "pipe",
        *(
            pytest.param(w, marks=pytest.mark.slow)
            for w in ("/dev/zero", "/proc/self/mem", "/proc", "/dev/stdin")
        ),
    ],
)
def test_only_files_on_a_disk_are_verified(tmp_path, what):
    """Each in a process of its own: a pipe would hang, and zeros would fill the memory."""
    if what == "pipe":
        what = tmp_path / "pipe"
        os.mkfifo(what)
    for words in (["verify", what], ["verify", tmp_path / "r.pdf", "--trust", what],
                  ["repeat", what], ["case", what], ["train", "x", "--config", what]):  # fmt: skip
        (tmp_path / "r.pdf").write_bytes(b"%PDF-1.7\n")
        ran = subprocess.run(
            [sys.executable, "-c", _BOUNDED, *map(str, words)], stdin=subprocess.PIPE,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert ran.returncode in (2, 6, 7, 8, 10, 16, 17), ran.stderr
        assert "Traceback" not in ran.stderr


def test_verify_says_what_it_cannot_show(path, package, tmp_path):
    said = forensics("verify", path).output
    assert "cut at its end" in said
    assert "last hash" in said
    assert "made again" in forensics("verify", package).output
