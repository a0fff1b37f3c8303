"""Resource limits of the decoding process."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Resource limits of the decoding process.

    Attributes:
        memory: bytes that it may allocate beyond those it has at its start. Enforced by the
            operating system on Linux, and on macOS if possible; otherwise only `pixels` limits
            memory.
        pixels: maximum number of pixels in one picture; 8K has 33 million.
        silence: seconds without a heartbeat after which the process is stopped.
    """

    memory: int = 4 << 30
    pixels: int = 140_000_000
    silence: float = 20.0

    def to_json(self) -> dict[str, float]:
        return asdict(self)


def limit_memory(extra: int) -> None:
    """Limit this process to `extra` bytes of address space beyond its current size."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        if sys.platform == "win32":
            return
        pages = (1 << 30) // 4096
    ceiling = pages * 4096 + extra
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        ceiling = min(ceiling, hard)
    # macOS rejects a limit below the size of its shared libraries.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
