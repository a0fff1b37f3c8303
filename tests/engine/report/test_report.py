"""Reports read back."""

import ast
import json
import re
import resource as limits
import subprocess
import sys
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import odd_clips
import pytest
from known_pristine import made_local
from made_analysis import made_events
from pypdf import PdfReader
from reports import evidence, text_of

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.analysis.verbal_scale import verbal_scale
from engine.coding.findings import CodingFindings
from engine.coding.observations import observe_coding
from engine.coding.rates import shipped_rates
from engine.container.examination import ClipExamination
from engine.container.examine import examine_file
from engine.container.fact_sheet import fact_sheet
from engine.detector.bundle.store import BundleStore
from engine.errors import OutputError
from engine.report.json_report import to_json, write_json
from engine.report.language import language
from engine.report.material import Material
from engine.report.pdf import write_pdf


@pytest.fixture(scope="module")
def analysis():
    return Analysis.of(made_events())


@pytest.fixture(scope="module")
def report(analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    write_pdf(analysis, path, Material({1: [evidence(1), evidence(1, 30)], 2: [evidence(2)]}))
    return path


def test_the_report_says_what_was_found(report, analysis):
    text = text_of(report)
    assert "ab" * 32 in text
    assert "cd" * 32 in text
    assert phrases.headline(analysis.verdict) in text
    assert " ".join(phrases.sentence(analysis.verdict).split()) in text
    assert "Track 1" in text
    assert "Track 2" in text
    assert "interview.mp4" in text
    assert "forensics analyze" in text
    assert "Made up." in text
    for said in (*phrases.LIMITS, *phrases.propositions(), phrases.caution()):
        assert said in text
    for step in verbal_scale().steps:
        assert step.words in text
    assert verbal_scale().source in text
    assert "Unlike training faces 0 of the scored" in text


def test_the_report_is_tagged_and_archivable(report):
    reader = PdfReader(report)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert "interview.mp4" in reader.metadata.title


@pytest.mark.parametrize(
    "name",
    [
        "#panic(1) *bold* $x$ `raw` @ref <tag> \\ // [x].mp4",
        "клип 视频 مقطع 🎭.mp4",
        "a" * 240 + ".mp4",
        "quote\" and 'single' & <xml>.mp4",
    ],
)
def test_hostile_names_are_printed_not_run(tmp_path, name):
    path = tmp_path / "r.pdf"
    write_pdf(Analysis.of(made_events(f"clips/{name}")), path)
    squeezed = "".join(text_of(path).split()).replace("\u200b", "")
    if name.isascii():
        assert "".join(name.split())[:60] in squeezed
    assert len(PdfReader(path).pages) >= 3


def test_no_faces_many_faces_and_interrupted(tmp_path):
    write_pdf(Analysis.of(made_events(scores=())), tmp_path / "none.pdf")
    assert "No face was found" in text_of(tmp_path / "none.pdf")
    write_pdf(Analysis.of(made_events(scores=(1.0,) * 20)), tmp_path / "many.pdf")
    assert "Track 20" in text_of(tmp_path / "many.pdf")
    partial = Analysis.of(list(made_events())[:3])
    write_pdf(partial, tmp_path / "part.pdf")
    assert "Analysis not finished" in text_of(tmp_path / "part.pdf")


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    clip = odd_clips.dropped(tmp_path_factory.mktemp("clip") / "dropped.mp4")
    return Analysis.of(made_events(examination=examine_file(clip)))


def test_observations_about_the_file_stand_apart_from_those_about_faces(examined, tmp_path):
    write_pdf(examined, tmp_path / "r.pdf", Material({1: [evidence(1)]}))
    text = text_of(tmp_path / "r.pdf")
    section = text.split("Observations about the file")[1].split("Interpretation")[0]
    assert "do not affect the verdict" in section
    for seen in examined.clip.examination.observations:
        assert seen.texts().title in section
        assert "".join(seen.texts().innocent.split()) in "".join(section.split())
    assert "constant, with gaps" in text.split("File facts in full")[1]


def test_a_german_report_has_german_observations(examined, tmp_path):
    coding = CodingFindings("VP8", missing=("quantisers",))
    coding = replace(coding, observations=observe_coding(coding, shipped_rates()))
    analysis = replace(examined, coding=coding)
    write_pdf(analysis, tmp_path / "r.pdf", code="de")
    text = "".join(text_of(tmp_path / "r.pdf").split())
    for seen in (*analysis.clip.examination.observations, *coding.observations):
        english_texts, german_texts = (astuple(seen.texts(code)) for code in ("en", "de"))
        for english, german in zip(english_texts, german_texts, strict=True):
            assert "".join(german.split()) in text
            assert "".join(english.split()) not in text


def test_german_reports_have_the_phrases_of_verdict_and_file():
    wording = language("de").wording
    paths = [Path(phrases.__file__), *Path(fact_sheet.__code__.co_filename).parent.glob("*.py")]
    marked = {
        node.args[0].value
        for path in paths
        # Only the window shows what boxes mean, and why a file cannot be read.
        if path.stem not in ("box_names", "clip_file", "demux", "file_type", "observation")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        if getattr(node.func, "id", "") == "mark"
    }
    same = {text for text in marked if wording.say(text) == text}
    assert same == {"Encoder"}
    for text in marked:
        names = [sorted(re.findall(r"{\w+}", said)) for said in (text, wording.say(text))]
        assert names[0] == names[1]


def test_facts_about_the_file_are_in_the_language_of_the_report(examined):
    examination = examined.clip.examination
    german = {s.title: dict(s.rows) for s in fact_sheet(examination, language("de").wording)}
    assert german["Zeitstempel"]["Bildrate"].startswith("konstant, mit Lücken, im Mittel ")
    assert ",000)" in german["Zeitstempel"]["Bildrate"]
    assert "(Container, encoder)" in german["Programme, Geräte und Zeiten"]["Programme"]
    assert german["Inhaltsnachweise (C2PA)"]["Ergebnis"].startswith("Die Datei trägt keine")
    english = fact_sheet(examination)
    assert {s.title for s in english}.isdisjoint(german.keys() - {"Encoder"})


def test_observations_of_an_earlier_version_are_printed_as_they_were_stored(tmp_path):
    stored = {"code": "gap", "title": "A gap", "sentence": "Time stamps jump.",
              "may_mean": "It was cut.", "innocent": "It paused.", "severity": "note",
              "frames": [3]}  # fmt: skip
    examination = ClipExamination.from_json({"observations": [stored]})
    for code in ("en", "de"):
        path = tmp_path / f"{code}.pdf"
        write_pdf(Analysis.of(made_events(examination=examination)), path, code=code)
        assert "Time stamps jump." in text_of(path)


def test_an_older_case_prints_no_observations(report):
    assert "Observations about the file" not in text_of(report)


def test_json_has_the_examination(examined):
    read = json.loads(json.dumps(to_json(examined)))["clip"]["examination"]
    assert read == examined.clip.examination.to_json()


def test_hostile_tags_are_printed_not_run(tmp_path):
    tags = {"encoder": "#panic(1) *b* $x$ Lavf1 \x1b[31m 視頻 \u202e", "make": "`raw` <tag> @ref"}
    clip = odd_clips.tagged(tmp_path / "c.mov", tags, "#eval(1) ”", frames=5)
    analysis = Analysis.of(made_events(examination=examine_file(clip)))
    write_pdf(analysis, tmp_path / "r.pdf")
    assert "`raw` <tag> @ref" in text_of(tmp_path / "r.pdf")


def test_json_holds_every_number(analysis, tmp_path):
    write_json(analysis, tmp_path / "r.json")
    read = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert read == json.loads(json.dumps(to_json(analysis)))
    assert tuple(read["propositions"].values()) == phrases.propositions()
    assert read["caution"] == phrases.caution()
    assert np.allclose(read["tracks"][0]["frames"]["novelty"], 0.05)
    assert read["verdict"]["log10_lr"] == analysis.verdict.llr
    first = read["tracks"][0]
    assert np.allclose(first["frames"]["log10_lr"], analysis.scores[1].llr, atol=1e-4)
    assert len({len(column) for column in first["frames"].values()}) == 1


@pytest.mark.parametrize("write", [lambda a, p: write_pdf(a, p), write_json])
def test_a_place_that_cannot_be_written(analysis, tmp_path, write):
    with pytest.raises(OutputError) as caught:
        write(analysis, tmp_path / "no" / "folder" / "r.out")
    assert "folder" in caught.value.advice


def test_a_full_disk_leaves_the_old_report_and_nothing_half_written(tmp_path):
    """A limit on file size stands in for the full disk; the kernel refuses the same way."""
    target = tmp_path / "report.pdf"
    target.write_bytes(b"the old report")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from made_analysis import made_events\n"
        "from engine.analysis.result import Analysis\n"
        "from engine.errors import OutputError\n"
        "from engine.report.pdf import write_pdf\n"
        "analysis = Analysis.of(made_events())\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000))\n"
        "try: write_pdf(analysis, Path(sys.argv[1]))\n"
        "except OutputError as error: print(error.what, error.advice); sys.exit(error.exit_code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(target), str(Path(__file__).parents[2])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 6, ran.stderr
    assert "The analysis itself is kept" in ran.stdout
    assert target.read_bytes() == b"the old report"
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]
    assert limits.getrlimit(limits.RLIMIT_FSIZE)[0] != 30000


def test_a_local_calibration_is_printed_with_its_source_and_rate(tmp_path, untrained_detector):
    analysis = Analysis.of(made_events())
    assert to_json(analysis)["local_calibration"] is None
    local = made_local(untrained_detector, np.array([-1.0] * 15 + [3.0] * 5), 'the "phone" #1')
    warned = {"measured": {"fairness": {"warnings": ["Tan faces fare worse."]}}}
    facts = replace(analysis.detector, card=warned)
    analysis.started = replace(analysis.started, local=local, detector=facts)
    kept = to_json(analysis)["local_calibration"]
    assert kept["false_alarm_rate"] == 0.25
    assert kept["false_alarm_rate_interval"] == pytest.approx([0.112, 0.469], abs=1e-3)
    assert kept["calibration"]["kinds"][0]["bound"] == local.calibration.kinds[0].bound
    write_pdf(analysis, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "Local calibration" in text
    assert 'the "phone" #1' in text
    assert "25.0 % (11.2 – 46.9 %)" in text
    assert "2026-01-02" in text
    assert "Tan faces fare worse." in text
    assert " ".join(phrases.CALIBRATION_CAUTION.split()) in text
    assert "--calibration CALIBRATION.fcal" in text


def test_the_report_says_where_the_detector_came_from(
    analysis, untrained_detector, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert to_json(analysis)["detector"]["origin"] == "unknown"
    untrained_detector.save(tmp_path / "foreign.bundle")
    store = BundleStore()
    imported = store.import_bundle(tmp_path / "foreign.bundle")
    trained = store.add("Mine", replace(untrained_detector, name="Mine").save)
    for entry in (store.entry("shipped"), imported, trained):
        facts = replace(analysis.started.detector, digest=entry.digest)
        known = replace(analysis, started=replace(analysis.started, detector=facts))
        assert to_json(known)["detector"]["origin"] == entry.origin
        write_pdf(known, tmp_path / "report.pdf")
        assert phrases.ORIGINS[entry.origin] in text_of(tmp_path / "report.pdf")
