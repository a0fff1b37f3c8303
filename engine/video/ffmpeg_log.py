"""What FFmpeg complains about while a clip is read."""

from __future__ import annotations

import logging
from types import TracebackType

import av.logging

#: A hostile clip may cause millions of complaints; only the first different ones are kept.
_KEPT = 50


class FFmpegLog(logging.Handler):
    """Counts FFmpeg's errors while it is entered, and keeps the first few texts.

    To be entered only while decoders run on one thread: PyAV takes the interpreter's lock to
    log, and would wait for ever where the thread that has the lock waits for the decoder's.
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
