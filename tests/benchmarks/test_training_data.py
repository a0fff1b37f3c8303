"""Speed of preparing training data, as ratios within one run: `pytest -m benchmark -s`."""

import time
from dataclasses import replace

import clips
import labelled
import numpy as np
import pytest

from engine.faces.align import Alignment
from engine.training.crops import prepare_crops
from engine.training.datasets.checks import check
from engine.training.datasets.recognise import recognise
from engine.training.records import FORGED, PRISTINE, FaceRecord

pytestmark = pytest.mark.benchmark
PICTURES = 120


def seconds(call):
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def test_two_workers_are_1_7_times_as_fast_as_one(tmp_path):
    """Pictures of 480p with one face; both kinds of run have their networks loaded."""
    frames = list(clips.faces(PICTURES + 4, (854, 480)))
    for number, frame in enumerate(frames[:PICTURES]):
        path = tmp_path / "data" / ("real", "fake")[number % 2] / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(labelled.png(frame))
    records = recognise(tmp_path / "data").records
    for number, frame in enumerate(frames[PICTURES:]):
        path = tmp_path / "first" / "real" / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(labelled.png(frame))
    first = recognise(tmp_path / "first").records
    times = {1: [], 2: []}
    for run in range(2):
        for workers in (1, 2):
            folder = tmp_path / f"crops{workers}{run}"
            prepare_crops(first, Alignment(), folder, workers=workers)
            times[workers].append(
                seconds(lambda w=workers, f=folder: prepare_crops(
                    records, Alignment(), f, workers=w))
            )  # fmt: skip
    ratio = min(times[1]) / min(times[2])
    print(f"\n{PICTURES} pictures: one worker {min(times[1]):.2f} s, two {min(times[2]):.2f} s, "
          f"{ratio:.2f} times as fast")  # fmt: skip
    assert ratio >= 1.7


def test_a_hundred_thousand_records_cost_little_more_than_asking_for_their_sizes(tmp_path):
    """Checked with their files, none of which has the size of another."""
    sample = FaceRecord("", tmp_path, None, PRISTINE, "", "", "", "pristine", "made", "train")
    records = []
    for number in range(100_000):
        path = tmp_path / f"{number // 1000}" / f"{number}.mp4"
        if number % 1000 == 0:
            path.parent.mkdir()
        with path.open("wb") as file:
            file.truncate(number + 1)
        person = str(number // 20)
        split = ("train", "train", "val", "test")[number // 20 % 4]
        label = (PRISTINE, FORGED)[number % 2]
        records.append(
            replace(sample, name=str(path), path=path, label=label, identity=person,
                    source=person, clip=str(path), split=split)
        )  # fmt: skip
    findings = []
    whole = seconds(lambda: findings.extend(check(records)))
    sizes = seconds(lambda: [record.path.stat().st_size for record in records])
    print(f"\n100,000 records checked in {whole:.2f} s; asking for their sizes {sizes:.2f} s")
    assert findings == []
    assert whole <= 10 * sizes


def test_a_second_call_costs_a_fraction_of_the_first(tmp_path):
    for number in range(40):
        labelled.clip(tmp_path / "data" / ("real", "fake")[number % 2] / f"{number}.mp4", number)
    records = recognise(tmp_path / "data").records
    first = seconds(lambda: prepare_crops(records, Alignment(), tmp_path / "crops"))
    second = seconds(lambda: prepare_crops(records, Alignment(), tmp_path / "crops"))
    crops = prepare_crops(records, Alignment(), tmp_path / "crops")
    assert len(np.unique(crops.index)) == 120
    print(f"\n40 clips: first {first:.2f} s, again {second:.3f} s")
    assert second <= first / 20
