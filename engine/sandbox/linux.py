"""Sandbox of the decoding process: it may read its clip and its own code, and little else.

On Linux, Landlock restricts files and seccomp restricts system calls. Both are called through the
C library, because no maintained package offers both. Other systems and older kernels run without
them: see `sandbox_status`.

Sources: Documentation/userspace-api/landlock.rst and seccomp_filter.rst of the Linux kernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

import engine

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
#: Number of file access rights by Landlock version; versions that add network rights and scopes.
_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
#: Maximum number of open files, with a margin over what decoding needs.
_MOST_FILES = 256
#: Bytes of free shared memory that suffice for several clips at once.
_ROOMY = 1 << 30

#: System call numbers to reject, by architecture: sockets, other processes' memory, mounts,
#: modules, keys, and kernel interfaces that bypass these. 425 is io_uring, which opens sockets.
_ALLOW, _DENY = 0x7FFF0000, 0x00050000
_BOTH = (425, 426, 427, 428, 429, 430, 432, 438, 442)
_REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 43, 44, 46, 49, 50, 101, 155, 161, 165, 166, 175, 176, 246, 248,
                            249, 250, 272, 288, 298, 304, 307, 308, 310, 311, 313, 320, 321, 322,
                            323)),
    "aarch64": (0xC00000B7, (39, 40, 41, 51, 97, 104, 105, 106, 117, 198, 200, 201, 202, 203, 206,
                             211, 217, 218, 219, 241, 242, 265, 268, 269, 270, 271, 273, 280, 281,
                             282, 294)),
}  # fmt: skip


def enter_sandbox(clip: Path) -> None:
    """Drop all rights except those that decoding needs; call this before threads are started.

    Args:
        clip: the only user file that stays readable.
    """
    if sys.platform != "linux":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    with contextlib.suppress(OSError):
        _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        with contextlib.suppress(OSError):
            _limit_files(clip)
        with contextlib.suppress(OSError):
            _limit_calls()


def sandbox_status() -> list[str]:
    """Describe in words how the decoding process is restricted."""
    if sys.platform != "linux":
        return ["memory and time are limited; this system offers no sandbox that is used"]
    version = landlock_version()
    files = (
        "may read its clip and the program's own files alone, and starts no other program "
        f"(Landlock, version {version})"
    )
    calls = "can open no network connection (seccomp)"
    return [
        files if version else "NOT limited in what files it may read: the kernel has no Landlock",
        calls if has_seccomp() else "NOT limited in its system calls: no seccomp for them here",
    ]


def _call(name: str, *arguments: object) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    found = int(getattr(library, name)(*wide))
    if found < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return found


def landlock_version() -> int:
    """Landlock version, 0 if unsupported."""
    try:
        return _call("syscall", _CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def has_seccomp() -> bool:
    return (
        platform.machine() in _REFUSED and Path("/proc/sys/kernel/seccomp/actions_avail").exists()
    )


def _limit_files(clip: Path) -> None:
    version = landlock_version()
    if not version:
        return
    rights = (1 << _RIGHTS[max(known for known in _RIGHTS if known <= version)]) - 1
    network = 3 if version >= _NETWORK_SINCE else 0
    scopes = 3 if version >= _SCOPES_SINCE else 0
    fields = 3 if scopes else 2 if network else 1
    attributes = struct.pack("QQQ", rights, network, scopes)[: 8 * fields]
    rules = _call("syscall", _CREATE_RULESET, attributes, len(attributes), 0)
    try:
        _allow(rules, _READ, [clip])
        _allow(rules, _READ | _LIST, _code())
        _allow(rules, _READ | _EXECUTE, _interpreter())
        # Python lists the parent folder of a package to import it.
        _allow(rules, _LIST, [Path(place).parent for place in engine.__path__])
        _allow(rules, _READ | _WRITE, [Path("/dev/null"), *_shared()])
        _call("syscall", _RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, rights: int, places: Iterable[Path]) -> None:
    for place in places:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
            try:
                held = rights if place.is_dir() else rights & ~_LIST
                rule = ctypes.create_string_buffer(struct.pack("=Qi", held, handle))
                _call("syscall", _ADD_RULE, rules, 1, rule, 0)
            finally:
                os.close(handle)


def _code() -> list[Path]:
    """Paths of Python, the packages, this program, and files that the C library reads."""
    system = ("/lib", "/lib64", "/usr", "/etc/ld.so.cache", "/etc/localtime", "/proc/self",
              "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/dev/urandom",
              "/dev/random")  # fmt: skip
    installed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    prefixes = (sys.prefix, sys.base_prefix, sysconfig.get_paths()["stdlib"])
    found = [Path(p) for p in (*system, *installed, *prefixes) if p not in ("", "/")]
    frozen = [Path(sys.executable).parent] if getattr(sys, "frozen", False) else []
    return [*found, *frozen, *(Path(place) for place in engine.__path__)]


def _shared() -> list[Path]:
    """Folders of shared picture files; the child cannot list them or create files in them.

    `engine.video.shared_frames` uses the temporary folder if shared memory is short.
    """
    memory = Path("/dev/shm")
    with contextlib.suppress(OSError):
        found = os.statvfs(memory)
        if os.access(memory, os.W_OK) and found.f_bavail * found.f_frsize >= _ROOMY:
            return [memory]
    return [memory, Path(tempfile.gettempdir())]


def _interpreter() -> list[Path]:
    """Executables needed to run MediaInfo in a separate process, which inherits all limits."""
    loaders = [p for folder in ("/lib", "/lib64") for p in Path(folder).glob("ld-*.so*")]
    return [Path(sys.executable).resolve(), *(loader.resolve() for loader in loaders)]


def _limit_calls() -> None:
    machine = platform.machine()
    if machine not in _REFUSED:
        return
    architecture, numbers = _REFUSED[machine]
    refused = [*numbers, *_BOTH]
    load, equal, above, give = 0x20, 0x15, 0x35, 0x06
    count = len(refused)
    # Jump distances count instructions; each jump leads to one of the last two. Numbers from 2^30
    # on are the x32 ABI, another way to the same system calls.
    lines = [(load, 0, 0, 4), (equal, 0, count + 3, architecture), (load, 0, 0, 0),
             (above, count + 1, 0, 0x40000000)]  # fmt: skip
    lines += [(equal, count - i, 0, number) for i, number in enumerate(refused)]
    lines += [(give, 0, 0, _ALLOW), (give, 0, 0, _DENY | errno.EPERM)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code))
    _call("prctl", _SET_SECCOMP, _FILTER, ctypes.create_string_buffer(program), 0, 0)
