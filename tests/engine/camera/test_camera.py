"""Which camera recorded a clip: on simulated sensors with known patterns."""

import json
from dataclasses import replace

import cv2
import made_cameras
import numpy as np
import pytest
from made_analysis import made_events
from made_cameras import SIZE, record
from reports import text_of

from engine.analysis.events import CameraCompared
from engine.analysis.result import Analysis
from engine.camera.compare import compare_patterns, false_alarm
from engine.camera.compare_clip import compare_clip
from engine.camera.estimate import estimate_fingerprint
from engine.camera.findings import CameraFindings, observe_camera
from engine.camera.made_sensors import Sensor, cropped, scaled
from engine.camera.rates import shipped_camera_rates
from engine.camera.sensor_noise import without_shared_pattern
from engine.case.case import Case
from engine.errors import CameraError, CancelledError, CaseError, ClipUnreadableError
from engine.progress import CancelToken
from engine.report.json_report import to_json
from engine.report.pdf import write_pdf
from engine.video.encode import write_clip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Clips a0, a1, a2 of one camera and b0, b1 of another, each of another scene."""
    folder = tmp_path_factory.mktemp("cameras")
    for camera, name, count in ((1, "a", 3), (2, "b", 2)):
        for number in range(count):
            record(folder / f"{name}{number}.mp4", camera, 10 * camera + number)
    return folder


@pytest.fixture(scope="module")
def known(folder):
    return estimate_fingerprint([folder / "a0.mp4", folder / "a1.mp4"])


@pytest.fixture(scope="module")
def found(folder, known):
    other = estimate_fingerprint([folder / "b0.mp4"])
    return compare_clip(folder / "a2.mp4", [("Phone A", known), ("Phone B", other)])


def test_the_pattern_is_the_sensors(known):
    true = without_shared_pattern(Sensor(1, SIZE).pattern - 1)
    other = without_shared_pattern(Sensor(2, SIZE).pattern - 1)
    assert np.corrcoef(known.pattern.ravel(), true.ravel())[0, 1] > 0.15
    assert abs(np.corrcoef(known.pattern.ravel(), other.ravel())[0, 1]) < 0.03
    assert (known.size, known.pictures, known.left_out) == (SIZE, 40, 0)


def test_its_own_camera_matches_and_another_does_not(found):
    assert [one.matches for one in found.comparisons] == [True, False]
    match, none = found.comparisons
    assert match.chance < 1e-9 < none.chance
    assert [seen.code for seen in found.observations] == ["camera-match", "camera-no-match"]
    assert "of simulated cameras" in found.observations[0].texts().sentence


def test_two_clips_of_unknown_cameras_are_compared(folder):
    first = estimate_fingerprint([folder / "a0.mp4"])
    assert first.agreement is None
    assert compare_clip(folder / "a2.mp4", [("x", first)]).comparisons[0].matches
    assert not compare_clip(folder / "b0.mp4", [("x", first)]).comparisons[0].matches


def test_files_of_a_fingerprint_agree_only_if_they_are_of_one_camera(folder, known):
    mixed = estimate_fingerprint([folder / "a0.mp4", folder / "b0.mp4"])
    threshold = shipped_camera_rates().threshold
    assert known.agreement > threshold > mixed.agreement
    seen = compare_clip(folder / "b1.mp4", [("mixed", mixed), ("A", known)]).observations
    assert "do not agree with each other" in seen[0].texts().sentence
    assert "do not agree" not in seen[1].texts().sentence
    seen = compare_clip(folder / "b0.mp4", [("mixed", mixed)]).observations
    assert seen[0].code == "camera-match"
    assert "do not agree with each other" in seen[0].texts().sentence


def test_scaled_cropped_and_turned_patterns_are_found(known):
    pattern = known.pattern
    small = next(scaled([pattern], 192, 144))
    assert compare_patterns(small, pattern).scale == pytest.approx(4 / 3)
    part = next(cropped([pattern], 200, 150))
    match = compare_patterns(part, pattern)
    assert (match.shift, match.scale) == ((37, 28), 1)
    assert compare_patterns(np.rot90(pattern, 2), pattern).turns == 2
    assert compare_patterns(np.rot90(pattern), pattern).turns == 1
    for found in (compare_patterns(small, pattern), match):
        assert found.pce > 1000


def test_the_chance_is_that_of_white_noise():
    rng = np.random.default_rng(0)
    noise = [rng.standard_normal((128, 128), np.float32) for _ in range(40)]
    pces = [compare_patterns(a, b).pce for a in noise[:20] for b in noise[20:]]
    for level in (4.0, 7.0):
        expected = false_alarm(level, 2) * len(pces)
        assert abs(sum(p >= level for p in pces) - expected) < 4 * expected**0.5
    assert false_alarm(60, 1_000_000) < 1e-7
    assert false_alarm(-3, 5) == 1


def test_photos_match_clips_of_their_camera(folder, tmp_path):
    frames = list(Sensor(1, SIZE, 77).record(made_cameras.scene(77, 3)))
    paths = []
    for number, frame in enumerate(frames):
        paths.append(tmp_path / f"{number}.jpg")
        cv2.imwrite(str(paths[-1]), frame[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 97])
    photos = estimate_fingerprint(paths)
    assert photos.pictures == 3
    clip = estimate_fingerprint([folder / "a0.mp4"])
    assert compare_patterns(clip.pattern, photos.pattern).pce > 60


def test_unusable_files_are_named(folder, tmp_path):
    small = tmp_path / "small.mp4"
    write_clip(small, [np.full((96, 96, 3), 90, np.uint8)] * 2, 25)
    with pytest.raises(CameraError, match=r"'small.mp4' is 96 × 96 pixels; .* at least 128"):
        estimate_fingerprint([small])
    other = tmp_path / "other.mp4"
    write_clip(other, [np.full((128, 160, 3), 90, np.uint8)] * 2, 25)
    with pytest.raises(CameraError, match=r"'other.mp4' is 160 × 128 pixels, the files before it"):
        estimate_fingerprint([folder / "a0.mp4", other])
    for level in (2, 254):
        dark = tmp_path / f"{level}.mp4"
        write_clip(dark, [np.full((128, 160, 3), level, np.uint8)] * 2, 25)
        with pytest.raises(CameraError, match="too dark, saturated or damaged"):
            estimate_fingerprint([dark])
    with pytest.raises(ClipUnreadableError):
        estimate_fingerprint([tmp_path / "none.mp4"])
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        estimate_fingerprint([folder / "a0.mp4"], cancel=cancel)


def test_one_frame_and_an_even_picture_give_no_match(known, tmp_path):
    one = record(tmp_path / "one.mp4", 1, 5, 1, 30)
    found = compare_clip(one, [("Phone A", known)])
    assert found.pictures == 1
    even = tmp_path / "even.mp4"
    write_clip(even, [np.full((192, 256, 3), 90, np.uint8)] * 3, 25)
    found = compare_clip(even, [("Phone A", known)])
    assert not found.comparisons[0].matches
    json.dumps(found.to_json(), allow_nan=False)


def test_a_size_without_a_common_placement_is_not_compared(found):
    wide, high = np.ones((128, 1600), np.float32), np.ones((660, 700), np.float32)
    assert compare_patterns(wide, high) is None
    unlike = replace(found.comparisons[0], pce=None)
    seen = observe_camera(unlike, 20, shipped_camera_rates())
    assert (seen.code, unlike.matches) == ("camera-sizes", False)


def test_a_long_clip_costs_a_bounded_number_of_frames(tmp_path):
    path = record(tmp_path / "long.mp4", 1, 3, 60, 25)
    assert estimate_fingerprint([path], frames=10).pictures <= 12


def test_the_case_keeps_fingerprints_and_findings(known, found, tmp_path):
    path = tmp_path / "a.fcase"
    with Case.create(path, False, "A. Analyst") as case:
        recorder = case.recorder()
        recorder.add_all(made_events())
        case.keep_fingerprint("Phone A", known)
        case.add_findings(recorder.analysis, CameraCompared(found))
    with Case.open(path, "A. Analyst") as case:
        kept = case.fingerprint("Phone A")
        assert np.allclose(kept.pattern, known.pattern, atol=0.01)
        assert replace(kept, pattern=known.pattern).sources == known.sources
        entry = case.state().fingerprints["Phone A"]
        assert (entry.width, entry.height, entry.pictures) == (*SIZE, 40)
        assert case.corrected(1).camera == found
        assert case.verify() > 0
        with pytest.raises(CaseError, match="no fingerprint “Phone B”"):
            case.fingerprint("Phone B")
        case.undo()
        assert not case.state().fingerprints
        assert case.verify() > 0


def test_reports_show_them_beside_the_verdict(found, tmp_path):
    events = list(made_events())
    plain, examined = Analysis.of(events), Analysis.of([*events, CameraCompared(found)])
    told = to_json(examined)
    assert told["verdict"] == to_json(plain)["verdict"]
    assert to_json(plain)["camera"] is None
    assert [one["matches"] for one in told["camera"]["comparisons"]] == [True, False]
    assert CameraFindings.from_json(json.loads(json.dumps(told["camera"]))) == found
    write_pdf(examined, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "Camera of the clip" in text
    assert "Sensor pattern of the camera “Phone A”" in text


def test_the_commands(forensics, folder, tmp_path):
    case = tmp_path / "a.fcase"
    said = forensics(
        "camera", "fingerprint", folder / "a0.mp4", folder / "a1.mp4", "--name", "Phone A",
        "--case", case,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "The files agree" in said.stdout
    assert "Phone A" in forensics("camera", "list", case).stdout
    said = forensics(
        "camera", "compare", folder / "a2.mp4", "--case", case, "--with", folder / "b0.mp4",
        "--json",
    )  # fmt: skip
    told = json.loads(said.stdout)
    assert {c["name"]: c["matches"] for c in told["comparisons"]} == {
        "b0.mp4": False, "Phone A": True,
    }  # fmt: skip
    assert forensics("camera", "compare", folder / "a2.mp4").returncode == 2
    said = forensics("camera", "compare", folder / "a2.mp4", "--case", case, "--keep")
    assert said.returncode == 8
    assert "no finished analysis of 'a2.mp4'" in said.stderr


def test_rates_ship_with_the_program():
    rates = shipped_camera_rates()
    assert rates.others.of >= 1000
    assert rates.others.found <= 0.005 * rates.others.of
    assert rates.roc[-1].others.found == 0
    assert rates.own["H.264 14"].found == rates.own["H.264 14"].of
