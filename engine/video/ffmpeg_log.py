"""The errors that FFmpeg logs while a clip is read, and its version."""

from __future__ import annotations

import logging
from types import TracebackType

import av
import av.logging

#: Maximum number of distinct messages kept; a malicious clip can cause millions.
_KEPT = 50


class FFmpegLog(logging.Handler):
    """Logging handler that counts FFmpeg's errors while entered and keeps the first few texts.

    Enter it only while decoders run on one thread. PyAV takes the GIL to log, so it deadlocks
    if the thread that holds the GIL waits for a decoder thread.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        text = record.getMessage()
        if len(self.texts) < _KEPT and text not in self.texts:
            self.texts.append(text)

    def __enter__(self) -> FFmpegLog:
        logger = logging.getLogger("libav")
        logger.addHandler(self)
        logger.propagate = False
        av.logging.set_skip_repeated(False)
        av.logging.set_level(av.logging.ERROR)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        av.logging.set_level(None)
        logging.getLogger("libav").removeHandler(self)


def ffmpeg_version() -> str:
    """Release of FFmpeg and its decoder library, such as "8.1.2 (libavcodec 62.28.102)"."""
    codec = ".".join(map(str, av.library_versions["libavcodec"]))
    return f"{av.ffmpeg_version_info} (libavcodec {codec})"
