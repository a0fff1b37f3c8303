"""Known strings of programs and services that record, write, edit or share video.

An entry states only what its string supports: that the program or service wrote this part of the
file, not what it did to the frames.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.container.provenance_tags import ProvenanceTag

CAMERA = "camera"
SCREEN = "screen recorder"
SYSTEM = "system"
CONVERTER = "converter"
EDITOR = "editor"
SHARING = "sharing"
GENERATOR = "generator"


@dataclass(frozen=True)
class SoftwareSignature:
    """A program or service that signs its files.

    Attributes:
        code: stable identifier for machines, and key of its name and description among the texts
            of observations.
        kind: CAMERA, SCREEN, SYSTEM, CONVERTER, EDITOR, SHARING or GENERATOR.
        pattern: case-insensitive pattern, searched for in "tag: value" of each tag.
    """

    code: str
    kind: str
    pattern: re.Pattern[str]


def _signature(code: str, kind: str, pattern: str) -> SoftwareSignature:
    return SoftwareSignature(code, kind, re.compile(pattern, re.IGNORECASE))


SIGNATURES = (
    _signature("ffmpeg", CONVERTER, r"\blav[fc]\d"),
    _signature("x264", CONVERTER, r"\bx264\b"),
    _signature("x265", CONVERTER, r"\bx265\b"),
    _signature("svt-av1", CONVERTER, r"\bSVT-AV1\b"),
    _signature("handbrake", CONVERTER, r"\bHandBrake\b"),
    _signature("gpac", CONVERTER, r"\bGPAC\b"),
    _signature("l-smash", CONVERTER, r"\bL-SMASH\b"),
    _signature("mkvtoolnix", CONVERTER, r"\bmkvmerge\b"),
    _signature("gstreamer", CONVERTER, r"\bGStreamer\b"),
    _signature("premiere", EDITOR, r"\bPremiere\b"),
    _signature("after-effects", EDITOR, r"\bAfter Effects\b"),
    _signature("media-encoder", EDITOR, r"\bAdobe Media Encoder\b"),
    _signature("mainconcept", EDITOR, r"\bMainconcept\b"),
    _signature("resolve", EDITOR, r"\bDaVinci Resolve\b"),
    _signature("final-cut", EDITOR, r"\bFinal Cut\b"),
    _signature("imovie", EDITOR, r"\biMovie\b"),
    _signature("bytedance-editor", EDITOR, r"\bCapCut\b|\bvicut\b|\bTEEditor\b"),
    _signature(
        "named-editor",
        EDITOR,
        r"\b(Filmora|Wondershare|VEGAS Pro|Kdenlive|Shotcut|InShot|KineMaster|Clipchamp"
        r"|PowerDirector|Movavi|Avidemux|VirtualDub|Media Composer|LosslessCut)\b",
    ),
    _signature(
        "tiktok",
        SHARING,
        r"^aigc_info\b|^vid_md5\b|^comment: vid:v|com\.bytedance|\bTikTok\b|\bDouyin\b",
    ),
    _signature("whatsapp", SHARING, r"\bWhatsApp\b|^box: (beam|loop)$"),
    _signature("telegram", SHARING, r"\bTelegram\b"),
    _signature(
        "google",
        SHARING,
        r"ISO Media file produced by Google|^(encoder|writing application): Google$"
        r"|\(C\) 2007 Google",
    ),
    _signature("twitter", SHARING, r"\bTwitter-vork\b"),
    _signature("facebook", SHARING, r"\b(Facebook|Instagram)\b"),
    _signature("obs", SCREEN, r"\bOBS Studio\b"),
    _signature("replaykit", SCREEN, r"\bReplayKitRecording\b"),
    _signature(
        "named-recorder",
        SCREEN,
        r"\b(Camtasia|Bandicam|Fraps|ScreenFlow|Screencastify|Loom|XSplit|AZ Screen Recorder)\b",
    ),
    _signature(
        "named-generator",
        GENERATOR,
        r"\b(FaceFusion|DeepFaceLab|HeyGen|Synthesia|ComfyUI|RunwayML|Reface)\b",
    ),
    _signature("android", SYSTEM, r"^handler: (Video|Sound)Handle$"),
    _signature("apple", SYSTEM, r"^handler: Core Media (Video|Audio)$"),
    _signature("samsung", CAMERA, r"^box: (smta|@sec)$"),
)


def match_signatures(
    marks: tuple[ProvenanceTag, ...],
) -> list[tuple[SoftwareSignature, list[ProvenanceTag]]]:
    """Signatures that match at least one tag, in table order, with the matching tags."""
    found = []
    for chain in SIGNATURES:
        fitting = [m for m in marks if chain.pattern.search(f"{m.name.lower()}: {m.value}")]
        if fitting:
            found.append((chain, fitting))
    return found
