"""Sound fetched ahead of the clock, and handed out as the loudspeaker wants it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import Protocol

import numpy as np

from engine.audio.decoder import CHANNELS, RATE, assemble_samples
from engine.errors import EngineError

#: Samples of one fetch, and how far ahead of the clock sound is fetched.
_PIECE, _AHEAD = RATE // 10, RATE
#: Samples that the sound may lie beside the picture before it is moved; less is not noticed.
_DRIFT = RATE // 20


class Source(Protocol):
    """Where sound comes from, such as `engine.audio.client.AudioClient`."""

    def samples(self, at: int, count: int) -> np.ndarray: ...


class SoundFeed:
    """Keeps the sound that is due, whatever the pace of fetching and of playing.

    Args:
        now: seconds of the clip that the picture is at; called on several threads.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._held: deque[tuple[int, np.ndarray]] = deque()
        self._lock = threading.Lock()

    def _due(self) -> int:
        return round(self._now() * RATE)

    def fetch(self, source: Source) -> bool:
        """Fetch one piece; False where enough lies ready.

        Raises:
            EngineError: as the source does.
        """
        due = self._due()
        with self._lock:
            end = self._held[-1][0] + len(self._held[-1][1]) if self._held else due
            if not due - _AHEAD <= end <= due + 2 * _AHEAD:
                # The picture went elsewhere.
                self._held.clear()
                end = due
        if end > due + _AHEAD:
            return False
        piece = source.samples(end, _PIECE)
        with self._lock:
            self._held.append((end, piece))
        return True

    def handed_out(self, latency: int = 0) -> Generator[np.ndarray, int, None]:
        """Sound for a loudspeaker, which sends how many samples it wants.

        Args:
            latency: samples that pass before what is handed out is heard.

        Yields:
            float32 (n, 2): the sound that is due; silence where it is not there yet.
        """
        place: int | None = None
        wanted = yield np.zeros((0, CHANNELS), np.float32)
        while True:
            due = self._due() + latency
            if place is None or abs(place - due) > _DRIFT:
                place = due
            wanted = yield self._taken(place, wanted)
            place += wanted

    def _taken(self, at: int, count: int) -> np.ndarray:
        with self._lock:
            taken = assemble_samples(self._held, at, count)
            while self._held and self._held[0][0] + len(self._held[0][1]) <= at:
                self._held.popleft()
        return taken


class FeedThread(threading.Thread):
    """Fetches sound while it is played.

    Args:
        opened: makes the source; called on this thread when sound is first wanted.
        failed: told once, on this thread, what went wrong; the thread ends then.
    """

    def __init__(
        self,
        feed: SoundFeed,
        opened: Callable[[], Source],
        failed: Callable[[EngineError], None],
    ) -> None:
        super().__init__(name="sound", daemon=True)
        self._feed, self._opened, self._failed = feed, opened, failed
        self._wanted, self._ended = threading.Event(), threading.Event()

    def play(self, on: bool) -> None:
        """Begin to fetch, or rest."""
        if on:
            self._wanted.set()
        else:
            self._wanted.clear()

    def end(self) -> None:
        """Close the source and end."""
        self._ended.set()
        self._wanted.set()

    def run(self) -> None:
        self._wanted.wait()
        if self._ended.is_set():
            return
        source = None
        try:
            source = self._opened()
            while not self._ended.is_set():
                if not self._feed.fetch(source):
                    self._ended.wait(0.02)
                self._wanted.wait()
        except EngineError as error:
            if not self._ended.is_set():
                self._failed(error)
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()
