"""What a clip may cost before it counts as hostile."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of the process that decodes.

    Attributes:
        memory: bytes that it may take beyond what it has at its start. Enforced by the
            operating system on Linux, on macOS where it allows; else only `pixels` bounds memory.
        pixels: of one picture; 8K has 33 million.
        silence: seconds without a sign of life, after which it is stopped.
    """

    memory: int = 4 << 30
    pixels: int = 140_000_000
    silence: float = 20.0

    def to_json(self) -> dict[str, float]:
        return asdict(self)


def limit_memory(extra: int) -> None:
    """Let this process have `extra` bytes of address space more than it has now."""
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
    # macOS refuses a ceiling below what its shared libraries take by themselves.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
