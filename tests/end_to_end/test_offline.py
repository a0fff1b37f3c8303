"""Analysis and window, as the system sees them: nothing is sent, nothing is left lying about."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.shipped import resource

#: The command line with all of its reports; the program lives on for some seconds.
ANALYSIS = """
import sys, time
from engine.cli import cli
began, (clip, out, seconds) = time.monotonic(), sys.argv[1:]
cli(["analyze", clip, "--json", f"{out}/r.json", "--pdf", f"{out}/r.pdf",
     "--case", f"{out}/r.fcase"], standalone_mode=False)
time.sleep(max(0, float(seconds) - time.monotonic() + began))
"""
#: The window, which opens a clip, analyses it, and stays open for a while.
WINDOW = """
import sys, time
from pathlib import Path
import platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from engine.case.case import Case
from forensics_gui.app import main
began, (clip, _, seconds) = time.monotonic(), sys.argv[1:]
cases = Path(platformdirs.user_data_dir("deepfake-forensics")) / "cases"

def finished():
    for path in cases.glob("*.fcase"):
        with Case.open(path, read_only=True) as case:
            return any(entry.finished for entry in case.analyses())

def look():
    past = time.monotonic() - began
    if past > float(seconds) and finished() or past > 300:
        print("analysed" if finished() else "not analysed", flush=True)
        QApplication.closeAllWindows()

def exec_and_look(app, exec=QApplication.exec):
    timer = QTimer(app, interval=1000)
    timer.timeout.connect(look)
    timer.start()
    return exec()

QApplication.exec = exec_and_look
sys.argv = ["forensics-gui", clip]
main()
"""
_CALLS = "connect,sendto,sendmsg,sendmmsg,openat,open,creat,mkdir,mkdirat"
#: Where the README says that the program writes.
_PLACES = [
    f"home/{folder}/deepfake-forensics"
    for folder in (".cache", ".local/share", ".local/state", ".config")
] + ["out"]
#: The system's font cache: the first program after a font was installed brings it up to date.
_FONTS = Path("/var/cache/fontconfig")


def _traced(script, folder, seconds):
    """Run a script for some seconds under strace; its system calls."""
    for name in ("home", "temporary", "out"):
        (folder / name).mkdir(parents=True)
    home = str(folder / "home")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ORT_", "TORCH"))},
        "HOME": home,
        "TMPDIR": str(folder / "temporary"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    trace = folder / "trace"
    clip = resource("sample/manipulated.mp4")
    ran = subprocess.run(
        ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "300", "-e", f"trace={_CALLS}", "-o", trace,
         sys.executable, "-c", script, clip, folder / "out", str(seconds)],
        env=environment, cwd=folder / "out", capture_output=True, text=True, check=False,
        timeout=seconds + 400,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "not analysed" not in ran.stdout
    return trace.read_text("utf-8", "replace")


def _made(trace, folder):
    """Files and folders that were made outside of the documented places and temporary ones."""
    calls = re.findall(r'\b(mkdir(?:at)?|open(?:at)?|creat)\((?:AT_FDCWD, )?"([^"]+)"(.*)', trace)
    for call, name, rest in calls:
        if (call.startswith("open") and "O_CREAT" not in rest) or "= -1" in rest:
            continue
        place = folder / "out" / name
        allowed = [folder / p for p in (*_PLACES, "temporary")] + [Path("/dev"), _FONTS]
        if not any(place.is_relative_to(one) for one in allowed) and not place.is_dir():
            yield str(place)


def _check(folder, seconds):
    with ThreadPoolExecutor() as pool:
        runs = {name: pool.submit(_traced, script, folder / name, seconds)
                for name, script in (("analysis", ANALYSIS), ("window", WINDOW))}  # fmt: skip
    for name, run in runs.items():
        trace = run.result()
        assert "openat(" in trace
        assert [line for line in trace.splitlines() if re.search(r"AF_INET6?\b", line)] == []
        assert list(_made(trace, folder / name)) == []
        left = [path.relative_to(folder / name) for path in (folder / name).rglob("*")]
        stray = [
            str(path)
            for path in left
            if len(path.parts) > 1
            and not any(path.is_relative_to(p) or Path(p).is_relative_to(path) for p in _PLACES)
        ]
        assert stray == []
    # The window keeps a case: what is looked for above is made where it should be.
    assert any((folder / "window" / place).is_dir() for place in _PLACES)


@pytest.fixture(autouse=True)
def _strace():
    program = shutil.which("strace")
    if (
        program is None
        or subprocess.run(
            [program, "-f", "-qq", "--seccomp-bpf", "-e", "none", "true"], check=False
        ).returncode
    ):
        pytest.skip("strace is missing, or may not be used here")


@pytest.mark.slow
def test_nothing_is_looked_up_sent_or_left_behind(tmp_path):
    _check(tmp_path, 40)
