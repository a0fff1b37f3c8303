"""The library of structures: entries, matches, and files that others wrote."""

import json
import random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, LibraryError
from engine.structure.library import StructureLibrary
from engine.structure.properties import BOXES, Property, Structure

TEXT = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and ": " not in text)


def file(name="a.mp4", digest="a", **features):
    """A file with features of these names and values; "_" stands for ": "."""
    properties = [
        Property(BOXES, key.replace("_", ": "), value, True) for key, value in features.items()
    ]
    size = Property(BOXES, "size", f"{digest} bytes")
    return Structure(name, digest * 64, (*properties, size))


@pytest.fixture
def library(tmp_path):
    return StructureLibrary(tmp_path / "folder" / "structures.json")


def test_a_file_of_a_known_device_matches_in_every_feature(library):
    library.add("Phone", [file(ftyp_brand="qt", tkhd_flags="3", tkhd_layer="0")])
    library.add("Editor", [file(digest="b", ftyp_brand="isom", tkhd_flags="3")])
    first, second = library.match(
        file(digest="c", ftyp_brand="qt", tkhd_flags="3", tkhd_layer="0", udta="x")
    )
    assert (first.entry.name, first.agree, first.total) == ("Phone", ("ftyp", "tkhd"), 2)
    assert first.complete
    assert (second.entry.name, second.agree, second.total) == ("Editor", ("tkhd",), 2)
    assert second.differ == (("ftyp: brand", "isom", "qt"),)
    assert not second.complete


def test_a_box_with_one_other_field_does_not_agree(library):
    library.add("Phone", [file(tkhd_flags="3", tkhd_layer="0", edts_boxes="elst")])
    (match,) = library.match(file(tkhd_flags="7", tkhd_layer="0"))
    assert match.agree == ()
    assert match.differ == (("tkhd: flags", "3", "7"),)
    assert match.lacks == ("edts",)
    assert not match.complete


def test_an_entry_keeps_what_all_its_files_have_in_common(library):
    one = file("1.mp4", "a", ftyp="qt", level="30", flags="3")
    library.add("Phone", [one, file("2.mp4", "b", ftyp="qt", level="31", flags="3")], "outdoors")
    assert library.entries()[0].features == {"ftyp": "qt", "flags": "3"}
    entry = library.add("Phone", [file("3.mp4", "c", ftyp="qt", level="30")])
    assert entry.features == {"ftyp": "qt"}
    assert [s.name for s in entry.sources] == ["1.mp4", "2.mp4", "3.mp4"]
    assert (entry.note, library.entries()) == ("outdoors", (entry,))


def test_files_without_a_common_feature_make_no_entry(library):
    with pytest.raises(LibraryError, match="no feature in common"):
        library.add("Phone", [file(ftyp="qt"), file(ftyp="isom")])
    with pytest.raises(LibraryError, match="1 to 200"):
        library.add(" ", [file(ftyp="qt")])
    assert library.entries() == ()
    assert not library.path.exists()


def test_entries_are_removed_exported_and_imported(library, tmp_path):
    library.add("A", [file(ftyp="qt")])
    library.add("B", [file(ftyp="isom")])
    assert library.export(tmp_path / "out.json") == 2
    library.remove("A")
    with pytest.raises(LibraryError, match="no entry 'A'"):
        library.remove("A")
    library.add("B", [file(ftyp="isom")], note="changed since")
    assert library.import_from(tmp_path / "out.json") == (1, ["B"])
    assert [e.name for e in library.entries()] == ["A", "B"]
    assert library.import_from(tmp_path / "out.json") == (0, ["B"])
    with pytest.raises(LibraryError, match="no file"):
        library.import_from(tmp_path / "gone.json")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, note=st.text(max_size=50), features=st.dictionaries(TEXT, TEXT, min_size=1))
def test_any_text_comes_back_from_the_file(tmp_path, name, note, features):
    library = StructureLibrary(tmp_path / "round.json")
    library.path.unlink(missing_ok=True)
    try:
        entry = library.add(name, [file(**features)], note)
    except EngineError:
        # A name of invisible characters only.
        return
    assert library.entries() == (entry,)
    (match,) = library.match(file(**features))
    assert match.complete


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 32), value=PLAIN)
def test_a_library_with_a_value_replaced_is_read_or_refused(tmp_path, seed, value):
    library = StructureLibrary(tmp_path / "l.json")
    library.path.unlink(missing_ok=True)
    library.add("A", [file(ftyp="qt", tkhd_flags="3")])
    plain = json.loads(library.path.read_bytes())
    rng, at = random.Random(seed), plain
    while isinstance(at, dict | list) and at:
        holder, key = at, rng.choice(list(at) if isinstance(at, dict) else range(len(at)))
        at = holder[key]
    holder[key] = value
    library.path.write_text(json.dumps(plain), "utf-8")
    try:
        entries = library.entries()
    except LibraryError:
        return
    # Whatever is read is what the schema allows.
    assert all(isinstance(v, str) for entry in entries for v in entry.features.values())
    library.match(file(ftyp="qt"))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"format":2,"entries":[]}',
        b'{"format":1,"entries":[],"more":1}',
    ],
    ids=["empty", "object", "list", "bytes", "nested", "later", "unknown"],
)  # fmt: skip
def test_what_is_no_library_is_refused(library, data):
    library.path.parent.mkdir()
    library.path.write_bytes(data)
    for call in (library.entries, lambda: library.add("A", [file(ftyp="qt")])):
        with pytest.raises(LibraryError, match="is no library"):
            call()
    assert library.path.read_bytes() == data


def test_a_name_that_occurs_twice_is_refused(library):
    entry = library.add("A", [file(ftyp="qt")])
    twice = {"format": 1, "entries": [msgspec.to_builtins(entry)] * 2}
    library.path.write_text(json.dumps(twice))
    with pytest.raises(LibraryError):
        library.entries()


def test_a_folder_in_the_place_of_a_library_is_refused(library):
    library.path.mkdir(parents=True)
    with pytest.raises(LibraryError, match="cannot be read"):
        library.entries()
