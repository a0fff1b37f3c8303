"""Packet reader and decoder that identifies each packet by its number in the file.

Time stamps in containers can repeat, wrap, be wrong or be missing. The reader therefore numbers
the packets and passes each number through the decoder in place of the time stamp. Each decoded
picture then identifies its packet, whatever the container states.
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

#: Maximum number of packets read after a seek to find a known one.
_SEARCHED = 400
_POS, _SIZE = 4, 3
#: Columns that identify packets whose byte positions are unknown.
_STAMPS = (0, 1, 3)


def _unlisted(kind: type[Type], number: int) -> Type:
    """Member for a type of side data that FFmpeg defines and PyAV does not list.

    Without it, one unlisted item (Exif, MV-HEVC views) hides all other items of its frame.
    """
    member: Any = object.__new__(kind)
    member._name_, member._value_ = f"UNLISTED_{number}", number
    return member


setattr(Type, "_missing_", classmethod(_unlisted))  # noqa: B010


class StreamDamagedError(Exception):
    """The decoder reported damage in strict mode."""


class SeekMismatchError(Exception):
    """The packets after a seek do not match the packet table."""


class Reader:
    """An opened clip, read packet by packet.

    Args:
        path: path of the clip.
        wanted: index of the stream; see `open_container`.
        threads: decode on all cores; only for clips without damage. Changes take effect at the
            next `reopen`.
        options: of the decoder.

    Raises:
        NotAVideoError: not a media file, or no video stream.
    """

    def __init__(
        self,
        path: Path,
        wanted: int | None = None,
        threads: bool = True,
        options: dict[str, str] | None = None,
    ) -> None:
        self.path = path
        self._wanted = wanted
        self._options = options or {}
        self.threads = threads
        self._strict = False
        self._table: PacketTable | None = None
        self._keys: dict[tuple[int, ...], int] = {}
        self.container: Any = None
        self.stream: Any = None
        self.reopen()

    def reopen(self, strict: bool = False) -> None:
        """Restart at the beginning of the file with a new decoder.

        Args:
            strict: the decoder reports damage instead of concealing it.
        """
        self.close()
        self.container, self.stream = open_container(self.path, self._wanted)
        context = self.stream.codec_context
        # With several slice threads, error concealment depends on uninitialised memory; with one
        # thread it is reproducible.
        context.thread_type = "AUTO" if self.threads else "NONE"
        context.thread_count = 0 if self.threads else 1
        self._strict = strict
        self._primed = False
        context.options = self._options | ({"err_detect": "explode"} if strict else {})

    def close(self) -> None:
        if self.container is not None:
            # Active decoder threads would log while they are joined; see
            # `engine.video.ffmpeg_log.FFmpegLog`. PyAV releases the GIL here.
            self.stream.codec_context.flush_buffers()
            self.container.close()
            self.container = None

    def use(self, table: PacketTable) -> None:
        """Set the packet table, so that `pictures` can start anywhere in the clip."""
        self._table = table
        self._keys = {}
        for number in range(len(table)):
            key = _identity(_row(table, number))
            # Identical packets cannot identify where a seek landed.
            self._keys[key] = -1 if key in self._keys else number

    def pictures(
        self,
        first: int = 0,
        strict: bool = False,
        unwanted: Callable[[int], bool] | None = None,
    ) -> Iterator[tuple[int, Any]]:
        """Decode from a packet on.

        Args:
            first: number of the first packet, one where decoding can start.
            strict: report damage. Use it only from the start of the clip: elsewhere, frames that
                refer to earlier packets look damaged.
            unwanted: predicate for packets whose frames are skipped if they are non-reference.

        Yields:
            Number of the packet that a frame came from (-1 if the decoder does not report it) and
            the PyAV frame, in presentation order.

        Raises:
            StreamDamagedError: the decoder reported damage and `strict` is set.
            SeekMismatchError: the packets after a seek do not match the packet table.
        """
        context: Any = None
        skip: bool | None = None
        for number, packet in self._packets(first, strict):
            if context is None:
                # The codec context that this run uses exists only from here on.
                context = self.stream.codec_context
            before, skip = skip, unwanted is not None and unwanted(number)
            if skip is not before:
                context.skip_frame = "NONREF" if skip else "DEFAULT"
            packet.pts = packet.dts = number
            yield from self._decoded(context, packet)
        if context is not None:
            yield from self._decoded(context, None)

    def first(self, most: int) -> tuple[int, Any] | None:
        """Decode the first frame and return it with its time stamp in the container.

        Args:
            most: maximum number of packets to try.

        Returns:
            Time stamp (NO_PTS if none is stated) and PyAV frame; None if there is no frame.
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
            frames = self._frames(context, packet)
        except av.error.EOFError:
            return
        except (av.error.FFmpegError, ValueError) as error:
            if self._strict:
                raise StreamDamagedError(str(error)) from error
            return
        for frame in frames:
            yield (-1 if frame.pts is None else int(frame.pts)), frame

    def _frames(self, context: Any, packet: Any) -> list[Any]:
        """Frames that the decoder returns for a packet."""
        return list(context.decode(packet))

    def _packets(self, first: int, strict: bool) -> Iterator[tuple[int, Any]]:
        """Numbers and packets from packet `first` on."""
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
        """Send the clip's first packet to a new decoder, then flush the decoder.

        Some encoders identify themselves only in the first packet, and decoders adapt to it. A
        decoder without that packet returns different pictures.
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
        """Non-empty packets up to the end of the file or the first demuxing error."""
        try:
            for packet in self.container.demux(self.stream):
                if packet.size:
                    yield packet
        except DEMUX_ERRORS:
            return

    def _sought(self, first: int) -> Iterator[tuple[int, Any]] | None:
        """Packets from `first` on after a verified seek; None if every seek fails."""
        for seek in self._seeks(first):
            seek()
            packets = self._demuxed()
            landed = self._recognise(packets)
            if landed is not None and landed[0] <= first:
                return self._counted(first, landed, packets)
        return None

    def _seeks(self, first: int) -> Iterator[Any]:
        """Seeks to a packet or an earlier one, most promising first."""
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
        """Number and packet of the first packet found in the packet table."""
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
        """Orientation of a frame of this clip."""
        # `frame.side_data` refers back to the frame, which would keep hundreds of frames alive
        # until a garbage collection.
        # The type stub omits the constructor.
        for side in SideDataContainer(frame):  # type: ignore[call-arg]
            if side.type.name == "DISPLAYMATRIX":
                return orientation_of(bytes(side))
        return Orientation()

    def aspect(self) -> Fraction:
        """Pixel aspect ratio (width / height); 1 if not stated or implausible."""
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
    """Values that distinguish a packet from the others of its clip."""
    if row[_POS] >= 0:
        return row[_POS], row[_SIZE]
    return tuple(row[i] for i in _STAMPS)
