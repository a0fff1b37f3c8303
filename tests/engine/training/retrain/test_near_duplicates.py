"""People under two names: what is compared, how often it errs, and what is never done about it."""

import csv
import tarfile
from dataclasses import replace
from pathlib import Path

import labelled
import numpy as np
import pytest
from click.testing import CliRunner

from engine.cli import cli
from engine.training.crops import prepare_crops, storage_for
from engine.training.datasets.manifest import read_manifest
from engine.training.datasets.recognise import recognise
from engine.training.loop import Run
from engine.training.records import PRISTINE, FaceRecord
from engine.training.retrain import near_duplicates
from engine.training.retrain.near_duplicates import ALIKE, VIEW, as_one, find_near_duplicates

SHARED = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture
def faces(tmp_path):
    """Crops of five names of which nothing is known, one picture each, in two splits."""
    paths = [labelled.picture(tmp_path / f"{n}.png", n) for n in range(5)]
    records = [
        FaceRecord(p.name, p, None, PRISTINE, p.stem, p.stem, p.name, "pristine", "made",
                   "train" if n < 3 else "test", known=False)
        for n, p in enumerate(paths)
    ]  # fmt: skip
    return prepare_crops(records, storage_for(VIEW), tmp_path / "crops")


def on_a_circle(monkeypatch, degrees):
    """Embeddings at angles: the cosine of two is that of the angle between them."""
    angles = np.radians(degrees)
    points = np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)
    monkeypatch.setattr(near_duplicates, "stored", lambda *_: points)


def test_pairs_of_different_splits_are_found_from_the_threshold_on(faces, tmp_path, monkeypatch):
    just = np.degrees(np.arccos(ALIKE))
    on_a_circle(monkeypatch, [0, 90, 180, just - 0.1, 270])
    found = find_near_duplicates(faces, Run(tmp_path, "cpu"))
    assert {(p.first, p.second) for p in found.pairs} == {("0", "3"), ("1", "3")}
    on_a_circle(monkeypatch, [0, 120, 240, just + 0.1, 180])
    assert "0" not in {p.first for p in find_near_duplicates(faces, Run(tmp_path, "cpu")).pairs}


def test_no_chain_of_find_near_duplicates_becomes_one_person(faces, tmp_path, monkeypatch):
    """Each neighbour is near enough, the ends are not: average linkage keeps them apart."""
    on_a_circle(monkeypatch, [0, 40, 80, 120, 160])
    groups = find_near_duplicates(faces, Run(tmp_path, "cpu")).groups
    assert groups
    assert max(map(len, groups)) < 4
    joined = as_one(faces.records, groups)
    assert len({r.identity for r in joined}) == 5 - sum(len(g) - 1 for g in groups)


def test_whom_the_data_name_is_not_put_into_groups(faces, tmp_path, monkeypatch):
    on_a_circle(monkeypatch, [0, 0, 0, 0, 0])
    assert find_near_duplicates(faces, Run(tmp_path, "cpu")).groups == (("0", "1", "2", "3", "4"),)
    known = replace(faces, records=[replace(r, known=True) for r in faces.records])
    assert find_near_duplicates(known, Run(tmp_path, "cpu")).groups == ()


def test_check_takes_alike_faces_for_one_person_and_splits_by_it(tmp_path):
    """All pictures show one face, under names that say nothing."""
    for number in range(6):
        labelled.picture(tmp_path / f"data/{('real', 'fake')[number % 2]}/{number:03}.png", number)
    told = ["check", str(tmp_path / "data"), "--work", str(tmp_path / "crops")]
    plain = CliRunner().invoke(cli, told)
    assert "do not name the person in 6 of 6 items" in plain.output
    assert "--faces" in plain.output
    manifest = tmp_path / "data.csv"
    compared = CliRunner().invoke(
        cli, [*told, "--faces", "--repair", "leaks", "--manifest", str(manifest)]
    )
    assert "Taken for one person: 000, 001, 002, 003, 004, 005" in compared.output
    assert "1,000 pairs of strangers" in compared.output
    records = read_manifest(manifest).records
    assert len({(r.identity, r.split) for r in records}) == 1


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "lfw_faces.tar").exists(), reason="needs the shared faces")
def test_strangers_and_one_person_on_real_faces(tmp_path):
    """People outside the selection of the threshold; `near_duplicates.ERROR` quotes all
    480 people of this fold."""
    data = tmp_path / "data"
    data.mkdir()
    lfw = taken("lfw", lambda row: row["fold"] == "val", 80, data)
    modern = taken(
        "modern", lambda row: row["fold"] == "val" and row["kind"] == "pristine", 60, data
    )
    records = recognise(data).records
    crops = prepare_crops(records, storage_for(VIEW), tmp_path / "crops")
    points = embedded(crops, tmp_path)
    owner = np.array([lfw.get(r.name.split("/")[-1], "") for r in crops.records])
    strangers = points[owner != ""]
    cosines = (strangers @ strangers.T)[np.triu_indices(len(strangers), 1)]
    assert (cosines >= ALIKE).mean() < 0.006
    clips = [modern.get(r.name.split("/")[-1], "") for r in crops.records]
    within = [
        (points[rows] @ points[rows].T)[np.triu_indices(len(rows), 1)]
        for clip in sorted(set(clips) - {""})
        if len(rows := np.flatnonzero(np.array(clips) == clip)) > 1
    ]
    assert (np.concatenate(within) >= ALIKE).mean() > 0.85


def embedded(crops, folder):
    """Unit embeddings of single faces, as `find_near_duplicates` makes them."""
    kept = {}

    def keep(run, name, samples, compute):
        kept["points"] = compute(samples)
        return kept["points"]

    alone = [replace(r, identity=str(i)) for i, r in enumerate(crops.records)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near_duplicates, "stored", keep)
        find_near_duplicates(replace(crops, records=alone), Run(folder, "cpu"))
    return kept["points"]


def taken(name, keep, count, folder):
    """Some rows of a shared table with their pictures; file to person or clip."""
    with (SHARED / f"{name}_faces.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if keep(row)][:count]
    with tarfile.open(SHARED / f"{name}_faces.tar") as tar:
        for row in rows:
            member = tar.getmember(f"{name}_faces/{row['file']}")
            target = folder / f"{name}_faces" / row["file"]
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(tar.extractfile(member).read())
    with (folder / f"{name}_faces.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return {row["file"]: row.get("source") or row.get("identity") for row in rows}
