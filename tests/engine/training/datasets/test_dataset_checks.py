"""What is wrong with labelled data, said by name, and mended when asked."""

import json

import labelled
import pytest

from engine.errors import TrainingDataError
from engine.training.datasets import load_records
from engine.training.datasets.checks import REFUSED, WARNED, check
from engine.training.datasets.recognise import recognise
from engine.training.datasets.repairs import repair
from engine.training.records import FORGED, PRISTINE

HEADER = "path,label,identity,source,split\n"


def manifest(folder, rows):
    """A manifest of stubs; rows of path, label, identity, source, split."""
    for path, *_ in rows:
        labelled.stub(folder / path)
    file = folder / "manifest.csv"
    file.write_text(HEADER + "".join(",".join(row) + "\n" for row in rows), "utf-8")
    return file


def kinds(findings, severity=None):
    return [f.kind for f in findings if severity in (None, f.severity)]


def leaky(folder):
    """Anna is in two splits, and ties a third clip to them through its source."""
    return manifest(folder, [
        ("анна 1.mp4", "real", "anna", "s1", "train"), ("a2.mp4", "fake", "anna", "s1", "train"),
        ("a3.mp4", "real", "anna", "s2", "test"), ("x.mp4", "fake", "xenia", "s2", "test"),
        ("b.mp4", "real", "bert", "s3", "test"), ("c.mp4", "fake", "bert", "s3", "test"),
        ("a4.mp4", "real", "anna", "s1", "train"),
    ])  # fmt: skip


def test_leaks_are_refused_with_the_offenders(tmp_path):
    with pytest.raises(
        TrainingDataError, match=r"People who are in more than one split: 1, .*anna"
    ):
        load_records(leaky(tmp_path))


def test_leaks_are_mended_by_moving_what_is_tied(tmp_path):
    records = load_records(leaky(tmp_path), repair=("leaks",))
    splits = {r.name: r.split for r in records}
    # Three of the five that Anna ties together are in "train".
    tied = {"анна 1.mp4", "a2.mp4", "a3.mp4", "x.mp4", "a4.mp4"}
    assert {name for name, split in splits.items() if split == "train"} == tied
    assert splits["b.mp4"] == splits["c.mp4"] == "test"


def test_leaks_are_mended_by_leaving_out_the_offenders(tmp_path):
    records = load_records(leaky(tmp_path), repair=("leaks-drop",))
    assert {r.identity for r in records} == {"bert", "xenia"}


def test_an_unknown_repair_is_refused(tmp_path):
    with pytest.raises(TrainingDataError, match="magic"):
        load_records(leaky(tmp_path), repair=("magic",))


def test_contradictory_labels_are_refused_by_name(tmp_path):
    file = manifest(tmp_path, [
        ("a.mp4", "real", "a", "a", "train"), ("b b.mp4", "fake", "b", "b", "train"),
        ("c.mp4", "real", "c", "c", "train"), ("d.mp4", "fake", "d", "d", "train"),
    ])  # fmt: skip
    (tmp_path / "b b.mp4").write_bytes((tmp_path / "a.mp4").read_bytes())
    with pytest.raises(TrainingDataError, match=r"both real and fake.*'a.mp4' and 'b b.mp4'"):
        load_records(file)
    assert [r.name for r in load_records(file, repair=("contradictions",))] == ["c.mp4", "d.mp4"]


def test_copies_are_refused_across_splits_and_warned_of_within(tmp_path):
    rows = [(f"{n}.mp4", "real", n, n, s)
            for n, s in (("a", "train"), ("b", "test"), ("c", "val"), ("d", "val"))]  # fmt: skip
    file = manifest(tmp_path, rows)
    (tmp_path / "b.mp4").write_bytes((tmp_path / "a.mp4").read_bytes())
    (tmp_path / "d.mp4").write_bytes((tmp_path / "c.mp4").read_bytes())
    findings = check(recognise(file).records)
    across, within = (f for f in findings if f.kind == "duplicates")
    assert (across.severity, across.offenders) == (REFUSED, ("a.mp4", "b.mp4"))
    assert (within.severity, within.offenders) == (WARNED, ("c.mp4", "d.mp4"))
    kept = load_records(file, repair=("duplicates",))
    assert [r.name for r in kept] == ["b.mp4", "c.mp4"]


def test_unreadable_and_empty_files_are_found_and_left_out(tmp_path):
    file = manifest(tmp_path, [(f"{n}.mp4", "real", n, n, "train") for n in "abc"])
    (tmp_path / "a.mp4").unlink()
    (tmp_path / "b.mp4").write_bytes(b"")
    records = recognise(file).records
    found = {f.kind: f.offenders for f in check(records) if f.severity == REFUSED}
    assert found == {"unreadable": ("a.mp4",), "empty": ("b.mp4",)}
    assert kinds(check(records, content=False), REFUSED) == []
    mended = load_records(file, repair=("unreadable", "empty"))
    assert [r.name for r in mended] == ["c.mp4"]


def test_one_class_alone_is_warned_of(tmp_path):
    findings = check(recognise(manifest(tmp_path, [
        (f"{n}.mp4", "real", str(n), str(n), "train") for n in range(10)])).records)  # fmt: skip
    assert kinds(findings) == ["one class"]
    assert "pristine" in str(findings[0].message)


def test_ten_files_are_few(tmp_path):
    rows = [
        (f"{n}.mp4", ("real", "fake")[n % 2], str(n // 2), str(n // 2), "train") for n in range(10)
    ]
    (few,) = check(recognise(manifest(tmp_path, rows)).records)
    assert (few.kind, few.severity) == ("few", WARNED)
    assert "5 pristine in 'train'" in str(few.message)
    assert "0 forged in 'test'" in str(few.message)


def test_lopsided_classes_and_lost_originals_are_warned_of(tmp_path):
    rows = [(f"f{n}.mp4", "fake", str(n), str(n), "train") for n in range(60)]
    rows += [(f"r{n}.mp4", "real", str(n), str(n), "train") for n in range(9)]
    records = recognise(manifest(tmp_path, rows)).records
    findings = check(records)
    assert {"imbalance", "pairs", "few"} == set(kinds(findings))
    (lost,) = (f for f in findings if f.kind == "pairs")
    assert len(lost.offenders) == 51
    mended = repair(records, findings, ("pairs",))
    assert sum(r.label == FORGED for r in mended) == 9
    assert sum(r.label == PRISTINE for r in mended) == 9


def test_the_command_refuses_mends_and_writes_a_manifest_to_train_on(forensics, tmp_path):
    leaky(tmp_path)
    refused = forensics("check", tmp_path)
    assert refused.returncode == 7
    assert "Recognised: manifest, 7 items" in refused.stdout
    assert "REFUSED (leaks)" in refused.stdout
    assert "anna" in refused.stdout
    mended = forensics("check", tmp_path, "--repair", "leaks", "--manifest",
                       tmp_path / "mended.csv", "--json")  # fmt: skip
    assert mended.returncode == 0, mended.stderr
    told = json.loads(mended.stdout)
    assert told["layout"] == "manifest"
    assert sum(count["items"] for count in told["counts"]) == 7
    assert not told["refused"]
    assert {f["kind"] for f in told["findings"]} == {"few"}
    assert len(load_records(tmp_path / "mended.csv")) == 7


def test_the_command_offers_every_repair():
    from engine.commands.data import _MENDS
    from engine.training.datasets.repairs import REPAIRS

    assert set(_MENDS) == set(REPAIRS)
