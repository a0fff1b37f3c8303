"""Slots for pictures in memory shared by two processes."""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
import tempfile
import weakref
from collections import deque
from pathlib import Path

import numpy as np

from engine.errors import OutputError
from engine.video.frame import Picture
from engine.video.layout import Layout
from engine.wording import mark

#: Bytes of all slots, and maximum number of slots: enough for the three runs of 12 frames that
#: are searched and followed at once, and for the frames decoded ahead.
_BUDGET, _MOST = 256 << 20, 48


class SharedFrames:
    """Memory-mapped file that both processes share.

    Args:
        path: path of the file.
        size: bytes per slot.
        count: number of slots.
    """

    def __init__(self, path: Path, size: int, count: int) -> None:
        self.path, self.size, self.count = path, size, count
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), size * count)
        self._bytes: np.ndarray | None = np.frombuffer(self._map, np.uint8)

    @classmethod
    def make(cls, picture_size: int) -> SharedFrames:
        """Create slots for pictures of this many bytes: 48 slots, or fewer for large pictures.

        Raises:
            OutputError: there is not enough space.
        """
        size = max(4096, picture_size)
        count = int(np.clip(_BUDGET // size, 4, _MOST))
        problem: OSError | None = None
        for folder in _folders():
            try:
                return cls(_reserved(folder, size * count), size, count)
            except OSError as error:
                problem = error
        raise OutputError(
            mark("There is no room for {size} MB of pictures in the temporary folder: {why}."),
            mark("Free some room there, or set TMPDIR to a folder with more."),
            repr(problem),
            size=size * count >> 20,
            why=problem,
        )

    def slot(self, number: int) -> np.ndarray:
        """uint8 (size,): one slot, writable."""
        assert self._bytes is not None
        if not 0 <= number < self.count:
            raise ValueError(f"slot {number} of {self.count}")
        return self._bytes[number * self.size : (number + 1) * self.size]

    def unlink(self) -> None:
        """Unlink the file; if the system forbids it while mapped, `close` unlinks it."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Release the memory. No array of a slot may be in use."""
        self._bytes = None
        with contextlib.suppress(BufferError):
            self._map.close()
        self.unlink()


def _folders() -> list[Path]:
    memory = Path("/dev/shm")
    found = [Path(tempfile.gettempdir())]
    return [memory, *found] if sys.platform == "linux" and os.access(memory, os.W_OK) else found


def _reserved(folder: Path, size: int) -> Path:
    """Create a private file with allocated space, so that no later write can fail."""
    handle, name = tempfile.mkstemp(prefix="forensics-", dir=folder)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, size)
        else:
            os.truncate(handle, size)
    except OSError:
        Path(name).unlink()
        raise
    finally:
        os.close(handle)
    return Path(name)


class SlotPool:
    """Hand out pictures stored in slots, and track which slots are free again.

    A slot becomes free when its picture is garbage collected. When slots run short, new
    pictures are copied to private memory, so callers can keep any number of them.
    """

    def __init__(self, slots: SharedFrames) -> None:
        self.slots = slots
        self._lent: dict[int, weakref.ref[Picture]] = {}
        # Pictures may be released on any thread; deque operations are thread-safe.
        self._free: deque[int] = deque()

    def lend(self, number: int, layout: Layout) -> Picture:
        """Return the picture stored in a slot."""
        if layout.size > self.slots.size:
            raise ValueError("a picture larger than its slot")
        picture = Picture(layout, self.slots.slot(number)[: layout.size])
        if len(self._lent) >= self.slots.count - 3:
            picture.detach()
            self._free.append(number)
            return picture

        def returned(_: object) -> None:
            if self._lent.pop(number, None) is not None:
                self._free.append(number)

        self._lent[number] = weakref.ref(picture, returned)
        return picture

    def returned(self) -> list[int]:
        """Slots that became free since the last call."""
        return [self._free.popleft() for _ in range(len(self._free))]

    def close(self) -> None:
        """Copy pictures still in use to private memory, and release the slots."""
        for reference in list(self._lent.values()):
            picture = reference()
            if picture is not None:
                picture.detach()
        self._lent.clear()
        self.slots.close()
