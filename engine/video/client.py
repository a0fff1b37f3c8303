"""Client of a clip's decoding process: index, pictures and file facts."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from engine.container.gop import SizeSeries
from engine.errors import CancelledError, DecoderError, EngineError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.sandbox.limits import Limits
from engine.sandbox.messages import Message
from engine.sandbox.process import Answer, DecodingProcess
from engine.video.frame import Picture
from engine.video.index import FrameIndex
from engine.video.layout import Layout
from engine.video.shared_frames import SharedFrames, SlotPool
from engine.wording import mark

#: Upper bound on the bytes of one pixel.
_BYTES_A_PIXEL = 16


class DecodingClient:
    """Client that starts the decoding process on demand and restarts it after a crash.

    Args:
        path: path of the clip.
        limits: limits of the process.
        index: index of the clip, if known.
        stream: index of the video stream; None for that of `index` or the default stream.

    Attributes:
        index: the latest index that the process sent; None before `open`.
        stream: index of the video stream; None before `open` for the default stream.
        has_sound: whether the container has an audio stream; valid once there is an index.
    """

    def __init__(
        self, path: Path, limits: Limits, index: FrameIndex | None, stream: int | None = None
    ) -> None:
        self.index = index
        self.stream = stream if index is None else index.stream
        self.has_sound = False
        self._path = path
        self._limits = limits
        self._process: DecodingProcess | None = None
        self._lender: SlotPool | None = None
        self._layout: Layout | None = None
        self._running = False
        self._opened: Message | None = None

    @property
    def process_id(self) -> int | None:
        """Identifier of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def open(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> tuple[int, Picture] | None:
        """Start the process.

        Returns:
            Time stamp and picture of the first frame, or None if they are unknown without an index.
        """
        self._begin(first=True)
        answer = self._await(("first", "opened"), progress, cancel)[0]
        if answer["t"] == "opened":
            self._opened = answer
            return None
        with self._distrust():
            return int(answer["pts"]), self._picture(answer)[1]

    def settle(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> int | None:
        """Index the clip if its time stamps are reliable.

        Returns:
            None if there is an index; otherwise the number of pixels that `make_index` must decode
            to build one.
        """
        known = self.index
        if self._process is None:
            self._begin(first=False)
        opened = self._opened or self._await(("opened",), progress, cancel)[0]
        self._opened = opened
        self.stream = int(opened["stream"])
        self.has_sound = bool(opened["sound"])
        if opened["quick"]:
            self._await(("index",), progress, cancel)
        elif known is not None:
            self.give_index(known, progress, cancel)
        return None if opened["quick"] or known is not None else int(opened["cost"])

    def _begin(self, first: bool) -> None:
        self._process = DecodingProcess(self._path, self._limits)
        self._running = False
        self._opened = None
        self._process.order(
            {
                "do": "open",
                "path": str(self._path),
                "memory": self._limits.memory,
                "pixels": self._limits.pixels,
                "stream": self.stream,
                "first": first,
                "known": self.index is not None,
            }
        )

    def make_index(self, progress: ProgressCallback, cancel: CancelToken | None) -> None:
        """Index the clip by decoding all of it."""
        self._order({"do": "index"})
        self._await(("index",), progress, cancel)

    def give_index(
        self, index: FrameIndex, progress: ProgressCallback, cancel: CancelToken | None
    ) -> None:
        """Send an existing index to the process."""
        assert self._process is not None
        facts, arrays = index.to_arrays()
        self._process.order({"do": "index", "index": facts}, arrays)
        self._await(("index",), progress, cancel)

    def facts(self) -> dict[str, Any]:
        """Facts about the file as reported by the process, JSON-compatible."""
        self._order({"do": "facts"})
        facts: dict[str, Any] = self._await(("facts",))[0]["facts"]
        return facts

    def sizes(self) -> SizeSeries:
        """Type and size of each frame in the index."""
        self._order({"do": "sizes"})
        columns = self._await(("sizes",))[1]
        with self._distrust():
            kinds = np.asarray(columns["kinds"], np.uint8)
            sizes = np.asarray(columns["sizes"], np.int64)
            if self.index is None or not len(kinds) == len(sizes) == len(self.index):
                raise ValueError(f"{len(kinds)} kinds and {len(sizes)} sizes of frames")
        return SizeSeries(kinds, sizes)

    def picture(self, index: int) -> Picture:
        """Picture at a frame index."""
        self._order({"do": "frame", "index": index})
        return self._picture(self._await(("frame",))[0])[1]

    def pictures(self, order: Message) -> Generator[tuple[int, Picture], None, None]:
        """Frame indices and pictures for an order, decoded ahead."""
        self._order(order)
        self._running = True
        try:
            while (message := self._next()[0])["t"] not in ("done", "stopped"):
                if message["t"] == "frame":
                    # Keep no reference: it would block the slot.
                    yield self._picture(message)
        except EngineError:
            # The process ended this run.
            self._running = False
            raise
        self._running = False

    def close(self) -> None:
        """End the process. Pictures already returned stay valid."""
        if self._process is not None:
            self._process.kill()
            self._process = None
        if self._lender is not None:
            self._lender.close()
            self._lender = None

    def _order(self, message: Message) -> None:
        self._halt()
        if self._process is None:
            # The process crashed or hung before; the index remains valid.
            self.settle()
        assert self._process is not None
        self._process.order(message)

    def _halt(self) -> None:
        """Stop an unfinished run of pictures."""
        if not self._running or self._process is None:
            return
        self._running = False
        self._process.order({"do": "stop"})
        while (message := self._next()[0])["t"] not in ("done", "stopped"):
            if message["t"] == "frame":
                self._picture(message)

    def _await(
        self,
        kinds: tuple[str, ...],
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Answer:
        """Wait for an answer of one of `kinds`, and report progress meanwhile."""
        while True:
            answer = self._next(cancel)
            message = answer[0]
            if message["t"] in kinds:
                return answer
            if message["t"] == "alive":
                total = int(message["total"])
                progress(Progress("Reading the clip", int(message["done"]), total or None))

    def _next(self, cancel: CancelToken | None = None) -> Answer:
        """Return the next answer that is not about slots, and manage the slots meanwhile."""
        assert self._process is not None
        while True:
            try:
                answer = self._process.answer(cancel, self._return_slots)
                self._return_slots()
            except (DecoderError, CancelledError):
                self._process.kill()
                self._process = None
                raise
            message, arrays = answer
            match message["t"]:
                case "slots":
                    self._make_slots(int(message["size"]))
                case "mapped":
                    if self._lender is not None:
                        self._lender.slots.unlink()
                case "index":
                    with self._distrust():
                        self.index = FrameIndex.from_arrays(message["index"], arrays)
                    return answer
                case _:
                    return answer

    def _picture(self, message: Message) -> tuple[int, Picture]:
        with self._distrust():
            if "layout" in message:
                self._layout = Layout.from_json(message["layout"])
            if self._lender is None or self._layout is None:
                raise ValueError("a picture before its layout")
            return int(message["index"]), self._lender.lend(int(message["slot"]), self._layout)

    @contextmanager
    def _distrust(self) -> Iterator[None]:
        """End the process if it sends an invalid answer."""
        try:
            yield
        except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
            self.close()
            raise DecoderError(
                mark("The decoder gave an answer about '{name}' that makes no sense."),
                mark("What was decoded before stands. Report the fault with the details."),
                repr(error),
                name=self._path.name,
            ) from error

    def _make_slots(self, size: int) -> None:
        assert self._process is not None
        if self._lender is not None:
            self._lender.close()
        with self._distrust():
            if not 0 <= size <= _BYTES_A_PIXEL * self._limits.pixels:
                raise ValueError(f"a picture of {size} bytes")
        slots = SharedFrames.make(size)
        self._lender = SlotPool(slots)
        self._process.order(
            {"do": "slots", "path": str(slots.path), "size": slots.size, "count": slots.count}
        )

    def _return_slots(self) -> None:
        if self._lender is not None and self._process is not None:
            free = self._lender.returned()
            if free:
                self._process.order({"do": "free", "slots": free})
