"""One open clip, shared by small requests of the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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

    def know(self, path: Path, index: FrameIndex) -> None:
        """Keep a clip's index for reuse."""
        self._indices = {path: index}

    def index_of(self, path: Path) -> FrameIndex | None:
        return self._indices.get(path)

    @contextmanager
    def lend(self, path: Path) -> Iterator[VideoSource]:
        """The opened clip for the block; raises what `VideoSource.open` does."""
        from engine.video.source import VideoSource

        with self._lock:
            if self._video is None or self._path != path:
                self._put_away()
                self._video = VideoSource.open(path, index=self.index_of(path))
                self._path = path
            yield self._video

    def clear(self) -> None:
        """Close the clip, waiting for a worker that uses it."""
        with self._lock:
            self._put_away()

    def _put_away(self) -> None:
        if self._video is not None:
            self._video.close()
            self._video = None
