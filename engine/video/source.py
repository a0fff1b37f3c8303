"""VideoSource: an opened clip, its frames in presentation order and at random."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from engine.errors import CancelledError, DamagedFrameError, DecoderError, NotAVideoError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video import index_cache
from engine.video.decoder import SMALL
from engine.video.examination import ClipExamination
from engine.video.facts import ClipFacts
from engine.video.frame import Frame
from engine.video.identity import check_readable, sha256_of
from engine.video.index import FrameIndex, cheap_places
from engine.video.limits import Limits
from engine.video.picture import Layout
from engine.video.process import Answer, DecodingProcess
from engine.video.slots import Lender, Slots

#: Decoded frames kept, so that stepping back in the player is instant.
_KEPT = 12


class VideoSource:
    """A clip whose i-th frame is the i-th picture in presentation order.

    "The i-th picture" is what a decode of the whole file from its start, by one thread, gives
    at place i. Small clips are decoded once when opened, and so are those whose time stamps
    cannot be trusted; the result is kept by content. Large clips with orderly time stamps
    open at once; should decoding show that the stamps misled, the clip is decoded as a whole
    then, and `frame` stays true (`len` may change).

    Decoding happens in a process of its own, so that a hostile file can neither crash nor
    hang this one. Use `open`; instances belong to one thread at a time.
    """

    def __init__(self, path: Path, limits: Limits, cache: Path | None) -> None:
        self.path = path
        self._limits = limits
        self._cache = cache
        self._process: DecodingProcess | None = None
        self._lender: Lender | None = None
        self._index: FrameIndex | None = None
        self._streaming = False
        self._layout: Layout | None = None
        self._kept: OrderedDict[int, Frame] = OrderedDict()

    @classmethod
    def open(
        cls,
        path: str | Path,
        limits: Limits | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        cache: Path | None = None,
        index: FrameIndex | None = None,
    ) -> VideoSource:
        """Open a clip, index it and decode its first frame.

        Args:
            limits: of the decoding process.
            progress: told how far indexing is.
            cancel: stops indexing.
            cache: folder of indices made before; the user's cache if None.
            index: the clip's index, if it was opened before.

        Raises:
            ClipUnreadableError: missing, a folder, empty or not permitted.
            NotAVideoError: no video stream, or none of its frames can be decoded.
            DecoderError: the decoder crashed or hung on it.
            CancelledError: `cancel` was used.
        """
        path = Path(path)
        check_readable(path)
        video = cls(path, limits or Limits(), cache or index_cache.cache_folder())
        video._index = index
        try:
            video._start(progress, cancel)
            if len(video) == 0:
                raise _no_pictures(path)
            try:
                video.frame(0)
            except DamagedFrameError as error:
                raise _no_pictures(path) from error
        except BaseException:
            video.close()
            raise
        return video

    def __enter__(self) -> VideoSource:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the decoding process; frames handed out stay valid."""
        self._kept.clear()
        if self._process is not None:
            self._process.kill()
            self._process = None
        if self._lender is not None:
            self._lender.close()
            self._lender = None

    # --- what is known of the clip ---

    @property
    def process_id(self) -> int | None:
        """Of the decoding process, None while there is none."""
        return self._process.pid if self._process is not None else None

    @property
    def index(self) -> FrameIndex:
        """Where every picture comes from, and how sure this is."""
        assert self._index is not None
        return self._index

    def __len__(self) -> int:
        return len(self.index)

    @property
    def times(self) -> np.ndarray:
        """float64 (N,): seconds of each frame after the first."""
        return self.index.times

    @property
    def fps(self) -> float:
        """Mean frames a second."""
        return (len(self) / self.duration) if self.duration > 0 else 0.0

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the end of the last."""
        times = self.times
        last = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
        return float(times[-1]) + last

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the whole file, hexadecimal; read when first asked for."""
        return sha256_of(self.path)

    @cached_property
    def facts(self) -> ClipFacts:
        """Facts of the file and its streams; reads the whole file once for its hash."""
        told = self._ask({"do": "facts"}, "facts")[0]["facts"]
        examination = ClipExamination.from_json(told.pop("examination"))
        first = self.frame(0)
        size = self.path.stat().st_size
        return ClipFacts(
            path=str(self.path),
            sha256=self.sha256,
            size=size,
            width=first.width,
            height=first.height,
            rotation=first.picture.layout.orientation.turns * 90,
            frames=len(self),
            fps=round(self.fps, 3),
            duration=round(self.duration, 3),
            bit_rate=round(size * 8 / self.duration) if self.duration else 0,
            **told,
            examination=examination,
        )

    # --- frames ---

    def frames(
        self, start: int = 0, every: int = 1, limit: int | None = None
    ) -> Generator[Frame, None, None]:
        """Frames in order, decoded ahead while the caller works on those before.

        Args:
            start: index of the first frame.
            every: yield each n-th frame.
            limit: yield at most so many.

        Raises:
            DecoderError: the decoder crashed or hung; the frames before stand.
        """
        if range(start, len(self), every)[:limit]:
            yield from self._run({"do": "frames", "start": start, "every": every, "limit": limit})

    def glimpses(self, count: int) -> Generator[Frame, None, None]:
        """About `count` frames spread over the clip, those that cost least to decode.

        In each of `count` equal stretches the first frame is taken where decoding can begin,
        if there is one, else one near its start.

        Raises:
            DecoderError: the decoder crashed or hung; the frames before stand.
        """
        yield from self._run({"do": "glimpses", "wanted": cheap_places(self.index, count)})

    def _run(self, order: dict[str, Any]) -> Generator[Frame, None, None]:
        """The frames that an order gives, decoded ahead."""
        self._halt()
        self._send(order)
        self._streaming = True
        while True:
            try:
                message, _ = self._next()
            except BaseException:
                self._streaming = False
                raise
            if message["t"] in ("alive", "index"):
                continue
            if message["t"] != "frame":
                self._streaming = False
                return
            frame = self._frame(message)
            try:
                yield frame
            finally:
                # What the generator still holds would keep a slot in use.
                del frame

    def frame(self, index: int, keep: bool = True) -> Frame:
        """The index-th picture in presentation order.

        Args:
            keep: remember it for stepping back.

        Raises:
            IndexError: no such frame.
            DamagedFrameError: it cannot be decoded.
            DecoderError: the decoder crashed or hung on it.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        frame = self._frame(self._ask({"do": "frame", "index": index}, "frame")[0])
        if keep:
            frame.picture.detach()
            self._kept[index] = frame
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return frame

    def _frame(self, message: dict[str, Any]) -> Frame:
        assert self._lender is not None
        index = int(message["index"])
        if "layout" in message:
            self._layout = Layout.from_json(message["layout"])
        assert self._layout is not None
        picture = self._lender.lend(int(message["slot"]), self._layout)
        pts, time = int(self.index.pts[index]), float(self.index.times[index])
        return Frame(index, pts, time, picture)

    # --- the decoding process ---

    def _start(self, progress: ProgressCallback, cancel: CancelToken | None) -> None:
        """Begin the process and have it index the clip, or tell it the index known."""
        self._process = DecodingProcess(self.path, self._limits)
        self._streaming = False
        self._process.order(
            {
                "do": "open",
                "path": str(self.path),
                "memory": self._limits.memory,
                "pixels": self._limits.pixels,
            }
        )
        opened = self._await("opened", progress, cancel)[0]
        if self._index is not None:
            if opened["quick"]:
                self._process.answer(cancel)
            self._give_index(self._index, progress, cancel)
        elif opened["quick"]:
            self._await("index", progress, cancel)
        else:
            self._index_all(int(opened["cost"]), progress, cancel)

    def _index_all(self, cost: int, progress: ProgressCallback, cancel: CancelToken | None) -> None:
        assert self._process is not None
        dear = cost > SMALL and self._cache is not None
        known = index_cache.load(self._cache, self.sha256) if dear and self._cache else None
        if known is not None:
            self._give_index(known, progress, cancel)
            return
        self._process.order({"do": "index"})
        self._await("index", progress, cancel)
        if dear and self._cache:
            index_cache.store(self._cache, self.sha256, self.index)

    def _give_index(
        self, index: FrameIndex, progress: ProgressCallback, cancel: CancelToken | None
    ) -> None:
        assert self._process is not None
        facts, arrays = index.to_arrays()
        self._process.order({"do": "index", "index": facts}, arrays)
        self._await("index", progress, cancel)

    def _await(self, kind: str, progress: ProgressCallback, cancel: CancelToken | None) -> Answer:
        """The next answer of a kind, with what comes before it taken care of."""
        while True:
            try:
                answer = self._next(cancel)
            except CancelledError:
                self.close()
                raise
            message = answer[0]
            if message["t"] == kind:
                return answer
            if message["t"] == "alive":
                total = int(message["total"])
                progress(Progress("Reading the clip", int(message["done"]), total or None))

    def _ask(self, order: dict[str, Any], kind: str) -> Answer:
        self._halt()
        self._send(order)
        return self._await(kind, ignore_progress, None)

    def _send(self, order: dict[str, Any]) -> None:
        if self._process is None:
            # It crashed or hung before; what is known of the clip is known still.
            self._start(ignore_progress, None)
        assert self._process is not None
        self._process.order(order)

    def _halt(self) -> None:
        """Stop an unfinished run of frames."""
        if not self._streaming or self._process is None:
            return
        self._streaming = False
        self._process.order({"do": "stop"})
        while True:
            message, _ = self._next()
            if message["t"] == "frame":
                self._frame(message)
            elif message["t"] in ("done", "stopped"):
                return

    def _next(self, cancel: CancelToken | None = None) -> Answer:
        """The next answer that matters, with the housekeeping between done."""
        assert self._process is not None
        while True:
            try:
                answer = self._process.answer(cancel, self._return_slots)
            except DecoderError:
                self._process = None
                raise
            self._return_slots()
            message, arrays = answer
            match message["t"]:
                case "slots":
                    self._make_slots(int(message["size"]))
                case "mapped":
                    if self._lender is not None:
                        self._lender.slots.unlink()
                case "index":
                    self._index = FrameIndex.from_arrays(message["index"], arrays)
                    return answer
                case _:
                    return answer

    def _make_slots(self, size: int) -> None:
        assert self._process is not None
        if size > 16 * self._limits.pixels:
            raise ValueError(f"a picture of {size} bytes")
        if self._lender is not None:
            self._lender.close()
        slots = Slots.make(size)
        self._lender = Lender(slots)
        self._process.order(
            {"do": "slots", "path": str(slots.path), "size": slots.size, "count": slots.count}
        )

    def _return_slots(self) -> None:
        if self._lender is not None and self._process is not None:
            free = self._lender.returned()
            if free:
                self._process.order({"do": "free", "slots": free})


def _no_pictures(path: Path) -> NotAVideoError:
    return NotAVideoError(
        f"No picture of '{path.name}' can be decoded.",
        "It is damaged or cut short: copy or download it again from where it came.",
    )
