"""Packets and pictures of one clip, each packet known by its number in the file.

Time stamps of containers repeat, wrap, lie or are missing. So packets are counted, and each
packet's number rides through the decoder in place of its time stamp: the picture that comes
out says which packet it came from, whatever the container claims.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
from av.sidedata.sidedata import SideDataContainer, Type

from engine.container.demux import DEMUX_ERRORS, NO_PTS, PacketTable, open_container, packet_row
from engine.video.orientation import Orientation, orientation_of

#: Packets read after a seek before it counts as lost.
_SEARCHED = 400
_POS, _SIZE = 4, 3
#: Columns that tell packets apart where byte positions do not.
_STAMPS = (0, 1, 3)


def _unlisted(kind: type[Type], number: int) -> Type:
    """A member for a type of side data that FFmpeg knows and PyAV does not list.

    Without it, one unlisted item (Exif, MV-HEVC views) hides all others of its frame.
    """
    member: Any = object.__new__(kind)
    member._name_, member._value_ = f"UNLISTED_{number}", number
    return member


setattr(Type, "_missing_", classmethod(_unlisted))  # noqa: B010


class StreamDamagedError(Exception):
    """The decoder reported damage, and was asked to."""


class SeekMismatchError(Exception):
    """After a seek, packets came that the table does not know."""


class Reader:
    """An opened clip, read packet by packet.

    Args:
        path: of the clip.
        wanted: index of the stream, see `open_container`.
        threads: decode on all cores; for clips without damage only. May be changed, and
            holds from the next `reopen` on.

    Raises:
        NotAVideoError: not a media file, or without a video stream.
    """

    def __init__(self, path: Path, wanted: int | None = None, threads: bool = True) -> None:
        self.path = path
        self._wanted = wanted
        self.threads = threads
        self._strict = False
        self._table: PacketTable | None = None
        self._keys: dict[tuple[int, ...], int] = {}
        self.container: Any = None
        self.stream: Any = None
        self.reopen()

    def reopen(self, strict: bool = False) -> None:
        """Begin anew at the start of the file, with a decoder that remembers nothing.

        Args:
            strict: the decoder is to report damage instead of making up for it.
        """
        self.close()
        self.container, self.stream = open_container(self.path, self._wanted)
        context = self.stream.codec_context
        # What decoders on several slices make up for damaged parts depends on what happens to
        # lie in memory; one thread makes up the same each time.
        context.thread_type = "AUTO" if self.threads else "NONE"
        context.thread_count = 0 if self.threads else 1
        self._strict = strict
        self._primed = False
        if strict:
            context.options = {"err_detect": "explode"}

    def close(self) -> None:
        if self.container is not None:
            # Threads that still decode would complain while they are waited for, see
            # `engine.video.ffmpeg_log.FFmpegLog`. PyAV waits here without the interpreter's lock.
            self.stream.codec_context.flush_buffers()
            self.container.close()
            self.container = None

    def use(self, table: PacketTable) -> None:
        """Know the packets, so that `pictures` can begin in the midst of the clip."""
        self._table = table
        self._keys = {}
        for number in range(len(table)):
            key = _identity(_row(table, number))
            # Two packets that look alike cannot tell where a seek landed.
            self._keys[key] = -1 if key in self._keys else number

    def pictures(
        self,
        first: int = 0,
        strict: bool = False,
        unwanted: Callable[[int], bool] | None = None,
    ) -> Iterator[tuple[int, Any]]:
        """Decode from a packet on.

        Args:
            first: number of the packet to begin with, one where decoding can begin.
            strict: report damage. Only for the beginning of the clip: from the midst on,
                pictures that refer to what came before look damaged.
            unwanted: tells packets whose pictures are skipped if no other refers to them.

        Yields:
            Number of the packet that a picture came from (-1 where the decoder does not
            say), and PyAV's frame, in the order of presentation.

        Raises:
            StreamDamagedError: damage, if `strict`.
            SeekMismatchError: packets after a seek do not follow each other as in the table.
        """
        context: Any = None
        skip: bool | None = None
        for number, packet in self._packets(first, strict):
            if context is None:
                # Only now is the decoder there that this run uses.
                context = self.stream.codec_context
            before, skip = skip, unwanted is not None and unwanted(number)
            if skip is not before:
                context.skip_frame = "NONREF" if skip else "DEFAULT"
            packet.pts = packet.dts = number
            yield from self._decoded(context, packet)
        if context is not None:
            yield from self._decoded(context, None)

    def first(self, most: int) -> tuple[int, Any] | None:
        """The clip's first picture, with the time stamp that the container states for it.

        Args:
            most: packets after which to give up.

        Returns:
            Time stamp, NO_PTS where none is stated, and PyAV's frame; None without a picture.
        """
        stamps: list[int] = []
        for _, packet in zip(range(most), self._demuxed(), strict=False):
            stamps.append(packet_row(packet)[0])
            packet.pts = packet.dts = len(stamps) - 1
            for serial, frame in self._decoded(self.stream.codec_context, packet):
                return (stamps[serial] if 0 <= serial < len(stamps) else NO_PTS), frame
        return None

    def _decoded(self, context: Any, packet: Any) -> Iterator[tuple[int, Any]]:
        try:
            frames = context.decode(packet)
        except av.error.EOFError:
            return
        except (av.error.FFmpegError, ValueError) as error:
            if self._strict:
                raise StreamDamagedError(str(error)) from error
            return
        for frame in frames:
            yield (-1 if frame.pts is None else int(frame.pts)), frame

    def _packets(self, first: int, strict: bool) -> Iterator[tuple[int, Any]]:
        """Number and packet, from `first` on."""
        if first > 0 and self._table is not None:
            try:
                if self._strict:
                    self.reopen()
                self._prime()
                found = self._sought(first)
            except (av.error.FFmpegError, OSError, SeekMismatchError):
                found = None
            if found is not None:
                yield from found
                return
        self.reopen(strict)
        self._primed = True
        for number, packet in enumerate(self._demuxed()):
            if number >= first:
                yield number, packet

    def _prime(self) -> None:
        """Show a new decoder the clip's first packet, then have it forget the picture.

        Some encoders say who they are in the first packet only, and decoders read what
        follows differently because of it: a decoder that never saw it gives other pictures.
        """
        if self._primed:
            return
        self._primed = True
        first = next(self._demuxed(), None)
        if first is not None:
            with contextlib.suppress(av.error.FFmpegError, ValueError):
                self.stream.codec_context.decode(first)
        self.stream.codec_context.flush_buffers()

    def _demuxed(self) -> Iterator[Any]:
        """Packets with content to the end of the file, or to where it breaks off."""
        try:
            for packet in self.container.demux(self.stream):
                if packet.size:
                    yield packet
        except DEMUX_ERRORS:
            return

    def _sought(self, first: int) -> Iterator[tuple[int, Any]] | None:
        """Packets from `first` on after a seek that was checked; None where none succeeds."""
        for seek in self._seeks(first):
            seek()
            packets = self._demuxed()
            landed = self._recognise(packets)
            if landed is not None and landed[0] <= first:
                return self._counted(first, landed, packets)
        return None

    def _seeks(self, first: int) -> Iterator[Any]:
        """Ways to come to a packet or before it, the likeliest first."""
        table, stream = self._table, self.stream
        assert table is not None
        second = round(1 / Fraction(stream.time_base)) if stream.time_base else 1
        stamps = [int(table.dts[first]), int(table.pts[first])]
        if self.container.format.name in ("mpegts", "mpeg", "mpegvideo", "h264", "hevc"):
            for margin in (0, 1 << 16, 1 << 20):
                place = int(table.pos[first]) - margin
                if place > 0:
                    yield lambda place=place: self.container.seek(
                        place, stream=stream, unsupported_byte_offset=True
                    )
        for stamp in stamps:
            if stamp == NO_PTS:
                continue
            for margin in (0, second, 10 * second):
                yield lambda stamp=stamp, margin=margin: self.container.seek(
                    stamp - margin, stream=stream, backward=True, any_frame=False
                )

    def _recognise(self, packets: Iterator[Any]) -> tuple[int, Any] | None:
        """Number of the first packet that the table knows, and the packet."""
        for _, packet in zip(range(_SEARCHED), packets, strict=False):
            number = self._keys.get(_identity(packet_row(packet)), -1)
            if number >= 0:
                return number, packet
        return None

    def _counted(
        self, first: int, landed: tuple[int, Any], packets: Iterator[Any]
    ) -> Iterator[tuple[int, Any]]:
        assert self._table is not None
        number, packet = landed
        while True:
            if number >= first:
                yield number, packet
            following = next(packets, None)
            if following is None:
                return
            number, packet = number + 1, following
            known = number < len(self._table)
            if not known or _identity(_row(self._table, number)) != _identity(packet_row(packet)):
                raise SeekMismatchError

    def orientation(self, frame: Any) -> Orientation:
        """What makes a frame of this clip upright."""
        # A frame's own list of these refers back to it: each picture would be kept until the
        # garbage collector comes by, which took hundreds of them.
        # The stub leaves its constructor out.
        for side in SideDataContainer(frame):  # type: ignore[call-arg]
            if side.type.name == "DISPLAYMATRIX":
                return orientation_of(bytes(side))
        return Orientation()

    def aspect(self) -> Fraction:
        """Width of a pixel over its height; 1 where not stated or absurd."""
        stated = self.stream.sample_aspect_ratio
        ratio = Fraction(stated) if stated else Fraction(1)
        return ratio if Fraction(1, 8) <= ratio <= 8 else Fraction(1)


def _row(table: PacketTable, number: int) -> tuple[int, ...]:
    return (
        int(table.pts[number]),
        int(table.dts[number]),
        int(table.duration[number]),
        int(table.size[number]),
        int(table.pos[number]),
    )


def _identity(row: tuple[int, ...]) -> tuple[int, ...]:
    """What tells a packet from the others of its clip."""
    if row[_POS] >= 0:
        return row[_POS], row[_SIZE]
    return tuple(row[i] for i in _STAMPS)
