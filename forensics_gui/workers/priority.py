"""Work that gives way to what the user does."""

from __future__ import annotations

import os
import sys
import threading

#: Added to the program's niceness, for threads and the processes that they start.
_NICENESS = 4
#: The same, for a process of its own, which holds nothing that the window needs.
_IDLE = 15
#: Seconds that a thread that computes holds the interpreter before another has its turn. The
#: usual 5 ms make the window late at each of the many turns that drawing a frame takes.
_TURN = 0.00003


def take_short_turns() -> None:
    """Let the threads of this process change over often, so that the window's is seldom late."""
    sys.setswitchinterval(_TURN)


def give_way() -> None:
    """Yield the processor to the window from now on: this thread, and what it starts."""
    # Elsewhere a thread has no niceness of its own: the whole process would be meant.
    if sys.platform == "linux":
        windows = os.getpriority(os.PRIO_PROCESS, os.getpid())
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), windows + _NICENESS)


def give_way_to_all() -> None:
    """Let this process have what others leave; for work that nobody waits for idly."""
    if sys.platform != "win32":
        os.nice(_IDLE)
