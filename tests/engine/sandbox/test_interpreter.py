"""How child processes are started where the program is its own interpreter."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from joblib.externals.loky.backend import popen_loky_posix, resource_tracker

from engine import interpreter
from engine.container.mediainfo import read_mediainfo
from engine.shipped import resource

#: As the start of a frozen program does.
PROGRAM = """
import sys
from engine import interpreter
if not interpreter.serve(sys.argv[1:]):
    print("the program itself")
"""


@pytest.fixture
def frozen(tmp_path) -> list[str]:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    return [sys.executable, str(program)]


def ask(frozen: list[str], *arguments: str, given: bytes = b"") -> bytes:
    ran = subprocess.run(
        [*frozen, *arguments], input=given, stdout=subprocess.PIPE, timeout=60,
        env=interpreter.environment(), check=False,
    )  # fmt: skip
    return ran.stdout


def test_a_frozen_program_serves_its_own_modules(frozen):
    pytest.importorskip("pymediainfo")
    sample = resource("sample/pristine.mp4")
    assert read_mediainfo(sample) is not None
    _, *arguments = interpreter.command("engine.container.mediainfo", str(sample))
    assert b"creatingLibrary" in ask(frozen, *arguments)


def test_other_code_is_not_run(frozen):
    for arguments in (["analyze"], ["-m", "http.server"], ["-c", "print('run')"], []):
        assert ask(frozen, *arguments).strip() == b"the program itself"


def test_the_processes_of_loky_are_known():
    """What loky starts by `sys.executable`, as its own code spells it."""
    assert popen_loky_posix.__name__ in interpreter.STARTABLE_MODULES
    source = Path(resource_tracker.__file__).read_text("utf-8")
    start = re.search(r"f'(from \{main.__module__\} import main; main.*)'", source)
    assert start is not None
    code = start[1].format_map({"r": 5, "VERBOSE": False, "main": _Main})
    assert interpreter.RESOURCE_TRACKER.fullmatch(code)


class _Main:
    __module__ = resource_tracker.__name__
