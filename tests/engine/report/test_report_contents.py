"""What a whole report holds: the check list, its twin, its languages, a laboratory's template."""

import json
import re
import tomllib

import jsonschema
import pytest
from pypdf import PdfReader
from reports import made, made_material, pages_of, text_of

from engine.case.case import Case
from engine.case.state import Description
from engine.errors import BundleError, OutputError
from engine.report.issue import issue_of
from engine.report.json_report import to_json, write_json
from engine.report.laboratory import read_laboratory
from engine.report.language import LANGUAGES, language
from engine.report.material import gather_material
from engine.report.pdf import write_pdf
from engine.shipped import default_bundle, resource
from engine.video.source import VideoSource

CHECKLIST = tomllib.loads(resource("report/checklist.toml").read_text("utf-8"))["item"]
SCHEMA = json.loads(resource("report/report-1.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def analysis():
    found = made()
    card = json.loads((default_bundle() / "card.json").read_text("utf-8"))
    found.started.detector.card.update(card)
    return found


@pytest.fixture(scope="module")
def case_issue(tmp_path_factory):
    from made_analysis import made_events

    path = tmp_path_factory.mktemp("case") / "c.fcase"
    about = Description("Inquiry 7", "Lab", "District court", "Was the speaker's face exchanged?")
    with Case.create(path, analyst="A. Nalyst", about=about) as case:
        for event in made_events():
            case.add(event)
        case.received(1, "By courier on 2026-03-02, sealed")
        return issue_of(case, 1)


@pytest.fixture(scope="module")
def written(analysis, case_issue, untrained_detector, tmp_path_factory):
    """The PDF and its twin, of one issue."""
    folder = tmp_path_factory.mktemp("written")
    material = made_material(analysis, untrained_detector.reference)
    write_pdf(analysis, folder / "r.pdf", material, case_issue)
    write_json(analysis, folder / "r.json", case_issue, material)
    return folder


@pytest.fixture(scope="module")
def text(written):
    return text_of(written / "r.pdf")


@pytest.mark.parametrize(
    "item", CHECKLIST, ids=[f"{i['clause']} {i['demands']}" for i in CHECKLIST]
)
def test_the_report_holds_what_the_check_lists_demand(item, text):
    for key in item["said_by"]:
        said = re.split(r"\{\w+\}", language("en").texts[key])
        assert all(" ".join(part.split()) in text for part in said), key


def test_each_page_has_title_number_and_count(written, case_issue):
    pages = pages_of(written / "r.pdf")
    for place, page in enumerate(pages, 1):
        assert f"Deepfake forensics report Report {case_issue.number}" in page
        assert f"page {place} of {len(pages)}" in page


def test_the_first_page_is_the_summary(written, analysis):
    first = pages_of(written / "r.pdf")[0]
    assert "Do the faces of this clip give evidence" in first
    assert "evidence of manipulation" in first
    assert "not enough to call the clip manipulated" in first
    page = PdfReader(written / "r.pdf").pages[0]
    assert len([i for i in page.images if i.image.size[0] > 100]) == 3
    assert "1 Commission" not in first


def test_the_case_tells_the_commission(written, case_issue):
    text = text_of(written / "r.pdf")
    told = case_issue.commission
    for said in ("Inquiry 7", "A. Nalyst", "District court", "Was the speaker's face exchanged?",
                 "By courier on 2026-03-02, sealed", told.head, f"{told.acts} acts"):  # fmt: skip
        assert said in text
    assert told.head


def test_what_is_not_known_is_called_not_stated(analysis, tmp_path):
    write_pdf(analysis, tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "Customer not stated" in text
    assert "Date of receipt not stated" in text
    assert "there is no log" in text


def test_findings_stand_before_interpretation_and_name_no_verdict(written):
    text = text_of(written / "r.pdf")
    findings = text.split("5 Findings")[1].split("6 Interpretation")[0]
    assert not re.search(r"support|evidence (of|against) manipulation", findings)


def test_the_pdf_has_bookmarks_of_its_parts(written):
    def flat(entries):
        for entry in entries:
            yield from flat(entry) if isinstance(entry, list) else [entry.title]

    titles = list(flat(PdfReader(written / "r.pdf").outline))
    for key in ("order", "item", "findings", "interpretation", "errors", "glossary"):
        assert any(language("en").texts[key] in title for title in titles), titles


def test_the_twin_fits_its_schema(written, analysis, untrained_detector):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for plain in (
        json.loads((written / "r.json").read_text("utf-8")),
        to_json(analysis),
        to_json(made(scores=())),
    ):
        jsonschema.validate(json.loads(json.dumps(plain)), SCHEMA)


def numbers(value):
    """Every number of a JSON value, as it is and inside its texts."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, str):
        yield from (float(n) for n in re.findall(r"\d+(?:\.\d+)?", value.replace(",", "")))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(key)
            yield from numbers(item)
    else:
        for item in value:
            yield from numbers(item)


def test_every_decimal_of_the_pdf_is_in_the_twin(written):
    """Rounded as it is printed; the template's own texts and the drawn plots aside."""
    twin = json.loads((written / "r.json").read_text("utf-8"))
    known = {abs(n) for n in numbers(twin)} | set(numbers(language("en").texts))
    known |= {n / 1000 for n in known} | {n * 100 for n in known}
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text_of(written / "r.pdf"))
    for printed in set(re.findall(r"(?<![\w.,-])\d+\.\d{2,3}(?![\w.,]|\.\d)", text)):
        half = 0.5 * 10 ** -len(printed.split(".")[1]) + 1e-9
        assert any(abs(n - float(printed)) <= half for n in known), printed


def test_languages_have_the_same_texts_and_names():
    english = language("en").texts
    for code in LANGUAGES:
        texts = language(code).texts
        assert texts.keys() == english.keys()
        for key, text in texts.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key]))


def test_a_german_report(analysis, untrained_detector, tmp_path):
    material = made_material(analysis, untrained_detector.reference)
    write_pdf(analysis, tmp_path / "r.pdf", material, code="de")
    reader, text = PdfReader(tmp_path / "r.pdf"), text_of(tmp_path / "r.pdf")
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert "Hinweise auf Manipulation" in text
    assert "Seite 1 von" in text
    assert re.search(r"\+\d,\d\d", text)
    for english in ("Findings", "Interpretation", "not stated"):
        assert english not in text


def test_a_laboratory_s_template(analysis, tmp_path):
    (tmp_path / "laboratory.toml").write_text(
        'name = "Λαβ № 5"\naddress = "1 #panic() Street"\n[texts.en]\nreproduced = "Ours alone."\n'
    )
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect width="9" height="9"/></svg>'
    )
    write_pdf(analysis, tmp_path / "r.pdf", laboratory=read_laboratory(tmp_path))
    text = text_of(tmp_path / "r.pdf")
    assert "Λαβ № 5" in text
    assert "1 #panic() Street" in text
    assert "Ours alone." in text
    assert "to be reproduced in full" not in text


@pytest.mark.parametrize(
    "toml",
    ["name = 3", "nmae = 'x'", "[texts.en]\nunknown = 'x'", "[texts.xx]\nnone = 'x'", "=", ""],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path, toml):
    if toml:
        (tmp_path / "laboratory.toml").write_text(toml)
    with pytest.raises(OutputError, match="template"):
        read_laboratory(tmp_path)


def test_pictures_are_made_with_the_detector_of_the_analysis_alone(face_clip, untrained_detector):
    """Another one would show heat maps and neighbours that the verdict does not rest on."""
    with VideoSource.open(face_clip) as video, pytest.raises(BundleError, match="another"):
        gather_material(video, untrained_detector, made())
