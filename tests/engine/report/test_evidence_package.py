"""Evidence packages: written, checked, and tampered with."""

import csv
import hashlib
import io
import json
import stat
import zipfile

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from engine.cli import cli
from engine.errors import PackageError
from engine.report.package import check_package, is_package


def rewritten(package, target, change):
    """The package with its files changed: `change` gets (name, content) and gives pairs."""
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(target, "w") as changed:
        for info in source.infolist():
            for name, content in change(info.filename, source.read(info)):
                changed.writestr(name, content)
    return target


def manifest_of(archive):
    name = next(n for n in archive.namelist() if n.endswith("/manifest-sha256.txt"))
    lines = archive.read(name).decode().splitlines()
    return {line.split("  ")[1]: line.split("  ")[0] for line in lines}


def test_a_package_holds_report_numbers_frames_and_log(package):
    with zipfile.ZipFile(package) as archive:
        top = archive.namelist()[0].split("/")[0]
        read = {name.removeprefix(f"{top}/"): archive.read(name) for name in archive.namelist()}
        listed = manifest_of(archive)
    twin = json.loads(read["data/report.json"])
    assert top == f"evidence-{twin['issue']['number']}"
    assert twin["issue"]["number"] in PdfReader(io.BytesIO(read["data/report.pdf"])).metadata.title
    assert json.loads(read["data/log.json"]) == [{"id": 1, "kind": "created"}]
    assert read["data/frames/track-1-frame-10.png"] == b"a picture"
    rows = list(csv.DictReader(io.StringIO(read["data/frames.csv"].decode())))
    assert len(rows) == 200
    scored = [row for row in rows if row["track"] == "1" and row["score"]]
    frames = twin["tracks"][0]["frames"]
    assert [int(row["frame"]) for row in scored] == frames["index"]
    assert [float(row["log10_lr"]) for row in scored] == frames["log10_lr"]
    assert [int(row["pts"]) for row in scored] == frames["pts"]
    assert read["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    data = {name: content for name, content in read.items() if name.startswith("data/")}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}
    oxum = f"Payload-Oxum: {sum(map(len, data.values()))}.{len(data)}"
    assert oxum in read["bag-info.txt"].decode()


def test_an_untouched_package_verifies(package):
    assert is_package(package)
    assert check_package(package) == 5
    ran = CliRunner().invoke(cli, ["verify", str(package)])
    assert ran.exit_code == 0
    assert "none altered, missing or added" in ran.output


@pytest.mark.parametrize("name", ["report.json", "log.json", "bag-info.txt", "manifest-sha256.txt"])
def test_an_altered_file_is_named(package, tmp_path, name):
    def change(path, content):
        yield path, content + b" " if path.endswith(f"/{name}") else content

    with pytest.raises(PackageError, match=name):
        check_package(rewritten(package, tmp_path / "x.zip", change))


def test_a_missing_file_is_named(package, tmp_path):
    def change(path, content):
        if not path.endswith("frames.csv"):
            yield path, content

    with pytest.raises(PackageError, match=r"frames\.csv' is missing"):
        check_package(rewritten(package, tmp_path / "x.zip", change))


@pytest.mark.parametrize("added", ["data/more.txt", "more.txt", "data/frames/x.png"])
def test_an_added_file_is_named(package, tmp_path, added):
    def change(path, content):
        yield path, content
        if path.endswith("bagit.txt"):
            yield f"{path.split('/')[0]}/{added}", b"x"

    with pytest.raises(PackageError, match=f"'{added}' was added"):
        check_package(rewritten(package, tmp_path / "x.zip", change))


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "{top}/../../x", "{top}/data/..\\x", "C:/x/y", "{top}//x", "x"]
)
def test_paths_out_of_the_package_are_refused(package, tmp_path, path):
    def change(name, content):
        yield name, content
        if name.endswith("bagit.txt"):
            yield path.format(top=name.split("/")[0]), b"x"

    with pytest.raises(PackageError):
        check_package(rewritten(package, tmp_path / "x.zip", change))


def test_links_and_files_held_twice_are_refused(package, tmp_path):
    for name, mode in (("data/link", stat.S_IFLNK), ("data/report.pdf", 0)):
        target = tmp_path / "x.zip"
        target.write_bytes(package.read_bytes())
        with zipfile.ZipFile(target, "a") as archive:
            info = zipfile.ZipInfo(f"{archive.namelist()[0].split('/')[0]}/{name}")
            info.external_attr = (mode | 0o777) << 16
            archive.writestr(info, b"/etc/passwd")
        with pytest.raises(PackageError):
            check_package(target)


def test_a_bomb_is_not_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("evidence/data/zeros", b"\0" * (64 << 20))
    with pytest.raises(PackageError, match="more than any report"):
        check_package(tmp_path / "bomb.zip")


def test_damaged_files_and_other_zips(package, tmp_path):
    whole = package.read_bytes()
    for place in range(200, len(whole) - 200, len(whole) // 12):
        (tmp_path / "x.zip").write_bytes(whole[:place] + b"\xff\x00\xff" + whole[place + 3 :])
        with pytest.raises(PackageError):
            check_package(tmp_path / "x.zip")
    (tmp_path / "x.zip").write_bytes(whole[: len(whole) // 2])
    assert CliRunner().invoke(cli, ["verify", str(tmp_path / "x.zip")]).exit_code != 0
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a/b.txt", b"x")
    with pytest.raises(PackageError, match="not an evidence package"):
        check_package(tmp_path / "other.zip")


@pytest.mark.parametrize("how", ["prefix", "trailer", "hidden"])
def test_bytes_that_no_member_owns_are_refused(package, tmp_path, how):
    path = tmp_path / "odd.zip"
    data = package.read_bytes()
    path.write_bytes({"prefix": b"#!/bin/sh\n" + data, "trailer": data + b"x"}.get(how, data))
    if how == "hidden":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("hidden.txt", "x")
            archive.filelist.pop()
            archive.NameToInfo.pop("hidden.txt")
    with pytest.raises(PackageError, match="no member owns"):
        check_package(path)
