"""Client for a clip's audio: playback samples and waveform from the decoding process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.decoder import CHANNELS
from engine.container.clip_file import check_readable
from engine.errors import DecoderError
from engine.progress import CancelToken
from engine.sandbox.limits import Limits
from engine.sandbox.process import DecodingProcess
from engine.wording import mark


class AudioClient:
    """Random access to the audio of a clip, decoded in a separate process.

    Args:
        path: path of the clip.
        first_pts: time stamp of the first frame, in its stream's time base.
        video_stream: index of the video stream.
        limits: limits of the decoding process.

    Raises:
        ClipUnreadableError, NotAVideoError: see `VideoSource.open`.
        DecoderError: the decoder crashed or hung.
    """

    def __init__(
        self, path: Path, first_pts: int, video_stream: int, limits: Limits | None = None
    ) -> None:
        self._name = path.name
        self._process = _started("listen", path, first_pts, video_stream, limits)

    def samples(self, at: int, count: int, cancel: CancelToken | None = None) -> np.ndarray:
        """Read audio samples from a position on.

        Args:
            at: start in samples of 1/48000 s after the first frame; may be negative.
            count: number of samples, 1 to 480,000.
            cancel: stops waiting.

        Returns:
            float32 (count, 2), -1 to 1; silence where the clip has no audio or it is damaged.

        Raises:
            NotAVideoError: the clip cannot be read.
            DecoderError: the decoder crashed, hung or sent an invalid answer.
            CancelledError: `cancel` was used.
        """
        self._process.order({"do": "samples", "at": at, "count": count})
        while (answer := self._process.answer(cancel))[0]["t"] != "samples":
            pass
        heard = answer[1].get("heard", np.zeros(0))
        if heard.size != count * CHANNELS or not np.isfinite(heard).all():
            raise DecoderError(
                mark("The decoder gave an answer about the sound of '{name}' that makes no sense."),
                mark("It is played without sound. Report the fault with the details."),
                name=self._name,
            )
        return np.clip(heard.astype(np.float32), -1, 1).reshape(count, CHANNELS)

    def close(self) -> None:
        """End the process."""
        self._process.kill()


@dataclass(frozen=True)
class Waveform:
    """Lowest and highest sample of consecutive intervals of equal length.

    Attributes:
        low, high: float32 (B,), -1 to 1, over all channels. B is bounded for any length of
            the clip.
        step: length of an interval in seconds, > 0. The first starts with the first frame.
    """

    low: np.ndarray
    high: np.ndarray
    step: float

    def between(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Extremes of other intervals, such as the columns of a plot.

        Args:
            edges: float64 (N + 1,), seconds after the first frame, non-decreasing.

        Returns:
            low and high, float32 (N,); 0 beyond the end of the audio.
        """
        count = len(self.low)
        low, high = np.zeros(len(edges) - 1, np.float32), np.zeros(len(edges) - 1, np.float32)
        first = np.clip((edges[:-1] / self.step).astype(np.int64), 0, None)
        last = np.maximum(np.ceil(edges[1:] / self.step).astype(np.int64), first + 1)
        inside = np.flatnonzero(first < count)
        if len(inside):
            # Pairs of bounds: odd results of reduceat cover the space between intervals.
            bounds = np.stack([first[inside], np.minimum(last[inside], count)], 1).ravel()
            low[inside] = np.minimum.reduceat(np.append(self.low, 0), bounds)[::2]
            high[inside] = np.maximum.reduceat(np.append(self.high, 0), bounds)[::2]
        return low, high


def read_waveform(
    path: Path,
    first_pts: int,
    video_stream: int,
    limits: Limits | None = None,
    cancel: CancelToken | None = None,
) -> Waveform | None:
    """Decode a clip's first audio stream once, in a separate process.

    Parts that cannot be decoded are silent.

    Args:
        first_pts: time stamp of the first frame, in its stream's time base.
        video_stream: index of the video stream.
        limits: limits of the decoding process.
        cancel: stops decoding.

    Returns:
        Waveform, or None for a clip without audio.

    Raises:
        ClipUnreadableError, NotAVideoError: see `VideoSource.open`.
        DecoderError: the decoder crashed, hung or sent an invalid answer.
        CancelledError: `cancel` was used.
    """
    process = _started("sound", path, first_pts, video_stream, limits)
    try:
        while (answer := process.answer(cancel))[0]["t"] != "sound":
            pass
    finally:
        process.kill()
    told, columns = answer
    try:
        step = float(told["step"])
        low, high = (np.asarray(columns[name], np.float32) for name in ("low", "high"))
        if len(low) != len(high) or not np.isfinite(step):
            raise ValueError(f"{len(low)} and {len(high)} stretches of {step} s")
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderError(
            mark("The decoder gave an answer about the sound of '{name}' that makes no sense."),
            mark("Its pictures are shown without the sound's wave. Report the fault."),
            repr(error),
            name=path.name,
        ) from error
    return Waveform(low, high, step) if step > 0 and len(low) else None


def _started(
    work: str, path: Path, first_pts: int, video_stream: int, limits: Limits | None
) -> DecodingProcess:
    """Start a process for the clip and order its first work."""
    check_readable(path)
    limits = limits or Limits()
    process = DecodingProcess(path, limits)
    order = {"do": work, "path": str(path), "memory": limits.memory}
    try:
        process.order({**order, "first": first_pts, "stream": video_stream})
    except BaseException:
        process.kill()
        raise
    return process
