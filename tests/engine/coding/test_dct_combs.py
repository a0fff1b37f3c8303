"""Combs in the DCT coefficients of pictures and clips that were coded twice in blocks of 8 x 8."""

import io
import json
from dataclasses import replace

import coded_clips
import cv2
import numpy as np
import pytest
from PIL import Image

from engine.coding.clip_combs import measure_combs
from engine.coding.dct_combs import Quantiser, comb_score
from engine.coding.examine import examine_coding, read_columns
from engine.coding.findings import BLOCKS, CODEC, GRID, CodingFindings
from engine.coding.measure_combs import measure_dct_combs
from engine.container.jpeg_tables import luma_steps
from engine.shipped import resource
from engine.video.coding_client import CodingClient
from engine.video.encode import write_clip
from engine.video.source import VideoSource


def scene(seed=0, count=1):
    """Frames of random texture at several scales under a moving camera, with noise."""
    rng = np.random.default_rng(seed)
    large = np.zeros((280, 360, 3))
    for side in (4, 8, 16, 40):
        coarse = rng.normal(0, 2.0 * side**0.7, (280 // side, 360 // side, 3))
        large += cv2.resize(coarse, (360, 280), interpolation=cv2.INTER_CUBIC)
    for n in range(count):
        part = large[n % 40 : n % 40 + 240, n % 40 : n % 40 + 320]
        yield np.clip(128 + part + rng.normal(0, 2, part.shape), 0, 255).astype(np.uint8)


def jpeg(picture, quality):
    """A picture as JPEG."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return file.getvalue()


def decoded(data):
    return np.array(Image.open(io.BytesIO(data)).convert("RGB"))


def examined(path):
    return examine_coding(path, read_columns(path))


def of_picture(tmp_path, data):
    path = tmp_path / "picture.jpg"
    path.write_bytes(data)
    return examined(path).combs


def clip(path, codec, step, frames):
    options = {"qmin": str(step), "qmax": str(step), "g": "12"}
    write_clip(path, frames, 25, codec, options)
    return path


def test_a_picture_saved_again_at_a_higher_quality_has_a_comb(tmp_path):
    first = decoded(jpeg(next(scene()), 70))
    found = of_picture(tmp_path, jpeg(first, 92))
    assert found.traced
    assert (found.frame, found.pictures, found.reason) == (0, 1, "")
    assert found.score > 10 * found.threshold


@pytest.mark.parametrize("quality", [70, 80, 92, 98])
def test_a_picture_saved_once_has_none(tmp_path, quality):
    found = of_picture(tmp_path, jpeg(next(scene()), quality))
    assert not found.traced
    assert found.reason == ""


def test_no_comb_shows_after_a_coarser_quantiser_or_on_another_grid(tmp_path):
    fine = decoded(jpeg(next(scene()), 95))
    assert not of_picture(tmp_path, jpeg(fine, 75)).traced
    moved = decoded(jpeg(next(scene()), 70))[3:-5, 3:-5]
    assert not of_picture(tmp_path, jpeg(np.ascontiguousarray(moved), 92)).traced


@pytest.mark.parametrize(
    ("name", "codec", "step"),
    [("a.avi", "mjpeg", 3), ("a.avi", "mpeg4", 3), ("a.ts", "mpeg2video", 3)],
)
def test_a_clip_of_intra_pictures_that_were_jpeg_before_has_a_comb(tmp_path, name, codec, step):
    frames = list(scene(1, 30))
    once = examined(clip(tmp_path / name, codec, step, frames))
    assert once.combs.reason == ""
    assert not once.combs.traced
    with VideoSource.open(clip(tmp_path / "first.avi", "mjpeg", 9, frames)) as video:
        again = [frame.rgb() for frame in video.frames()]
    twice = examined(clip(tmp_path / name, codec, step, again))
    assert twice.combs.traced
    seen = next(o for o in twice.observations if o.code == "comb")
    assert seen.frames == (twice.combs.frame,)
    assert f"{twice.combs.false_alarms} of {twice.combs.once}" in seen.texts().sentence
    assert "Kamm" in seen.texts("de").title
    assert CodingFindings.from_json(json.loads(json.dumps(twice.to_json()))) == twice


def test_a_clip_whose_matrix_is_not_known_cannot_tell(tmp_path):
    path = tmp_path / "matrix.avi"
    options = {"qmin": "4", "qmax": "4", "g": "12", "mpeg_quant": "1"}
    write_clip(path, scene(2, 13), 25, "mpeg4", options)
    assert examined(path).combs.reason == GRID


def test_codecs_with_other_transforms_cannot_tell(tmp_path):
    found = examined(coded_clips.write(tmp_path / "a.mp4"))
    assert found.combs.reason == CODEC
    assert not found.combs.traced
    seen = next(o for o in found.observations if o.code == "comb-untold")
    assert seen.texts().sentence.startswith("H.264: combs were not measured")


def test_a_picture_with_too_few_coefficients_cannot_tell(tmp_path):
    even = np.full((240, 320, 3), 90, np.uint8)
    assert of_picture(tmp_path, jpeg(even, 80)).reason == BLOCKS
    assert of_picture(tmp_path, jpeg(next(scene())[:24, :24].copy(), 80)).reason == BLOCKS


def test_a_clip_without_intra_pictures_cannot_tell(tmp_path):
    path = clip(tmp_path / "a.avi", "mpeg4", 3, scene(3, 13))
    with VideoSource.open(path) as video, CodingClient(path, video.index) as client:
        series = client.series()
        assert measure_combs(video, client, series).pictures == 2
        predicted = replace(series, kinds=np.full(len(series), ord("P"), np.uint8))
        assert measure_combs(video, client, predicted).reason == BLOCKS


def test_only_the_chosen_blocks_count():
    data = jpeg(next(scene()), 80)
    luma = np.array(Image.open(io.BytesIO(data)).convert("YCbCr"))[..., 0]
    steps = Quantiser(luma_steps(data).reshape(8, 8).astype(float))
    chosen = np.zeros((30, 40), bool)
    assert comb_score(luma, steps, chosen) == BLOCKS
    assert comb_score(luma, steps, ~chosen) == comb_score(luma, steps)


@pytest.mark.parametrize("options", [{"quality": 83}, {"quality": 20, "progressive": True}])
def test_tables_are_read_as_by_pillow(options):
    file = io.BytesIO()
    Image.fromarray(next(scene())).save(file, "JPEG", **options)
    with Image.open(file) as picture:
        assert luma_steps(file.getvalue()).tolist() == picture.quantization[0]


def test_damaged_headers_state_no_table():
    data = jpeg(next(scene()), 80)
    rng = np.random.default_rng(0)
    for length in (0, 1, 3, 30, 100, 160):
        assert len(luma_steps(data[:length])) == 0
    for _ in range(300):
        altered = bytearray(data[:700])
        for at in rng.integers(2, 700, 4):
            altered[at] = rng.integers(256)
        assert len(luma_steps(bytes(altered))) in (0, 64)


@pytest.mark.slow
def test_measuring_fits_a_threshold_and_counts_each_combination(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.coding.measure_combs.QUALITIES", (70, 92))
    monkeypatch.setattr("engine.coding.measure_combs.INTRA_FINAL", ())
    for seed in range(4):
        Image.fromarray(next(scene(seed))).save(tmp_path / f"{seed}.png")
    rates = measure_dct_combs(tmp_path)
    assert rates.scenes == (2, 2)
    assert 0 < rates.threshold < 0.2
    assert rates.by_pair["JPEG 70 → JPEG 92"].found == 2
    assert rates.by_pair["JPEG 92 → JPEG 92"].found == 0
    assert rates.single["mjpeg"].of == 4
    assert rates.double["mjpeg"].of == 8


def test_combs_are_measured_only_on_request(forensics, tmp_path):
    said = forensics("coding", tmp_path, "--combs")
    assert said.returncode == 2
    said = forensics("coding", tmp_path, "--measure", "--combs")
    assert said.returncode == 7
    assert "at least four" in said.stderr


def test_rates_ship_with_the_program():
    told = json.loads(resource("combs.json").read_text())
    for codec in ("mjpeg", "mpeg4", "mpeg2video"):
        single, double = told["single"][codec], told["double"][codec]
        assert single["of"] >= 10
        assert single["found"] < 0.1 * single["of"]
        assert double["of"] >= 70
