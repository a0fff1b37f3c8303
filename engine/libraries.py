"""torch's libraries, loaded so that the other threads of the program go on meanwhile."""

from __future__ import annotations

import ctypes
import os
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("libc10", "libtorch_cpu", "libtorch", "libtorch_python")


def load_ahead() -> list[Path]:
    """Load them, in some tenths of a second; importing torch then finds them in memory.

    An import loads libraries while it holds the interpreter, which a window feels. A call of C
    does not hold it. Windows has no such call; there, and where a library is not found, the
    import does the work.

    Returns:
        What was loaded.
    """
    found = find_spec("torch")
    dlopen = getattr(ctypes.CDLL(None), "dlopen", None) if os.name == "posix" else None
    if found is None or found.origin is None or dlopen is None:
        return []
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    folder = Path(found.origin).parent / "lib"
    paths = [path for name in _NAMES for path in folder.glob(f"{name}.*") if path.is_file()]
    return [path for path in paths if dlopen(os.fsencode(path), os.RTLD_LAZY)]
