"""Calibrating for one source of clips: what it changes, what bounds it, what is refused."""

import json
import math
import pickle
from dataclasses import replace

import clips
import numpy as np
import pytest
from click.testing import CliRunner
from kinds import of_three_kinds
from known_pristine import folder_of_clips, known_clips, made_local

from engine.analysis import phrases
from engine.analysis.known_pristine import calibrate_locally
from engine.analysis.local_calibration import (
    LeftOut,
    calibrated,
    calibration_bytes,
    fit_locally,
    read_calibration,
)
from engine.case.case import Case
from engine.cli import cli
from engine.detector.calibration import wilson_interval
from engine.detector.sequence import SequenceHead, SequenceSpec
from engine.errors import CalibrationError, CancelledError
from engine.progress import CancelToken


def reference_scores(detector):
    scores = detector.score(detector.reference.embeddings)
    return scores[detector.reference.labels == 0], scores[detector.reference.labels == 1]


def test_clips_that_score_as_the_reference_does_move_nothing(untrained_detector):
    pristine, _ = reference_scores(untrained_detector)
    local = made_local(untrained_detector, pristine)
    assert local.shifts[0] == pytest.approx(0, abs=1e-9)
    assert local.calibration.kinds[0].slope == untrained_detector.calibration.kinds[0].slope
    assert local.calibration.kinds[0].pristine == len(pristine) == 30


@pytest.mark.parametrize("offset", [-2.0, 1.0, 3.0])
def test_a_source_with_other_scores_moves_the_line_against_them(untrained_detector, offset):
    """What pristine scores there mean comes near to what they meant on the reference."""
    pristine, _ = reference_scores(untrained_detector)
    own = untrained_detector.calibration.kinds[0]
    local = made_local(untrained_detector, pristine + offset)
    assert local.shifts[0] * offset < 0
    line = own.slope * (pristine + offset).mean() + local.calibration.kinds[0].intercept
    meant = own.slope * pristine.mean() + own.intercept
    before = own.slope * (pristine + offset).mean() + own.intercept
    assert abs(line - meant) < 0.7 * abs(before - meant)


@pytest.mark.parametrize("count", [10, 25, 99, 1000])
def test_no_ratio_exceeds_the_number_of_clips(untrained_detector, count):
    local = made_local(untrained_detector, np.linspace(-9, -5, count))
    own = untrained_detector.calibration.kinds[0].bound
    assert local.calibration.kinds[0].bound == pytest.approx(min(own, math.log10(count)))
    assert local.calibration.llr(np.array([[-12.0], [12.0]])).max() <= math.log10(count) + 1e-12


def test_fewer_than_ten_clips_are_refused(untrained_detector):
    left = [LeftOut("dark.mp4", "No face was found in the clip.")]
    with pytest.raises(CalibrationError, match="9 clips") as caught:
        fit_locally(untrained_detector, "phone", "2026-01-02",
                    known_clips(untrained_detector, np.zeros(9)), left)  # fmt: skip
    assert "dark.mp4" in caught.value.details
    assert caught.value.exit_code == 14


def test_false_alarms_are_counted_before_and_after(untrained_detector):
    """Four of twenty clips lie above the threshold, two of them far above."""
    scores = np.array([-1.0] * 16 + [0.9, 0.9, 4.0, 4.0])
    local = made_local(untrained_detector, scores)
    threshold, weak, moderate = local.before[:3]
    assert (threshold.llr, threshold.count) == (None, 4)
    assert (threshold.low, threshold.high) == wilson_interval(4, 20)
    assert (weak.count, moderate.count) == (4, 2)
    assert weak.words == "weak support"
    assert all(a.count <= b.count for a, b in zip(local.after, local.before[1:], strict=True))
    said = " ".join(phrases.local_calibration_sentences(local))
    assert "20 clips from 'phone'" in said
    assert "false-alarm rate of 20% (8% to 42%)" in said
    assert phrases.CALIBRATION_CAUTION in said


def test_a_head_over_sequences_scores_each_reference_face_by_itself(untrained_detector):
    head = SequenceHead(SequenceSpec(untrained_detector.embedder.spec.width, "gru", 4)).eval()
    detector = replace(untrained_detector, classifier=head)
    alone = np.array([detector.score(row[None])[0] for row in detector.reference.embeddings])
    local = made_local(detector, alone[detector.reference.labels == 0])
    assert local.shifts[0] == pytest.approx(0, abs=1e-6)


# --- the file ---


@pytest.fixture
def stored(untrained_detector, tmp_path):
    local = made_local(untrained_detector, np.linspace(-2, 2, 12))
    path = tmp_path / "phone.fcal"
    path.write_bytes(calibration_bytes(local))
    return path, local


def test_a_stored_calibration_is_read_as_it_was(stored, untrained_detector):
    path, local = stored
    read = read_calibration(path)
    assert read == local
    assert calibrated(untrained_detector, read).calibration == local.calibration


def test_a_file_of_format_1_is_still_read(stored, untrained_detector):
    """It knew one kind of forgery, and no quality."""
    path, local = stored
    body = json.loads(path.read_text("utf-8"))
    (kind,) = body["calibration"]["kinds"]
    line = {key: kind[key] for key in ("slope", "intercept", "bound", "pristine", "forged")}
    known = [{"name": c.name, "sha256": c.sha256, "score": c.scores[0], "llr": c.llr}
             for c in local.clips]  # fmt: skip
    (body["shift"],) = body.pop("shifts")
    body |= {"format": 1, "clips": known, "calibration": {**line, "pristine_bound": 0.99}}
    path.write_text(json.dumps(body), "utf-8")
    read = read_calibration(path)
    assert read == local
    assert calibrated(untrained_detector, read).calibration == local.calibration


def test_each_kind_of_forgery_is_moved_by_itself(untrained_detector):
    detector = of_three_kinds(untrained_detector)
    known = detector.score(detector.reference.embeddings)[detector.reference.labels == 0]
    local = made_local(detector, known + np.array([2.0, 0.0, -2.0]))
    assert local.shifts[0] < -0.1
    assert local.shifts[1] == pytest.approx(0, abs=1e-6)
    assert local.shifts[2] > 0.1
    assert "for a face swap" in " ".join(phrases.local_calibration_sentences(local))
    assert [part.unseen for part in local.calibration.kinds] == [0.1] * 3
    assert calibrated(detector, local).calibration == local.calibration


def test_another_detector_refuses_it(stored, untrained_detector):
    with pytest.raises(CalibrationError, match="another detector"):
        calibrated(replace(untrained_detector, digest="ab" * 32), stored[1])


@pytest.mark.parametrize(
    ("key", "value"),
    [("intercept", 3.0), ("bound", 2.0), ("slope", 9.0), ("pristine", 500), ("unseen", 0.0)],
)
def test_a_calibration_that_was_made_stronger_by_hand_is_refused(
    stored, untrained_detector, key, value
):
    path, _ = stored
    body = json.loads(path.read_text("utf-8"))
    body["calibration"]["kinds"][0][key] = value
    path.write_text(json.dumps(body), "utf-8")
    with pytest.raises(CalibrationError, match="altered"):
        calibrated(untrained_detector, read_calibration(path))


@pytest.mark.parametrize(
    "change",
    [{"format": 3}, {"clips": []}, {"bundle": 5}, {"calibration": {}}, {"before": []},
     {"shifts": None}, {"shifts": []},
     {"clips": [{"name": "a", "sha256": "b", "scores": ["x"], "terms": [0] * 3, "llr": 0}] * 10}],
)  # fmt: skip
def test_a_file_with_other_fields_is_refused(stored, change):
    path, _ = stored
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(CalibrationError, match="damaged"):
        read_calibration(path)


def test_what_is_no_calibration_is_refused(tmp_path):
    for data in (b"", b"[]", b"\xff\xfe", pickle.dumps({"format": 1}), b"[" * 100_000):
        (tmp_path / "x.fcal").write_bytes(data)
        with pytest.raises(CalibrationError, match="damaged"):
            read_calibration(tmp_path / "x.fcal")
    with pytest.raises(CalibrationError, match="cannot be read"):
        read_calibration(tmp_path / "none.fcal")


# --- a folder of clips ---


def test_folders_without_enough_clips_are_reported_before_anything_is_judged(
    untrained_detector, tmp_path
):
    (tmp_path / "a.mp4").write_bytes(b"")
    with pytest.raises(CalibrationError, match="holds 1 clips"):
        calibrate_locally(untrained_detector, tmp_path)
    with pytest.raises(CalibrationError, match="not a folder"):
        calibrate_locally(untrained_detector, tmp_path / "a.mp4")


def test_it_can_be_stopped(untrained_detector, tmp_path):
    for number in range(10):
        (tmp_path / f"{number}.mp4").write_bytes(b"")
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        calibrate_locally(untrained_detector, tmp_path, cancel=token)


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def by_command(untrained_detector, tmp_path_factory):
    """`forensics calibrate` on a folder: bundle, file, what was printed."""
    place = tmp_path_factory.mktemp("local")
    untrained_detector.save(place / "a.bundle")
    clip_folder = folder_of_clips(place / "phone")
    ran = run("calibrate", place / "a.bundle", clip_folder, "-o", place / "phone.fcal",
              "--quick", "--device", "cpu")  # fmt: skip
    assert ran.exit_code == 0, ran.output
    return place / "a.bundle", place / "phone.fcal", ran.output


def test_the_command_judges_every_clip_once_and_says_what_it_left_out(by_command):
    _, path, printed = by_command
    local = read_calibration(path)
    assert [clip.name for clip in local.clips] == [f"clip{n:02}.mp4" for n in range(10)]
    assert {one.name: one.reason for one in local.left_out} == {
        "copy.mp4": "It is a copy of clip00.mp4.",
        "noise.mp4": "No face was found in the clip.",
    }
    assert local.source == "phone"
    assert local.calibration.kinds[0].bound == 1.0
    assert all(sentence in printed for sentence in phrases.local_calibration_sentences(local))


def test_an_analysis_uses_it_and_everything_that_is_kept_says_so(by_command, tmp_path):
    bundle, path, _ = by_command
    local = read_calibration(path)
    clip = clips.one_face(tmp_path, 20)
    out = tmp_path / "out.json"
    ran = run("analyze", clip, "--quick", "--bundle", bundle, "--calibration", path, "--json", out,
              "--case", tmp_path / "a.fcase", "--device", "cpu")  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert phrases.local_calibration_headline(local) in ran.output
    result = json.loads(out.read_text("utf-8"))
    verdict, kept = result["verdict"], result["local_calibration"]
    expected = local.calibration.llr(np.array([verdict["score"]]))
    assert verdict["log10_lr"] == pytest.approx(float(expected))
    assert (kept["source"], kept["clip_count"]) == ("phone", 10)
    assert kept["false_alarm_rate"] == local.before[0].count / 10
    with Case.open(tmp_path / "a.fcase") as case:
        assert case.verify() > 3
        assert case.analysis(1).local == local


def test_an_analysis_with_another_bundle_refuses_it(by_command, tmp_path, untrained_detector):
    _, path, _ = by_command
    replace(untrained_detector, name="other").save(tmp_path / "b.bundle")
    clip = clips.one_face(tmp_path, 20)
    ran = run("analyze", clip, "--quick", "--bundle", tmp_path / "b.bundle",
              "--calibration", path, "--device", "cpu")  # fmt: skip
    assert isinstance(ran.exception, CalibrationError)
    assert ran.exception.exit_code == 14
    assert "another detector" in str(ran.exception)
