"""What is named about a file, from its facts: when, and in which words."""

import re
from dataclasses import replace

import pytest

from engine.container import credentials
from engine.container import software_signatures as known
from engine.container.boxes import BoxFacts, Edit, TrackBoxes
from engine.container.credentials import SENTENCES, Action, Check, Credentials
from engine.container.examination import ATTENTION, NOTE, ClipExamination
from engine.container.examine import observe
from engine.container.gop import Gop
from engine.container.provenance_tags import ProvenanceTag, ProvenanceTags
from engine.container.repeats import HeldPicture, RepeatedStretch, Repeats
from engine.container.software_signatures import SIGNATURES, match_signatures
from engine.container.streams import StreamFacts
from engine.container.timing import CONSTANT, VARIABLE, WITH_GAPS, Gap, Timing

PLAIN = ClipExamination(
    container="mov,mp4",
    duration=10.0,
    streams=(StreamFacts(0, "video", duration=10.0), StreamFacts(1, "audio", duration=10.1)),
    timing=Timing(CONSTANT, 25.0, 25.0, 0.04, 0.04, 0.04, 0, 0.0, 10.0, 250, 250),
    gop=Gop(groups=10, usual=25, starts_with_key=True),
    boxes=BoxFacts(tracks=(TrackBoxes(1, "vide", duration=10.0, edits=(Edit(0.08, 10.0, 1.0),)),)),
)


def programs(*marks):
    return replace(
        PLAIN, provenance=ProvenanceTags(programs=tuple(ProvenanceTag(*mark) for mark in marks))
    )


def timing(**changes):
    return replace(PLAIN, timing=replace(PLAIN.timing, **changes))


def boxes(**changes):
    return replace(PLAIN, boxes=replace(PLAIN.boxes, **changes))


def track(*edits, duration=10.0):
    return boxes(tracks=(TrackBoxes(1, "vide", duration=duration, edits=edits),))


def signed(state, **more):
    return replace(PLAIN, credentials=Credentials(state, SENTENCES[state], **more))


def times(*marks):
    return replace(
        PLAIN, provenance=ProvenanceTags(times=tuple(ProvenanceTag(*mark) for mark in marks))
    )


APPLE = ProvenanceTags(
    programs=(ProvenanceTag("container", "encoder", "Lavf60.3.100"),),
    devices=(
        ProvenanceTag("container", "com.apple.quicktime.make", "Apple"),
        ProvenanceTag("container", "com.apple.quicktime.model", "iPhone 15"),
    ),
)
CREATED = ("movie header", "created", "2024-03-01T09:00:00Z")

#: Facts, and the codes that they give besides none.
CASES = {
    "ffmpeg": (programs(("container", "encoder", "Lavf60.3.100")), {"chain-ffmpeg"}),
    "camera": (
        replace(PLAIN, provenance=APPLE),
        {"chain-ffmpeg", "camera-tags", "camera-and-program"},
    ),
    "gaps": (
        timing(rate=WITH_GAPS, gaps=(Gap(40, 1.6, 0.16, 3),), gap_count=1),
        {"dropped-frames"},
    ),
    "variable": (timing(rate=VARIABLE, longest_step=0.1), {"variable-rate"}),
    "duplicates": (timing(duplicates=(7,), duplicate_count=1), {"duplicate-time-stamps"}),
    "missing": (timing(missing=(7, 8), missing_count=2), {"missing-time-stamps"}),
    "backward": (timing(backward=(7,), backward_count=1), {"backward-time-stamps"}),
    "held": (
        replace(PLAIN, repeats=Repeats(250, (HeldPicture(10, 4),), 1, 3)),
        {"held-pictures"},
    ),
    "stretch": (
        replace(PLAIN, repeats=Repeats(250, stretches=(RepeatedStretch(0, 9, 30, 39, 10),),
                                       stretch_count=1)),
        {"repeated-stretch"},
    ),
    "no key": (replace(PLAIN, gop=replace(PLAIN.gop, starts_with_key=False)), {"no-key-at-start"}),
    "odd group": (replace(PLAIN, gop=replace(PLAIN.gop, odd=(50,))), {"irregular-groups"}),
    "short sound": (
        replace(PLAIN, streams=(PLAIN.streams[0], StreamFacts(1, "audio", duration=6.0))),
        {"durations-differ"},
    ),
    "cut": (timing(frames=100, duration=4.0), {"frames-absent", "durations-differ"}),
    "hidden": (timing(frames=240, hidden=10), {"edit-list-hides"}),
    "trimmed": (
        replace(track(Edit(5.0, 5.0, 1.0)), timing=replace(PLAIN.timing, frames=125, duration=5.0),
                duration=5.0, streams=(StreamFacts(0, "video", duration=5.0),)),
        {"edit-list-hides"},
    ),
    "pieces": (track(Edit(0.08, 4.0, 1.0), Edit(5.0, 6.0, 1.0)), {"edit-list-pieces"}),
    "warnings": (replace(PLAIN, warnings=("something",)), {"container-warnings"}),
    "damaged": (timing(damaged=(3,), damaged_count=1), {"container-warnings"}),
    "extra": (boxes(trailing=20, unknown=("abcd",)), {"extra-data"}),
    "clocks": (
        times(CREATED, ("container", "creationdate", "2024-03-03T09:00:00+0100")),
        {"creation-times-differ"},
    ),
    "changed": (
        times(CREATED, ("movie header", "modified", "2024-03-01T10:00:00Z")),
        {"changed-after-creation"},
    ),
    "intact": (signed(credentials.INTACT, signer="A"), {"credentials-intact"}),
    "trusted": (signed(credentials.TRUSTED), {"credentials-intact"}),
    "failed": (
        signed(credentials.FAILED, failures=(Check("x", "the content is another"),)),
        {"credentials-failed"},
    ),
    "unreadable": (signed(credentials.UNREADABLE), {"credentials-unreadable"}),
    "generative": (
        signed(credentials.INTACT,
               actions=(Action("c2pa.created", "trainedAlgorithmicMedia", "made by a model"),)),
        {"credentials-intact", "credentials-generative"},
    ),
}  # fmt: skip


def codes(found):
    return {seen.code for seen in observe(found)}


def test_an_ordinary_clip_gives_none():
    assert observe(PLAIN) == ()
    assert observe(ClipExamination()) == ()


@pytest.mark.parametrize("case", CASES)
def test_each_is_named_for_its_own_facts_only(case):
    found, expected = CASES[case]
    assert codes(found) == expected


def test_no_words_judge():
    every = [seen for found, _ in CASES.values() for seen in observe(found)]
    for chain in SIGNATURES:
        every += observe(programs(("container", "x", chain.name)))
    words = [text for seen in every for text in
             (seen.title, seen.sentence, seen.may_mean, seen.innocent)]  # fmt: skip
    words += [chain.about for chain in SIGNATURES] + list(SENTENCES.values())
    judging = re.compile(
        r"forg|fake|manipulat|tamper|doctored|falsif|authentic|genuine|guilt|hoax|lie\b", re.I
    )
    assert [text for text in words if judging.search(text)] == []


def test_each_says_both_sides_in_whole_sentences():
    for found, _ in CASES.values():
        for seen in observe(found):
            assert seen.severity in (NOTE, ATTENTION)
            assert seen.title[-1] not in ".,"
            for text in (seen.sentence, seen.may_mean, seen.innocent):
                assert text[0].isupper() or text[0].isdigit(), text
                assert text.endswith("."), text
                assert re.search(r"\.\.|  ", text) is None, text


def test_attention_comes_first():
    found = replace(PLAIN, warnings=("x",), timing=replace(PLAIN.timing, duplicate_count=1))
    assert [seen.severity for seen in observe(found)] == [ATTENTION, NOTE]


def test_frames_are_those_concerned():
    assert observe(CASES["gaps"][0])[0].frames == (40,)
    assert observe(CASES["stretch"][0])[0].frames == (30,)
    many = timing(duplicates=tuple(range(200)), duplicate_count=5000)
    (seen,) = observe(many)
    assert len(seen.frames) == 50
    assert seen.sentence.startswith("5000 frames have")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("encoder", "Lavf58.76.100", "ffmpeg"),
        ("ENCODER", "Lavc60.31.102 libx264", "ffmpeg"),
        ("encoder library", "x264 core 164 r3095 baee400", "x264"),
        ("encoder", "HandBrake 1.8.1 2024062200", "handbrake"),
        ("handler", "GPAC ISO Video Handler", "gpac"),
        ("tool", "Adobe Premiere Pro 2022.0 (Macintosh)", "premiere"),
        ("handler", "Mainconcept Video Media Handler", "mainconcept"),
        ("encoder", "Blackmagic Design DaVinci Resolve Studio", "resolve"),
        ("TEEditor", "2", "bytedance-editor"),
        ("comment", "vid:v0300fg10000ci36ru3c77u5pp0p78gg", "tiktok"),
        ("aigc_info", '{"aigc_label_type":2}', "tiktok"),
        ("handler", "ISO Media file produced by Google Inc.", "google"),
        ("encoder", "Google", "google"),
        ("handler", "Twitter-vork muxer", "twitter"),
        ("box", "beam", "whatsapp"),
        ("com.apple.quicktime.author", "ReplayKitRecording", "replaykit"),
        ("handler", "VideoHandle", "android"),
        ("handler", "Core Media Video", "apple"),
        ("box", "smta", "samsung"),
    ],
)
def test_known_strings_are_known(name, value, code):
    assert code in {
        chain.code for chain, _ in match_signatures((ProvenanceTag("container", name, value),))
    }


@pytest.mark.parametrize(
    "value", ["VideoHandler", "SoundHandler", "17.4.1", "my holiday", "googleplex tour", "meta"]
)
def test_ordinary_strings_name_nobody(value):
    marks = tuple(
        ProvenanceTag("container", name, value) for name in ("handler", "encoder", "comment")
    )
    assert match_signatures(marks) == []


def test_the_table_has_no_double_codes_and_knows_its_kinds():
    assert len({chain.code for chain in SIGNATURES}) == len(SIGNATURES)
    kinds = {known.CAMERA, known.SCREEN, known.SYSTEM, known.CONVERTER, known.EDITOR,
             known.SHARING, known.GENERATOR}  # fmt: skip
    assert {chain.kind for chain in SIGNATURES} == kinds
