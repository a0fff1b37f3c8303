"""Start this program's Python code in a child process, frozen or not.

A program frozen by PyInstaller has no separate interpreter: `sys.executable` is the program
itself. It must act as an interpreter for the modules that it starts, and for those that loky
starts with the same executable. Call `serve` before anything else in such a process.
"""

from __future__ import annotations

import importlib
import os
import re
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

#: Import paths of this program, taken once: while OpenCV is imported, its own folder comes first
#: on the path, with modules that shadow the standard library.
CODE_PATHS = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
#: Whether loky can start workers: on Windows, workers of a frozen program get no pipe.
HAS_WORKERS = sys.platform != "win32" or not getattr(sys, "frozen", False)
#: Modules that `-m` may start; a frozen program runs no other code.
STARTABLE_MODULES = (
    "engine.video.child",
    "engine.container.mediainfo",
    "engine.detector.published.checkpoint",
    "joblib.externals.loky.backend.popen_loky_posix",
)
#: Command of loky's resource tracker, which cleans up after other processes.
RESOURCE_TRACKER = re.compile(
    r"from (joblib\.externals\.loky\.backend\.resource_tracker) import main; "
    r"main\((\d+), (True|False)\)"
)


#: Variables to pass to a child; others may be secrets, such as the password of a key.
_PASSED = re.compile(
    r"PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_\w+|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH"
    r"|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|COMSPEC|PATHEXT"
    r"|PYTHON(?!PATH$)\w+|VIRTUAL_ENV|_PYI_\w+|OMP_NUM_THREADS|OPENBLAS_\w+|MKL_\w+|KMP_\w+"
    r"|DEEPFAKE_FORENSICS_\w+|ORT_DISABLE_TELEMETRY|TORCHINDUCTOR_CACHE_DIR|CUDA_\w+|MALLOC_\w+"
)


def command(module: str, *arguments: str) -> list[str]:
    """Command line that runs one of `STARTABLE_MODULES` in a new process."""
    return [sys.executable, "-m", module, *arguments]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Environment in which a child process finds this program's code from any folder."""
    passed = {name: value for name, value in os.environ.items() if _PASSED.fullmatch(name.upper())}
    return {**passed, "PYTHONPATH": CODE_PATHS, **(more or {})}


def serve(arguments: list[str]) -> bool:
    """Handle the command line of an interpreter.

    Args:
        arguments: of the command line, without the program.

    Returns:
        Whether the arguments were meant for an interpreter and have been handled.
    """
    if len(arguments) >= 2 and arguments[0] == "-m" and arguments[1] in STARTABLE_MODULES:
        sys.argv = [arguments[1], *arguments[2:]]
        # Keep the program's main module: loky's workers would look for another one.
        runpy.run_module(arguments[1], run_name="__main__")
        return True
    # Interpreter flags may precede it.
    if len(arguments) >= 2 and arguments[-2] == "-c":
        tracker = RESOURCE_TRACKER.fullmatch(arguments[-1])
        if tracker is not None:
            name, handle, verbose = tracker.groups()
            importlib.import_module(name).main(int(handle), verbose == "True")
            return True
    return False
