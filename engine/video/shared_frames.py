"""Places for pictures in memory that two processes share."""

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

#: Bytes of all slots, and the most there are: the three runs of 12 frames that are searched
#: and followed at one time, and those decoded ahead.
_BUDGET, _MOST = 256 << 20, 48


class SharedFrames:
    """A file that both sides map; it has no name longer than it must.

    Args:
        path: of the file.
        size: bytes of one slot.
        count: number of slots.
    """

    def __init__(self, path: Path, size: int, count: int) -> None:
        self.path, self.size, self.count = path, size, count
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), size * count)
        self._bytes: np.ndarray | None = np.frombuffer(self._map, np.uint8)

    @classmethod
    def make(cls, picture_size: int) -> SharedFrames:
        """SharedFrames for pictures of so many bytes: 48, or fewer of large ones.

        Raises:
            OutputError: there is no room for them.
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
            f"There is no room for {size * count >> 20} MB of pictures in the temporary folder: "
            f"{problem}.",
            "Free some room there, or set TMPDIR to a folder with more.",
            repr(problem),
        )

    def slot(self, number: int) -> np.ndarray:
        """uint8 (size,): one slot, writable."""
        assert self._bytes is not None
        if not 0 <= number < self.count:
            raise ValueError(f"slot {number} of {self.count}")
        return self._bytes[number * self.size : (number + 1) * self.size]

    def unlink(self) -> None:
        """Take the file's name away; where the system forbids it, `close` does."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let the memory go; no array of a slot may be alive."""
        self._bytes = None
        with contextlib.suppress(BufferError):
            self._map.close()
        self.unlink()


def _folders() -> list[Path]:
    memory = Path("/dev/shm")
    found = [Path(tempfile.gettempdir())]
    return [memory, *found] if sys.platform == "linux" and os.access(memory, os.W_OK) else found


def _reserved(folder: Path, size: int) -> Path:
    """A private file with its room really taken, so that no later write can fail."""
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
    """Hands out pictures that lie in slots, and knows which slots are free again.

    A picture's slot is free when the picture is no longer used. When slots run short, a
    picture moves to memory of its own at once, so that callers may keep as many as they like.
    """

    def __init__(self, slots: SharedFrames) -> None:
        self.slots = slots
        self._lent: dict[int, weakref.ref[Picture]] = {}
        # Pictures may be dropped on any thread; a deque loses none of them.
        self._free: deque[int] = deque()

    def lend(self, number: int, layout: Layout) -> Picture:
        """The picture in a slot."""
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
        """SharedFrames that became free since the last call."""
        return [self._free.popleft() for _ in range(len(self._free))]

    def close(self) -> None:
        """Move pictures still in use to memory of their own, and let the slots go."""
        for reference in list(self._lent.values()):
            picture = reference()
            if picture is not None:
                picture.detach()
        self._lent.clear()
        self.slots.close()
