"""Reports on clips with names and tracks as nobody would wish them."""

import json

import pytest
from made_analysis import made_events
from pypdf import PdfReader
from reports import made, pages_of, text_of

from engine.analysis.result import Analysis
from engine.report.json_report import write_json
from engine.report.pdf import write_pdf
from engine.report.typeset import letters
from engine.untrusted_text import spelled_out

NAMES = {
    "control signs": ("a\x00b\x1b[31mc\x7f\r\n.mp4", "a[U+0000]b[U+001B][31mc[U+007F][U+000D]"),
    "right to left": ("report\u202e4pm.exe", "report[U+202E]4pm.exe"),
    "hebrew": ("שלום.mp4", None),
    "emoji": ("🎭 face.mp4", "face.mp4"),
    "markup": (
        "#panic(1) *b* $x$ `r` <t> @r // \\u{1} [x].mp4",
        "#panic(1) *b* $x$ `r` <t> @r // ",
    ),
    "svg": ("<svg onload=x>&amp;</svg>.mp4", "&amp;"),
    "300 letters": ("x" * 296 + ".mp4", "x" * 60),
    "300 words": ("name " * 60 + ".mp4", "name name name"),
    "broken bytes": ("clip-\udcff\udc80.mp4", "clip-[U+DCFF][U+DC80].mp4"),
    "cyrillic and greek": ("Клип Ωμέγα.mp4", "Клип Ωμέγα.mp4"),
    "chinese, japanese, korean": ("可疑视频 あやしい 영상.mp4", "可疑视频 あやしい 영상.mp4"),
    "armenian and georgian": ("տեսանյութ ვიდეო.mp4", "տեսանյութ ვიდეო.mp4"),
}


@pytest.mark.parametrize("kind", NAMES)
def test_names_are_printed_as_they_are_and_hide_nothing(tmp_path, kind):
    name, printed = NAMES[kind]
    analysis = Analysis.of(made_events(f"clips/{name}"))
    write_pdf(analysis, tmp_path / "r.pdf")
    write_json(analysis, tmp_path / "r.json")
    squeezed = "".join(text_of(tmp_path / "r.pdf").split()).replace("\u200b", "")
    if printed is not None:
        assert "".join(printed.split()) in squeezed
    assert "\u202e" not in squeezed
    assert "1Commission" not in "".join(pages_of(tmp_path / "r.pdf")[0].split())
    assert json.loads((tmp_path / "r.json").read_bytes())["clip"]["path"] == f"clips/{name}"


def test_only_letters_without_a_font_are_spelled_out():
    name = "שלום مقطع 视频 \U00012000.mp4"
    assert spelled_out(name, letters()) == "שלום مقطع 视频 [U+12000].mp4"


def test_a_letter_without_a_font_leaves_the_others_as_they_are(tmp_path):
    write_pdf(Analysis.of(made_events("视频 \U00012000 \uabff.mp4")), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "视频" in text
    assert "[U+ABFF]" in text


def test_two_hundred_tracks_are_all_listed_and_twelve_shown(tmp_path):
    analysis = made(scores=(1.0,) * 200)
    write_pdf(analysis, tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "Track 200" in text
    assert "188 more tracks are not shown individually" in text
    assert "200 of 4000 are printed" in text
    assert len(PdfReader(tmp_path / "r.pdf").pages) < 50


def test_without_a_face_the_report_says_so_and_says_no_more(tmp_path):
    write_pdf(made(scores=()), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "No face was found" in text
    assert "No face could be shown." in text
    assert "not evidence of absence" in text
    assert "evidence against manipulation" not in text
