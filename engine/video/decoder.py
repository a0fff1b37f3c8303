"""Exact random access to frames; runs in the decoding process, and directly in tests."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.container.demux import PacketTable, read_packets
from engine.container.stream_changes import MAX_CHANGES, HeaderWatch, StreamChange
from engine.errors import DamagedFrameError, NotAVideoError
from engine.tone_map import HDR_TRANSFERS
from engine.video.ffmpeg_log import FFmpegLog
from engine.video.index import Basis, FrameIndex, make_index, order_by_time, sparse_frame_indices
from engine.video.layout import LIGHT_SAMPLES, Layout, LayoutCache, copy_planes
from engine.video.reader import Reader, SeekMismatchError, StreamDamagedError
from engine.wording import mark

#: Clips with at most this many pixels in all are fully decoded when opened (about a second).
SMALL = 120_000_000
#: Number of frames at the start, and at most at the end, on which a frame order is checked.
TRIED = 40
#: Up to this distance in frames, decoding forward is faster than seeking.
NEAR = 24

#: Called with (done, total) while the index is built; may raise to stop.
Notify = Callable[[int, int], None]


@dataclass(frozen=True)
class Decoded:
    """A decoded picture: its frame index and the PyAV frame."""

    index: int
    picture: Any


class _OrderError(Exception):
    """The decoder returned pictures in a different order than the index states."""


class Decoder:
    """Decoder of an opened and indexed clip.

    Args:
        path: path of the clip.
        max_pixels: larger pictures are rejected.
        stream: index of the video stream; None for the default stream.
        notify: receives the progress of reading and decoding.
        listener: receives the errors that FFmpeg logs.

    Raises:
        NotAVideoError: not a media file, no video stream, or pictures larger than `max_pixels`.
    """

    def __init__(
        self,
        path: Path,
        max_pixels: int,
        notify: Notify,
        listener: FFmpegLog | None = None,
        stream: int | None = None,
    ) -> None:
        self.path = path
        self._notify = notify
        self._layouts = LayoutCache(path.name, max_pixels)
        self._listener = listener or FFmpegLog()
        with self._listener:
            self._reader = Reader(path, stream)
            self._layouts.check_size(self.stream.codec_context)
            self._watch = HeaderWatch(self.stream.codec_context)

            def look(packet: Any) -> None:
                self._watch.see(packet)
                self._notify(0, 0)

            self.table: PacketTable = read_packets(self.container, self.stream, look)
        self._size_changes: list[StreamChange] = []
        self._reader.use(self.table)
        self.index: FrameIndex | None = None
        self._places = np.zeros(0, np.int64)
        self._running: Iterator[Decoded] | None = None
        self._next = 0
        # Target frame index of the current run.
        self._wanted = 0
        # Runs of frames often start with the frame that was requested last.
        self._latest: Decoded | None = None
        self._bad_entries: set[int] = set()

    @property
    def container(self) -> Any:
        return self._reader.container

    @property
    def stream(self) -> Any:
        return self._reader.stream

    def close(self) -> None:
        self._running = self._latest = None
        self._reader.close()

    @property
    def cost(self) -> int:
        """Number of pixels in all frames: the cost of decoding the whole clip."""
        context = self.stream.codec_context
        return len(self.table) * int(context.width) * int(context.height)

    @property
    def checksums(self) -> np.ndarray | None:
        """uint32 (N,): checksum of each picture, or None if not all were decoded."""
        return self.index.checksums if self.index is not None and self.index.checked else None

    # --- the index ---

    def quick_index(self) -> bool:
        """Index by time stamps if the clip is large and a check of both its ends confirms them."""
        order = order_by_time(self.table, self.container.format.name)
        if order is None or self.cost <= SMALL:
            return False
        index = make_index(self.table, order, self.stream, Basis.PACKETS)
        self.use_index(index)
        try:
            self._try_order(0)
            if len(index.entries) > 1:
                self._try_order(int(index.entries[-1]))
        except (StreamDamagedError, SeekMismatchError, _OrderError):
            self.index = None
            return False
        return True

    def full_index(self) -> FrameIndex:
        """Index by decoding the whole clip.

        Small clips are decoded on one thread, which gives the same pictures each time even if
        they are damaged. Large clips are decoded on all cores, and on one thread if damage is
        found.
        """
        threads = self.cost > SMALL and not self.table.corrupt.any()
        serials: list[int] = []
        checksums: list[int] = []
        complaints = 0
        if threads:
            try:
                serials, checksums = self._decode_all(threads=True)
                # Multithreaded decoders do not report damage in the last pictures.
                threads = bool({len(self.table) - 1, len(self.table) - 2} & set(serials))
            except StreamDamagedError:
                threads = False
            complaints = int(not threads)
        if not threads:
            before = self._listener.count
            self._reader.close()
            with self._listener:
                serials, checksums = self._decode_all(threads=False)
            complaints += self._listener.count - before
        index = make_index(
            self.table,
            np.array(serials, np.int64),
            self.stream,
            Basis.PICTURES,
            np.array(checksums, np.uint32),
            threads,
            bool(complaints),
        )
        self.use_index(index)
        return index

    def use_index(self, index: FrameIndex) -> None:
        """Use an existing index of this file or of an identical one.

        Raises:
            NotAVideoError: the index does not match this file.
        """
        if len(index) and not 0 <= index.serials.min() <= index.serials.max() < len(self.table):
            raise NotAVideoError(
                mark("The stored index of '{name}' does not fit it."),
                mark("Delete the program's cache folder and open the clip again."),
                name=self.path.name,
            )
        self.index = index
        self._places = index.places(len(self.table))
        self._running = self._latest = None
        self._bad_entries.clear()
        self._reader.threads = index.threads
        self._reader.reopen()

    def _decode_all(self, threads: bool) -> tuple[list[int], list[int]]:
        self._reader.threads = threads
        serials: list[int] = []
        checksums: list[int] = []
        last = 0
        size = ""
        self._size_changes = []
        for serial, frame in self._reader.pictures(strict=threads):
            # Assign a picture without a known packet to the latest known packet.
            last = serial if 0 <= serial < len(self.table) else last
            serials.append(last)
            checksums.append(self.checksum(frame))
            before, size = size, f"{frame.width} x {frame.height}"
            if before not in ("", size) and len(self._size_changes) < MAX_CHANGES:
                change = StreamChange(len(serials) - 1, "picture size", before, size)
                self._size_changes.append(change)
            self._notify(min(len(serials), len(self.table)), len(self.table))
        return serials, checksums

    def _try_order(self, entry: int) -> None:
        assert self.index is not None
        expected = max(0, int(self._places[entry]))
        self._wanted = 0
        for decoded in self._from_entry(entry):
            if decoded.index != expected:
                raise _OrderError
            expected += 1
            if expected > max(0, int(self._places[entry])) + TRIED:
                return
        if entry and expected != len(self.index):
            raise _OrderError

    def changes(self) -> tuple[StreamChange, ...]:
        """Stream changes; picture size changes only if the whole clip was decoded."""
        found = [StreamChange(int(self._places[n]), *what) for n, *what in self._watch.changes]
        return tuple(sorted(self._size_changes + found, key=lambda change: change.frame))

    # --- pictures ---

    def frame(self, index: int) -> Decoded:
        """Decode the frame at an index.

        Raises:
            DamagedFrameError: the frame cannot be decoded from any entry point.
        """
        assert self.index is not None
        if not 0 <= index < len(self.index):
            raise self._undecodable(index)
        if self._latest is not None and self._latest.index == index:
            return self._latest
        self._latest = None
        self._wanted = index
        self._latest = self._decoded(index)
        return self._latest

    def _decoded(self, index: int) -> Decoded:
        if self._running is not None and self._next <= index and self._is_near(index):
            found = self._advance(index)
            if found is not None:
                return found
        for entry in self._ways(index):
            self._running = self._from_entry(entry)
            self._next = 0
            # By definition, a full decode from the start gives the right picture.
            found = self._advance(index, check=entry > 0)
            if found is not None:
                return found
            self._bad_entries.add(entry)
        self._running = None
        raise self._undecodable(index)

    def _is_near(self, index: int) -> bool:
        """Whether decoding forward is the fastest way to a frame."""
        return index <= self._next + NEAR or (int(self._places[self._ways(index)[0]]) <= self._next)

    def _undecodable(self, index: int) -> DamagedFrameError:
        return DamagedFrameError(
            mark("Frame {index} of '{name}' cannot be decoded."),
            mark("The file is damaged or cut short; use the frames before it, or copy it again."),
            index=index,
            name=self.path.name,
        )

    def frames(self, start: int, every: int, limit: int | None) -> Iterator[Decoded]:
        """Yield every n-th frame from `start` on, decoded in sequence."""
        assert self.index is not None
        count = len(self.index)
        wanted = range(start, count, every)[:limit]
        for index in wanted:
            yield self.frame(index)

    def sparse_frames(self, wanted: list[int]) -> Iterator[Decoded]:
        """For each requested index, yield that frame or a later one that is cheaper to decode.

        Non-reference frames are skipped, which saves about a third of the work. The frames
        returned have the same pixels as those of `frame`.

        Args:
            wanted: frame indices in increasing order.
        """
        assert self.index is not None
        entries = self.index.entries
        starts = self._places[entries]
        self._running = self._latest = None
        pictures: Iterator[tuple[int, Any]] | None = None
        at = -1
        for place in wanted:
            if place <= at:
                continue
            usable = np.flatnonzero((starts >= 0) & (starts <= place))
            entry = int(entries[usable[-1]]) if len(usable) else 0
            begin = max(0, int(self._places[entry]))
            if pictures is None or begin > at + 1:
                pictures = self._reader.pictures(entry, unwanted=lambda _: True)
            try:
                for serial, frame in pictures:
                    at = int(self._places[serial]) if 0 <= serial < len(self._places) else -1
                    self._notify(max(0, at), len(self.index))
                    if at >= place and at >= begin:
                        yield Decoded(at, frame)
                        break
                else:
                    return
            except SeekMismatchError:
                pictures, at = None, place
                yield self.frame(place)

    def _advance(self, index: int, check: bool = True) -> Decoded | None:
        """Decode forward to a frame; None if the result does not match the index."""
        assert self.index is not None
        assert self._running is not None
        try:
            for decoded in self._running:
                self._next = decoded.index + 1
                self._notify(decoded.index, len(self.index))
                if decoded.index < index:
                    continue
                if decoded.index == index and (not check or self._is_right(decoded)):
                    return decoded
                break
        except StreamDamagedError:
            # The time stamps were wrong: decode the whole clip.
            self.full_index()
            return self._decoded(index)
        except SeekMismatchError:
            pass  # The next attempt starts at an earlier packet, the last one at the beginning.
        self._running = None
        return None

    def _is_right(self, decoded: Decoded) -> bool:
        assert self.index is not None
        if not self.index.checked:
            return True
        return self.checksum(decoded.picture) == int(self.index.checksums[decoded.index])

    def _ways(self, index: int) -> list[int]:
        """Entry points to decode from: nearest first, start of the clip last."""
        assert self.index is not None
        serial = int(self.index.serials[index])
        entries = self.index.entries
        before = entries[: int(np.searchsorted(entries, serial, side="right"))]
        ways = []
        for entry in before[::-1].tolist():
            # Frames presented before the entry's own may refer to earlier packets.
            place = int(self._places[entry])
            if 0 <= place <= index and entry not in self._bad_entries:
                ways.append(entry)
            if len(ways) == 3:
                break
        return ways if ways[-1:] == [0] else [*ways, 0]

    def _from_entry(self, entry: int) -> Iterator[Decoded]:
        """Decode from an entry point and yield pictures with their frame indices.

        Non-reference frames before the target are left out.
        """
        index = self.index
        assert index is not None
        place = -1 if entry == 0 else None
        strict = index.basis is Basis.PACKETS and entry == 0
        skips = self._may_skip(entry)
        unwanted = self._is_unwanted if skips else None
        for serial, frame in self._reader.pictures(entry, strict, unwanted):
            if place is None:
                # The entry's own picture is complete; pictures output before it are not.
                if serial != entry:
                    if serial > entry and self._places[serial] > self._places[entry]:
                        # Decoders drop pictures that they cannot complete, for example after a
                        # recovery point. The entry's own picture will not follow.
                        return
                    continue
                place = int(self._places[entry])
            else:
                place += 1
                if skips and serial >= 0:
                    while place < self._wanted and int(index.serials[place]) != serial:
                        place += 1
            if place >= len(index) or (serial >= 0 and int(index.serials[place]) != serial):
                if index.basis is Basis.PACKETS:
                    raise StreamDamagedError(f"picture {place} comes from packet {serial}")
                return
            yield Decoded(place, frame)

    def _may_skip(self, entry: int) -> bool:
        """Whether a run from an entry may skip frames and still identify the others."""
        assert self.index is not None
        # A run from the start that only checksums can verify must decode every frame.
        sure = entry > 0 or self.index.basis is Basis.PACKETS
        known = self.stream.codec_context.name in ("h264", "hevc")
        return sure and known and not self.index.damaged

    def _is_unwanted(self, serial: int) -> bool:
        return 0 <= self._places[serial] < self._wanted

    # --- picture properties ---

    def layout(self, frame: Any) -> Layout:
        """Layout of a picture; see `LayoutCache.of`."""
        return self._layouts.of(frame, self._reader.orientation(frame), self._reader.aspect())

    def measure_white(self) -> None:
        """Measure the diffuse white of an HDR clip once, in frames spread over it.

        Call it between runs of frames, after the clip is indexed.
        """
        if self.index and self._layouts.white is None:
            hdr = int(self.stream.codec_context.color_trc) in HDR_TRANSFERS
            places = sparse_frame_indices(self.index, LIGHT_SAMPLES) if hdr else []
            self._layouts.measure_white(decoded.picture for decoded in self.sparse_frames(places))

    def checksum(self, frame: Any) -> int:
        """CRC-32 of all planes as decoded."""
        layout = self.layout(frame)
        data = np.empty(layout.size, np.uint8)
        copy_planes(frame, layout, data)
        return zlib.crc32(data.data)
