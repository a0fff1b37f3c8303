"""The reader of mp4 boxes: what it reads, and that no file can lead it astray."""

import struct

import odd_clips
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.container import boxes as reader
from engine.container.boxes import handler_name, read_boxes
from engine.container.reader_warnings import translated
from engine.report.language import language


def box(name, payload=b"", size=None):
    return struct.pack(">I", 8 + len(payload) if size is None else size) + name + payload


def read(tmp_path, data):
    path = tmp_path / "x.mp4"
    path.write_bytes(data)
    return read_boxes(path)


def test_a_phone_clip_tells_its_times_handlers_edits_and_order(tmp_path):
    found = read_boxes(odd_clips.tagged(tmp_path / "phone.mov", odd_clips.IPHONE,
                                        "Core Media Video", sound=2))  # fmt: skip
    assert found.top_level[0] == "ftyp"
    assert found.header_first
    assert not found.fragmented
    assert found.created == "2024-03-01T09:00:00Z"
    assert (found.tracks[0].handler, found.tracks[0].name) == ("vide", "Core Media Video")
    assert found.tracks[1].handler == "soun"
    assert found.tracks[0].duration == pytest.approx(2, abs=0.1)
    assert found.tracks[0].matrix[0] == 65536
    assert found.problems == ()
    assert (found.trailing, found.unknown) == (0, ())


def test_edit_lists_are_read_in_seconds(tmp_path):
    edits = read_boxes(odd_clips.trimmed(tmp_path / "t.mp4", 13)).tracks[0].edits
    # Two frames of reordering come before the first picture.
    assert [(e.start, e.duration, e.rate) for e in edits] == [(15 / 25, 37 / 25, 1.0)]


def test_data_after_the_end_and_foreign_boxes_are_reported(tmp_path):
    clip = odd_clips.tagged(tmp_path / "c.mp4").read_bytes()
    assert read(tmp_path, clip + b"abc").trailing == 3
    assert read(tmp_path, clip + b"hello, a longer piece").trailing == 21
    found = read(tmp_path, clip + box(b"beam", b"\0" * 16))
    assert (found.unknown, found.trailing) == (("beam",), 0)


def test_a_cut_file_is_reported_and_read_as_far_as_it_goes(tmp_path):
    clip = odd_clips.tagged(tmp_path / "c.mp4").read_bytes()
    found = read(tmp_path, clip[: len(clip) // 2])
    assert len(found.tracks) == 1
    assert "longer than the file" in found.problems[0]


def test_programs_in_an_xmp_block_are_found(tmp_path):
    xmp = b'<x xmp:CreatorTool="Adobe Premiere Pro 2024.0 (Windows)"><a>' \
          b"<stEvt:softwareAgent>Adobe Media Encoder</stEvt:softwareAgent></a></x>"  # fmt: skip
    data = box(b"ftyp", b"isom") + box(b"uuid", reader.XMP_UUID + xmp)
    assert read(tmp_path, data).xmp_tools == (
        "Adobe Premiere Pro 2024.0 (Windows)", "Adobe Media Encoder",
    )  # fmt: skip


def test_other_kinds_of_files_have_no_boxes(tmp_path):
    assert read(tmp_path, b"\x1aE\xdf\xa3" + bytes(100)) is None
    assert read(tmp_path, b"") is None
    assert read_boxes(tmp_path) is None
    assert read_boxes(tmp_path / "nowhere.mp4") is None


@pytest.mark.parametrize(
    ("stored", "name"),
    [(b"VideoHandler\0", "VideoHandler"), (b"\x05Apple", "Apple"), (b"", ""), (b"\0", ""),
     (b"\x1b[31mred\0", "[31mred")],
)  # fmt: skip
def test_handler_names_of_mp4_and_quicktime(stored, name):
    assert handler_name(stored) == name


def test_warnings_are_shown_in_german_with_their_values(tmp_path):
    german = language("de").wording
    beyond = read(tmp_path, box(b"moov", box(b"trak", b"", 900)))
    told = [translated(text, german) for text in beyond.problems]
    assert told[0] == "Box „trak“ ist um 892 Bytes länger als „moov“"
    assert translated("more than 9 boxes; the rest was not read", german).startswith("mehr als 9")
    assert translated("reading ended early: {why}", german) == "das Lesen endete vorzeitig: {why}"
    assert translated("Packet corrupt (stream = 0)", german) == "Packet corrupt (stream = 0)"


def test_bombs_end_soon(tmp_path):
    many = read(tmp_path, box(b"ftyp") + box(b"free") * 100_000)
    assert "more than" in many.problems[0]
    deep = b""
    for _ in range(200):
        deep = box(b"udta", deep)
    assert "nested too deeply" in read(tmp_path, box(b"moov", deep)).problems[0]
    edits = struct.pack(">II", 0, 2**32 - 1) + struct.pack(">Iihh", 1, 0, 1, 0) * 5
    track = box(b"moov", box(b"trak", box(b"edts", box(b"elst", edits))))
    assert len(read(tmp_path, track).tracks[0].edits) == 5


class _Counting:
    """A file that counts what is read from it."""

    def __init__(self, file):
        self.file, self.count = file, 0

    def seek(self, *where):
        return self.file.seek(*where)

    def read(self, count):
        data = self.file.read(count)
        self.count += len(data)
        return data


def test_pictures_are_not_read(tmp_path):
    path = odd_clips.tagged(tmp_path / "c.mp4", frames=200)
    with path.open("rb") as file:
        counting = _Counting(file)
        walk = reader.BoxReader(counting)
        walk.read(0, path.stat().st_size, 0, "")
    assert counting.count < 4000 < path.stat().st_size


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_give_a_result(tmp_path_factory, data):
    found = read(tmp_path_factory.getbasetemp(), box(b"ftyp", b"isom") + data)
    assert found.top_level[0] == "ftyp"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    path = tmp_path_factory.mktemp("boxes") / "c.mp4"
    data = odd_clips.tagged(path, odd_clips.IPHONE, "h", frames=5, sound=0.2).read_bytes()
    return data[: data.index(b"mdat") + 8]


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_a_real_header_with_wrong_bytes_gives_a_result(tmp_path_factory, real, data):
    damaged = bytearray(real)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(8, len(damaged) - 4))
        damaged[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    found = read(tmp_path_factory.getbasetemp(), bytes(damaged))
    assert found is None or len(found.tracks) <= reader.MAX_TRACKS
