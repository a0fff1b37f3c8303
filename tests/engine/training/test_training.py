"""Triplets, batches, labelled data, and a small training run from folders to a bundle."""

import csv
import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pytorch_metric_learning import distances, losses, miners

from engine.errors import TrainingDataError
from engine.faces.align import Alignment
from engine.training.augment import augment, paint_over
from engine.training.batch_sampler import Batches
from engine.training.crops import View
from engine.training.datasets import load_records
from engine.training.experiments import make_experiment
from engine.training.mining import (
    one_semi_hard_loss,
    random_loss,
    random_triplets,
    semi_hard_loss,
)
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.train import learned_people


def sphere(n, seed=0):
    points = torch.randn(n, 8, generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.normalize(points, dim=1)


def distance(a, b):
    return float(((a - b) ** 2).sum())


def library_loss(points, labels, margin):
    """Mining and loss of pytorch-metric-learning, which writes every triplet down."""
    far = distances.LpDistance(normalize_embeddings=True, p=2, power=2)
    miner = miners.TripletMarginMiner(margin=margin, type_of_triplets="semihard", distance=far)
    found = miner(points.detach(), labels)
    return losses.TripletMarginLoss(margin=margin, distance=far)(points, labels, found), found


@pytest.mark.parametrize("margin", [0.1, 0.2, 1.0])
@pytest.mark.parametrize("labels", [torch.arange(48) % 2, (torch.arange(48) % 5 == 0).long()])
def test_semi_hard_loss_and_gradient_are_those_of_every_triplet_written_down(margin, labels):
    ours, theirs = (sphere(48).requires_grad_() for _ in range(2))
    loss, count = semi_hard_loss(ours, labels, margin)
    expected, found = library_loss(theirs, labels, margin)
    assert count == len(found[0])
    assert count > 0
    assert float(loss.detach()) == pytest.approx(float(expected.detach()), abs=1e-6)
    loss.backward()
    expected.backward()
    # The library normalises rows again, which takes the radial part out of its gradient.
    ours_tangent = ours.grad - (ours.grad * ours).sum(1, keepdim=True).detach() * ours.detach()
    assert torch.allclose(ours_tangent, theirs.grad, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**31), offset=st.sampled_from([0.0, 1.0, 30.0, 1000.0]),
    apart=st.sampled_from([0.0, 3.0, 500.0]), margin=st.sampled_from([0.05, 0.2, 1.0]),
)  # fmt: skip
def test_no_triplet_is_lost_far_from_the_origin(seed, offset, apart, margin):
    """Against every triplet written down in float64; `apart` moves half of the points again."""
    draws = torch.Generator().manual_seed(seed)
    points = torch.randn(24, 8, generator=draws) * 0.3 + offset
    points[::2] += apart
    labels = (torch.randperm(24, generator=draws) % 2).long()
    exact = (points.double()[:, None] - points.double()[None]).square().sum(-1)
    near, far = exact[:, :, None], exact[:, None, :]
    same, other = labels[:, None] == labels[None], labels[:, None] != labels[None]
    valid = (same & ~torch.eye(24, dtype=torch.bool))[:, :, None] & other[:, None, :]

    def semi_hard(slack):
        """Triplets, those within `slack` of an edge left out, or with a negative one added."""
        reach = slack * (near + margin)
        return valid & (far > near + reach) & (far < near + margin - reach)

    loss, count = semi_hard_loss(points, labels, margin)
    assert int(semi_hard(1e-5).sum()) <= count <= int(semi_hard(-1e-5).sum())
    chosen = semi_hard(0)
    if int(semi_hard(1e-5).sum()) == int(semi_hard(-1e-5).sum()) == count > 0:
        expected = (near - far + margin)[chosen].mean()
        room = 1e-5 * float(exact.max()) * 24 / count
        assert float(loss) == pytest.approx(float(expected), abs=1e-4 + room)


def test_no_semi_hard_triplet_gives_zero_with_a_gradient():
    points = torch.tensor([[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [-1.0, 0.0]], requires_grad=True)
    loss, count = semi_hard_loss(points, torch.tensor([0, 0, 1, 1]), 0.2)
    loss.backward()
    assert count == 0
    assert float(loss.detach()) == 0.0
    assert torch.all(points.grad == 0)
    one_class, count = semi_hard_loss(points, torch.zeros(4, dtype=torch.int64), 0.2)
    assert (float(one_class.detach()), count) == (0.0, 0)


def test_one_semi_hard_takes_the_nearest_beyond_the_positive_else_the_farthest():
    points, labels = sphere(20, seed=3), torch.arange(20) % 2
    expected = []
    for a in range(20):
        negatives = [distance(points[a], points[n]) for n in range(20) if labels[n] != labels[a]]
        for p in range(20):
            if p != a and labels[p] == labels[a]:
                near = distance(points[a], points[p])
                beyond = [d for d in negatives if d > near]
                far = min(beyond) if beyond else max(negatives)
                expected.append(max(near - far + 1.0, 0.0))
    loss, count = one_semi_hard_loss(points, labels, 1.0)
    assert count == len(expected) == 180
    assert float(loss) == pytest.approx(float(np.mean(expected)), abs=1e-5)


def test_random_triplets_are_valid_and_follow_their_seed():
    labels = torch.arange(20) % 3 // 2
    one, two = (random_triplets(labels, 100, torch.Generator().manual_seed(1)) for _ in range(2))
    a, p, n = one
    assert len(a) == 100
    assert torch.all(labels[a] == labels[p])
    assert torch.all(labels[a] != labels[n])
    assert torch.all(a != p)
    assert all(torch.equal(x, y) for x, y in zip(one, two, strict=True))
    none = random_triplets(torch.zeros(4, dtype=torch.int64), 10, torch.Generator())
    assert [len(part) for part in none] == [0, 0, 0]


def test_random_loss_is_the_mean_of_open_triplets():
    points, labels = sphere(12), torch.arange(12) % 2
    draws = torch.Generator().manual_seed(5)
    a, p, n = random_triplets(labels, 40, torch.Generator().manual_seed(5))
    terms = [
        max(distance(points[i], points[j]) - distance(points[i], points[k]) + 0.5, 0.0)
        for i, j, k in zip(a, p, n, strict=True)
    ]
    loss, count = random_loss(points, labels, 0.5, 40, draws)
    assert count == sum(t > 0 for t in terms)
    assert float(loss) == pytest.approx(sum(terms) / count, abs=1e-5)


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
    with pytest.raises(
        TrainingDataError, match=r"People who are in more than one split: 1, .*made:17\."
    ):
        load_records(write_table(tmp_path, rows))


def test_a_source_clip_in_two_splits_is_refused_by_name(tmp_path):
    rows = [("a.jpg", "real", "a", "1", "train"), ("b.jpg", "fake", "a", "2", "val")]
    with pytest.raises(
        TrainingDataError, match=r"Source clips that are in more than one split: 1, .*made:a\."
    ):
        load_records(write_table(tmp_path, rows))


def test_an_unknown_label_is_refused_with_its_line(tmp_path):
    with pytest.raises(TrainingDataError, match=r"\.csv:2: .*maybe"):
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
    batches = Batches(records, 8, "paired")
    seen = []
    for batch in batches.epoch(np.random.default_rng(0)):
        pristine, forged = batch[:4], batch[4:]
        assert [records[i].source for i in pristine] == [records[i].source for i in forged]
        assert all(records[i].label == PRISTINE for i in pristine)
        seen += forged.tolist()
    assert sorted(seen) == list(range(12, 24))


@pytest.mark.parametrize("sampling", ["balanced", "plain"])
def test_other_batches_hold_what_they_promise(tmp_path, sampling):
    rows = [(f"r{i}.jpg", "real", str(i), str(i), "train") for i in range(30)]
    rows += [(f"f{i}.jpg", "fake", str(i), str(i), "train") for i in range(10)]
    records = load_records(write_table(tmp_path, rows))
    batches = Batches(records, 8, sampling).epoch(np.random.default_rng(0))
    counts = [sum(records[i].label for i in batch) for batch in batches]
    if sampling == "balanced":
        assert counts == [4, 4]
    else:
        assert sorted(np.concatenate(batches).tolist()) == list(range(40))
    assert len(Batches(records, 8, sampling, limit=8).epoch(np.random.default_rng(0))) in (1, 2)


@pytest.mark.parametrize("share", [1.0, 0.5, 0.25])
def test_a_share_of_the_people_is_drawn_from_each_data_set(share):
    records = [
        FaceRecord(
            name=f"{origin}{person}", path=Path("x"), member=None, label=PRISTINE,
            identity=f"{origin}{person}", source="", clip="", method="pristine", origin=origin,
            split="train" if person < 16 else "val",
        )
        for origin in ("a", "b") for person in range(20)
    ]  # fmt: skip

    def people(share):
        return learned_people(records, make_experiment({"data": {"share": share}}))

    chosen = people(share)
    for origin in ("a", "b"):
        assert len([name for name in chosen if name.startswith(origin)]) == 16 * share
    assert all(int(name[1:]) < 16 for name in chosen)
    assert chosen <= people(1.0)
    assert people(0.25) <= chosen


STORED = Alignment(size=160, margin=0.1)


@pytest.mark.parametrize("kind", ["graded", "life", "paper"])
def test_augmentation_keeps_shape_and_follows_its_seed(kind):
    crop = np.random.default_rng(0).integers(0, 255, (192, 192, 3), dtype=np.uint8)
    view = View(STORED, Alignment(size=160))
    one, two, other = (augment(crop, view, np.random.default_rng(s), kind) for s in (1, 1, 2))
    assert one.shape == (160, 160, 3)
    assert one.dtype == np.uint8
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_graded_augmentation_spares_many_crops_and_wears_some_down():
    noise = np.random.default_rng(0).integers(0, 255, (192, 192, 3), dtype=np.uint8)
    # Fine, but not so fine that moving it by half a pixel would blur it.
    crop = cv2.GaussianBlur(noise, (0, 0), 1.0)
    view = View(STORED, Alignment(size=160))

    def detail(picture):
        return cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.CV_32F).std()

    plain = detail(view.plain(crop))

    def left(kind):
        draws = (augment(crop, view, np.random.default_rng(s), kind) for s in range(120))
        return np.array([detail(picture) for picture in draws]) / plain

    graded, life = left("graded"), left("life")
    assert (graded > 0.6).mean() > 0.4
    assert (graded < 0.4).mean() > 0.1
    assert (life > 0.6).mean() < (graded > 0.6).mean()


@pytest.mark.parametrize("shape", [(40, 64, 64, 3), (40, 5, 64, 64, 3)])
def test_a_painted_over_crop_loses_one_even_rectangle_and_its_partner_the_same(shape):
    plain = np.full(shape, 100, np.uint8)
    painted = paint_over(plain.copy(), 0.5, np.random.default_rng(3))
    partner = paint_over(np.full(shape, 7, np.uint8), 0.5, np.random.default_rng(3))
    touched = 0
    for before, after, other in zip(plain, painted, partner, strict=True):
        lost = (after != before).any(axis=-1)
        if lost.ndim == 3:
            assert (lost == lost[0]).all()
            lost, after, other = lost[0], after[0], other[0]
        if not lost.any():
            continue
        touched += 1
        rows, columns = np.flatnonzero(lost.any(axis=1)), np.flatnonzero(lost.any(axis=0))
        assert lost[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()
        assert 0.03 < lost.mean() < 0.28
        assert len(np.unique(after[lost], axis=0)) == 1
        assert (other[lost] == after[lost]).all()
        assert (other[~lost] == 7).all()
    assert 10 <= touched <= 30


def test_nothing_is_painted_over_unless_asked():
    plain = np.random.default_rng(0).integers(0, 256, (8, 32, 32, 3), np.uint8)
    assert (paint_over(plain.copy(), 0.0, np.random.default_rng(1)) == plain).all()


def test_a_view_without_change_is_the_middle_of_the_store():
    crop = np.random.default_rng(0).integers(0, 255, (192, 192, 3), dtype=np.uint8)
    plain = View(STORED, Alignment(size=160)).plain(crop)
    assert np.array_equal(plain, crop[16:176, 16:176])


@pytest.mark.parametrize(
    "wanted", [Alignment(112), Alignment(160, 0.35, 0.333), Alignment(224), Alignment(40)]
)
def test_a_view_puts_landmarks_where_its_model_wants_them(wanted):
    """A blob at each landmark of the store must lie at the template of the wanted crop."""
    for number, (x, y) in enumerate(STORED.template()):
        crop = np.zeros((192, 192, 3), np.uint8)
        cv2.circle(crop, (round(float(x)), round(float(y))), 6, (255, 255, 255), -1)
        seen = View(STORED, wanted).plain(crop)[:, :, 0].astype(float)
        rows, columns = np.indices(seen.shape)
        middle = (columns * seen).sum() / seen.sum(), (rows * seen).sum() / seen.sum()
        assert np.hypot(*(np.array(middle) - wanted.template()[number])) < 1.0
