"""What is named about a file, from its facts."""

import ast
import re
from dataclasses import astuple, replace
from pathlib import Path

import pytest

import engine
from engine.camera.findings import CameraComparison, observe_camera
from engine.camera.rates import shipped_camera_rates
from engine.coding.double_compression import DoubleCompression
from engine.coding.findings import BLOCKS, CODEC, GRID, CodingFindings, DctCombs
from engine.coding.joins import Join, Trace
from engine.coding.observations import observe_coding
from engine.coding.rates import shipped_rates
from engine.container import credentials
from engine.container import software_signatures as known
from engine.container.boxes import BoxFacts, Edit, TrackBoxes
from engine.container.credentials import SENTENCES, Action, Check, Credentials
from engine.container.examination import ClipExamination
from engine.container.examine import observe
from engine.container.gop import Gop
from engine.container.observation import ATTENTION, NOTE, Observation
from engine.container.playback_rules import PlaybackRules
from engine.container.provenance_tags import ProvenanceTag, ProvenanceTags
from engine.container.repeats import HeldPicture, RepeatedStretch, Repeats
from engine.container.software_signatures import SIGNATURES, match_signatures
from engine.container.stream_changes import StreamChange
from engine.container.streams import StreamFacts
from engine.container.timing import CONSTANT, VARIABLE, WITH_GAPS, Gap, Timing
from engine.surroundings.findings import (
    FaceDeviations,
    TrackSurroundings,
    observe_track,
    observe_unmeasured,
)
from engine.surroundings.reference import shipped_reference

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
    "not followed": (
        replace(track(Edit(0.0, 3.0, 1.0), Edit(5.0, 3.0, 1.0), duration=6.0)),
        {"edit-list-pieces", "edit-list-not-followed"},
    ),
    "changes": (
        replace(PLAIN, changes=(StreamChange(40, "picture size", "320 x 96", "160 x 48"),
                                StreamChange(40, "stream headers"),
                                StreamChange(60, "encoder settings", "crf=18", "crf=30"),
                                StreamChange(80, "stream headers"))),
        {"coding-changes"},
    ),
    "chapters": (replace(PLAIN, rules=PlaybackRules(linked_segments=1)), {"ordered-chapters"}),
    "index": (
        replace(PLAIN, rules=PlaybackRules(stored_frames=260, indexed_frames=250)),
        {"index-hides"},
    ),
    "streams": (
        replace(PLAIN, streams=(*PLAIN.streams, StreamFacts(2, "video", codec="h264"))),
        {"other-video-streams"},
    ),
    "alpha": (
        replace(PLAIN, streams=(replace(PLAIN.streams[0], pixel_format="yuva420p"),
                                PLAIN.streams[1])),
        {"alpha-channel"},
    ),
    "hdr": (
        replace(PLAIN, streams=(replace(PLAIN.streams[0], transfer="pq"), PLAIN.streams[1])),
        {"hdr"},
    ),
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


def beside_the_verdict():
    """Observations on coding, camera and surroundings, one for each code."""
    rates = shipped_rates()
    joins = (Join(40, 1.6, 20.0, (Trace("noise", 8.0), Trace("cut", 12.0))),)
    for score in (3.0, 5.0):
        double = DoubleCompression(score, 4.0, 12, 0, 1, 20, 15, 20)
        yield from observe_coding(CodingFindings("VP8", ("quantisers",), (), double, joins), rates)
    told = [DctCombs("", score, 0.06, 12, 30, 1, 20, 15, 20) for score in (0.01, 1.5)]
    for combs in (*told, *map(DctCombs, (CODEC, GRID, BLOCKS))):
        yield from observe_coding(CodingFindings("Motion JPEG", combs=combs), rates)
    for pce in (None, 10.0, 200.0):
        compared = CameraComparison("A", "", 20, 640, 480, 9.0, 60.0, pce, scale=1.5, turns=1)
        yield observe_camera(compared, 30, shipped_camera_rates())
    deviations = FaceDeviations(3.0, -3.0, 0.0, 1.0)
    for distance in (0.5, 9.0):
        face = TrackSurroundings(1, distance, deviations, (3, 4), (), (), -1.0)
        yield observe_track(face, shipped_reference())
    yield observe_unmeasured((2, 3))


def emitted_codes():
    """First argument of each call that makes an observation."""
    for path in Path(engine.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Observation":
                code = node.args[0]
                if isinstance(code, ast.JoinedStr):
                    assert ast.unparse(code) == "f'chain-{chain.code}'"
                    yield from (f"chain-{chain.code}" for chain in SIGNATURES)
                elif isinstance(code, ast.IfExp):
                    yield from (code.body.value, code.orelse.value)
                else:
                    yield code.value


def test_every_observation_of_the_engine_has_texts_in_each_language():
    made = [seen for found, _ in CASES.values() for seen in observe(found)]
    made += beside_the_verdict()
    ffmpeg = next(seen for seen in made if seen.code == "chain-ffmpeg")
    for chain in SIGNATURES:
        values = ffmpeg.values | {"software": chain.code, "kind": chain.kind}
        made.append(Observation(f"chain-{chain.code}", values))
    assert {seen.code for seen in made} == set(emitted_codes())
    for seen in made:
        english, german = astuple(seen.texts("en")), astuple(seen.texts("de"))
        for here, there in zip(english, german, strict=True):
            assert here != there
            assert "" not in (here, there)


def test_no_words_judge():
    every = [seen for found, _ in CASES.values() for seen in observe(found)]
    words = [text for seen in every for text in astuple(seen.texts())] + list(SENTENCES.values())
    judging = re.compile(
        r"forg|fake|manipulat|tamper|doctored|falsif|authentic|genuine|guilt|hoax|lie\b", re.I
    )
    assert [text for text in words if judging.search(text)] == []


def test_each_says_both_sides_in_whole_sentences():
    for found, _ in CASES.values():
        for seen in observe(found):
            assert seen.severity in (NOTE, ATTENTION)
            for language in ("en", "de"):
                title, *sentences = astuple(seen.texts(language))
                assert title[-1] not in ".,"
                for text in sentences:
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
    assert seen.values == {"count": 5000}


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
