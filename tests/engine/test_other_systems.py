"""Every module can be imported, and clips are read, without what Windows lacks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.shipped import resource

#: Modules of the standard library that Windows lacks.
POSIX_ONLY = ("resource", "fcntl", "pwd", "grp", "termios", "pty", "tty", "syslog", "posix")
#: Names of `os` and `signal` that Windows lacks.
ABSENT = (
    "fork", "forkpty", "getuid", "geteuid", "getgid", "getpgid", "setsid", "killpg", "nice",
    "statvfs", "fchmod", "fchown", "chown", "mkfifo", "posix_fallocate", "posix_fadvise",
    "sysconf", "uname", "wait4", "sched_getaffinity", "memfd_create", "O_CLOEXEC", "O_PATH",
    "O_NOFOLLOW", "O_NONBLOCK",
)  # fmt: skip
#: Other packages are imported first, as they are: their wheels for Windows differ.
SCRIPT = """
import builtins, importlib, os, pkgutil, signal, sys
import engine, forensics_gui

def every_module():
    for package in (engine, forensics_gui):
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            yield found.name

names = list(every_module())
assert len(names) > 400, len(names)
for name in names:
    importlib.import_module(name)
for name in [n for n in sys.modules if n.split(".")[0] in ("engine", "forensics_gui")]:
    del sys.modules[name]

hidden, absent, clip = sys.argv[1].split(), sys.argv[2].split(), sys.argv[3]
usual_import = builtins.__import__

def windows_import(name, globals=None, *rest):
    importer = (globals or {}).get("__name__", "").split(".")[0]
    if name in hidden and importer in ("engine", "forensics_gui"):
        raise ImportError(f"{globals['__name__']} needs {name}")
    return usual_import(name, globals, *rest)

class Without:
    '''A module as our code sees it on Windows.'''
    def __init__(self, module):
        self.__dict__["real"] = module
    def __getattr__(self, name):
        if name in absent:
            raise AttributeError(f"Windows has no {self.real.__name__}.{name}")
        return getattr(self.real, name)

builtins.__import__ = windows_import
sys.platform = "win32"
for name in names:
    module = importlib.import_module(name)
    for place, value in list(vars(module).items()):
        if value is os or value is signal:
            setattr(module, place, Without(value))

from engine.device import pick_device
from engine.files import private_files
from engine.health.system_check import folder_findings, sandbox_finding, window_finding
from engine.sandbox.limits import limit_memory
from engine.sandbox.linux import sandbox_status
from engine.video.source import VideoSource

private_files()
limit_memory(1 << 30)
assert pick_device() == "cpu"
assert sandbox_status()
assert "rights" in sandbox_finding().text()
assert window_finding().state == "ok"
assert {found.state for found in folder_findings()} == {"ok"}
with VideoSource.open(clip) as video:
    assert video.frame(100).index == 100
print("read")
"""


@pytest.mark.slow
def test_nothing_needs_what_windows_lacks(tmp_path):
    # The decoding process runs on this system: its sandbox allows pictures in shared memory only,
    # and a program on Windows puts them into the temporary folder.
    memory = {"TMPDIR": "/dev/shm"} if Path("/dev/shm").exists() else {}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, " ".join(POSIX_ONLY), " ".join(ABSENT),
         resource("sample/manipulated.mp4")],
        capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path),
             **memory},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "read\n"
