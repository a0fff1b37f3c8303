"""Observations as codes and values, and their texts in each language."""

import json
import re
import tomllib
from string import Formatter

import pytest

from engine.container.examination import ClipExamination
from engine.container.observation import ATTENTION, Observation
from engine.shipped import resource

FILES = {
    code: tomllib.loads(resource(f"observations/{code}.toml").read_text("utf-8"))
    for code in ("en", "de")
}


def strings(table):
    for value in table.values():
        yield from strings(value) if isinstance(value, dict) else [value]


def placeholders(table):
    """Names in braces, with forms as the second part of a name."""
    return {
        (name, spec)
        for text in strings(table)
        for _, name, spec, _ in Formatter().parse(text)
        if name is not None
    }


def test_languages_have_the_same_codes_forms_and_placeholders():
    english, german = (FILES[code]["observations"] for code in ("en", "de"))
    assert english.keys() == german.keys()
    for code, texts in english.items():
        assert texts.keys() == german[code].keys()
        forms, others = texts.get("forms", {}), german[code].get("forms", {})
        assert forms.keys() == others.keys()
        assert placeholders(texts) == placeholders(german[code]), code
    for name in ("software", "marks", "dated"):
        assert FILES["en"]["forms"][name].keys() == FILES["de"]["forms"][name].keys()


def test_no_german_text_is_english():
    english, german = (FILES[code]["observations"] for code in ("en", "de"))
    sentences = {text for text in strings(english) if len(re.findall(r"[a-z]{2,}", text)) > 2}
    assert sentences & set(strings(german)) == set()


JUDGING = {
    "en": r"fake|manipulat|tamper|doctored|falsif|authentic|guilt|hoax|prove|evidence of|support",
    "de": r"fake|manipul|verfälscht wurde|echt\b|schuld|beweis|beleg|hinweis|unterstützung",
}


@pytest.mark.parametrize("code", FILES)
def test_no_text_judges(code):
    found = [text for text in strings(FILES[code]) if re.search(JUDGING[code], text, re.I)]
    assert found == []


@pytest.mark.parametrize(
    ("gaps", "missing", "english", "german"),
    [
        (1, 1, "1 gap leaves room for 1 frame.", "lässt 1 Lücke Platz für 1 Einzelbild."),
        (2, 3, "2 gaps leave room for 3 frames.", "lassen 2 Lücken Platz für 3 Einzelbilder."),
    ],
)
def test_each_count_chooses_its_form(gaps, missing, english, german):
    seen = Observation("dropped-frames", {"gaps": gaps, "missing": missing, "unlisted": 0})
    assert seen.texts("en").sentence.endswith(english)
    assert seen.texts("de").sentence.endswith(german)


def test_a_count_of_none_can_leave_out_words():
    values = {"gaps": 1, "missing": 1}
    few = Observation("dropped-frames", values | {"unlisted": 0})
    many = Observation("dropped-frames", values | {"unlisted": 7})
    assert "oder mehr" not in few.texts("de").sentence
    assert many.texts("de").sentence.endswith("1 Einzelbild oder mehr.")


def test_items_of_a_list_are_joined_in_their_forms():
    values = {"codec": "VP8", "missing": ["block types", "motion vectors", "quantisers"]}
    seen = Observation("coding-not-told", values)
    assert "block types, motion vectors and quantisers" in seen.texts("en").sentence
    assert "Blocktypen, Bewegungsvektoren und Quantisierer" in seen.texts("de").sentence


def test_numbers_have_the_signs_of_the_language():
    values = {"name": "A.1, B", "pce": 1234.56, "threshold": 60.0, "others": 12345, "reached": 0,
              "agreement": "", "pictures": 1}  # fmt: skip
    seen = Observation("camera-no-match", values)
    assert "is 1234.6, the threshold 60. Of 12,345" in seen.texts("en").sentence
    assert "ist 1234,6, die Schwelle 60. Von 12.345" in seen.texts("de").sentence
    assert seen.texts("de").title.endswith("„A.1, B“")


def test_values_of_a_file_are_no_templates():
    values = {"damaged": 0, "warnings": 1, "first": "{count} {0.__class__}"}
    assert "{count} {0.__class__}" in Observation("container-warnings", values).texts().sentence


OLD = {
    "code": "dropped-frames", "title": "Frames are missing", "sentence": "3 frames are missing.",
    "may_mean": "They were taken out.", "innocent": "Phones drop frames.",
    "severity": ATTENTION, "frames": [40],
}  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [OLD, OLD | {"code": "of-another-version"}, OLD | {"values": {"gaps": [{"of": 1}]}}],
    ids=["earlier", "later", "odd"],
)
def test_records_of_other_versions_show_the_texts_they_were_stored_with(record):
    found = ClipExamination.from_json({"observations": [record]})
    (seen,) = found.observations
    assert (seen.severity, seen.frames) == (ATTENTION, (40,))
    for language in ("en", "de"):
        texts = seen.texts(language)
        assert (texts.title, texts.sentence) == ("Frames are missing", "3 frames are missing.")
        assert (texts.may_mean, texts.innocent) == ("They were taken out.", "Phones drop frames.")
    (again,) = json.loads(json.dumps(found.to_json()))["observations"]
    assert again == {"values": {}} | record


def test_json_has_values_and_english_texts():
    values = {"count": 1}
    found = ClipExamination(observations=(Observation("missing-time-stamps", values),))
    (plain,) = found.to_json()["observations"]
    assert plain["values"] == values
    assert plain["sentence"] == "1 frame has no time stamp."
    assert {"title", "may_mean", "innocent", "severity", "frames"} < plain.keys()
