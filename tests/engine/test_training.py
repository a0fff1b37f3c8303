"""Triplets, batches, labelled data, and a small training run from folders to a bundle."""

import csv
import hashlib

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import TrainingDataError
from engine.training.augment import augment
from engine.training.datasets import load_records
from engine.training.mining import random_triplets, semi_hard_triplets, triplet_loss
from engine.training.records import FORGED, PRISTINE
from engine.training.sampling import PairedBatches


def sphere(n, seed=0):
    points = torch.randn(n, 8, generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.normalize(points, dim=1)


def distance(a, b):
    return ((a - b) ** 2).sum(-1)


@pytest.mark.parametrize("margin", [0.2, 1.0])
def test_semi_hard_negatives_lie_beyond_the_positive_within_the_margin(margin):
    points, labels = sphere(40), torch.arange(40) % 2
    a, p, n = semi_hard_triplets(points, labels, margin)
    assert len(a) > 0
    near, far = distance(points[a], points[p]), distance(points[a], points[n])
    assert torch.all(labels[a] == labels[p])
    assert torch.all(labels[a] != labels[n])
    assert torch.all(a != p)
    assert torch.all(near < far + 1e-5)
    assert torch.all(far < near + margin + 1e-5)
    every = sum(
        1
        for i in range(40)
        for j in range(40)
        for k in range(40)
        if i != j and labels[i] == labels[j] != labels[k]
        and 1e-5 < distance(points[i], points[k]) - distance(points[i], points[j]) < margin - 1e-5
    )  # fmt: skip
    assert abs(len(a) - every) <= 3


def test_random_triplets_are_valid():
    labels = torch.arange(20) % 2
    a, p, n = random_triplets(labels, 100, torch.Generator().manual_seed(1))
    assert len(a) == 100
    assert torch.all(labels[a] == labels[p])
    assert torch.all(labels[a] != labels[n])


def test_the_loss_is_that_of_the_paper():
    points, labels = sphere(12), torch.arange(12) % 2
    triplets = semi_hard_triplets(points, labels, 0.5)
    a, p, n = triplets
    expected = (distance(points[a], points[p]) - distance(points[a], points[n]) + 0.5).clamp(min=0)
    got = triplet_loss(points, labels, triplets, 0.5)
    assert float(got) == pytest.approx(float(expected[expected > 0].mean()), abs=1e-5)


def write_table(folder, rows, fields=("file", "label", "source", "group", "fold")):
    pictures = folder / "made_faces"
    pictures.mkdir(parents=True)
    with (folder / "made_faces.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(dict(zip(fields, row, strict=True)))
            Image.new("RGB", (80, 80), (20 * number % 256, number, 0)).save(pictures / row[0])
    return folder


def test_tables_are_read_with_pairs(tmp_path):
    rows = [("a.jpg", "real", "a", "1", "train"), ("b.jpg", "fake", "a", "1", "train")]
    pristine, forged = load_records(write_table(tmp_path, rows))
    assert (pristine.label, forged.label) == (PRISTINE, FORGED)
    assert pristine.source == forged.source
    assert forged.method == "made forgery"


def test_a_person_in_two_splits_is_refused_by_name(tmp_path):
    rows = [("a.jpg", "real", "a", "17", "train"), ("b.jpg", "fake", "b", "17", "test")]
    with pytest.raises(TrainingDataError, match=r"person.*made:17"):
        load_records(write_table(tmp_path, rows))


def test_a_source_clip_in_two_splits_is_refused_by_name(tmp_path):
    rows = [("a.jpg", "real", "a", "1", "train"), ("b.jpg", "fake", "a", "2", "val")]
    with pytest.raises(TrainingDataError, match=r"source clip.*made:a"):
        load_records(write_table(tmp_path, rows))


def test_an_unknown_label_is_refused_with_its_line(tmp_path):
    with pytest.raises(TrainingDataError, match=r"line 2.*maybe"):
        load_records(write_table(tmp_path, [("a.jpg", "maybe", "a", "1", "train")]))


def test_folders_give_identities_and_splits_that_hold_when_people_join(tmp_path):
    def add(names):
        for label in ("real", "fake"):
            for name in names:
                (tmp_path / label / name).mkdir(parents=True)
                pixels = hashlib.sha256(f"{label}{name}".encode()).digest() * 6
                picture = Image.frombytes("RGB", (8, 8), pixels)
                picture.save(tmp_path / label / name / "1.png")

    add([f"person{i}" for i in range(30)])
    before = {r.name: r.split for r in load_records(tmp_path)}
    add([f"late{i}" for i in range(10)])
    after = {r.name: r.split for r in load_records(tmp_path)}
    assert len(before) == 60
    assert {"train", "val", "test"} == set(before.values())
    assert all(after[name] == split for name, split in before.items())


def test_an_empty_folder_says_what_is_wanted(tmp_path):
    with pytest.raises(TrainingDataError, match="real"):
        load_records(tmp_path)


def test_batches_pair_each_forgery_with_its_own_original(tmp_path):
    rows = [(f"r{i}.jpg", "real", str(i), str(i), "train") for i in range(12)]
    rows += [(f"f{i}.jpg", "fake", str(i), str(i), "train") for i in range(12)]
    records = load_records(write_table(tmp_path, rows))
    batches = PairedBatches(records, np.arange(24), 8)
    seen = []
    for batch in batches.epoch(np.random.default_rng(0)):
        pristine, forged = batch[:4], batch[4:]
        assert [records[i].source for i in pristine] == [records[i].source for i in forged]
        assert all(records[i].label == PRISTINE for i in pristine)
        seen += forged.tolist()
    assert sorted(seen) == list(range(12, 24))


def test_augmentation_keeps_shape_and_follows_its_seed():
    crop = np.random.default_rng(0).integers(0, 255, (192, 192, 3), dtype=np.uint8)
    one, two, other = (augment(crop, 160, np.random.default_rng(s)) for s in (1, 1, 2))
    assert one.shape == (160, 160, 3)
    assert one.dtype == np.uint8
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)
