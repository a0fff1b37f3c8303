"""The command line as a user meets it."""

import json
import os
import subprocess
import sys

import clips
import odd_clips
import pytest
from pypdf import PdfReader

from engine.case.case import Case
from engine.shipped import resource

SAMPLE = resource("sample/manipulated.mp4")


def test_analyze_the_sample_with_everything(tmp_path):
    outputs = {kind: tmp_path / f"out.{kind}" for kind in ("json", "pdf", "fcase")}
    ran = subprocess.run(
        [sys.executable, "-m", "engine.cli", "analyze", SAMPLE, "--json", outputs["json"],
         "--pdf", outputs["pdf"], "--case", outputs["fcase"], "--device", "cpu"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    result = json.loads(outputs["json"].read_text("utf-8"))
    kinds = {kind["kind"]: kind for kind in result["verdict"]["kinds"]}
    assert kinds["face_swap"]["log10_lr"] > 0.3 > kinds["generated"]["log10_lr"]
    assert result["verdict"]["outcome"] != "pristine"
    said = (result["verdict"]["headline"], *result["propositions"].values(), result["caution"])
    assert all(words in ran.stdout for words in said)
    assert result["clip"]["sha256"] in PdfReader(outputs["pdf"]).pages[0].extract_text()
    with Case.open(outputs["fcase"]) as case:
        assert case.analysis(1).verdict.llr == result["verdict"]["log10_lr"]


def test_the_pristine_sample_is_not_called_forged(forensics):
    ran = forensics("analyze", resource("sample/pristine.mp4"), "--json", "-", "--every", 10)
    assert json.loads(ran.stdout)["verdict"]["outcome"] != "forged"


def test_info(forensics):
    facts = json.loads(forensics("info", SAMPLE, "--json").stdout)
    assert (facts["width"], facts["height"], facts["frames"]) == (640, 480, 150)
    assert facts["sha256"] in forensics("info", SAMPLE).stdout


def test_info_keeps_facts_and_observations_apart(forensics, tmp_path):
    clip = odd_clips.dropped(tmp_path / "dropped.mp4")
    facts = json.loads(forensics("info", clip, "--json").stdout)["examination"]
    assert facts["timing"]["gap_count"] == 2
    assert facts["gop"]["groups"] >= 1
    assert facts["credentials"]["state"]
    assert "dropped-frames" in {seen["code"] for seen in facts["observations"]}
    printed = forensics("info", clip).stdout
    told, observed = printed.split("Observations about the file")
    assert "constant, with gaps" in told
    assert "after 39 (1.56 s): 3" in told
    assert "Frames are missing from a steady rate" in observed
    assert "Innocent explanation: " in observed


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["analyze", "nowhere.mp4"], 3, "no file"),
        (["info", "."], 3, "folder"),
        (["analyze", SAMPLE, "--bundle", "."], 5, "not a detector bundle"),
        (["analyze"], 2, "Missing argument"),
        (["train", ".", "-o", "x.bundle"], 7, "real"),
        (["evaluate", resource("detector.bundle"), "."], 7, "real"),
    ],
)
def test_failures_have_a_message_advice_and_their_own_status(
    forensics, arguments, status, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    ran = forensics(*arguments)
    assert ran.returncode == status
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_not_a_video(forensics, tmp_path):
    ran = forensics("analyze", clips.audio_only(tmp_path))
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "no video stream" in ran.stderr


def test_an_unwritable_report_is_reported_after_the_result_is_computed(forensics, tmp_path):
    ran = forensics("analyze", SAMPLE, "--every", 15, "--json", tmp_path / "kept.json",
                    "--pdf", tmp_path / "no" / "r.pdf")  # fmt: skip
    assert ran.returncode == 6
    assert "could not be written" in ran.stderr
    assert json.loads((tmp_path / "kept.json").read_text("utf-8"))["verdict"]


@pytest.mark.slow
def test_a_terminal_gets_a_progress_bar():
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "engine.cli", "analyze", str(SAMPLE), "--quick"],
        stdout=subprocess.DEVNULL, stderr=follower,
    ) as process:  # fmt: skip
        os.close(follower)
        seen = b""
        while True:
            try:
                part = os.read(leader, 4096)
            except OSError:
                break
            if not part:
                break
            seen += part
    assert process.returncode == 0
    assert b"Finding and scoring faces" in seen


@pytest.mark.parametrize(
    "command",
    [
        "analyze",
        "info",
        "train",
        "evaluate",
        "compare",
        "card",
        "calibrate",
        "wizard",
        "suggest",
        "bundle import",
        "bundle verify",
    ],
)
def test_every_command_explains_itself(forensics, command):
    ran = forensics(*command.split(), "--help")
    assert ran.returncode == 0
    assert f"{command} [OPTIONS]" in ran.stdout
