"""Folders as users have them: each layout is read for what it says, or refused with names."""

import labelled
import pytest
from click.testing import CliRunner

from engine.cli import cli
from engine.errors import TrainingDataError
from engine.training.datasets import load_records
from engine.training.datasets.checks import check
from engine.training.datasets.folder_names import presumed_person
from engine.training.datasets.recognise import recognise
from engine.training.records import FORGED, PRISTINE


def made(folder, *names):
    """Pictures or stubs of clips below a folder, and what is read of them, by name."""
    for name in names:
        (labelled.stub if name.endswith(".mp4") else labelled.picture)(folder / name)
    return {r.name: r for r in recognise(folder).records}


def test_split_above_label(tmp_path):
    names = [f"{split}/{label}/{n}.png" for split in ("Train", "Validation", "Test")
             for label in ("real", "fake") for n in range(2)]  # fmt: skip
    records = made(tmp_path, *names)
    assert set(records) == set(names)
    for name, r in records.items():
        assert r.split == {"T": "train", "V": "val"}.get(name[0]) or r.split == "test"
        assert r.label == (FORGED if "/fake/" in name else PRISTINE)
    # "0.png" of two splits is not one person.
    assert not [f for f in check(list(records.values())) if f.kind == "leaks"]


def test_label_above_split(tmp_path):
    names = [f"{label}/{s}/a{n}.png" for s, n in (("train", 1), ("val", 2), ("test", 3))
             for label in ("real", "fake")]  # fmt: skip
    assert {r.split for r in made(tmp_path, *names).values()} == {"train", "val", "test"}
    assert {r.method for r in made(tmp_path, *names).values()} == {"pristine", "forged"}


def test_without_a_folder_for_val_its_people_come_from_train(tmp_path):
    names = [f"train/{label}/p{n:02}/{n}.png" for n in range(40) for label in ("real", "fake")]
    records = made(tmp_path, *names, "test/real/x/1.png", "test/fake/x/1.png")
    splits = {r.identity: r.split for r in records.values()}
    assert set(splits.values()) == {"train", "val", "test"}
    assert splits["x"] == "test"
    assert not [f for f in check(list(records.values())) if f.kind == "leaks"]
    assert any("no folder for 'val'" in str(note) for note in recognise(tmp_path).notes)


@pytest.mark.parametrize(
    ("real", "fake"),
    [
        ("Real_Image", "Fake_Image"), ("original", "tampered"), ("Originals", "Tampered images"),
        ("training_real", "training_fake"), ("0_real", "1_fake"), ("RealVideos", "FakeVideos"),
        ("authentic", "deepfakes"), ("0", "1"),
    ],
)  # fmt: skip
def test_other_words_for_the_labels(tmp_path, real, fake):
    records = made(tmp_path, f"{real}/a.png", f"{fake}/b.png")
    assert [r.label for r in records.values()] == [
        FORGED if name.startswith(fake) else PRISTINE for name in records
    ]
    assert len(records) == 2


def test_methods_in_place_of_fake(tmp_path):
    methods = {"DF": "Deepfakes", "F2F": "Face2Face", "FS": "FaceSwap", "NT": "NeuralTextures"}
    records = made(tmp_path, "real/012.mp4", "real/345.mp4", "real/777.mp4",
                   *(f"{short}/012_345.mp4" for short in methods))  # fmt: skip
    found = {r.name.split("/")[0]: r.method for r in records.values() if r.label == FORGED}
    assert found == methods
    tied = {r.identity for name, r in records.items() if "777" not in name}
    assert len(tied) == 1
    assert len({r.split for name, r in records.items() if "777" not in name}) == 1


def test_methods_below_fake_and_people_below_methods(tmp_path):
    records = made(
        tmp_path, "real/anna/1.png", "fake/DF/anna/1.png", "fake/new kind/anna/2.png",
        "fake/NeuralTextures/b.png", "fake/anna/talk/x.png",
    )  # fmt: skip
    told = {name: (r.method, r.identity) for name, r in records.items()}
    assert told == {
        "real/anna/1.png": ("pristine", "anna"),
        "fake/DF/anna/1.png": ("Deepfakes", "anna"),
        "fake/new kind/anna/2.png": ("new kind", "anna"),
        "fake/NeuralTextures/b.png": ("NeuralTextures", "b"),
        "fake/anna/talk/x.png": ("forged", "anna"),
    }


def test_a_folder_of_numbered_pictures_is_one_clip(tmp_path):
    names = [f"{top}/frame_{n:04}.png" for n in range(4)
             for top in ("real/id3_0001", "real/id3_0002", "fake/DF/id3_id5_0001",
                         "real/anna/walk")]  # fmt: skip
    records = made(tmp_path, *names)
    assert {r.clip for r in records.values()} == {
        "real/id3_0001", "real/id3_0002", "fake/DF/id3_id5_0001", "real/anna/walk"}  # fmt: skip
    assert {r.identity for r in records.values()} == {"id3", "anna"}
    assert {r.identity for r in records.values() if r.known} == {"anna"}


def test_celeb_df_without_its_list_is_drawn_by_person(tmp_path):
    names = [f"Celeb-DF-v2/Celeb-real/id{n}_{k:04}.mp4" for n in range(40) for k in range(2)]
    names += [f"Celeb-DF-v2/Celeb-synthesis/id{n}_id{n + 1}_0000.mp4" for n in range(39)]
    made(tmp_path, *names)
    found = recognise(tmp_path)
    assert found.layout == "Celeb-DF"
    assert any("no List_of_testing_videos.txt" in str(note) for note in found.notes)
    splits = {}
    for r in found.records:
        for person in r.path.stem.split("_")[:-1]:
            splits.setdefault(person, set()).add(r.split)
    assert len(splits) == 40
    assert all(len(found) == 1 for found in splits.values())


@pytest.mark.parametrize(
    "strange", ["real/a.png fake/b.png thumbnails/c.png", "real/a.png Unbekannt/b.mp4",
                "train/real/a.png train/fake/b.png train/thumbnails/c.png"],
)  # fmt: skip
def test_folders_that_would_be_ignored_are_refused_by_name(tmp_path, strange):
    for name in strange.split():
        labelled.picture(tmp_path / name)
    (tmp_path / "notes").mkdir()
    with pytest.raises(TrainingDataError, match=r"'.*(thumbnails|Unbekannt)'.*ignored") as refused:
        load_records(tmp_path)
    assert "notes" not in str(refused.value)


def test_a_refusal_repeats_every_note(tmp_path):
    labelled.picture(tmp_path / "loose.png")
    (tmp_path / "real").mkdir()
    (tmp_path / "fake").mkdir()
    (tmp_path / "identities.csv").write_text("file,identity\nreal/gone.png,p1\n")
    with pytest.raises(TrainingDataError) as refused:
        recognise(tmp_path)
    assert "but that are missing: 1" in str(refused.value)
    assert "no folder labels them: 1" in str(refused.value)


def test_loose_files_are_counted(tmp_path):
    made(tmp_path, "real/a.png", "fake/b.png", "sheet.png")
    assert any("no folder labels them: 1" in str(note) for note in recognise(tmp_path).notes)


@pytest.mark.parametrize(
    ("stem", "person"),
    [
        ("abarnvbtwb-012", "abarnvbtwb"), ("abarnvbtwb_frame_0001", "abarnvbtwb"),
        ("id0_0001", "id0"), ("id3_id11_0007", "id3"), ("celebdf_id3_0007", "id3"),
        ("012_345", "012"), ("anna", ""), ("anna1", "anna"), ("Анна 12", "Анна"),
        ("0012", ""), ("video_12", ""), ("real_00012", ""), ("IMG_0001", ""), ("frame12", ""),
        ("deepfakes_0014", ""), ("youtube_0014", ""), ("clip_07_frame_0001", "clip_07"),
    ],
)  # fmt: skip
def test_who_a_name_says_is_seen(stem, person):
    assert presumed_person(stem) == person


def test_frames_of_one_clip_do_not_count_as_people(tmp_path):
    names = [f"real/abarnvbtwb-{n:03}.png" for n in range(11)]
    records = made(tmp_path, *names, *(f"fake/id0_id{n}_0001.mp4" for n in range(1, 11)))
    assert {r.identity for r in records.values()} == {"abarnvbtwb", "id0"}
    assert len({r.split for r in records.values() if r.label == PRISTINE}) == 1


def test_the_help_says_what_folders_and_the_sheet_mean():
    told = CliRunner().invoke(cli, ["check", "--help"]).output
    for word in ("identities.csv", "person", "method", "train", "Real_Image", "numbered pictures"):
        assert word in told
