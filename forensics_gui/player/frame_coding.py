"""Coding of the open clip's frames, read when a view needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import Exports

if TYPE_CHECKING:
    from engine.progress import CancelToken
    from engine.video.coding_client import CodingClient
    from engine.video.source import VideoSource


class FrameCoding:
    """Starts the reading process on first use, and again after an error.

    Args:
        video: the clip.
        cancel: stops waiting for the process.
    """

    def __init__(self, video: VideoSource, cancel: CancelToken) -> None:
        self._video, self._cancel = video, cancel
        self._client: CodingClient | None = None
        self._index: object = None

    def ask(self, frame: int) -> None:
        """Let the process read a frame meanwhile.

        Raises:
            EngineError: the clip or the process cannot be read.
        """
        from engine.video.coding_client import CodingClient

        index = self._video.index
        if self._index is not index:
            self.close()
        if self._client is None:
            self._client = CodingClient(self._video.path, index, cancel=self._cancel)
            self._index = index
        try:
            self._client.ask(frame)
        except BaseException:
            self.close()
            raise

    def frame(self, frame: int) -> tuple[CodedFrame, Exports]:
        """Coding of the frame that was asked for, and what its codec tells.

        Raises:
            EngineError: the process crashed, hung or was cancelled.
        """
        assert self._client is not None
        try:
            return self._client.frame(frame, self._cancel), self._client.exports
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        if self._client is not None:
            self._client.close()
        self._client = self._index = None
