"""Video source: an opened clip with sequential and random access to frames."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Callable, Generator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import SupportsIndex

import numpy as np

from engine.container.clip_file import check_readable, sha256_of
from engine.container.examination import ClipExamination
from engine.container.facts import ClipFacts
from engine.container.file_type import undecodable
from engine.container.gop import SizeSeries
from engine.errors import DamagedFrameError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.sandbox.limits import Limits
from engine.video.client import DecodingClient
from engine.video.decoder import SMALL
from engine.video.frame import Frame, Picture
from engine.video.index import (
    FrameIndex,
    cache_folder,
    load_index,
    sparse_frame_indices,
    store_index,
)

#: Number of decoded frames kept, so that stepping back in the player is instant.
_KEPT = 12


class VideoSource:
    """A clip with random access to frames in presentation order.

    Frame i is defined as the i-th picture of a single-threaded decode of the whole file. Small
    clips and clips with unreliable time stamps are fully decoded once to index them; the result
    is cached by content. Large clips with reliable time stamps are decoded in part. If decoding
    later shows that the time stamps are wrong, the whole clip is decoded, so `frame` stays
    correct (`len` may change).

    `frame(0)` is available before the index, which is built meanwhile; everything else waits
    for the index.

    Decoding happens in a separate process, so a malicious file can neither crash nor hang this
    one. Create instances with `open`. An instance may be used by only one thread at a time.
    """

    def __init__(self, path: Path, client: DecodingClient) -> None:
        self.path = path
        self._client = client
        self._kept: OrderedDict[int, Frame] = OrderedDict()
        self._quarters = 0
        # Time stamp of frame 0 while the index is not available.
        self._first: int | None = None
        self._settle: Callable[[], None] | None = None

    def turned(self, quarters: int) -> VideoSource:
        """The same clip with each frame rotated clockwise by `quarters` quarter turns.

        The new source decodes through this one. Do not use this source meanwhile, and close it
        afterwards.
        """
        self._know_index()
        view = VideoSource(self.path, self._client)
        view._quarters = quarters
        return view

    @classmethod
    def open(
        cls,
        path: str | Path,
        limits: Limits | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        cache: Path | None = None,
        index: FrameIndex | None = None,
        stream: int | None = None,
        sha256: str = "",
    ) -> VideoSource:
        """Open a clip, decode its first frame and start indexing.

        Errors in the rest of the clip are raised where the index is first needed.

        Args:
            path: path of the clip.
            limits: limits of the decoding process.
            progress: receives the progress of indexing.
            cancel: stops indexing.
            cache: folder of cached indices; the user's cache if None.
            index: index of the clip, if it was opened before.
            stream: index of the video stream in the container; None for that of `index`, or
                the container's default.
            sha256: SHA-256 of the file, if it was just computed.

        Raises:
            ClipUnreadableError: missing, a folder, empty or not permitted.
            NotAVideoError: no video stream, or none of its frames can be decoded.
            DecoderError: the decoder crashed or hung.
            CancelledError: `cancel` was used.
        """
        path = Path(path)
        check_readable(path)
        video = cls(path, DecodingClient(path, limits or Limits(), index, stream))
        if sha256:
            video.sha256 = sha256

        def settle() -> None:
            video._index_clip(cache or cache_folder(), progress, cancel)

        video._settle = settle
        try:
            first = video._client.open(progress, cancel)
            if first is not None:
                video._keep(Frame(0, first[0], 0.0, first[1]))
                video._first = first[0]
                return video
            try:
                video.frame(0)
            except DamagedFrameError as error:
                raise undecodable(path) from error
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
        """End the decoding process. Frames already returned stay valid."""
        self._kept.clear()
        self._client.close()

    def _know_index(self) -> None:
        """Wait for the index."""
        if self._settle is not None:
            self._settle()
            self._settle = None

    def _index_clip(
        self, cache: Path, progress: ProgressCallback, cancel: CancelToken | None
    ) -> None:
        cost = self._client.settle(progress, cancel)
        if cost is not None:
            self._index_all(cost, cache, progress, cancel)
        index = self._client.index
        assert index is not None
        if len(index) == 0:
            raise undecodable(self.path)
        if self._first is not None and (index.restated[0] or index.pts[0] != self._first):
            self._kept.clear()
        self._first = None

    def _index_all(
        self, cost: int, cache: Path, progress: ProgressCallback, cancel: CancelToken | None
    ) -> None:
        """Load the index from the cache, or build it by decoding the whole clip."""
        dear = cost > SMALL
        stream = self._client.stream or 0
        known = load_index(cache, self.sha256, stream) if dear else None
        if known is not None:
            self._client.give_index(known, progress, cancel)
            return
        self._client.make_index(progress, cancel)
        if dear:
            assert self._client.index is not None
            store_index(cache, self.sha256, self._client.index)

    # --- properties of the clip ---

    @property
    def process_id(self) -> int | None:
        """Identifier of the decoding process; None while there is none."""
        return self._client.process_id

    @property
    def index(self) -> FrameIndex:
        """Index of all frames: their packets, time stamps and the evidence for their order."""
        self._know_index()
        assert self._client.index is not None
        return self._client.index

    @property
    def has_sound(self) -> bool:
        """Whether the container has an audio stream."""
        self._know_index()
        return self._client.has_sound

    def __len__(self) -> int:
        return len(self.index)

    @property
    def times(self) -> np.ndarray:
        """float64 (N,): seconds of each frame after the first."""
        return self.index.times

    @property
    def fps(self) -> float:
        """Mean number of frames per second."""
        return (len(self) / self.duration) if self.duration > 0 else 0.0

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the end of the last."""
        times = self.times
        last = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
        return float(times[-1]) + last

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the whole file, hexadecimal; computed on first access."""
        return sha256_of(self.path)

    @cached_property
    def facts(self) -> ClipFacts:
        """Facts about the file and its streams; the first call reads the whole file to hash it."""
        self._know_index()
        told = self._client.facts()
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
            counted=str(self.index.basis),
            damaged=self.index.damaged,
        )

    def sizes(self) -> SizeSeries:
        """Type and stored size in bytes of each frame; decodes nothing.

        Raises:
            DecoderError: the decoding process crashed or sent an invalid answer.
        """
        self._know_index()
        return self._client.sizes()

    # --- frames ---

    def frames(
        self, start: int = 0, every: int = 1, limit: int | None = None
    ) -> Generator[Frame, None, None]:
        """Yield frames in order, decoded ahead while the caller processes earlier ones.

        Args:
            start: index of the first frame.
            every: yield every n-th frame.
            limit: maximum number of frames.

        Raises:
            DecoderError: the decoder crashed or hung; frames already yielded stay valid.
        """
        if range(start, len(self), every)[:limit]:
            order = {"do": "frames", "start": start, "every": every, "limit": limit}
            yield from map(self._frame, self._client.pictures(order))

    def sparse_frames(self, count: int) -> Generator[Frame, None, None]:
        """Yield about `count` frames spread over the clip that are cheap to decode.

        Each of `count` equal segments contributes its first key frame or other entry point, or
        else a frame near its start.

        Raises:
            DecoderError: the decoder crashed or hung; frames already yielded stay valid.
        """
        order = {"do": "sparse_frames", "wanted": sparse_frame_indices(self.index, count)}
        yield from map(self._frame, self._client.pictures(order))

    def frame(self, index: SupportsIndex, keep: bool = True) -> Frame:
        """Decode a frame by its index in presentation order.

        Args:
            index: 0, 1, ...; may be a NumPy integer, as in a track's `frames`.
            keep: cache the frame for stepping back.

        Raises:
            IndexError: there is no such frame.
            DamagedFrameError: the frame cannot be decoded.
            DecoderError: the decoder crashed or hung.
        """
        index = operator.index(index)
        if self._first is not None and index == 0:
            return self._kept[0]
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        frame = self._frame((index, self._client.picture(index)))
        if keep:
            self._keep(frame)
        return frame

    def _keep(self, frame: Frame) -> None:
        frame.picture.detach()
        self._kept[frame.index] = frame
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _frame(self, found: tuple[int, Picture]) -> Frame:
        index, picture = found
        known = self.index
        frame = Frame(
            index,
            int(known.pts[index]),
            float(known.times[index]),
            picture,
            bool(known.restated[index]),
        )
        return frame.turned(self._quarters) if self._quarters else frame
