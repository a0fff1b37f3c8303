"""Export of frames as PNG files with provenance metadata."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from engine import __version__
from engine.errors import OutputError
from engine.tone_map import METHOD
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark


def still_name(clip: Path, frame: Frame) -> str:
    """File name with the frame's number, and its time stamp if the container states one."""
    stamp = "" if frame.restated else f"_pts{frame.pts}"
    return f"{clip.stem}_frame{frame.index:06d}{stamp}.png"


def still_png(video: VideoSource, frame: Frame) -> bytes:
    """Encode a frame as PNG at full resolution, upright, 8 bits per channel.

    The text fields of the file hold the clip's name and SHA-256, the frame's number, PTS and
    seconds after the first frame, and for HDR clips the colour conversion.
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
    """Write the PNG of `still_png` to a folder.

    Returns:
        Path of the file.

    Raises:
        OutputError: the file cannot be written; no partial file remains.
    """
    path = folder / still_name(video.path, frame)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(still_png(video, frame))
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise OutputError(
            mark("'{path}' cannot be written: {why}."),
            mark("Check that the folder may be written to and that the disk has room."),
            repr(error),
            path=path,
            why=error.strerror or error,
        ) from error
    return path
