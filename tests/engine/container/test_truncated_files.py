"""Files that end before their video does are named as such, and no others."""

import clips
import encoded_clips
import pytest
from click.testing import CliRunner

from engine.cli import cli
from engine.container.facts import truncation_note
from engine.video.source import VideoSource

#: Name, and options of the muxer.
FORMS = {
    "index-first.mp4": {"movflags": "faststart"},
    "fragments.mp4": {"movflags": "frag_keyframe+empty_moov+default_base_moof"},
    "index-first.mov": {"movflags": "faststart"},
    "clusters.mkv": {},
    "packets.ts": {},
}


def whole(folder, name):
    return encoded_clips.write(folder / name, muxer=FORMS[name], options={"g": "10"})


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("share", [0.4, 0.8])
def test_a_file_that_was_cut_is_reported_to_end_early(tmp_path, name, share):
    full = whole(tmp_path, name)
    with VideoSource.open(full) as video:
        assert truncation_note(video.facts) == ""
    cut = encoded_clips.cut_short(tmp_path / f"cut-{name}", full, share)
    with VideoSource.open(cut) as video:
        said = truncation_note(video.facts)
    assert said.startswith("The file ends early")
    assert f"{video.facts.examination.timing.duration:.1f} s can be read" in said


def test_trimmed_and_longer_sounding_clips_do_not_end_early(tmp_path):
    import odd_clips

    trimmed = tmp_path / "trimmed.mp4"
    odd_clips.trimmed(trimmed)
    sounding = odd_clips.tagged(tmp_path / "sounding.mp4", sound=4.0)
    for path in (trimmed, sounding or tmp_path / "sounding.mp4"):
        with VideoSource.open(path) as video:
            assert truncation_note(video.facts) == ""


def test_analyze_says_it_in_its_first_lines(tmp_path, untrained_detector):
    untrained_detector.save(tmp_path / "net.bundle")
    full = encoded_clips.write(tmp_path / "face.mkv", frames=clips.faces(40), options={"g": "10"})
    cut = encoded_clips.cut_short(tmp_path / "cut.mkv", full, 0.6)
    told = ["analyze", "--bundle", str(tmp_path / "net.bundle"), "--quick"]
    lines = CliRunner().invoke(cli, [*told, str(cut)]).output.splitlines()
    assert "The file ends early" in lines[1]
    whole_lines = CliRunner().invoke(cli, [*told, str(full)]).output
    assert "ends early" not in whole_lines
