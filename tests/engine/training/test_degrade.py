"""Measuring after a codec: the same faces, less of each."""

import json
from dataclasses import replace

import clips
import cv2
import labelled
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from made_scores import labelled_manifest

from engine.cli import cli
from engine.faces.quality import sharpness
from engine.tone_map import HLG, PQ
from engine.training.crops import prepare_crops, storage_for
from engine.training.datasets import load_records
from engine.training.datasets.recognise import load_unlabelled
from engine.training.degrade import EFFECTS, Degradation, degraded, through_hdr


def error(a, b):
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


@pytest.mark.parametrize("text", ["h264:35:0.5", "jpeg:20", "vp9:40:1"])
def test_a_degradation_is_read_as_it_is_written(text):
    assert Degradation.parse(str(Degradation.parse(text))) == Degradation.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "h264", "h264:x", "h264:52", "jpeg:0", "h264:30:0", "h264:30:1.5", "mp3:1", "a:1:1:1"],
)  # fmt: skip
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError):
        Degradation.parse(text)


def one(text, picture):
    return Degradation.parse(text).of([picture], np.random.default_rng(0))[0]


def test_pictures_lose_detail_with_the_rate_and_the_size():
    picture = np.ascontiguousarray(clips.portrait()[:240, :160])
    lost = {}
    for text in ("jpeg:95", "jpeg:10", "h264:20", "h264:35", "h264:35:0.5", "vp9:50"):
        left, scale, shift = one(text, picture)
        assert left.shape == (round(240 * scale), round(160 * scale), 3)
        back = cv2.warpAffine(
            left,
            np.array([[1 / scale, 0, -shift[0] / scale], [0, 1 / scale, -shift[1] / scale]]),
            (160, 240),
        )
        lost[text] = error(back[16:-16, 16:-16], picture[16:-16, 16:-16])
    assert lost["jpeg:95"] < lost["jpeg:10"]
    assert lost["h264:20"] < lost["h264:35"] < lost["h264:35:0.5"] < 20
    assert lost["h264:20"] < lost["vp9:50"]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1000))
def test_whatever_the_chain_pixels_are_where_it_says(seed):
    """A bright dot in each of some pictures of different size is found at scale and shift."""
    rng = np.random.default_rng(seed)
    chain = replace(Degradation.drawn(rng), rate=30)
    pictures, dots = [], []
    for height, width in ((180, 140), (130, 200), (200, 200)):
        picture = np.full((height, width, 3), 40, np.uint8)
        dot = rng.integers(50, (width - 50, height - 50))
        cv2.circle(picture, tuple(dot.tolist()), 14, (230, 230, 230), -1)
        pictures.append(picture)
        dots.append(dot)
    for dot, (picture, scale, shift) in zip(dots, chain.of(pictures, rng), strict=True):
        bright = (picture[:, :, 1] > 130).astype(np.uint8)
        # At its edge a picture may hold some pixels of its neighbour in the clip.
        _, _, stats, centres = cv2.connectedComponentsWithStats(bright)
        x, y = centres[1 + stats[1:, cv2.CC_STAT_AREA].argmax()]
        assert np.abs(np.array([x, y]) - (dot * scale + shift)).max() < 1.5


def test_the_same_faces_are_cut_out_of_degraded_pictures_and_clips(tmp_path, untrained_detector):
    data = tmp_path / "data"
    labelled.picture(data / "one.png", 1)
    labelled.clip(data / "two.mp4", 2)
    storage = storage_for(untrained_detector.alignment)
    plain = prepare_crops(load_unlabelled(data), storage, tmp_path / "crops")
    bad = degraded(plain, Degradation.parse("h264:38:0.4"))
    assert bad.records == plain.records
    assert len(bad.records) == 4
    for i in range(4):
        before, after = plain.picture(i), bad.picture(i)
        assert 0.5 < error(before, after) < 40
        assert sharpness(after) < 0.8 * sharpness(before)
        assert bad.facts["face_size"][i] < 0.5 * plain.facts["face_size"][i]
    # A chain that leaves all as it was gives the very crops.
    same = degraded(plain, Degradation.parse("jpeg:100"))
    assert all(error(same.picture(i), plain.picture(i)) < 2.5 for i in range(4))


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_hdr_shown_at_its_own_white_is_the_picture_and_at_another_is_not(transfer):
    picture = np.ascontiguousarray(clips.portrait()[:160, :160]) // 2
    assert error(through_hdr(picture, transfer, 203, 203), picture) < 0.6
    assert through_hdr(picture, transfer, 100, 203).mean() < picture.mean() - 5
    assert through_hdr(picture, transfer, 203, 100).mean() > picture.mean() + 5


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_changes_a_picture_and_keeps_the_face(name):
    picture = np.ascontiguousarray(clips.portrait()[:200, :160])
    changed = EFFECTS[name](picture, np.random.default_rng(0))
    assert (changed.shape, changed.dtype) == (picture.shape, picture.dtype)
    assert error(changed, picture) > 1
    alike = np.corrcoef(changed.mean(2).ravel(), picture.mean(2).ravel())[0, 1]
    assert alike > 0.9


def test_degraded_faces_are_kept_in_a_file(tmp_path, untrained_detector):
    data = tmp_path / "data"
    labelled.picture(data / "one.png", 1)
    storage = storage_for(untrained_detector.alignment)
    plain = prepare_crops(load_unlabelled(data), storage, tmp_path / "crops")
    by, file = Degradation.parse("jpeg:15:0.5"), tmp_path / "copy.rgb"
    made = degraded(plain, by, file=file)
    (data / "one.png").unlink()
    again = degraded(plain, by, file=file)
    assert (again.picture(0) == made.picture(0)).all()
    assert (again.facts == made.facts).all()
    assert [path.name for path in sorted(tmp_path.glob("copy*"))] == ["copy.npy", "copy.rgb"]


def test_faces_in_archives_are_found_again(tmp_path, untrained_detector):
    """A degraded set of an archive's members is that of the same pictures in a folder."""
    import tarfile

    manifest = labelled_manifest(tmp_path / "data", people=2)
    packed = tmp_path / "packed"
    packed.mkdir()
    with tarfile.open(packed / "t_faces.tar", "w") as tar:
        for path in sorted(manifest.parent.glob("*.png")):
            tar.add(path, f"t_faces/{path.name}")
    rows = [f"{label}{n}.png,{'real' if label == 'pristine' else 'fake'},p{n},{n},test"
            for n in range(2) for label in ("pristine", "forged")]  # fmt: skip
    lines = ["file,label,source,group,fold", *rows]
    (packed / "t_faces.csv").write_text("\n".join(lines) + "\n")
    storage, by = storage_for(untrained_detector.alignment), Degradation.parse("jpeg:15:0.5")
    found = [
        degraded(prepare_crops(load_records(data), storage, tmp_path / "crops"), by)
        for data in (manifest, packed)
    ]
    pictures = [
        {r.name: found_set.picture(i) for i, r in enumerate(found_set.records)}
        for found_set in found
    ]
    assert len(pictures[0]) == len(pictures[1]) == 4
    assert sorted(p.tobytes() for p in pictures[0].values()) == sorted(
        p.tobytes() for p in pictures[1].values()
    )


def test_the_command_measures_degraded_faces(tmp_path, untrained_detector):
    untrained_detector.save(tmp_path / "a.bundle")
    manifest = labelled_manifest(tmp_path / "data", people=2)
    base = ["evaluate", str(tmp_path / "a.bundle"), str(manifest), "--device", "cpu", "--json",
            "--work", str(tmp_path / "crops")]  # fmt: skip
    bad = CliRunner().invoke(cli, [*base, "--degrade", "h264:35:0.5"], catch_exceptions=False)
    found = json.loads(bad.stdout)
    assert (found["degraded"], found["dropped"]) == ("h264:35:0.5", 0)
    assert found["sets"]["all"]["clip"]["pristine"] == 2
    wrong = CliRunner().invoke(cli, [*base, "--degrade", "mp3:1"])
    assert wrong.exit_code == 2
    assert "h264" in wrong.output
