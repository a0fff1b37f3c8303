"""Known strings of programs and services that record, write, edit or share video.

One table. An entry says no more than its string supports: that the program or service wrote this
part of the file, not what it did to the pictures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.video.marks import Mark

CAMERA = "camera"
SCREEN = "screen recorder"
SYSTEM = "system"
CONVERTER = "converter"
EDITOR = "editor"
SHARING = "sharing"
GENERATOR = "generator"


@dataclass(frozen=True)
class Chain:
    """A program or service that signs its files.

    Attributes:
        code: stable, for machines.
        name: for people.
        kind: CAMERA, SCREEN, SYSTEM, CONVERTER, EDITOR, SHARING or GENERATOR.
        pattern: searched for in "tag: value" of each mark, whatever the case.
        about: what it is, to end a sentence with.
    """

    code: str
    name: str
    kind: str
    pattern: re.Pattern[str]
    about: str


def _chain(code: str, name: str, kind: str, pattern: str, about: str) -> Chain:
    return Chain(code, name, kind, re.compile(pattern, re.IGNORECASE), about)


CHAINS = (
    _chain("ffmpeg", "FFmpeg", CONVERTER, r"\blav[fc]\d",
           "a library with which programs, websites and some recorders write video"),
    _chain("x264", "x264", CONVERTER, r"\bx264\b",
           "a software encoder that cameras and phones seldom use"),
    _chain("x265", "x265", CONVERTER, r"\bx265\b",
           "a software encoder that cameras and phones seldom use"),
    _chain("svt-av1", "SVT-AV1", CONVERTER, r"\bSVT-AV1\b",
           "a software encoder that cameras and phones seldom use"),
    _chain("handbrake", "HandBrake", CONVERTER, r"\bHandBrake\b",
           "a program that converts video"),
    _chain("gpac", "GPAC MP4Box", CONVERTER, r"\bGPAC\b",
           "a program that cuts and packs video; video sites have used it too"),
    _chain("l-smash", "L-SMASH", CONVERTER, r"\bL-SMASH\b", "a library that packs video"),
    _chain("mkvtoolnix", "MKVToolNix", CONVERTER, r"\bmkvmerge\b",
           "a program that cuts and packs video"),
    _chain("gstreamer", "GStreamer", CONVERTER, r"\bGStreamer\b",
           "a library with which programs and some recorders write video"),
    _chain("premiere", "Adobe Premiere", EDITOR, r"\bPremiere\b", "a video editor"),
    _chain("after-effects", "Adobe After Effects", EDITOR, r"\bAfter Effects\b",
           "a program for visual effects"),
    _chain("media-encoder", "Adobe Media Encoder", EDITOR, r"\bAdobe Media Encoder\b",
           "the exporter of Adobe's editors"),
    _chain("mainconcept", "MainConcept", EDITOR, r"\bMainconcept\b",
           "an encoder that video editors build in, Adobe's among them"),
    _chain("resolve", "DaVinci Resolve", EDITOR, r"\bDaVinci Resolve\b", "a video editor"),
    _chain("final-cut", "Final Cut", EDITOR, r"\bFinal Cut\b", "a video editor"),
    _chain("imovie", "iMovie", EDITOR, r"\biMovie\b", "a video editor"),
    _chain("bytedance-editor", "a ByteDance editor", EDITOR, r"\bCapCut\b|\bvicut\b|\bTEEditor\b",
           "a video editor as in CapCut and TikTok"),
    _chain("named-editor", "a video editor", EDITOR,
           r"\b(Filmora|Wondershare|VEGAS Pro|Kdenlive|Shotcut|InShot|KineMaster|Clipchamp"
           r"|PowerDirector|Movavi|Avidemux|VirtualDub|Media Composer|LosslessCut)\b",
           "a program that edits or cuts video"),
    _chain("tiktok", "TikTok or Douyin", SHARING,
           r"^aigc_info\b|^vid_md5\b|^comment: vid:v|com\.bytedance|\bTikTok\b|\bDouyin\b",
           "a service that converts what is uploaded to it"),
    _chain("whatsapp", "WhatsApp", SHARING, r"\bWhatsApp\b|^box: (beam|loop)$",
           "a messenger that converts what is sent through it"),
    _chain("telegram", "Telegram", SHARING, r"\bTelegram\b",
           "a messenger that can convert what is sent through it"),
    _chain("google", "YouTube or another Google service", SHARING,
           r"ISO Media file produced by Google|^(encoder|writing application): Google$"
           r"|\(C\) 2007 Google",
           "a service that converts what is uploaded to it"),
    _chain("twitter", "X (Twitter)", SHARING, r"\bTwitter-vork\b",
           "a service that converts what is uploaded to it"),
    _chain("facebook", "Facebook or Instagram", SHARING, r"\b(Facebook|Instagram)\b",
           "a service that converts what is uploaded to it"),
    _chain("obs", "OBS Studio", SCREEN, r"\bOBS Studio\b",
           "a program that records screens, cameras and mixtures of them"),
    _chain("replaykit", "Apple's screen recording", SCREEN, r"\bReplayKitRecording\b",
           "a recording of a device's screen"),
    _chain("named-recorder", "a screen recorder", SCREEN,
           r"\b(Camtasia|Bandicam|Fraps|ScreenFlow|Screencastify|Loom|XSplit|AZ Screen Recorder)\b",
           "a program that records screens"),
    _chain("named-generator", "a program of generated pictures", GENERATOR,
           r"\b(FaceFusion|DeepFaceLab|HeyGen|Synthesia|ComfyUI|RunwayML|Reface)\b",
           "a program that makes or alters pictures by machine learning"),
    _chain("android", "Android", SYSTEM, r"^handler: (Video|Sound)Handle$",
           "Android's own writer, which cameras and other apps on such devices use"),
    _chain("apple", "Apple Core Media", SYSTEM, r"^handler: Core Media (Video|Audio)$",
           "Apple's own writer, which cameras and other apps on such devices use"),
    _chain("samsung", "Samsung", CAMERA, r"^box: (smta|@sec)$",
           "data of a Samsung device's own"),
)  # fmt: skip


def match_chains(marks: tuple[Mark, ...]) -> list[tuple[Chain, list[Mark]]]:
    """Entries of the table that some mark fits, in the table's order, with those marks."""
    found = []
    for chain in CHAINS:
        fitting = [m for m in marks if chain.pattern.search(f"{m.name.lower()}: {m.value}")]
        if fitting:
            found.append((chain, fitting))
    return found
