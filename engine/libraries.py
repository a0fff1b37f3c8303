"""Native libraries, loaded so that the other threads of the program go on meanwhile.

An import loads libraries while it holds the interpreter, which a window feels: some tenths of a
second where they must be read from a disk first. A call of C does not hold it. Windows has no such
call; there the import does the work.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_one_at_a_time = threading.Lock()
_TORCH = ("libc10", "libtorch_cpu", "libtorch", "libtorch_python")


def load_torch_ahead() -> list[Path]:
    """Load what torch loads by other ways than an import, so that it finds it in memory.

    Returns:
        What was loaded.
    """
    found = find_spec("torch")
    if found is None or found.origin is None:
        return []
    folder = Path(found.origin).parent / "lib"
    paths = [path for name in _TORCH for path in folder.glob(f"{name}.*") if path.is_file()]
    return [path for path in paths if _load(str(path))]


def load_extensions_ahead() -> None:
    """From now on, extension modules that threads in the background import are loaded thus."""
    if not any(isinstance(finder, _Ahead) for finder in sys.meta_path):
        place = sys.meta_path.index(PathFinder)
        sys.meta_path.insert(place, _Ahead())


def start(thread: threading.Thread) -> None:
    """Start a thread once no library is being loaded.

    Until then the system makes none, and who asked would wait with the interpreter in hand.
    """
    with _one_at_a_time:
        thread.start()


class _Ahead(MetaPathFinder):
    """Finds what the usual finder would; extension modules get a loader of their own."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if threading.current_thread() is threading.main_thread():
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, ExtensionFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(ExtensionFileLoader):
    """Makes a module of a library that is in memory already."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        _load(self.path)
        return super().create_module(spec)


def _load(path: str) -> bool:
    """Whether it could be loaded; what keeps it from that is for the import to say.

    The system loads one at a time. Whoever must wait does so here, and not in an import.
    """
    dlopen = _dlopen()
    if dlopen is None:
        return False
    with _one_at_a_time:
        return bool(dlopen(os.fsencode(path), os.RTLD_LAZY))


@cache
def _dlopen() -> Callable[[bytes, int], int | None] | None:
    call = getattr(ctypes.CDLL(None), "dlopen", None) if os.name == "posix" else None
    if call is not None:
        call.restype, call.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    return call
