"""Facts from MediaInfo that FFmpeg lacks: encoder settings, writing library, rate modes."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.interpreter import command, environment
from engine.untrusted_text import plain_text

_LONGEST = 4000
_CHILD = "engine.container.mediainfo"


@dataclass(frozen=True)
class MediaInfoFacts:
    """Facts from MediaInfo; "" if not stated.

    Attributes:
        version: version of the MediaInfo library.
        format_profile: profile of the container.
        writing_application, writing_library: software named in the container.
        encoder_library: encoder of the video stream, for example "x264 core 164".
        encoder_settings: settings that the encoder wrote into the video stream.
        bit_rate_mode: "CBR" or "VBR".
        frame_rate_mode: "CFR" or "VFR".
        gop: GOP structure from the codec's header, for example "M=3, N=30".
        scan_type: "Progressive", "Interlaced" or "MBAFF".
        performer: performer tag of the container, used as a signature by some screen recorders.
    """

    version: str = ""
    format_profile: str = ""
    writing_application: str = ""
    writing_library: str = ""
    encoder_library: str = ""
    encoder_settings: str = ""
    bit_rate_mode: str = ""
    frame_rate_mode: str = ""
    gop: str = ""
    scan_type: str = ""
    performer: str = ""


def read_mediainfo(path: Path, seconds: float = 10) -> MediaInfoFacts | None:
    """Read MediaInfo's facts; None if the library is missing, fails or takes too long.

    MediaInfo runs in a separate process, since a damaged file can keep it busy for ever.
    """
    if importlib.util.find_spec("pymediainfo") is None:
        return None
    try:
        ran = subprocess.run(
            command(_CHILD, str(path.resolve())),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=seconds,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        document = json.loads(ran.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    media = document.get("media") if isinstance(document, dict) else None
    if not isinstance(media, dict):
        return None
    tracks = [t for t in media.get("track") or [] if isinstance(t, dict)]
    general, video = _of(tracks, "General"), _of(tracks, "Video")
    return MediaInfoFacts(
        version=_text(document.get("creatingLibrary", {}))("version"),
        format_profile=general("Format_Profile"),
        writing_application=general("Encoded_Application_String", "Encoded_Application"),
        writing_library=general("Encoded_Library_String", "Encoded_Library"),
        encoder_library=video("Encoded_Library_String", "Encoded_Library"),
        encoder_settings=video("Encoded_Library_Settings"),
        bit_rate_mode=video("BitRate_Mode"),
        frame_rate_mode=video("FrameRate_Mode"),
        gop=video("Format_Settings_GOP"),
        scan_type=video("ScanType"),
        performer=general("Performer"),
    )


def _of(tracks: list[dict[str, Any]], kind: str) -> Callable[..., str]:
    return _text(next((t for t in tracks if t.get("@type") == kind), {}))


def _text(track: dict[str, Any]) -> Callable[..., str]:
    """Return a function that maps names to the value of the first one that is stated."""

    def value(*names: str) -> str:
        return next((plain_text(track[name], _LONGEST) for name in names if track.get(name)), "")

    return value


_MAX_OUTPUT = 4_000_000


def main() -> None:
    """Print the facts about the file named on the command line."""
    from pymediainfo import MediaInfo

    with Path(sys.argv[1]).open("rb") as file:
        text = str(MediaInfo.parse(file, output="JSON"))
    sys.stdout.buffer.write(text.encode()[:_MAX_OUTPUT])


if __name__ == "__main__":
    main()
