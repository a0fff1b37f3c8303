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
        code: stable identifier for machines.
        name: name for people.
        kind: CAMERA, SCREEN, SYSTEM, CONVERTER, EDITOR, SHARING or GENERATOR.
        pattern: case-insensitive pattern, searched for in "tag: value" of each tag.
        about: description that completes a sentence.
    """

    code: str
    name: str
    kind: str
    pattern: re.Pattern[str]
    about: str


def _signature(code: str, name: str, kind: str, pattern: str, about: str) -> SoftwareSignature:
    return SoftwareSignature(code, name, kind, re.compile(pattern, re.IGNORECASE), about)


SIGNATURES = (
    _signature("ffmpeg", "FFmpeg", CONVERTER, r"\blav[fc]\d",
           "a library with which programs, websites and some recorders write video"),
    _signature("x264", "x264", CONVERTER, r"\bx264\b",
           "a software encoder that cameras and phones seldom use"),
    _signature("x265", "x265", CONVERTER, r"\bx265\b",
           "a software encoder that cameras and phones seldom use"),
    _signature("svt-av1", "SVT-AV1", CONVERTER, r"\bSVT-AV1\b",
           "a software encoder that cameras and phones seldom use"),
    _signature("handbrake", "HandBrake", CONVERTER, r"\bHandBrake\b",
           "a program that converts video"),
    _signature("gpac", "GPAC MP4Box", CONVERTER, r"\bGPAC\b",
           "a program that cuts and packs video; video sites have used it too"),
    _signature("l-smash", "L-SMASH", CONVERTER, r"\bL-SMASH\b", "a library that packs video"),
    _signature("mkvtoolnix", "MKVToolNix", CONVERTER, r"\bmkvmerge\b",
           "a program that cuts and packs video"),
    _signature("gstreamer", "GStreamer", CONVERTER, r"\bGStreamer\b",
           "a library with which programs and some recorders write video"),
    _signature("premiere", "Adobe Premiere", EDITOR, r"\bPremiere\b", "a video editor"),
    _signature("after-effects", "Adobe After Effects", EDITOR, r"\bAfter Effects\b",
           "a program for visual effects"),
    _signature("media-encoder", "Adobe Media Encoder", EDITOR, r"\bAdobe Media Encoder\b",
           "the exporter of Adobe's editors"),
    _signature("mainconcept", "MainConcept", EDITOR, r"\bMainconcept\b",
           "an encoder that video editors build in, Adobe's among them"),
    _signature("resolve", "DaVinci Resolve", EDITOR, r"\bDaVinci Resolve\b", "a video editor"),
    _signature("final-cut", "Final Cut", EDITOR, r"\bFinal Cut\b", "a video editor"),
    _signature("imovie", "iMovie", EDITOR, r"\biMovie\b", "a video editor"),
    _signature("bytedance-editor", "a ByteDance editor", EDITOR,
           r"\bCapCut\b|\bvicut\b|\bTEEditor\b",
           "a video editor as in CapCut and TikTok"),
    _signature("named-editor", "a video editor", EDITOR,
           r"\b(Filmora|Wondershare|VEGAS Pro|Kdenlive|Shotcut|InShot|KineMaster|Clipchamp"
           r"|PowerDirector|Movavi|Avidemux|VirtualDub|Media Composer|LosslessCut)\b",
           "a program that edits or cuts video"),
    _signature("tiktok", "TikTok or Douyin", SHARING,
           r"^aigc_info\b|^vid_md5\b|^comment: vid:v|com\.bytedance|\bTikTok\b|\bDouyin\b",
           "a service that converts what is uploaded to it"),
    _signature("whatsapp", "WhatsApp", SHARING, r"\bWhatsApp\b|^box: (beam|loop)$",
           "a messenger that converts what is sent through it"),
    _signature("telegram", "Telegram", SHARING, r"\bTelegram\b",
           "a messenger that can convert what is sent through it"),
    _signature("google", "YouTube or another Google service", SHARING,
           r"ISO Media file produced by Google|^(encoder|writing application): Google$"
           r"|\(C\) 2007 Google",
           "a service that converts what is uploaded to it"),
    _signature("twitter", "X (Twitter)", SHARING, r"\bTwitter-vork\b",
           "a service that converts what is uploaded to it"),
    _signature("facebook", "Facebook or Instagram", SHARING, r"\b(Facebook|Instagram)\b",
           "a service that converts what is uploaded to it"),
    _signature("obs", "OBS Studio", SCREEN, r"\bOBS Studio\b",
           "a program that records screens, cameras and mixtures of them"),
    _signature("replaykit", "Apple's screen recording", SCREEN, r"\bReplayKitRecording\b",
           "a recording of a device's screen"),
    _signature("named-recorder", "a screen recorder", SCREEN,
           r"\b(Camtasia|Bandicam|Fraps|ScreenFlow|Screencastify|Loom|XSplit|AZ Screen Recorder)\b",
           "a program that records screens"),
    _signature("named-generator", "a program of generated pictures", GENERATOR,
           r"\b(FaceFusion|DeepFaceLab|HeyGen|Synthesia|ComfyUI|RunwayML|Reface)\b",
           "a program that makes or alters pictures by machine learning"),
    _signature("android", "Android", SYSTEM, r"^handler: (Video|Sound)Handle$",
           "Android's own writer, which cameras and other apps on such devices use"),
    _signature("apple", "Apple Core Media", SYSTEM, r"^handler: Core Media (Video|Audio)$",
           "Apple's own writer, which cameras and other apps on such devices use"),
    _signature("samsung", "Samsung", CAMERA, r"^box: (smta|@sec)$",
           "data of a Samsung device's own"),
)  # fmt: skip


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
