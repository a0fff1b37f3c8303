"""What the file and its container say about a clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from engine.video.examination import ClipExamination


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
