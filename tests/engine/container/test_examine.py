"""An examination of real files, from opening to plain JSON and back."""

import json
import sys

import clips
import numpy as np
import odd_clips
import pytest
from made_analysis import made_events

from engine.analysis.events import AnalysisStarted
from engine.case.case import Case
from engine.case.event_codec import decode
from engine.container import mediainfo
from engine.container.demux import open_container, read_packets
from engine.container.examination import ClipExamination
from engine.container.examine import examine, examine_file
from engine.container.fact_sheet import fact_sheet
from engine.container.mediainfo import read_mediainfo
from engine.errors import CaseError, NotAVideoError
from engine.shipped import resource
from engine.untrusted_text import plain_text
from engine.video.encode import write_clip
from engine.video.source import VideoSource


@pytest.fixture(scope="module")
def phone_clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("phone") / "phone.mov"
    return odd_clips.tagged(path, odd_clips.IPHONE, "Core Media Video", sound=2)


@pytest.fixture(scope="module")
def phone(phone_clip):
    return examine_file(phone_clip)


def codes(found):
    return {seen.code for seen in found.observations}


def test_streams_of_a_phone_clip(phone):
    video, sound = phone.streams
    assert (video.kind, video.codec, video.profile) == ("video", "h264", "High")
    assert video.level in ("1", "1.1", "1.2", "1.3")
    assert (video.width, video.height, video.rate) == (320, 96, 25)
    assert video.handler == "Core Media Video"
    assert video.field_order == "progressive"
    assert video.duration == pytest.approx(2)
    assert (sound.codec, sound.sample_rate, sound.channels) == ("aac", 16000, 1)
    assert phone.timing.rate == "constant"
    assert phone.gop.groups == 5


def test_marks_of_a_phone_clip_lead_to_observations(phone):
    assert {m.value for m in phone.provenance.devices} == {"Apple", "iPhone 15 Pro"}
    assert "2024-03-01T10:00:00+0100" in {m.value for m in phone.provenance.times}
    # The same moment in two time zones: no difference.
    assert "creation-times-differ" not in codes(phone)
    assert {"camera-and-program", "chain-ffmpeg", "chain-apple"} <= codes(phone)
    (both,) = [o for o in phone.observations if o.code == "camera-and-program"]
    assert both.values["device"] == "Apple iPhone 15 Pro"


def test_encoder_settings_come_from_mediainfo(phone):
    pytest.importorskip("pymediainfo")
    assert phone.mediainfo is not None
    assert phone.mediainfo.encoder_library.startswith("x264")
    assert "keyint=10" in phone.mediainfo.encoder_settings


def test_mediainfo_is_given_up_when_it_takes_too_long(monkeypatch):
    pytest.importorskip("pymediainfo")
    sample = resource("sample/pristine.mp4")
    assert read_mediainfo(sample) is not None
    monkeypatch.setattr(mediainfo, "command", lambda *_: [sys.executable, "-c", "while True: pass"])
    assert read_mediainfo(sample, 0.5) is None


@pytest.mark.parametrize("name", clips.KINDS)
def test_every_kind_of_container(tmp_path, name):
    found = examine_file(clips.ordinary(tmp_path, name))
    assert found.timing.frames == 100
    assert found.timing.rate == "constant"
    assert sum(k.count for k in found.gop.kinds) == 100
    assert not codes(found) & {"dropped-frames", "durations-differ", "frames-absent",
                               "edit-list-hides", "container-warnings"}  # fmt: skip
    assert (found.boxes is not None) == name.endswith((".mp4", ".mov"))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda f: odd_clips.dropped(f / "d.mp4"), "dropped-frames"),
        (lambda f: odd_clips.trimmed(f / "t.mp4"), "edit-list-hides"),
        (lambda f: odd_clips.tagged(f / "s.mp4", sound=4), "durations-differ"),
        (lambda f: clips.variable_rate(f)[0], "variable-rate"),
        (lambda f: clips.truncated(f, "quicktime.mov", 0.5), "frames-absent"),
    ],
    ids=["dropped", "trimmed", "sound", "variable", "cut"],
)
def test_odd_clips_are_named_for_what_they_are(tmp_path, make, code):
    assert code in codes(examine_file(make(tmp_path)))


def test_a_trimmed_clip_tells_how_much_is_hidden(tmp_path):
    found = examine_file(odd_clips.trimmed(tmp_path / "t.mp4", 13))
    (hidden,) = [o for o in found.observations if o.code == "edit-list-hides"]
    assert hidden.values["hidden"] == 13
    assert found.timing.frames == 37


def test_what_readers_complain_about_is_kept(tmp_path):
    with VideoSource.open(clips.truncated(tmp_path, "quicktime.mov", 0.5)) as video:
        found = video.facts.examination
    assert any("longer than the file" in text for text in found.warnings)
    assert len(found.warnings) > 1


def test_repeats_come_with_the_decoded_pictures(phone, phone_clip):
    sums = np.arange(50, dtype=np.uint32)
    sums[20:24] = 20
    assert phone.repeats is None
    container, stream = open_container(phone_clip)
    with container:
        found = examine(phone_clip, container, stream, read_packets(container, stream), sums)
    assert found.repeats.repeated_frames == 3
    assert codes(found) == codes(phone) | {"held-pictures"}


def test_not_a_video(tmp_path):
    with pytest.raises(NotAVideoError):
        examine_file(clips.audio_only(tmp_path))
    text = tmp_path / "a.mp4"
    text.write_text("no video")
    with pytest.raises(NotAVideoError):
        examine_file(text)


def test_without_the_optional_libraries_the_rest_is_there(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymediainfo", None)
    monkeypatch.setitem(sys.modules, "c2pa", None)
    found = examine_file(resource("sample/pristine.mp4"))
    assert found.mediainfo is None
    assert found.credentials.state == "unavailable"
    assert found.timing.frames == 150


def test_an_examination_survives_json(phone):
    plain = json.loads(json.dumps(phone.to_json()))
    assert ClipExamination.from_json(plain) == phone
    plain["of_a_later_version"] = 1
    assert ClipExamination.from_json(plain) == phone


@pytest.mark.parametrize("bad", [[], None, {"gop": {"groups": "many"}}, {"streams": [{}]}])
def test_other_json_is_refused(bad):
    with pytest.raises(ValueError):
        ClipExamination.from_json(bad)


def test_a_case_keeps_it_and_older_cases_open_without(phone, tmp_path):
    for examination in (phone, None):
        path = tmp_path / f"{examination is None}.fcase"
        with Case.create(path) as case:
            for event in made_events(examination=examination):
                case.add(event)
        with Case.open(path) as case:
            (entry,) = case.analyses()
            assert case.analysis(entry.id).clip.examination == examination
    with pytest.raises(CaseError):
        decode({"$type": "ClipExamination", "plain": {"gop": 3}}, [])
    started = next(e for e in made_events() if isinstance(e, AnalysisStarted))
    assert "examination" not in {k for k, v in started.clip.to_json().items() if v is not None}


def test_the_fact_sheet_shows_what_was_found(phone):
    sheet = {s.title: dict(s.rows) for s in fact_sheet(phone)}
    assert "constant" in sheet["Time stamps"]["Frame rate"]
    assert "h264 High" in sheet["Streams"]["Stream 0, video"]
    assert sheet["Groups of pictures"]["Key frames"] == "0, 10, 20, 30, 40"
    assert "iPhone 15 Pro" in sheet["Programs, devices and times"]["Device"]
    assert "no content credentials" in sheet["Content credentials (C2PA)"]["Result"]
    assert fact_sheet(ClipExamination()) != ()


def test_control_characters_do_not_reach_a_terminal():
    assert plain_text("a\x1b[31mb\nc\u202e") == "a [31mb c"
    assert plain_text("x" * 50, 10) == "x" * 9 + "…"
    assert plain_text(None) == ""


def test_a_small_clip_is_examined_for_repeated_pictures_when_opened(tmp_path):
    pictures = list(clips.numbered(40))
    pictures[20:24] = [pictures[20]] * 4
    write_clip(tmp_path / "held.mkv", pictures, codec="ffv1")
    with VideoSource.open(tmp_path / "held.mkv") as video:
        repeats = video.facts.examination.repeats
    assert repeats is not None
    assert repeats.held
