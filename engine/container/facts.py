"""Facts that the file and its container state about a clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from engine.container.examination import ClipExamination
from engine.container.stream_observations import observe_hidden_frames
from engine.wording import ENGLISH, Wording, mark


@dataclass(frozen=True)
class ClipFacts:
    """Facts about one clip; notable properties are in `examination.observations`.

    Attributes:
        path: path as given by the user.
        sha256: SHA-256 of the whole file, hexadecimal.
        size: size in bytes.
        container: FFmpeg's name of the format.
        codec: codec of the video stream.
        profile: profile of the codec, "" if not stated.
        pixel_format: FFmpeg's name.
        width, height: size of the upright picture in pixels.
        rotation: clockwise degrees requested by the container: 0, 90, 180 or 270.
        frames: number of frames in the video stream.
        fps: mean number of frames per second.
        duration: seconds from the first frame's PTS to the end of the last frame.
        bit_rate: bits per second of the whole file.
        audio: "codec, sample rate" of the first audio stream, "" if there is none.
        metadata: tags of the container (encoder, creation time, ...).
        examination: further facts and observations; None in cases from versions that did not
            examine the file.
        counted: "pictures" if all frames were decoded to count them, "packets" if they were
            counted by time stamps; "" in cases from versions that did not record it.
        damaged: whether the decoder reported damage while it decoded the whole clip.
    """

    path: str
    sha256: str
    size: int
    container: str
    codec: str
    profile: str
    pixel_format: str
    width: int
    height: int
    rotation: int
    frames: int
    fps: float
    duration: float
    bit_rate: int
    audio: str
    metadata: dict[str, str]
    examination: ClipExamination | None = None
    counted: str = ""
    damaged: bool = False

    @property
    def stream(self) -> int | None:
        """Index of the analysed video stream; None without an examination."""
        return self.examination.video if self.examination is not None else None

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, examination=None))
        if self.examination is not None:
            plain["examination"] = self.examination.to_json()
        return plain


#: FFmpeg messages about a file that ends within a packet or an element.
_CUT = ("ended prematurely", "partial file")
#: Tolerance in seconds by which a container's duration may exceed that of its streams.
_SLACK = 0.25
#: Packet sizes of transport streams in bytes: plain, with time code, with error correction.
_PACKETS = (188, 192, 204)


def truncation_note(clip: ClipFacts, wording: Wording = ENGLISH) -> str:
    """One sentence about a truncated file, "" if nothing indicates truncation.

    A transport stream or raw stream that is cut between two packets shows no sign of it.
    """
    found = clip.examination
    if found is None:
        return ""
    readable = wording.number(found.timing.duration, 1)
    hidden = {seen.code for seen in observe_hidden_frames(found)}
    stated = 0.0 if "edit-list-hides" in hidden else _stated(found)
    if "frames-absent" in hidden:
        words = mark(
            "The file ends early: its header states {stated} frames, {frames} can be read "
            "({seconds} s can be read)."
        )
        return wording.say(words).format(
            stated=found.timing.stated_frames, frames=found.timing.frames, seconds=readable
        )
    if stated - found.timing.duration > max(_SLACK, stated / 50):
        words = mark(
            "The file ends early: its header states {stated} s of video, {seconds} s can be read."
        )
        return wording.say(words).format(stated=wording.number(stated, 1), seconds=readable)
    packets = clip.container.startswith("mpegts") and all(clip.size % n for n in _PACKETS)
    if packets or any(cut in text for text in found.warnings for cut in _CUT):
        words = mark("The file ends early, within a packet; {seconds} s can be read.")
        return wording.say(words).format(seconds=readable)
    return ""


def _stated(found: ClipExamination) -> float:
    """Video duration from the headers in seconds; the container's is used only without audio."""
    video = found.stream(found.video)
    own = video.duration if video is not None and video.duration else 0.0
    sounds = [s.duration for s in found.streams if s.kind == "audio" and s.duration]
    return max(own, 0.0 if sounds else found.duration or 0.0)
