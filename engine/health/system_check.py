"""Checks of an installation: screen, fonts, memory, disks, folders, GPU, sandbox, sample clip."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import platformdirs
import psutil

from engine.device import may_have_gpu, pick_device
from engine.errors import EngineError
from engine.health.finding import Finding, State
from engine.health.window_libraries import (
    FONTS,
    has_screen,
    install_command,
    missing_packages,
    names_of,
)
from engine.shipped import resource
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Seconds after which the machine counts as slow; two idle cores take about 7 seconds.
SLOW = 60.0
_REINSTALL = "pip install --force-reinstall deepfake-forensics"
#: Bytes of memory: a 1080p clip takes half of it, the window the rest.
ROOMY_MEMORY = 2 << 30
#: Bytes of free disk: below the first a warning, below the second a problem.
ROOMY_DISK, LEAST_DISK = 1 << 30, 100 << 20
#: Bytes of shared memory; with less, pictures are shared in the temporary folder.
ROOMY_SHARED = 1 << 30
_NAME = "deepfake-forensics"
_FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
)  # fmt: skip


def check_system(sample: bool = True) -> Iterator[Finding]:
    """Check what an analysis and the window need.

    Args:
        sample: also analyse the sample clip, which takes seconds.
    """
    yield window_finding()
    yield font_finding()
    yield memory_finding()
    yield from folder_findings()
    yield gpu_finding()
    yield sandbox_finding()
    if sample:
        yield sample_finding()


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether no finding is a problem."""
    return all(finding.state is not State.PROBLEM for finding in findings)


def window_finding() -> Finding:
    """Whether Qt can open a window."""
    missing = missing_packages()
    if missing:
        return Finding(
            mark("Window"), State.PROBLEM,
            mark("System packages that the window needs are missing: {missing}."),
            install_command(missing), {"missing": ", ".join(names_of(missing))},
        )  # fmt: skip
    if not has_screen():
        return Finding(
            mark("Window"), State.WARNING,
            mark("There is no screen to open a window on. The command line works."),
            mark("Start forensics-gui from a desktop session."),
        )  # fmt: skip
    return Finding(mark("Window"), State.OK, mark("The window's system libraries are present."))


def font_finding() -> Finding:
    """Whether the window has letters; reports bring their own fonts."""
    if sys.platform.startswith("linux") and not any(map(_has_font, _FONT_FOLDERS)):
        return Finding(
            mark("Fonts"), State.WARNING,
            mark("No fonts are installed. The window shows boxes in place of letters."),
            install_command([FONTS]),
        )  # fmt: skip
    return Finding(mark("Fonts"), State.OK, mark("Fonts are installed."))


def memory_finding() -> Finding:
    """Whether there is memory for a clip and the window."""
    memory = psutil.virtual_memory()
    values = {"free": _gib(memory.available), "total": _gib(memory.total)}
    what = mark("{free} of {total} GiB of memory are available.")
    if memory.available < ROOMY_MEMORY:
        return Finding(mark("Memory"), State.WARNING, what,
                       mark("Close other programs, or use 'forensics analyze --quick'."),
                       values)  # fmt: skip
    return Finding(mark("Memory"), State.OK, what, "", values)


def folder_findings() -> Iterator[Finding]:
    """Whether the program's folders can be written, and their disks have room."""
    data, cache = (
        Path(folder(_NAME)) for folder in (platformdirs.user_data_dir, platformdirs.user_cache_dir)
    )
    for name, folder in (
        (mark("Cases and detectors"), data),
        (mark("Cache"), cache),
        (mark("Temporary files"), Path(tempfile.gettempdir())),
    ):
        yield _folder_finding(name, folder)


def _folder_finding(name: str, folder: Path) -> Finding:
    # Programs create missing folders, so the nearest one that exists counts.
    present = next(place for place in (folder, *folder.parents) if place.exists())
    values = {"folder": str(folder), "present": str(present)}
    try:
        with tempfile.TemporaryFile(dir=present):
            pass
    except OSError as error:
        owned = (
            'sudo chown -R "$USER" "{present}"'
            if isinstance(error, PermissionError) and sys.platform != "win32"
            else mark("Make '{present}' a folder that you may write to.")
        )
        return Finding(name, State.PROBLEM, mark("'{folder}' cannot be written: {why}."), owned,
                       {**values, "why": error.strerror or str(error)})  # fmt: skip
    free = shutil.disk_usage(present).free
    values["free"] = _gib(free)
    what = mark("'{folder}' can be written; {free} GiB are free.")
    if free < ROOMY_DISK:
        state = State.PROBLEM if free < LEAST_DISK else State.WARNING
        return Finding(name, state, what, mark("Free 1 GiB on this disk."), values)
    return Finding(name, State.OK, what, "", values)


def gpu_finding() -> Finding:
    """Which processor runs the networks; imports torch only where there may be a GPU."""
    if not may_have_gpu():
        return Finding(
            mark("GPU"),
            State.OK,
            mark("None. The processor runs the networks, which is fast enough."),
        )
    try:
        device = pick_device()
    except (ImportError, OSError) as error:
        return Finding(mark("GPU"), State.WARNING, mark("PyTorch cannot be loaded: {why}."),
                       "pip install --force-reinstall torch torchvision",
                       {"why": str(error)})  # fmt: skip
    if device == "cpu":
        return Finding(
            mark("GPU"), State.WARNING,
            mark("There is a GPU, but this build of PyTorch cannot use it. The processor is "
                 "used instead."),
            "pip install --force-reinstall torch torchvision "
            "--index-url https://download.pytorch.org/whl/cu128",
        )  # fmt: skip
    return Finding(mark("GPU"), State.OK, mark("'{device}' is used."), "", {"device": device})


def sandbox_finding() -> Finding:
    """How the decoding process is confined."""
    if not sys.platform.startswith("linux"):
        return Finding(
            mark("Sandbox"), State.WARNING,
            mark("On this system the decoding process has all your rights."),
            mark("Examine clips from an adversary in a virtual machine."),
        )  # fmt: skip
    from engine.sandbox.linux import has_seccomp, landlock_version

    lacking = [
        name
        for name, present in (("Landlock", landlock_version()), ("seccomp", has_seccomp()))
        if not present
    ]
    if lacking:
        return Finding(
            mark("Sandbox"), State.WARNING,
            mark("This kernel lacks {lacking}, so the decoding process is confined less."),
            mark("Use Linux 5.13 or later, or examine clips from an adversary in a virtual "
                 "machine."),
            {"lacking": ", ".join(lacking)},
        )  # fmt: skip
    if _shared_room() < ROOMY_SHARED:
        return Finding(
            mark("Sandbox"), State.WARNING,
            mark("Shared memory has less than 1 GiB of room, so the decoding process may use the "
                 "temporary folder."),
            "sudo mount -o remount,size=2G /dev/shm",
        )  # fmt: skip
    return Finding(mark("Sandbox"), State.OK, mark("The decoding process is confined."))


def _has_font(folder: str) -> bool:
    root = Path(folder).expanduser()
    return any(path.suffix.lower() in (".ttf", ".otf", ".ttc") for path in root.rglob("*"))


def _shared_room() -> int:
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        return 0
    return shutil.disk_usage(memory).free


def _gib(count: int) -> str:
    return f"{count / 2**30:.1f}"


def sample_finding() -> Finding:
    """Analyse the manipulated sample on the CPU, and say how long it took."""
    begun = time.perf_counter()
    try:
        seconds = _judge_sample()
    except EngineError as error:
        logger.warning("The sample cannot be analysed", exc_info=True)
        return Finding(mark("Sample clip"), State.PROBLEM, *error.templates, error.values)
    # A library that cannot be loaded is what this check looks for, whatever it raises.
    except Exception as error:
        logger.warning("The sample cannot be analysed", exc_info=True)
        return Finding(mark("Sample clip"), State.PROBLEM,
                       mark("The sample cannot be analysed: {why}."), _REINSTALL,
                       {"why": f"{type(error).__name__}: {error}"})  # fmt: skip
    taken = time.perf_counter() - begun
    values = {"taken": f"{taken:.1f}", "length": f"{seconds:.1f}"}
    what = mark("A clip of {length} s was analysed in {taken} s, detector included.")
    if taken > SLOW:
        return Finding(mark("Sample clip"), State.WARNING, what,
                       mark("Close other programs, or use 'forensics analyze --quick'."),
                       values)  # fmt: skip
    return Finding(mark("Sample clip"), State.OK, what, "", values)


def _judge_sample() -> float:
    """Seconds of the sample, once it is judged."""
    from engine.analysis.pipeline import analyze
    from engine.analysis.result import Analysis
    from engine.detector.bundle.store import BundleStore
    from engine.detector.detector import Detector
    from engine.video.source import VideoSource

    with VideoSource.open(resource("sample/manipulated.mp4")) as video:
        Analysis.of(analyze(video, Detector.load(BundleStore().default().path, "cpu")))
        return video.duration
