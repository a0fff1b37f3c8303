"""Coding of a clip's frames; runs in the decoding process, and directly in tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av.logging
import numpy as np

from engine.container.captured_log import captured_log
from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import CodingSeries, coding_row, exports_of
from engine.container.demux import PacketTable, read_packets
from engine.container.gop import frame_kinds
from engine.container.header_quantisers import CODECS, HeaderQuantisers
from engine.container.jpeg_tables import luma_steps
from engine.container.side_data import EXPORT_OPTIONS, read_block_types, read_coded_frame
from engine.video.decoder import NEAR, Notify
from engine.video.index import FrameIndex
from engine.video.reader import Reader, SeekMismatchError


class _ExportingReader(Reader):
    """Reader whose decoder exports the coding of its frames.

    Attributes:
        types: printed block types of the frames that were decoded and not yet yielded.
    """

    def __init__(self, path: Path, stream: int) -> None:
        self.types: deque[np.ndarray | None] = deque()
        # With several threads, lines of different frames would mix.
        super().__init__(path, stream, threads=False, options=EXPORT_OPTIONS)

    def pictures(
        self,
        first: int = 0,
        strict: bool = False,
        unwanted: Callable[[int], bool] | None = None,
    ) -> Iterator[tuple[int, Any]]:
        self.types.clear()
        return super().pictures(first, strict, unwanted)

    def _frames(self, context: Any, packet: Any) -> list[Any]:
        with captured_log(av.logging.DEBUG) as lines:
            frames = super()._frames(context, packet)
        self.types += read_block_types([text for _, _, text in lines], len(frames))
        return frames


class CodingDecoder:
    """Reads how each frame of an indexed clip is coded.

    Args:
        path: path of the clip.
        index: index of the clip.
        notify: receives the progress; may raise to stop.

    Attributes:
        codec: FFmpeg's name of the decoder.

    Raises:
        NotAVideoError: not a media file, or no such stream.
    """

    def __init__(self, path: Path, index: FrameIndex, notify: Notify) -> None:
        self._index, self._notify = index, notify
        self._reader = _ExportingReader(path, index.stream)
        self.codec = str(self._reader.stream.codec_context.name)
        self._headers: list[tuple[float, str]] = []
        self._tables: list[np.ndarray] = []
        headers = HeaderQuantisers(self._reader.stream) if self.codec in CODECS else None

        def look(packet: Any) -> None:
            if headers is not None:
                self._headers.append(headers.read(packet))
            if self.codec == "mjpeg":
                self._tables.append(luma_steps(bytes(packet)))
            self._notify(0, 0)

        self._table: PacketTable = read_packets(self._reader.container, self._reader.stream, look)
        self._kinds = frame_kinds(self._table)
        self._reader.use(self._table)
        self._places = index.places(max(len(self._table), int(index.serials.max(initial=-1)) + 1))
        self._running: Iterator[CodedFrame] | None = None
        self._next = 0

    @property
    def _is_decoded(self) -> bool:
        """Whether the coding is read from decoded frames, not from headers alone."""
        return not self._headers and bool(exports_of(self.codec).quantiser)

    def frame(self, index: int) -> CodedFrame:
        """Coding of the frame at an index; only type and size if it cannot be decoded."""
        if not self._is_decoded:
            return self._from_packet(index)
        if self._running is None or not self._next <= index <= self._next + NEAR:
            self._running = self._from_entry(self._entry(index))
        for found in self._running:
            self._next = found.index + 1
            self._notify(found.index, len(self._index))
            if found.index == index:
                return found
            if found.index > index:
                break
        self._running = None
        return self._from_packet(index)

    def series(self) -> CodingSeries:
        """Coding of all frames as columns; a frame that cannot be decoded has type and size."""
        count = len(self._index)
        rows = [coding_row(self._from_packet(i)) for i in range(count)]
        if self._is_decoded:
            self._running = None
            for found in self._from_entry(0):
                rows[found.index] = coding_row(found)
                self._notify(found.index, count)
        return CodingSeries.of(self.codec, rows)

    def _entry(self, index: int) -> int:
        """Nearest packet from which the frame can be decoded."""
        entries = self._index.entries
        places = self._places[entries]
        usable = (entries <= self._index.serials[index]) & (places >= 0) & (places <= index)
        return int(entries[usable][-1]) if usable.any() else 0

    def _from_packet(self, index: int) -> CodedFrame:
        serial = int(self._index.serials[index])
        if serial >= len(self._table):
            return CodedFrame(index)
        size = int(self._table.size[serial])
        if serial < len(self._headers):
            quantiser, kind = self._headers[serial]
            return CodedFrame(index, kind, size, quantiser)
        found = CodedFrame(index, chr(self._kinds[serial]), size)
        return replace(found, steps=self._tables[serial]) if self._tables else found

    def _from_entry(self, entry: int) -> Iterator[CodedFrame]:
        try:
            for serial, frame in self._reader.pictures(entry):
                types = self._reader.types.popleft()
                if not 0 <= serial < len(self._table) or self._places[serial] < 0:
                    continue
                index, size = int(self._places[serial]), int(self._table.size[serial])
                yield read_coded_frame(frame, index, size, types, self.codec)
        except SeekMismatchError:
            if entry > 0:
                yield from self._from_entry(0)
