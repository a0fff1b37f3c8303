"""What the file and its container say about a clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from engine.container.examination import ClipExamination
from engine.container.stream_observations import observe_hidden_frames


@dataclass(frozen=True)
class ClipFacts:
    """Facts of one clip; what is odd about them stands apart, in `examination.observations`.

    Attributes:
        path: as the user gave it.
        sha256: of the whole file, hexadecimal.
        size: bytes.
        container: FFmpeg's name of the format.
        codec: of the video stream.
        profile: of the codec, "" where not stated.
        pixel_format: FFmpeg's name.
        width, height: of the upright picture, in pixels.
        rotation: degrees clockwise that the container asks for: 0, 90, 180 or 270.
        frames: pictures in the video stream.
        fps: mean frames a second.
        duration: seconds from the first frame's PTS to the end of the last frame.
        bit_rate: bits a second of the whole file.
        audio: "codec, sample rate" of the first sound stream, "" where there is none.
        metadata: tags of the container (encoder, creation time, ...).
        examination: all else that the file says, and observations; None in cases of earlier
            versions, where the file was not examined.
        counted: "pictures" where frames were counted by decoding all of them, "packets" where
            by time stamps; "" in cases of earlier versions.
        damaged: the decoder complained while it decoded the whole clip.
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
        """Index of the analysed video stream; None in cases of earlier versions."""
        return self.examination.video if self.examination is not None else None

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, examination=None))
        if self.examination is not None:
            plain["examination"] = self.examination.to_json()
        return plain


#: What FFmpeg says where a file ends within a packet or an element.
_CUT = ("ended prematurely", "partial file")
#: Seconds by which a container's length may exceed that of its streams.
_SLACK = 0.25
#: Bytes of a packet of a transport stream, without and with a time code or error correction.
_PACKETS = (188, 192, 204)


def truncation_note(clip: ClipFacts) -> str:
    """One sentence on a file that is cut short, "" where nothing says that it is.

    A transport stream or a raw stream that was cut between two packets shows no sign of it.
    """
    found = clip.examination
    if found is None:
        return ""
    readable = f"{found.timing.duration:.1f} s can be read"
    hidden = {seen.code for seen in observe_hidden_frames(found)}
    stated = 0.0 if "edit-list-hides" in hidden else _stated(found)
    if "frames-absent" in hidden:
        return (
            f"The file ends early: its header states {found.timing.stated_frames} frames, "
            f"{found.timing.frames} can be read ({readable})."
        )
    if stated - found.timing.duration > max(_SLACK, stated / 50):
        return f"The file ends early: its header states {stated:.1f} s of video, {readable}."
    packets = clip.container.startswith("mpegts") and all(clip.size % n for n in _PACKETS)
    if packets or any(cut in text for text in found.warnings for cut in _CUT):
        return f"The file ends early, within a packet; {readable}."
    return ""


def _stated(found: ClipExamination) -> float:
    """Seconds of video by the headers; a longer sound accounts for the container's."""
    video = found.stream(found.video)
    own = video.duration if video is not None and video.duration else 0.0
    sounds = [s.duration for s in found.streams if s.kind == "audio" and s.duration]
    return max(own, 0.0 if sounds else found.duration or 0.0)
