"""Frames as PNG files that say where they come from."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from engine import __version__
from engine.errors import OutputError
from engine.tone_map import METHOD
from engine.video.frame import Frame
from engine.video.source import VideoSource


def still_name(clip: Path, frame: Frame) -> str:
    """File name with the frame's number, and its time stamp where the clip states one."""
    stamp = "" if frame.restated else f"_pts{frame.pts}"
    return f"{clip.stem}_frame{frame.index:06d}{stamp}.png"


def still_png(video: VideoSource, frame: Frame) -> bytes:
    """A frame as PNG at full resolution, upright, 8 bits a channel.

    The file's text fields hold the clip's name and SHA-256, the frame's number, its PTS, its
    seconds after the first frame, and for HDR clips how the colours were converted.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    fields = PngInfo()
    for key, value in {
        "Source": video.path.name.encode("utf-8", "replace").decode(),
        "Source SHA-256": video.sha256,
        "Frame": str(frame.index),
        "PTS": frame.stamp,
        "Seconds": f"{frame.time:.6f}",
        **({"Colour": f"SDR from {hdr}: {METHOD}"} if (hdr := frame.picture.layout.hdr) else {}),
        "Software": f"deepfake-forensics {__version__}",
    }.items():
        fields.add_itxt(key, value)
    file = io.BytesIO()
    Image.fromarray(frame.rgb()).save(file, "PNG", pnginfo=fields)
    return file.getvalue()


def write_still(video: VideoSource, frame: Frame, folder: Path) -> Path:
    """Write a frame as `still_png` makes it.

    Returns:
        Path of the file.

    Raises:
        OutputError: it cannot be written; no half-written file stays.
    """
    path = folder / still_name(video.path, frame)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(still_png(video, frame))
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise OutputError(
            f"'{path}' cannot be written: {error.strerror or error}.",
            "Check that the folder may be written to and that the disk has room.",
            repr(error),
        ) from error
    return path
