"""Bookmarked frames in reports, and what the analyst drew on them."""

import io
import json

import jsonschema
import pytest
from made_analysis import made_events
from PIL import Image
from pypdf import PdfReader
from reports import text_of

from engine.case.case import Case
from engine.report.issue import issue_of
from engine.report.json_report import write_json
from engine.report.pdf import write_pdf
from engine.shipped import resource

#: Found in no other picture of a report.
VIOLET = (150, 40, 220)


def png(colour=VIOLET):
    file = io.BytesIO()
    Image.new("RGB", (320, 180), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "c.fcase", analyst="A. Nalyst") as case:
        for event in made_events():
            case.add(event)
        yield case


def colours(path):
    """Colour in the middle of each picture of a PDF."""
    found = set()
    for page in PdfReader(path).pages:
        for picture in page.images:
            image = picture.image.convert("RGB")
            found.add(image.getpixel((image.width // 2, image.height // 2)))
    return found


def near(found, colour):
    return any(max(abs(a - b) for a, b in zip(one, colour, strict=True)) < 12 for one in found)


@pytest.mark.parametrize(
    ("code", "drawn", "heading"),
    [("en", "lines, boxes and texts on it are not part", "Bookmarked frames"),
     ("de", "Linien, Rahmen und Texte darin gehören nicht", "Einzelbilder mit Lesezeichen")],
)  # fmt: skip
def test_a_report_shows_bookmarks_and_says_what_was_drawn(case, tmp_path, code, drawn, heading):
    shape = {"tool": "measure", "start": [1, 2], "end": [4, 6], "text": ""}
    case.bookmark(1, 20, 0.8, png(), "The ear <is> *cut* off", [shape])
    write_pdf(case.corrected(1), tmp_path / "r.pdf", issue=issue_of(case, 1), code=code)
    text = text_of(tmp_path / "r.pdf")
    assert heading in text
    assert "The ear <is> *cut* off" in text
    assert "A. Nalyst" in text
    assert drawn in text
    assert near(colours(tmp_path / "r.pdf"), VIOLET)


def test_a_plain_bookmark_is_not_called_drawn_on(case, tmp_path):
    case.bookmark(1, 20, 0.8, png())
    write_pdf(case.corrected(1), tmp_path / "r.pdf", issue=issue_of(case, 1))
    assert "Bookmarked frames" in text_of(tmp_path / "r.pdf")
    assert "not part of the clip" not in text_of(tmp_path / "r.pdf")


def test_a_report_without_bookmarks_has_no_such_section(case, tmp_path):
    act = case.bookmark(1, 20, 0.8, png())
    case.delete(case.state().remarks[act])
    write_pdf(case.corrected(1), tmp_path / "r.pdf", issue=issue_of(case, 1))
    assert "Bookmarked frames" not in text_of(tmp_path / "r.pdf")


def test_a_picture_that_cannot_be_read_leaves_its_text(case, tmp_path):
    case.bookmark(1, 20, 0.8, b"no picture", "still here")
    write_pdf(case.corrected(1), tmp_path / "r.pdf", issue=issue_of(case, 1))
    assert "still here" in text_of(tmp_path / "r.pdf")


def test_the_json_report_names_bookmarks_by_frame(case, tmp_path):
    case.bookmark(1, 20, 0.8, png(), "later")
    case.bookmark(1, 3, 0.12, png(), "earlier", [{"tool": "box"}])
    write_json(case.corrected(1), tmp_path / "r.json", issue_of(case, 1))
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    schema = json.loads(resource("report/report-1.schema.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    bookmarks = told["issue"]["bookmarks"]
    assert [(b["frame"], b["text"], b["annotated"]) for b in bookmarks] == [
        (3, "earlier", True), (20, "later", False),
    ]  # fmt: skip


def test_what_was_drawn_stands_in_the_log(case):
    shape = {"tool": "box", "start": [1, 2], "end": [30, 40], "text": ""}
    act = case.bookmark(1, 3, 0.12, png(), annotations=[shape])
    assert case.acts()[-1].details["annotations"] == [shape]
    assert case.state().remarks[act].annotated
    case.verify()
