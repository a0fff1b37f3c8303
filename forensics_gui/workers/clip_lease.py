"""One open clip, shared by small requests of the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import CancelledError

if TYPE_CHECKING:
    from engine.video.index import FrameIndex
    from engine.video.source import VideoSource


class ClipLease:
    """Lends the most recently used clip to one worker at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._video: VideoSource | None = None
        self._indices: dict[Path, FrameIndex] = {}
        self._closed = False

    def know(self, path: Path, index: FrameIndex) -> None:
        """Keep a clip's index for reuse."""
        self._indices = {path: index}

    def index_of(self, path: Path) -> FrameIndex | None:
        return self._indices.get(path)

    @contextmanager
    def lend(self, path: Path) -> Iterator[VideoSource]:
        """The opened clip for the block; raises what `VideoSource.open` does.

        Raises:
            CancelledError: after `close`.
        """
        from engine.video.source import VideoSource

        with self._lock:
            if self._closed:
                raise CancelledError
            if self._video is None or self._path != path:
                self._put_away()
                self._video = VideoSource.open(path, index=self.index_of(path))
                self._path = path
            yield self._video

    def close(self) -> None:
        """Close the clip, waiting for a worker that uses it; nothing is lent afterwards."""
        with self._lock:
            self._closed = True
            self._put_away()

    def _put_away(self) -> None:
        if self._video is not None:
            self._video.close()
            self._video = None
