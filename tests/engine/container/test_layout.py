"""The layout of files: boxes, elements and chunks with their fields, whatever the bytes."""

import struct

import clips
import encoded_clips
import odd_clips
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.container import layout as reader
from engine.container.box_fields import read_fields
from engine.container.layout import read_layout


def flat(boxes, parents=()):
    """Path of kinds, box and parents of every box."""
    for box in boxes:
        yield "/".join([*(p.kind for p in parents), box.kind]), box, parents
        yield from flat(box.children, (*parents, box))


def fields(path, wanted):
    """Fields of the first box at a path of kinds."""
    with path.open("rb") as file:
        for place, box, parents in flat(read_layout(path).boxes):
            if place == wanted:
                return {f.name: f for f in read_fields(file, box, parents)}
    raise LookupError(wanted)


@pytest.fixture(scope="module")
def phone(tmp_path_factory):
    path = tmp_path_factory.mktemp("layout") / "phone.mov"
    return odd_clips.tagged(path, odd_clips.IPHONE, "Core Media Video", sound=1)


@pytest.mark.parametrize(
    "name", ["h264 mp4", "h264 fragmented", "h264 mkv", "vp9 webm", "h264 avi"]
)
def test_boxes_cover_the_file_and_lie_in_each_other(tmp_path, name):
    path = encoded_clips.ENCODINGS[name](tmp_path)
    found = read_layout(path)
    assert found.boxes[0].offset == 0
    assert found.boxes[-1].end == found.size == path.stat().st_size
    assert not found.incomplete
    for _, box, parents in flat(found.boxes):
        assert box.header <= box.size
        if parents:
            assert parents[-1].offset + parents[-1].header <= box.offset
            assert box.end <= parents[-1].end


def test_fields_have_their_place_in_the_file(phone):
    data = phone.read_bytes()
    found = fields(phone, "moov/mvhd")
    assert found["timescale"].value == "1000"
    assert found["creation time"].value == "2024-03-01T09:00:00Z"
    for field in found.values():
        assert len(data[field.offset : field.offset + field.size]) == field.size
    scale = found["timescale"]
    assert data[scale.offset : scale.offset + 4] == struct.pack(">I", 1000)
    assert fields(phone, "ftyp")["major brand"].value == "qt  "
    assert fields(phone, "moov/trak/mdia/hdlr")["name"].value == "Core Media Video"


def test_sample_entries_are_read_by_the_kind_of_their_track(phone):
    places = [place for place, _, _ in flat(read_layout(phone).boxes) if "/stsd/" in place]
    kinds = [place.rpartition("/")[2] for place in places]
    assert kinds[:2] == ["avc1", "avcC"]
    # QuickTime's longer sound entry.
    assert kinds[kinds.index("mp4a") + 1] == "wave"
    video = fields(phone, "moov/trak/mdia/minf/stbl/stsd/avc1")
    assert (video["width"].value, video["depth"].value) == ("320", "24")
    sound = fields(phone, "moov/trak/mdia/minf/stbl/stsd/mp4a")
    assert sound["sample rate"].value == "16000"
    assert fields(phone, "moov/trak/mdia/minf/stbl/stsd/avc1/avcC")["profile"].value == "100"


def test_elements_of_matroska_and_chunks_of_avi_are_read(tmp_path):
    matroska = clips.ordinary(tmp_path, "matroska.mkv", 10)
    assert fields(matroska, "EBML/DocType")["value"].value == "matroska"
    assert fields(matroska, "Segment/Tracks/TrackEntry/Video/PixelWidth")["value"].value == "320"
    assert fields(matroska, "Segment/Tracks/TrackEntry/CodecID")["value"].value.startswith(
        "V_MPEG4"
    )
    avi = clips.ordinary(tmp_path, "old.avi", 10)
    assert fields(avi, "RIFF AVI /LIST hdrl/avih")["width"].value == "320"
    assert fields(avi, "RIFF AVI /LIST hdrl/LIST strl/strh")["stream type"].value == "vids"


def test_a_cut_box_tells_how_much_is_missing(tmp_path, phone):
    data = phone.read_bytes()
    cut = tmp_path / "cut.mov"
    cut.write_bytes(data[:-1000])
    last = read_layout(cut).boxes[-1]
    assert (last.kind, last.missing, last.end) == ("mdat", 1000, len(data) - 1000)


def test_other_files_have_no_layout(tmp_path):
    path = tmp_path / "x.ts"
    path.write_bytes(b"\x47" * 188 * 3)
    found = read_layout(path)
    assert (found.format, found.boxes, found.size) == ("", (), 564)


def test_reading_stops_at_the_most_boxes(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_BOXES", 50)
    path = tmp_path / "many.mp4"
    path.write_bytes(
        struct.pack(">I4s4s4x", 16, b"ftyp", b"isom") + struct.pack(">I4s", 8, b"free") * 99
    )
    found = read_layout(path)
    assert found.incomplete
    assert len(found.boxes) == 50


def test_a_large_file_is_read_by_its_headers(tmp_path, phone):
    """A sparse file of 50 GB."""
    data = phone.read_bytes()
    large = tmp_path / "large.mov"
    with large.open("wb") as file:
        file.write(data)
        file.write(struct.pack(">I4sQ", 1, b"mdat", 50 << 30))
        file.truncate(len(data) + (50 << 30))
    last = read_layout(large).boxes[-1]
    assert (last.kind, last.header, last.size) == ("mdat", 16, 50 << 30)


STARTS = [b"\0\0\0\x10ftypisom\0\0\0\0", b"\x1a\x45\xdf\xa3", b"RIFF\xff\0\0\0AVI "]
#: Headers of three bytes, of 16 and of 12, of which the box around holds fewer.
CUT_HEADERS = [
    b"\x1a\x45\xdf\xa3\x82\xb9\x40\x00",
    STARTS[0] + struct.pack(">I4s", 20, b"moov") + struct.pack(">I4sQ", 1, b"trak", 16),
    b"RIFF\x0e\0\0\0AVI LIST\x04\0\0\0movi",
]


@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    start=st.sampled_from(STARTS),
    data=st.binary(max_size=400),
    place=st.integers(0, 3000),
)
def test_no_bytes_lead_the_reader_astray(tmp_path, phone, start, data, place):
    whole = phone.read_bytes()[:9000]
    for bytes_ in (start + data, whole[:place] + data + whole[place:]):
        assert_within_bounds(tmp_path / "x", bytes_)


@pytest.mark.parametrize("data", CUT_HEADERS)
def test_a_header_does_not_reach_beyond_the_box_around(tmp_path, data):
    assert_within_bounds(tmp_path / "x", data)


def assert_within_bounds(path, data):
    path.write_bytes(data)
    found = read_layout(path)
    with path.open("rb") as file:
        for _, box, parents in flat(found.boxes):
            assert 0 <= box.offset <= box.offset + box.header <= box.end <= found.size
            for field in read_fields(file, box, parents):
                assert box.offset <= field.offset
                assert field.offset + field.size <= box.end
                assert field.value.isprintable()
