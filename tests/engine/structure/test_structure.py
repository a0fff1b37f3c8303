"""Structures of real files: equal for equal recorders, different where files differ."""

import re
import struct

import encoded_clips
import odd_clips
import pytest
from clips import numbered
from made_structures import remuxed, structure_of

from engine.structure.compare import DIFFERENT, ONLY_FIRST, ONLY_SECOND, SAME, compare_structures
from engine.structure.properties import CODING, FILE, GROUPS, read_structure
from engine.structure.property_names import property_name
from engine.wording import Wording


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("structures")


@pytest.fixture(scope="module")
def recorded(folder):
    """Two recordings of one recorder, of different length, date and content."""
    first = encoded_clips.write(folder / "one.mp4", options=encoded_clips.X264)
    second = encoded_clips.write(
        folder / "two.mp4", options=encoded_clips.X264, frames=numbered(80, 200)
    )
    return first, second


@pytest.fixture(scope="module")
def one(recorded):
    return structure_of(recorded[0])


def differing(first, second, only_features=True):
    rows = compare_structures(first, second)
    return {r.name: r.state for r in rows if r.state != SAME and (r.feature or not only_features)}


def test_recordings_of_one_recorder_have_the_same_features(one, recorded):
    two = structure_of(recorded[1])
    assert differing(one, two) == {}
    assert two.features == one.features
    assert len(one.features) > 100
    others = differing(one, two, only_features=False)
    assert {"size", "SHA-256", "moov/mvhd: duration"} <= set(others)


def test_dates_lengths_sizes_and_places_are_no_features(folder):
    first = odd_clips.tagged(folder / "here.mov", {**odd_clips.IPHONE, "location": "+48.1+011.5/"})
    second = odd_clips.tagged(
        folder / "there.mov",
        {**odd_clips.IPHONE, "location": "-33.8+151.2/", "creation_time": "2025-12-24T20:00:00Z"},
        frames=30,
    )
    assert differing(structure_of(first), structure_of(second)) == {}
    assert structure_of(first).features["tag com.apple.quicktime.model"] == "iPhone 15 Pro"


def test_the_place_of_the_header_is_a_feature(folder, one, recorded):
    moved = structure_of(remuxed(recorded[0], folder / "fast.mp4", movflags="faststart"))
    assert one.features["order of boxes"] == "ftyp free mdat moov"
    assert moved.features["order of boxes"] == "ftyp moov free mdat"
    assert set(differing(one, moved)) == {"order of boxes"}


def test_another_muxer_changes_boxes_but_not_the_coding(folder, one, recorded):
    found = differing(one, structure_of(remuxed(recorded[0], folder / "as.mov")))
    assert found["ftyp: major brand"] == DIFFERENT
    assert "moov/trak/mdia/hdlr: component type" in found
    assert [name for name in found if name.startswith(("SPS", "PPS", "stream 0"))] == []


def test_fragments_count_once_whatever_their_number(folder, one, recorded):
    options = {"movflags": "frag_keyframe+empty_moov"}
    first = structure_of(remuxed(recorded[0], folder / "f1.mp4", **options))
    second = structure_of(remuxed(recorded[1], folder / "f2.mp4", **options))
    assert first.features["order of boxes"] == "ftyp moov moof mdat mfra"
    assert differing(first, second) == {}
    found = differing(one, first)
    assert found["moov/mvex: boxes"] == ONLY_SECOND
    assert found["moov/trak/edts: boxes"] == ONLY_FIRST


@pytest.mark.parametrize(
    ("codec", "options", "expected"),
    [
        ("libx264", {**encoded_clips.X264, "g": "30"}, {"usual GOP length", "encoder settings"}),
        ("libx264", {**encoded_clips.X264, "coder": "0"}, {"PPS: entropy_coding_mode_flag"}),
        ("mpeg4", {}, {"stream 0: codec", "frame types", "parameter sets"}),
        ("libx265", encoded_clips.X265, {"stream 0: codec", "VPS: vps_max_layers_minus1"}),
    ],
    ids=["gop", "cavlc", "mpeg4", "hevc"],
)
def test_other_settings_of_the_encoder_are_named(folder, one, codec, options, expected):
    name = f"{codec}{options.get('g', '')}{options.get('coder', '')}.mp4"
    other = encoded_clips.write(folder / name, codec, options)
    assert expected <= set(differing(one, structure_of(other)))


@pytest.mark.parametrize("name", ["h.mkv", "h.avi", "h.ts"])
def test_other_containers_have_features_too(folder, one, name):
    first = encoded_clips.write(folder / name, options=encoded_clips.X264)
    second = encoded_clips.write(
        folder / f"second{name}", options=encoded_clips.X264, frames=numbered(75, 300)
    )
    assert differing(structure_of(first), structure_of(second)) == {}
    found = differing(one, structure_of(first))
    assert found["container"] == DIFFERENT
    # The same encoder wrote the frames.
    assert [name for name in found if name.startswith("SPS")] == []


def test_a_cut_file_differs_only_in_what_the_cut_changes(folder, recorded):
    whole = remuxed(recorded[0], folder / "whole.mp4", movflags="faststart")
    data = whole.read_bytes()
    cut = folder / "cut.mp4"
    cut.write_bytes(data[: int(0.7 * len(data))])
    found = differing(structure_of(whole), structure_of(cut))
    assert [name for name in found if name.startswith(("moov", "ftyp", "SPS", "tag"))] == []


def test_a_structure_is_read_through_the_decoding_process(recorded, one):
    assert read_structure(recorded[0]).features == one.features


def test_a_turned_camera_has_the_same_features_and_other_colours_do_not(folder, one, recorded):
    data = bytearray(recorded[0].read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)
    turned = folder / "turned.mp4"
    turned.write_bytes(data)
    assert differing(one, structure_of(turned)) == {}
    colours = {"color_primaries": 1, "color_trc": 1, "colorspace": 1}
    found = differing(
        one,
        structure_of(
            encoded_clips.write(folder / "c.mp4", options=encoded_clips.X264, tags=colours)
        ),
    )
    place = "moov/trak/mdia/minf/stbl/stsd/avc1/colr"
    assert found[f"{place}: matrix"] == ONLY_SECOND
    assert found["stream 0: colour"] == DIFFERENT
    assert found["SPS: matrix_coefficients"] == ONLY_SECOND


def test_names_of_properties_can_be_translated(one):
    shouting = Wording(
        say=lambda text: re.sub(r"(\{\w+\})|.", lambda at: at[1] or at[0].upper(), text)
    )
    for known in one.properties:
        assert property_name(known.name) == known.name
        if known.section in (FILE, CODING, GROUPS) and known.name != "SHA-256":
            assert property_name(known.name, shouting) == known.name.upper()
    german = Wording(say={"stream {number}: {name}": "Strom {number}: {name}"}.get)
    assert property_name("moov/trak[2]/tkhd: flags", german) == "moov/trak[2]/tkhd: flags"
