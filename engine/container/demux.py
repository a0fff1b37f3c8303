"""The packets of a video stream, as columns: what a demuxer says before anything is decoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np

from engine.container.file_type import HEIC, no_video_stream, not_a_video, still_format
from engine.errors import NotAVideoError

#: What PyAV raises while reading damaged files; IndexError where a stream appears late.
DEMUX_ERRORS = (av.error.FFmpegError, OSError, IndexError)
#: Stands for "the container states no time stamp".
NO_PTS = np.iinfo(np.int64).min


#: Playlists, manifests, patterns of names and sources of pictures that are no files. What they
#: show lies in other files or comes over the network, and is not what the file's hash covers.
_ELSEWHERE = frozenset(
    (
        "concat", "dash", "hls", "image2", "imf", "lavfi", "rtp", "rtsp", "sap", "sdp", "vobsub",
        "webm_dash_manifest",
    )
)  # fmt: skip


@dataclass(frozen=True)
class PacketTable:
    """One row a packet, in the order of the file, which is the order of decoding.

    Attributes:
        pts, dts: int64 (P,), in the stream's time base; NO_PTS where not stated.
        duration: int64 (P,), in the stream's time base, 0 where not stated.
        size: int64 (P,), bytes.
        pos: int64 (P,), byte position in the file, -1 where not known.
        key: bool (P,), marked as a place where decoding can begin.
        discard: bool (P,), to be decoded but not shown (edit lists).
        corrupt: bool (P,), marked as damaged by the demuxer.
        error: the demuxer's message where reading ended early, else "".
    """

    pts: np.ndarray
    dts: np.ndarray
    duration: np.ndarray
    size: np.ndarray
    pos: np.ndarray
    key: np.ndarray
    discard: np.ndarray
    corrupt: np.ndarray
    error: str = ""

    def __len__(self) -> int:
        return len(self.pts)


_COLUMNS = tuple(f.name for f in fields(PacketTable) if f.name != "error")
_BOOLEAN = ("key", "discard", "corrupt")


def _sane(stamp: int | None) -> int:
    """Stamps near the ends of 64 bits are errors; nothing may overflow by them."""
    return stamp if stamp is not None and abs(stamp) < 1 << 60 else NO_PTS


def packet_row(packet: Any) -> tuple[int, int, int, int, int, bool, bool, bool]:
    """One row of the table, in the order of its columns."""
    return (
        _sane(packet.pts),
        _sane(packet.dts),
        packet.duration or 0,
        packet.size,
        -1 if packet.pos is None else packet.pos,
        bool(packet.is_keyframe),
        bool(packet.is_discard),
        bool(packet.is_corrupt),
    )


def read_packets(
    container: Any, stream: Any, each: Callable[[Any], None] | None = None
) -> PacketTable:
    """Read the stream's packets from the present position to the end.

    Args:
        container, stream: PyAV's, not yet read from.
        each: called with every packet that is kept, to look inside; may raise to stop.
    """
    rows: list[tuple[int, int, int, int, int, bool, bool, bool]] = []
    error = ""
    try:
        for packet in container.demux(stream):
            if packet.size == 0:
                continue
            rows.append(packet_row(packet))
            if each is not None:
                each(packet)
    except DEMUX_ERRORS as problem:
        error = str(problem) or type(problem).__name__
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    arrays = {
        name: np.array(column, bool if name in _BOOLEAN else np.int64)
        for name, column in zip(_COLUMNS, columns, strict=True)
    }
    return PacketTable(**arrays, error=error)


@lru_cache
def _formats() -> str:
    """FFmpeg's names of all formats whose files hold their pictures themselves."""
    return ",".join(sorted(av.formats_available - _ELSEWHERE))


@lru_cache(maxsize=1)
def _assembled(path: Path, changed: int) -> bytes:
    """The primary picture of a HEIC file as PNG: FFmpeg gives the tiles that it is made of.

    Args:
        changed: when the file last was, in nanoseconds; readers open a clip several times.

    Raises:
        OSError, ValueError: it cannot be decoded.
    """
    import pi_heif

    picture = pi_heif.open_heif(path, convert_hdr_to_8bit=True).to_pillow()
    png = BytesIO()
    picture.convert("RGB").save(png, "PNG", compress_level=1)
    return png.getvalue()


def open_container(path: Path, wanted: int | None = None) -> tuple[Any, Any]:
    """PyAV's container and a video stream of it.

    Cover pictures of music files are video streams too; they do not count.

    Args:
        wanted: index of the stream; None for the default one, or the first that has more than
            one picture where the default has one, as in animated AVIF.

    Raises:
        NotAVideoError: not a media file, or without such a stream.
    """
    still = still_format(path)
    try:
        options = {"format_whitelist": _formats(), "protocol_whitelist": "file"}
        source: str | BytesIO = str(path)
        form = still
        if still == HEIC:
            source, form = BytesIO(_assembled(path, path.stat().st_mtime_ns)), "png_pipe"
        container = av.open(source, format=form, metadata_errors="replace", options=options)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise not_a_video(path, str(error)) from error
    moving = [
        s
        for s in container.streams.video
        if not s.disposition & av.stream.Disposition.attached_pic and s.codec_context is not None
    ]
    if wanted is not None:
        moving = [s for s in moving if s.index == wanted]
    marked = [s for s in moving if s.disposition & av.stream.Disposition.default] or moving
    if marked:
        return container, next((s for s in marked if s.frames != 1), marked[0])
    kinds = {str(s.type) for s in container.streams}
    container.close()
    if wanted is not None:
        raise NotAVideoError(
            f"'{path.name}' has no video stream {wanted}.",
            "List its streams with 'forensics info', and choose one of kind video.",
        )
    raise no_video_stream(path, kinds)
