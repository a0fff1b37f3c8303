"""No network, nothing left lying about, and SQL that nobody else can write."""

import ast
import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import encoded_clips
import psutil
import pytest

from engine.video.shared_frames import SharedFrames
from engine.video.source import VideoSource

ROOT = Path(__file__).parents[2]
SOURCES = sorted(p for part in ("engine", "forensics_gui") for p in (ROOT / part).rglob("*.py"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")

#: Imports all modules, opens, analyses and reports, where a socket to anywhere raises.
_ALL = """
import importlib, os, pkgutil, socket, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"

def refuse(*arguments, **_):
    # Named at the end: a library may swallow what is raised.
    with open(sys.argv[3], "a") as told:
        told.write(repr(arguments))
    raise OSError("no network here")

for name in ("connect", "connect_ex", "sendto"):
    method = getattr(socket.socket, name)
    def guarded(self, *arguments, method=method, name=name):
        inside = self.family == getattr(socket, "AF_UNIX", None)
        return method(self, *arguments) if inside else refuse(name, *arguments)
    setattr(socket.socket, name, guarded)
socket.getaddrinfo = socket.create_connection = refuse
import engine, forensics_gui
for package in (engine, forensics_gui):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
from engine.cli import cli
clip, folder = sys.argv[1:3]
code = 0
try:
    cli(["analyze", clip, "--quick", "--json", f"{folder}/r.json", "--pdf", f"{folder}/r.pdf",
         "--case", f"{folder}/r.fcase"])
except SystemExit as ended:
    code = ended.code
sys.stdout.flush()
os._exit(code or 0)
"""


def cut_off():
    """What a command begins with to run without any network, if the system allows it."""
    without = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*without, "true"], capture_output=True, check=False)
    return without if tried.returncode == 0 else []


def test_no_network_is_used(tmp_path):
    clip = encoded_clips.write(tmp_path / "clip.mp4", frames=encoded_clips.numbered(12))
    told = tmp_path / "told"
    ran = subprocess.run(
        [*cut_off(), sys.executable, "-c", _ALL, str(clip), str(tmp_path), str(told)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "r.pdf").stat().st_size > 1000
    assert not told.exists(), told.read_text()


#: Calls that take a statement.
_RUNS = ("execute", "executemany", "executescript")
#: What statements are put together from: our own schema and its names, names of tables that stand
#: in the same function, and marks for parameters.
_OURS = {
    ("engine/case/file.py", "schema()"),
    ("engine/case/log.py", "', '.join('?' * len(kinds))"),
    ("engine/case/migration.py", "dropped"),
    ("engine/case/migration.py", "name"),
    ("engine/case/migration.py", "renamed"),
    ("engine/case/migration.py", "schema()"),
    ("engine/case/migration.py", "table"),
    ("engine/case/verification.py", "table"),
}


def parts_of(statement):
    """The expressions that a statement is put together from, as text."""
    if isinstance(statement, ast.Constant):
        return []
    if isinstance(statement, ast.JoinedStr):
        return [ast.unparse(v.value) for v in statement.values if hasattr(v, "value")
                and isinstance(v, ast.FormattedValue)]  # fmt: skip
    # A name of a constant in capitals; whatever else is not seen through.
    if isinstance(statement, ast.Name) and statement.id.isupper():
        return []
    return [ast.unparse(statement)]


def test_sql_has_parameters_only():
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in _RUNS and node.args:
                name = path.relative_to(ROOT).as_posix()
                found |= {(name, part) for part in parts_of(node.args[0])}
    assert found <= _OURS | {("engine/case/statements.py", "schema()")}


def test_nothing_in_the_sources_can_run_what_a_file_says():
    """No pickle, no eval, no shell; torch reads tensors only."""
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] + [getattr(node, "module", None) or ""]
                if {"pickle", "marshal", "shelve", "dill"} & {n.split(".")[0] for n in names}:
                    wrong.append((path, node.lineno, "import"))
            if not isinstance(node, ast.Call):
                continue
            told = {k.arg: k.value for k in node.keywords}
            if isinstance(node.func, ast.Name) and node.func.id in ("eval", "exec"):
                wrong.append((path, node.lineno, node.func.id))
            if "shell" in told or getattr(node.func, "attr", "") in ("system", "popen"):
                if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) != "os":
                    continue
                wrong.append((path, node.lineno, "shell"))
            if ast.unparse(node.func) == "torch.load":
                only = told.get("weights_only")
                if not (isinstance(only, ast.Constant) and only.value is True):
                    wrong.append((path, node.lineno, "torch.load"))
    assert not wrong


@posix
def test_pictures_lie_in_files_of_the_user_alone():
    slots = SharedFrames.make(4096)
    try:
        assert stat.S_IMODE(slots.path.stat().st_mode) == 0o600
    finally:
        slots.close()
    assert not slots.path.exists()


def shared():
    folders = [Path(tempfile.gettempdir()), Path("/dev/shm")]
    return {p for folder in folders if folder.is_dir() for p in folder.glob("forensics-*")}


@posix
def test_a_killed_decoder_and_a_forgotten_clip_leave_nothing(tmp_path):
    clip = encoded_clips.write(tmp_path / "clip.mp4", frames=encoded_clips.numbered(12))
    before = shared()
    video = VideoSource.open(clip)
    os.kill(video.process_id, signal.SIGKILL)
    video.close()
    forgotten = VideoSource.open(clip)
    process = forgotten.process_id
    run = forgotten.frames()
    next(run)
    del forgotten, run
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    # Others may be decoding beside this test; ours are known by nobody else.
    assert not {p for p in shared() - before if p.stat().st_uid == os.getuid() and p.exists()}


_KILLED = """
import os, signal, sys
from engine.video.source import VideoSource
video = VideoSource.open(sys.argv[1])
print(video.process_id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_the_decoder_of_a_killed_program_ends(tmp_path):
    clip = encoded_clips.write(tmp_path / "clip.mp4", frames=encoded_clips.numbered(12))
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED, str(clip)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(int(ran.stdout)).wait(timeout=60)


@posix
def test_what_a_program_writes_is_for_the_user_alone(tmp_path):
    """Whatever the umask is, and in a child as well."""
    script = (
        "import os, subprocess, sys; os.umask(0)\n"
        "from engine.files import private_files, write_whole; from pathlib import Path\n"
        "from engine.case.case import Case\n"
        "private_files()\n"
        "write_whole(Path('folder/a'), b'x', make_folder=True); Case.create(Path('b')).close()\n"
        "subprocess.run(['touch', 'c'], check=True)\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    found = list(tmp_path.rglob("*"))
    assert len(found) == 4
    assert [path for path in found if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("entry", ["engine/cli.py", "forensics_gui/app.py"])
def test_both_programs_begin_with_it(entry):
    tree = ast.parse((ROOT / entry).read_text("utf-8"))
    (main,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "main"]
    # The first statement after the docstring.
    assert ast.unparse(main.body[1]) == "private_files()"
