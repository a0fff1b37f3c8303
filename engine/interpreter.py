"""How this program's own Python code is started in another process, frozen or not.

A program frozen by PyInstaller has no interpreter beside it: `sys.executable` is the program
itself. It then has to do what an interpreter does for the modules that it starts, and for those
that loky starts with the same executable; `serve` is called before anything else there.
"""

from __future__ import annotations

import importlib
import os
import re
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

#: Where this program's code is. Taken once: while OpenCV is imported, another thread would find
#: OpenCV's own folder first, whose modules have names of the standard library's.
CODE_PATHS = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
#: Whether loky can start workers: on Windows it gives those of a frozen program no pipe.
HAS_WORKERS = sys.platform != "win32" or not getattr(sys, "frozen", False)
#: What may be started by `-m`; nothing else is run as code by a frozen program.
_MODULES = (
    "engine.video.child",
    "engine.container.mediainfo",
    "joblib.externals.loky.backend.popen_loky_posix",
)
#: The process of loky's that removes what others left behind, as loky starts it.
_TRACKER = re.compile(
    r"from (joblib\.externals\.loky\.backend\.resource_tracker) import main; "
    r"main\((\d+), (True|False)\)"
)


#: Variables that a child is given; others may be secrets, such as the password of a key.
_PASSED = re.compile(
    r"PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_\w+|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH"
    r"|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|COMSPEC|PATHEXT"
    r"|PYTHON(?!PATH$)\w+|VIRTUAL_ENV|_PYI_\w+|OMP_NUM_THREADS|OPENBLAS_\w+|MKL_\w+|KMP_\w+"
    r"|ORT_DISABLE_TELEMETRY|TORCHINDUCTOR_CACHE_DIR|CUDA_\w+|MALLOC_\w+"
)


def command(module: str, *arguments: str) -> list[str]:
    """The command line that runs one of the modules above in a new process."""
    return [sys.executable, "-m", module, *arguments]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables with which the new process finds this program's code, wherever it is started."""
    passed = {name: value for name, value in os.environ.items() if _PASSED.fullmatch(name.upper())}
    return {**passed, "PYTHONPATH": CODE_PATHS, **(more or {})}


def serve(arguments: list[str]) -> bool:
    """Do what an interpreter would do with these arguments.

    Args:
        arguments: of the command line, without the program.

    Returns:
        Whether they were meant for an interpreter, and the work is done.
    """
    if len(arguments) >= 2 and arguments[0] == "-m" and arguments[1] in _MODULES:
        sys.argv = [arguments[1], *arguments[2:]]
        # The main module stays the program's own: loky's workers would look for another one.
        runpy.run_module(arguments[1], run_name="__main__")
        return True
    # Flags of the interpreter may come before.
    if len(arguments) >= 2 and arguments[-2] == "-c":
        tracker = _TRACKER.fullmatch(arguments[-1])
        if tracker is not None:
            name, handle, verbose = tracker.groups()
            importlib.import_module(name).main(int(handle), verbose == "True")
            return True
    return False
