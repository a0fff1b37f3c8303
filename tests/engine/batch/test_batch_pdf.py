"""The PDF on many clips: figures first, then every clip, and words that claim no more."""

import pytest
from click.testing import CliRunner
from made_analysis import keep_made, made_events
from pypdf import PdfReader
from reports import text_of

from engine.analysis import phrases
from engine.analysis.events import StageStarted
from engine.batch.pdf import write_batch_pdf
from engine.batch.table import Row, rows_of
from engine.case.case import Case
from engine.case.state import Description
from engine.cli import cli
from engine.errors import NotAVideoError, OutputError
from engine.report.language import LANGUAGES

CLIPS = {"/disk/in/a high.mp4": (4.0,), "/disk/in/below/b low.mp4": (-4.0,), "/disk/in/c.mp4": ()}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """Three clips with a verdict each, and one that failed."""
    path = tmp_path_factory.mktemp("case") / "night.fcase"
    about = Description("The night of #1", "Lab", "Newsroom", "Which first?")
    with Case.create(path, analyst="A. Analyst", about=about) as case:
        keep_made(case, CLIPS)
        case.failed("/disk/in/bad *x*.mp4", NotAVideoError("It is no video.", "Look at it."))
        yield case


def test_the_rows_of_a_case_are_those_of_its_clips(case):
    rows = {row.clip: row for row in rows_of(case)}
    assert set(rows) == {*CLIPS, "/disk/in/bad *x*.mp4"}
    assert rows["/disk/in/a high.mp4"].llr > 0 > rows["/disk/in/below/b low.mp4"].llr
    assert rows["/disk/in/a high.mp4"].length == 4.0
    assert rows["/disk/in/a high.mp4"].faces == 1
    assert rows["/disk/in/c.mp4"].verdict == "Inconclusive"
    assert (rows["/disk/in/bad *x*.mp4"].state, rows["/disk/in/bad *x*.mp4"].note) == (
        "failed", "Look at it.",
    )  # fmt: skip


def test_a_clip_that_was_judged_since_it_failed_is_no_failure(case, tmp_path):
    copy = tmp_path / "copy.fcase"
    case.copy_to(copy)
    with Case.open(copy) as again:
        started, *rest = [
            e for e in made_events("/disk/in/bad *x*.mp4") if not isinstance(e, StageStarted)
        ]
        again.recorder().add_all([started, *rest])
        assert [row.state for row in rows_of(again)] == ["judged"] * 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_clip_stands_in_it_the_most_suspicious_first(case, tmp_path, code):
    rows = [*rows_of(case), Row("/disk/in/twin.mp4", "same content", 1, "a" * 64)]
    issue = write_batch_pdf(rows, case, tmp_path / "b.pdf", code, unreached=3)
    text, reader = text_of(tmp_path / "b.pdf"), PdfReader(tmp_path / "b.pdf")
    assert text.index("a high.mp4") < text.index("below/b low.mp4") < text.index("bad *x*.mp4")
    assert issue.number in text
    assert "cd" * 32 in text
    assert "The night of #1" in text
    assert "It is no video. Look at it." in text
    assert case.state().head in text.replace(" ", "")
    assert "a" * 12 in text
    assert reader.trailer["/Root"]["/Lang"] == code
    assert f" {len(reader.pages)}" in text
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    if code == "en":
        assert "8 clips" in text
        assert "Same content as another clip" in text
        assert phrases.caution() in text
        for row in rows[:3]:
            assert phrases.not_meant(row.judgement) in text
        assert "by chance" in text
    else:
        assert "Hinweise auf Manipulation" in text
        assert "could not" not in text


def test_the_command_writes_it_of_a_case_alone(case, tmp_path):
    told = ["batch", "--case", str(case.path), "--pdf", str(tmp_path / "b.pdf"), "--language", "de"]
    result = CliRunner().invoke(cli, told)
    assert result.exit_code == 0, result.output
    assert "4 clips: 3 judged, 1 failed." in result.output
    assert "Konnten nicht untersucht werden" in text_of(tmp_path / "b.pdf")


def test_a_place_that_cannot_be_written(case, tmp_path):
    with pytest.raises(OutputError):
        write_batch_pdf(rows_of(case), case, tmp_path / "no" / "b.pdf")
