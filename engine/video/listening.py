"""A clip's sound, to be played: the program's side of `engine.video.ear`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import DecoderError
from engine.progress import CancelToken
from engine.video.ear import CHANNELS
from engine.video.identity import check_readable
from engine.video.index import FrameIndex
from engine.video.limits import Limits
from engine.video.process import DecodingProcess


class Listening:
    """Sound of a clip from any moment on, decoded in a process of its own.

    Args:
        path: of the clip.
        index: of the clip, which says when its first picture is shown.
        limits: of the decoding process.

    Raises:
        ClipUnreadableError, NotAVideoError: see `VideoSource.open`.
        DecoderError: the decoder crashed or hung.
    """

    def __init__(self, path: Path, index: FrameIndex, limits: Limits | None = None) -> None:
        check_readable(path)
        limits = limits or Limits()
        self._name = path.name
        self._process = DecodingProcess(path, limits)
        first = int(index.pts[0]) if len(index) else 0
        self._process.order(
            {
                "do": "listen",
                "path": str(path),
                "memory": limits.memory,
                "first": first,
                "stream": index.stream,
            }
        )

    def samples(self, at: int, count: int, cancel: CancelToken | None = None) -> np.ndarray:
        """Sound from a place on.

        Args:
            at: samples of 1/48000 s after the first picture; may be below 0.
            count: how many, 1 to 480,000.
            cancel: stops waiting.

        Returns:
            float32 (count, 2), -1 to 1; silent where the clip has no sound, or a damaged one.

        Raises:
            NotAVideoError: the clip cannot be read.
            DecoderError: the decoder crashed, hung, or gave an answer without sense.
            CancelledError: `cancel` was used.
        """
        self._process.order({"do": "samples", "at": at, "count": count})
        while (answer := self._process.answer(cancel))[0]["t"] != "samples":
            pass
        heard = answer[1].get("heard", np.zeros(0))
        if heard.size != count * CHANNELS or not np.isfinite(heard).all():
            raise DecoderError(
                f"The decoder gave an answer about the sound of '{self._name}' that makes no "
                "sense.",
                "It is played without sound. Report the fault with the details.",
            )
        return np.clip(heard.astype(np.float32), -1, 1).reshape(count, CHANNELS)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
