"""File type recognition by the first bytes, to explain why a file cannot be opened."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import NotAVideoError
from engine.files import first_bytes
from engine.wording import mark

#: Number of bytes read from the start; the header of a short MP4 fits in them.
_START = 1 << 20
#: Format name for pictures stored as tiles; FFmpeg has no name for it.
HEIC = "heic"
_COPY_AGAIN = mark(
    "If it plays elsewhere, copy or download it again; it may be damaged or cut short."
)


def still_format(path: Path) -> str | None:
    """FFmpeg's format name for a still picture, or HEIC; None to let FFmpeg detect it."""
    start = _start(path, 16)
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return HEIC
    # FFmpeg would interpret the file name as part of a numbered series.
    named = path.suffix.lower() in (".jpg", ".jpeg", ".jpe", ".jfif")
    return "jpeg_pipe" if named and start.startswith(b"\xff\xd8\xff") else None


def not_a_video(path: Path, details: str) -> NotAVideoError:
    """Error for a file that no demuxer recognises or that its demuxer rejects."""
    what = mark("'{name}' is not a video that can be read.")
    return _refusal(path, what, _COPY_AGAIN, details)


def no_video_stream(path: Path, kinds: set[str]) -> NotAVideoError:
    """Error for a container without a video stream.

    Args:
        kinds: types of its streams, by FFmpeg's names.
    """
    what = (
        mark("'{name}' has no video stream, only sound.")
        if kinds == {"audio"}
        else mark("'{name}' has no video stream, only subtitles.")
        if kinds == {"subtitle"}
        else mark("'{name}' has no video stream.")
    )
    return _refusal(path, what, mark("Choose a clip with pictures."))


def undecodable(path: Path) -> NotAVideoError:
    """Error for a clip without decodable frames."""
    return _refusal(path, mark("No picture of '{name}' can be decoded."), _COPY_AGAIN)


def _refusal(path: Path, what: str, advice: str, details: str = "") -> NotAVideoError:
    """Error with the text for the file's type if known, otherwise with the given text."""
    what, advice = _known_kind(path, _start(path)) or (what, advice)
    return NotAVideoError(what, advice, details, name=path.name)


def _start(path: Path, count: int = _START) -> bytes:
    try:
        return first_bytes(path, count)
    except OSError:
        return b""


def _known_kind(path: Path, start: bytes) -> tuple[str, str] | None:
    """Explanation and advice, marked, for known file types that cannot be opened."""
    text = start[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"#extm3u") or b"<mpd" in text or text.startswith(b"[playlist]"):
        return (
            mark("'{name}' is a playlist, which names other files and holds no pictures."),
            mark("Download the clip that it names, and open that."),
        )
    if text.startswith((b"<!doctype html", b"<html")):
        return (
            mark("'{name}' is a web page, not a clip."),
            mark("Open the page in a browser and save the video from there."),
        )
    if start[:4] == b"RIFF" and start[8:16] == b"WEBPVP8X" and start[20:21] and start[20] & 2:
        return (
            mark("'{name}' is an animated WebP, which is not supported."),
            mark("Convert it to another format without loss, and note that you did."),
        )
    if start[4:8] in (b"styp", b"moof", b"sidx") and b"moov" not in start:
        return (
            mark("'{name}' is a fragment of a stream without its initialisation part."),
            mark("Put the initialisation segment before it, or save the whole stream."),
        )
    if start[4:8] == b"ftyp" and _is_encrypted(path, start):
        return (
            mark("The pictures of '{name}' are encrypted."),
            mark("Obtain a copy without copy protection from the rights holder."),
        )
    if start[:4] == b"%PDF" or start[:4] == b"PK\3\4":
        what = (
            mark("'{name}' is a PDF document, not a clip.")
            if start[:4] == b"%PDF"
            else mark("'{name}' is a ZIP archive, not a clip.")
        )
        return what, mark("Extract the clip from it, and open that.")
    return None


def _is_encrypted(path: Path, start: bytes) -> bool:
    """Whether an MP4 has sample entries of encrypted video (ISO/IEC 14496-12, 8.12)."""
    entry = re.compile(rb"stsd.{12}encv", re.DOTALL)
    if entry.search(start):
        return True
    try:
        with path.open("rb") as file:
            # The header may be at the end.
            file.seek(max(0, path.stat().st_size - _START))
            return bool(entry.search(file.read(_START)))
    except OSError:
        return False
