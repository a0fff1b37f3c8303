"""Demuxing: opening of containers, and the packets of a video stream as columns."""

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
from engine.wording import mark

#: Exceptions that PyAV raises on damaged files; IndexError if a stream appears late.
DEMUX_ERRORS = (av.error.FFmpegError, OSError, IndexError)
#: Value of a time stamp that the container does not state.
NO_PTS = np.iinfo(np.int64).min


#: Formats that are playlists, manifests, file name patterns or synthetic sources. Their frames
#: come from other files or the network, so the hash of the file does not cover them.
_ELSEWHERE = frozenset(
    (
        "concat", "dash", "hls", "image2", "imf", "lavfi", "rtp", "rtsp", "sap", "sdp", "vobsub",
        "webm_dash_manifest",
    )
)  # fmt: skip


@dataclass(frozen=True)
class PacketTable:
    """One row per packet, in file order, which is the decoding order.

    Attributes:
        pts, dts: int64 (P,), in the stream's time base; NO_PTS if not stated.
        duration: int64 (P,), in the stream's time base, 0 if not stated.
        size: int64 (P,), bytes.
        pos: int64 (P,), byte position in the file, -1 if unknown.
        key: bool (P,), key packets, where decoding can start.
        discard: bool (P,), packets to decode but not show (edit lists).
        corrupt: bool (P,), packets that the demuxer marks as damaged.
        error: the demuxer's message if reading ended early, else "".
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
    """Replace implausible time stamps, near the 64-bit limits, to prevent overflows."""
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
    """Read the stream's packets from the current position to the end.

    Args:
        container, stream: PyAV objects that have not been read from.
        each: called with every packet that is kept, to inspect it; may raise to stop.
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
    """FFmpeg's names of all formats whose files contain their own frames."""
    return ",".join(sorted(av.formats_available - _ELSEWHERE))


@lru_cache(maxsize=1)
def _assembled(path: Path, changed: int) -> bytes:
    """Assemble the primary picture of a HEIC file as PNG; FFmpeg returns only its tiles.

    Args:
        changed: modification time in nanoseconds, a cache key; readers open a clip repeatedly.

    Raises:
        OSError, ValueError: the picture cannot be decoded.
    """
    import pi_heif

    picture = pi_heif.open_heif(path, convert_hdr_to_8bit=True).to_pillow()
    png = BytesIO()
    picture.convert("RGB").save(png, "PNG", compress_level=1)
    return png.getvalue()


def open_container(path: Path, wanted: int | None = None) -> tuple[Any, Any]:
    """Open a file and select a video stream; return PyAV's container and stream.

    Cover art in music files is ignored, although it is stored as a video stream.

    Args:
        wanted: index of the stream. None selects the default stream or, if that has only one
            frame, the first stream with several frames, as in animated AVIF.

    Raises:
        NotAVideoError: not a media file, or there is no such stream.
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
            mark("'{name}' has no video stream {wanted}."),
            mark("List its streams with 'forensics info', and choose one of kind video."),
            name=path.name,
            wanted=wanted,
        )
    raise no_video_stream(path, kinds)
