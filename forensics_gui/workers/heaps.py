"""How much memory a long day takes."""

from __future__ import annotations

import ctypes
import sys

#: glibc's M_ARENA_MAX.
_HEAPS_AT_MOST = -8


def share_heaps(number: int = 2) -> None:
    """Let all threads take their memory from so many heaps.

    glibc makes more of them, up to eight for each core. What one thread frees of a clip then
    stays in its heap and does not serve the next clip's threads: the program grows for hours.
    Other C libraries have no such heaps.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_HEAPS_AT_MOST, number)
