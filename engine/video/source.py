"""VideoSource: an opened clip, its frames in presentation order and at random."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import av.error
import numpy as np

from engine.errors import DamagedFrameError, NotAVideoError
from engine.video.facts import ClipFacts
from engine.video.frame import Frame
from engine.video.identity import check_readable, sha256_of
from engine.video.index import FrameIndex, build_index

#: Decoding on beats seeking up to this distance.
_NEAR = 24
#: Decoded frames kept, so that stepping back in the player is instant.
_KEPT = 12


class VideoSource:
    """A clip whose i-th frame is the i-th picture in presentation order.

    Use `open`; instances belong to one thread at a time.
    """

    def __init__(self, path: Path, container: Any, stream: Any, index: FrameIndex) -> None:
        self.path = path
        self._container = container
        self._stream = stream
        self._index = index
        self._rotation = 0
        self._position = 0
        self._decoder: Iterator[Any] | None = None
        self._kept: OrderedDict[int, Frame] = OrderedDict()

    @classmethod
    def open(cls, path: str | Path) -> VideoSource:
        """Open a clip, index it and decode its first frame.

        Raises:
            ClipUnreadableError: missing, a folder, empty or not permitted.
            NotAVideoError: no video stream, or none of its frames can be decoded.
        """
        path = Path(path)
        check_readable(path)
        container, stream = _open_container(path)
        try:
            index = build_index(container, stream)
            if len(index.pts) == 0:
                raise _no_pictures(path)
            video = cls(path, container, stream, index)
            try:
                first = video.frame(0)
            except DamagedFrameError as error:
                raise _no_pictures(path) from error
            video._rotation = -int(getattr(first.picture, "rotation", 0)) % 360 // 90 * 90
            video._kept.clear()
        except BaseException:
            container.close()
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
        self._kept.clear()
        self._decoder = None
        self._container.close()

    def __len__(self) -> int:
        return len(self._index.pts)

    @property
    def times(self) -> np.ndarray:
        """float64 (N,): seconds of each frame after the first."""
        return self._index.times

    @property
    def fps(self) -> float:
        """Mean frames a second."""
        return (len(self) / self.duration) if self.duration > 0 else 0.0

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the end of the last."""
        times = self._index.times
        last = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
        return float(times[-1]) + last

    @cached_property
    def facts(self) -> ClipFacts:
        """Facts of the file and its streams; reads the whole file once for its hash."""
        context = self._stream.codec_context
        sideways = self._rotation in (90, 270)
        size = self.path.stat().st_size
        sound = next(iter(self._container.streams.audio), None)
        return ClipFacts(
            path=str(self.path),
            sha256=sha256_of(self.path),
            size=size,
            container=self._container.format.name,
            codec=context.name,
            profile=str(context.profile or ""),
            pixel_format=str(context.pix_fmt or ""),
            width=context.height if sideways else context.width,
            height=context.width if sideways else context.height,
            rotation=self._rotation,
            frames=len(self),
            fps=round(self.fps, 3),
            duration=round(self.duration, 3),
            bit_rate=round(size * 8 / self.duration) if self.duration else 0,
            audio=f"{sound.codec_context.name}, {sound.sample_rate} Hz" if sound else "",
            metadata={str(k): str(v) for k, v in self._container.metadata.items()},
        )

    def frames(self, start: int = 0, every: int = 1, limit: int | None = None) -> Iterator[Frame]:
        """Frames in order, decoded one after the other.

        A damaged clip ends at its last frame that can be decoded.

        Args:
            start: index of the first frame.
            every: yield each n-th frame.
            limit: yield at most so many.
        """
        for index in islice(range(start, len(self), every), limit):
            try:
                frame = self.frame(index, keep=False)
            except DamagedFrameError:
                return
            yield frame

    def frame(self, index: int, keep: bool = True) -> Frame:
        """The index-th picture in presentation order.

        Args:
            keep: remember it for stepping back.

        Raises:
            IndexError: no such frame.
            DamagedFrameError: it cannot be decoded.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        if index in self._kept:
            return self._kept[index]
        if self._decoder is None or not self._position <= index <= self._position + _NEAR:
            self._seek(index)
        for frame in self._decode():
            if keep:
                self._keep(frame)
            if frame.index >= index:
                return frame
        raise DamagedFrameError(
            f"Frame {index} of '{self.path.name}' cannot be decoded.",
            "The file is damaged or cut short; use the frames before it, or copy it again.",
        )

    def _keep(self, frame: Frame) -> None:
        self._kept[frame.index] = frame
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _seek(self, index: int) -> None:
        key = self._index.key_before(index)
        if self._index.seekable and key > 0:
            target = int(self._index.pts[key])
            self._container.seek(target, stream=self._stream, backward=True, any_frame=False)
        else:
            self._container.seek(int(self._index.start), stream=self._stream, backward=True)
            key = 0
        self._position = key
        self._decoder = iter(self._container.decode(self._stream))

    def _decode(self) -> Iterator[Frame]:
        assert self._decoder is not None
        while True:
            try:
                picture = next(self._decoder)
            except StopIteration:
                self._decoder = None
                return
            except av.error.InvalidDataError:
                # One bad packet: the decoder goes on with the next.
                self._decoder = iter(self._container.decode(self._stream))
                self._position += 1
                if self._position >= len(self):
                    self._decoder = None
                    return
                continue
            except (av.error.FFmpegError, EOFError, OSError):
                self._decoder = None
                return
            index = self._index.place(picture.pts, self._position)
            if index is None:
                continue
            self._position = index + 1
            yield Frame(
                index,
                int(self._index.pts[index]),
                float(self._index.times[index]),
                self._rotation,
                picture,
            )


def _open_container(path: Path) -> tuple[Any, Any]:
    try:
        container = av.open(str(path))
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise NotAVideoError(
            f"'{path.name}' is not a video that can be read.",
            "If it should be one, it is damaged or cut short: copy or download it again.",
            str(error),
        ) from error
    for stream in container.streams.video:
        # Cover pictures of music files are video streams too.
        if not stream.disposition & av.stream.Disposition.attached_pic:
            stream.thread_type = "AUTO"
            return container, stream
    container.close()
    raise NotAVideoError(
        f"'{path.name}' has no video stream" + (", only sound." if path.suffix else "."),
        "Choose a clip with pictures.",
    )


def _no_pictures(path: Path) -> NotAVideoError:
    return NotAVideoError(
        f"No picture of '{path.name}' can be decoded.",
        "It is damaged or cut short: copy or download it again from where it came.",
    )
