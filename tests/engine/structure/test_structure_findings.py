"""Matches in the library of structures: in the case and the reports, never in the ratio."""

import json
from dataclasses import replace

import jsonschema
import pytest
from made_analysis import made_events
from reports import text_of

from engine.analysis.events import StructureMatched
from engine.analysis.result import Analysis
from engine.case.case import Case
from engine.report.json_report import to_json
from engine.report.language import language
from engine.report.pdf import write_pdf
from engine.shipped import resource
from engine.structure.findings import StructureFindings
from engine.structure.library import LIMIT, StructureLibrary
from engine.structure.properties import BOXES, Property, Structure


def file(digest, **features):
    properties = [
        Property(BOXES, name.replace("_", ": "), value, True) for name, value in features.items()
    ]
    return Structure("a.mp4", digest * 64, tuple(properties))


@pytest.fixture
def found(tmp_path):
    library = StructureLibrary(tmp_path / "structures.json")
    library.add("Phone 8", [file("a", ftyp_brand="qt", tkhd_flags="3", udta="x")], "held upright")
    library.add("Messenger", [file("b", ftyp_brand="isom", tkhd_flags="3", meta="y")])
    clip = file("c", ftyp_brand="qt", tkhd_flags="3", udta="x")
    return StructureFindings.of(library.match(clip))


def read_report(analysis, path, *args):
    write_pdf(analysis, path, *args)
    return " ".join(text_of(path).split())


def test_the_report_names_entries_similarity_differences_and_the_limit(found, tmp_path):
    analysis = replace(Analysis.of(made_events()), structure=found)
    text = read_report(analysis, tmp_path / "report.pdf")
    assert "Comparison with known structures" in text
    assert LIMIT in text
    assert text.index("Phone 8") < text.index("Messenger")
    assert "held upright" in text
    assert "3 of 3" in text
    assert "1 of 3" in text
    assert "ftyp: brand: isom in the library, qt in the clip" in text
    assert "Not in the clip: meta" in text


def test_the_german_report_says_it_in_german(found, tmp_path):
    analysis = replace(Analysis.of(made_events()), structure=found)
    write_pdf(analysis, tmp_path / "bericht.pdf", code="de")
    text = " ".join(text_of(tmp_path / "bericht.pdf").split())
    assert "Vergleich mit bekannten Strukturen" in text
    assert "Eine gleiche Struktur zeigt, dass eine Datei" in text
    assert "3 von 3" in text
    assert "ftyp: brand: isom in der Bibliothek, qt im Clip" in text
    assert to_json(analysis, wording=language("de").wording)["structure"]["limit"] in text


def test_the_german_report_names_fields_in_german(tmp_path):
    library = StructureLibrary(tmp_path / "structures.json")
    library.add("Phone 8", [file("a", **{"frame rate": "30", "edit list of track 1": "0"})])
    found = StructureFindings.of(library.match(file("b", **{"frame rate": "25"})))
    analysis = replace(Analysis.of(made_events()), structure=found)
    (match,) = to_json(analysis, wording=language("de").wording)["structure"]["matches"]
    assert match["differ"][0]["field"] == "Bildrate"
    assert match["lacks"] == ["Schnittliste der Spur 1"]


def test_a_report_without_a_comparison_says_nothing_of_it(tmp_path):
    analysis = Analysis.of(made_events())
    text = read_report(analysis, tmp_path / "report.pdf")
    assert "known structures" not in text
    assert to_json(analysis)["structure"] is None


def test_the_json_report_holds_them_and_fits_its_schema(found):
    events = list(made_events())
    plain, compared = Analysis.of(events), Analysis.of([*events, StructureMatched(found)])
    told = json.loads(json.dumps(to_json(compared)))
    assert told["verdict"] == to_json(plain)["verdict"]
    assert told["structure"]["limit"] == LIMIT
    first, second = told["structure"]["matches"]
    assert (first["name"], first["agreeing"], first["features"]) == ("Phone 8", 3, 3)
    assert second["differ"] == [{"field": "ftyp: brand", "entry": "isom", "clip": "qt"}]
    assert second["lacks"] == ["meta"]
    assert told["command"].endswith("--structure")
    jsonschema.validate(told, json.loads(resource("report/report-1.schema.json").read_text()))
    assert StructureFindings.from_json(told["structure"]) == found


def test_many_entries_and_fields_are_counted_rather_than_printed(tmp_path):
    library = StructureLibrary(tmp_path / "structures.json")
    fields = {f"box{n}_value": "old" for n in range(15)} | {"box0_value": "old," * 60}
    for number in range(12):
        library.add(f"Device {number:02}", [file("a", **fields)])
    matches = library.match(file("b", **dict.fromkeys(fields, "new")))
    analysis = replace(Analysis.of(made_events()), structure=StructureFindings.of(matches))
    text = read_report(analysis, tmp_path / "report.pdf")
    assert "Device 09" in text
    assert "Device 10" not in text
    assert "not listed: 2" in text
    assert "Further fields that differ: 7" in text
    assert text.count("old,") <= 10 * 20


def test_the_case_keeps_the_last_comparison(found, tmp_path):
    later = StructureFindings(found.matches[:1], 1)
    with Case.create(tmp_path / "a.fcase", False, "A. Analyst") as case:
        recorder = case.recorder()
        recorder.add_all(made_events())
        case.add_findings(recorder.analysis, StructureMatched(found))
        case.add_findings(recorder.analysis, StructureMatched(later))
    with Case.open(tmp_path / "a.fcase", "A. Analyst") as case:
        assert case.corrected(1).structure == later
        assert case.verify() > 0


def test_an_analysis_can_include_them(forensics, face_clip, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    told = tmp_path / "a.json"
    said = forensics("analyze", face_clip, "--quick", "--structure", "--json", told)
    assert said.returncode == 0, said.stderr
    assert "The library of structures is empty" in said.stderr
    assert json.loads(told.read_text())["structure"] is None
    assert forensics("structure", "add", face_clip, "--name", "Recorder").returncode == 0
    said = forensics(
        "analyze", face_clip, "--quick", "--structure", "--json", told,
        "--case", tmp_path / "a.fcase",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "Structure, beside the verdict" in said.stdout
    (match,) = json.loads(told.read_text())["structure"]["matches"]
    assert match["name"] == "Recorder"
    assert match["agreeing"] == match["features"] > 20
    with Case.open(tmp_path / "a.fcase", "A. Analyst") as case:
        assert case.analysis(1).structure.matches[0].name == "Recorder"
