"""`forensics compare-files` and `forensics structure` on real files."""

import json

import clips
import pytest
from made_structures import remuxed


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    first = clips.ordinary(folder, "b_frames.mp4", 60)
    return first, remuxed(first, folder / "late.mp4")


def test_two_files_are_compared(forensics, pair):
    said = forensics("compare-files", *pair)
    assert said.returncode == 0, said.stderr
    lines = [" ".join(line.split()) for line in said.stdout.splitlines()]
    assert "≠* order of boxes ftyp moov free mdat ftyp free mdat moov" in lines
    assert "Parameter sets" not in lines
    assert lines[-1].endswith("features are the same.")
    assert "Parameter sets" in forensics("compare-files", *pair, "--all").stdout.splitlines()
    told = json.loads(forensics("compare-files", *pair, "--json").stdout)
    assert [one["name"] for one in told["files"]] == ["b_frames.mp4", "late.mp4"]
    rows = {row["name"]: row for row in told["rows"]}
    assert rows["order of boxes"]["state"] == "different"
    assert rows["order of boxes"]["feature"]
    assert rows["stream 0: codec"]["state"] == "same"


def test_a_library_is_filled_matched_and_passed_on(forensics, pair, tmp_path):
    library = ("--library", tmp_path / "mine.json")
    assert "is empty" in forensics("structure", "match", pair[0], *library).stdout
    empty = json.loads(forensics("structure", "match", pair[0], *library, "--json").stdout)
    assert empty["matches"] == []
    added = forensics("structure", "add", pair[0], "--name", "Recorder", "--note", "x", *library)
    assert added.stdout.endswith("source files: 1\n"), added.stderr
    matched = forensics("structure", "match", pair[1], *library).stdout
    count = added.stdout.split()[1]
    assert f"Recorder: {int(count) - 1} of {count} features" in matched
    assert "differs: order of boxes: ftyp moov free mdat in the library" in matched
    assert "identifies no device" in matched
    (told,) = json.loads(forensics("structure", "match", pair[0], *library, "--json").stdout)[
        "matches"
    ]
    assert (told["agreeing"], told["features"], told["differ"]) == (int(count), int(count), [])
    forensics("structure", "export", tmp_path / "out.json", *library)
    forensics("structure", "remove", "Recorder", *library)
    assert json.loads(forensics("structure", "list", *library, "--json").stdout) == []
    assert forensics("structure", "import", tmp_path / "out.json", *library).returncode == 0
    assert forensics("structure", "list", *library).stdout.splitlines()[1].startswith("Recorder")
    assert forensics("structure", "remove", "Other", *library).returncode == 26


def test_the_library_lies_in_the_users_data(forensics, pair, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    forensics("structure", "add", pair[0], "--name", "Recorder")
    assert (tmp_path / "deepfake-forensics/structures.json").is_file()
