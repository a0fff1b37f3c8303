"""Each layout of labelled data, read from real folders."""

import csv
import json
import tarfile
from collections import Counter

import labelled
import pytest

from engine.errors import TrainingDataError
from engine.faces.align import Alignment
from engine.training.crops import prepare_crops
from engine.training.datasets import load_records
from engine.training.datasets.celeb_df import read_celeb_df
from engine.training.datasets.manifest import write_manifest
from engine.training.datasets.recognise import recognise
from engine.training.datasets.splits import hashed_split
from engine.training.records import FORGED, PRISTINE

FF = ("youtube/c23/videos/{}.mp4", "{}/c23/videos/{}.mp4")


def people(split, count, draw=hashed_split, name="id{}"):
    """Names that fall into a split."""
    found = (name.format(i) for i in range(1000) if draw(name.format(i)) == split)
    return [next(found) for _ in range(count)]


def by_name(records):
    return {r.name: r for r in records}


def faceforensics(folder, make=labelled.stub, compression="c23"):
    for number in ("000", "003", "010", "011", "020", "021"):
        make(folder / f"original_sequences/youtube/{compression}/videos/{number}.mp4")
    for method in ("Deepfakes", "NeuralTextures"):
        for pair in ("000_003", "003_000", "010_011", "021_020"):
            make(folder / f"manipulated_sequences/{method}/{compression}/videos/{pair}.mp4")


def official_splits(folder):
    (folder / "splits").mkdir()
    for split, pair in (("train", ["000", "003"]), ("val", ["010", "011"]),
                        ("test", ["021", "020"])):  # fmt: skip
        (folder / "splits" / f"{split}.json").write_text(json.dumps([pair]))


def test_faceforensics_follows_the_official_splits(tmp_path):
    faceforensics(tmp_path)
    official_splits(tmp_path)
    labelled.stub(tmp_path / "original_sequences/youtube/c23/videos/999.mp4")
    found = recognise(tmp_path)
    records = by_name(load_records(tmp_path))
    assert found.layout == "FaceForensics++"
    assert any("in no official split: 1" in str(note) for note in found.notes)
    assert len(records) == 14
    forged = records["manipulated_sequences/Deepfakes/c23/videos/021_020.mp4"]
    original = records["original_sequences/youtube/c23/videos/021.mp4"]
    assert (forged.label, forged.method, forged.split) == (FORGED, "Deepfakes", "test")
    assert (original.label, original.method, original.split) == (PRISTINE, "pristine", "test")
    assert forged.pair == original.pair != ""
    assert (forged.identity, forged.source) == (original.identity, original.source)
    assert forged.compression == "c23"
    assert records["manipulated_sequences/Deepfakes/c23/videos/010_011.mp4"].split == "val"


def test_faceforensics_without_split_files_keeps_pairs_whole(tmp_path):
    for i in range(0, 80, 2):
        a, b = f"{i:03}", f"{i + 1:03}"
        for number in (a, b):
            labelled.stub(tmp_path / f"original_sequences/youtube/c40/videos/{number}.mp4")
        labelled.stub(tmp_path / f"manipulated_sequences/FaceSwap/c40/videos/{a}_{b}.mp4")
    splits = {r.path.stem: r.split for r in load_records(tmp_path)}
    assert set(splits.values()) == {"train", "val", "test"}
    for i in range(0, 80, 2):
        a, b = f"{i:03}", f"{i + 1:03}"
        assert splits[a] == splits[b] == splits[f"{a}_{b}"]


def test_compressions_of_faceforensics_can_be_chosen(tmp_path):
    for compression in ("raw", "c23", "c40"):
        faceforensics(tmp_path, compression=compression)
    official_splits(tmp_path)
    assert {r.compression for r in load_records(tmp_path)} == {"c0", "c23", "c40"}
    chosen = load_records(tmp_path, compressions=("c0", "c40"))
    assert Counter(r.compression for r in chosen) == {"c0": 14, "c40": 14}
    originals = {r.pair for r in chosen if r.label == PRISTINE}
    assert {r.pair for r in chosen if r.label == FORGED} <= originals
    with pytest.raises(TrainingDataError, match="c99"):
        load_records(tmp_path, compressions=("c99",))


def test_actors_of_deepfakedetection_never_cross(tmp_path):
    for actor in range(1, 29):
        labelled.stub(tmp_path / f"original_sequences/actors/c23/videos/{actor:02}__walk.mp4")
        other = actor % 28 + 1
        labelled.stub(tmp_path / "manipulated_sequences/DeepFakeDetection/c23/videos"
                      / f"{actor:02}_{other:02}__walk__AB12CD.mp4")  # fmt: skip
    records = load_records(tmp_path)
    home = {r.path.stem[:2]: r.split for r in records if r.label == PRISTINE}
    forged = [r for r in records if r.label == FORGED]
    assert len(home) == 28
    assert 0 < len(forged) < 28
    for r in forged:
        target, donor = r.path.stem.split("__")[0].split("_")
        assert home[target] == home[donor] == r.split
        assert r.pair == f"actor/{target}/walk"


def celeb_df(folder):
    """Two people in the test list, others that are drawn to train and val."""
    for person in ("id0", "id1", "id2", "id3", "id4", "id5"):
        for number in (0, 1):
            labelled.stub(folder / f"Celeb-real/{person}_{number:04}.mp4")
    for pair in ("id0_id1", "id2_id0", "id2_id3", "id3_id2", "id4_id5", "id5_id4"):
        labelled.stub(folder / f"Celeb-synthesis/{pair}_0000.mp4")
    for number in range(12):
        labelled.stub(folder / f"YouTube-real/{number:05}.mp4")
    (folder / "List_of_testing_videos.txt").write_text(
        "1 Celeb-real/id0_0000.mp4\n0 Celeb-synthesis/id0_id1_0000.mp4\n1 YouTube-real/00003.mp4\n"
    )


def test_celeb_df_reads_its_inverted_test_list(tmp_path):
    celeb_df(tmp_path)
    records = by_name(load_records(tmp_path))
    tested = {name: r.label for name, r in records.items() if r.split == "test"}
    assert tested == {
        "Celeb-real/id0_0000.mp4": PRISTINE,
        "Celeb-synthesis/id0_id1_0000.mp4": FORGED,
        "YouTube-real/00003.mp4": PRISTINE,
    }
    forged = records["Celeb-synthesis/id0_id1_0000.mp4"]
    assert (forged.identity, forged.source, forged.pair) == ("id0", "id0_0000", "id0_0000")


def test_people_of_the_test_list_are_kept_out_of_training(tmp_path):
    celeb_df(tmp_path)
    found = recognise(tmp_path)
    learned = [r for r in found.records if r.split != "test"]
    # id0 and id1 are tested, so is what else shows either, as target or as face.
    assert not [r.name for r in learned if {"id0", "id1"} & set(r.path.stem.split("_"))]
    assert any("official test list" in str(note) and "4" in str(note) for note in found.notes)
    for r in learned:
        if r.label == FORGED:
            first, second, _ = r.path.stem.split("_")
            homes = {x.split for x in learned if x.identity in (first, second)}
            assert homes == {r.split}


def test_celeb_df_by_person_draws_a_test_split_of_its_own(tmp_path):
    names = [people(split, 3) for split in ("train", "val", "test")]
    for a, b, c in names:
        for person in (a, b, c):
            labelled.stub(tmp_path / f"Celeb-real/{person}_0000.mp4")
        labelled.stub(tmp_path / f"Celeb-synthesis/{a}_{b}_0000.mp4")
    crossing = f"{names[0][0]}_{names[2][0]}_0000"
    labelled.stub(tmp_path / f"Celeb-synthesis/{crossing}.mp4")
    everyone = "".join(f"1 Celeb-real/{p}_0000.mp4\n" for group in names for p in group)
    (tmp_path / "List_of_testing_videos.txt").write_text(everyone)
    records = load_records(tmp_path, official=False)
    assert Counter(r.split for r in records) == {"train": 4, "val": 4, "test": 4}
    assert crossing not in {r.path.stem for r in records}
    assert any("join people of two splits" in str(n) for n in read_celeb_df(tmp_path, False).notes)


def test_a_test_list_with_the_usual_labels_is_refused(tmp_path):
    celeb_df(tmp_path)
    (tmp_path / "List_of_testing_videos.txt").write_text("0 Celeb-real/id0_0000.mp4\n")
    with pytest.raises(TrainingDataError, match=r"Line 1.*id0_0000.*1 means real"):
        load_records(tmp_path)


def dfdc_part(part, clips):
    metadata = {}
    for name, (label, original, split) in clips.items():
        labelled.stub(part / name)
        metadata[name] = {"label": label, "split": split, "original": original}
    metadata["gone.mp4"] = {"label": "REAL", "split": "train"}
    (part / "metadata.json").write_text(json.dumps(metadata))


def test_dfdc_pairs_forgeries_with_originals(tmp_path):
    dfdc_part(tmp_path / "dfdc_train_part_0", {
        "aa.mp4": ("REAL", None, "train"), "bb.mp4": ("FAKE", "aa.mp4", "train")})  # fmt: skip
    dfdc_part(tmp_path / "dfdc_train_part_1", {
        "cc.mp4": ("REAL", None, "train"), "dd.mp4": ("FAKE", "cc.mp4", "train")})  # fmt: skip
    found = recognise(tmp_path)
    records = {r.path.stem: r for r in load_records(tmp_path)}
    assert set(records) == {"aa", "bb", "cc", "dd"}
    assert (records["bb"].label, records["aa"].label) == (FORGED, PRISTINE)
    assert records["bb"].pair == records["aa"].pair == "aa"
    assert records["bb"].split == records["aa"].split
    assert any("files are missing: 2" in str(note) for note in found.notes)
    assert any("no people" in str(note) for note in found.notes)


def test_many_parts_of_dfdc_are_drawn_whole_and_its_own_splits_are_used(tmp_path):
    for part in range(12):
        dfdc_part(tmp_path / "many" / f"dfdc_train_part_{part}", {
            f"{name}{part}.mp4": ("REAL", None, "train") for name in "ab"})  # fmt: skip
    parts = {}
    for r in load_records(tmp_path / "many"):
        parts.setdefault(r.path.parent.name, set()).add(r.split)
    assert len(parts) == 12
    assert all(len(splits) == 1 for splits in parts.values())
    dfdc_part(tmp_path / "one", {
        "aa.mp4": ("REAL", None, "train"), "bb.mp4": ("REAL", None, "validation")})  # fmt: skip
    assert {r.path.stem: r.split for r in load_records(tmp_path / "one")} == {
        "aa": "train", "bb": "val"}  # fmt: skip


def test_a_pattern_and_a_sheet_tell_who_is_who(tmp_path):
    for name in ("real/anna-01.png", "real/bert-01.png", "fake/deep/anna-02.png",
                 "fake/Анна Ж/снимок один.png"):  # fmt: skip
        labelled.picture(tmp_path / name)
    sheet = "\ufefffile,identity,source,split\nfake\\Анна Ж\\снимок один.png,anna,s1,val\n"
    (tmp_path / "identities.csv").write_text(sheet, "utf-8")
    records = by_name(load_records(tmp_path, pattern=r"(?P<identity>[a-z]+)-(?P<clip>\d+)"))
    assert records["real/anna-01.png"].identity == "anna"
    assert records["real/anna-01.png"].clip == "01"
    assert records["fake/deep/anna-02.png"].identity == "anna"
    named = records["fake/Анна Ж/снимок один.png"]
    assert (named.identity, named.source, named.pair, named.split) == ("anna", "s1", "s1", "val")
    # One person, one split: the sheet's word goes for all of anna.
    assert {r.split for r in records.values() if r.identity == "anna"} == {"val"}
    assert records["real/bert-01.png"].split == hashed_split("bert")


def test_own_notes_beside_clips_do_not_make_a_folder_dfdc(tmp_path):
    for label in ("real", "fake"):
        labelled.picture(tmp_path / label / "a.png")
        (tmp_path / label / "metadata.json").write_text("[]")
    assert recognise(tmp_path).layout == "labelled folder"


@pytest.mark.parametrize("pattern", ["(", "anna", "(?P<who>.*)"])
def test_a_useless_pattern_is_refused(tmp_path, pattern):
    labelled.picture(tmp_path / "real/a.png")
    with pytest.raises(TrainingDataError, match=r"pattern|expression"):
        load_records(tmp_path, pattern=pattern)


ROWS = [
    {"path": "a/ж 1.png", "label": "real", "identity": "p", "source": "s", "split": "val"},
    {"path": "b.png", "label": "FAKE", "identity": "p", "source": "s", "split": "",
     "method": "swap", "compression": "c40"},
    {"path": "c.png", "label": "0"},
]  # fmt: skip


def write_csv(path):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["path", "label", "identity", "source", "split", "method",
                                       "compression"])  # fmt: skip
        writer.writeheader()
        writer.writerows(ROWS)


def write_parquet(path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    keys = ["path", "label", "identity", "source", "split", "method", "compression"]
    columns = {key: [row.get(key) for row in ROWS] for key in keys}
    parquet.write_table(pyarrow.table(columns), path)


@pytest.mark.parametrize("write", [write_csv, write_parquet])
def test_a_manifest_lists_everything(tmp_path, write):
    for row in ROWS:
        labelled.picture(tmp_path / row["path"])
    manifest = tmp_path / ("list.csv" if write is write_csv else "list.parquet")
    write(manifest)
    first, second, third = load_records(manifest)
    assert (first.label, second.label, third.label) == (PRISTINE, FORGED, PRISTINE)
    assert first.path.read_bytes()
    assert (second.method, second.compression, second.pair) == ("swap", "c40", first.pair)
    assert second.split == "val"
    assert third.split == hashed_split("c.png")


def test_a_manifest_without_labels_names_the_column(tmp_path):
    (tmp_path / "manifest.csv").write_text("path,who\na.png,b\n")
    with pytest.raises(TrainingDataError, match=r"manifest.csv.*lacks the columns label"):
        load_records(tmp_path)


def test_a_written_manifest_says_the_same_of_tables_in_archives(tmp_path):
    data = tmp_path / "data"
    pictures = [labelled.picture(tmp_path / f"{name}.png") for name in "ab"]
    data.mkdir()
    with tarfile.open(data / "made_faces.tar", "w") as tar:
        for path in pictures:
            tar.add(path, f"made_faces/{path.name}")
    (data / "made_faces.csv").write_text(
        "file,label,source,group,fold\na.png,real,a,1,train\nb.png,fake,a,1,train\n"
    )
    records = load_records(data)
    write_manifest(records, tmp_path / "list.csv")
    again = load_records(tmp_path / "list.csv")
    told = ("label", "identity", "source", "pair", "split", "method", "origin", "member")
    for key in told:
        assert [getattr(r, key) for r in again] == [getattr(r, key) for r in records]
    crops = prepare_crops(again, Alignment(), tmp_path / "crops")
    assert len(crops.records) == 2


def test_clips_of_a_data_set_become_crops(tmp_path):
    """From the layout to the face, with the facts of each frame."""
    data = tmp_path / "data"
    for path in ("original_sequences/youtube/c23/videos/000.mp4",
                 "manipulated_sequences/Deepfakes/c23/videos/000_003.mp4"):  # fmt: skip
        labelled.clip(data / path)
    crops = prepare_crops(load_records(data), Alignment(), tmp_path / "crops")
    assert Counter(r.label for r in crops.records) == {PRISTINE: 3, FORGED: 3}
