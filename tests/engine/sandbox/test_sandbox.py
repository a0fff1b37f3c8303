"""What the decoding process can reach: its clip, its code, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.interpreter import environment
from engine.sandbox import linux as sandbox
from engine.sandbox.linux import has_seccomp, landlock_version, sandbox_status
from engine.shipped import resource
from engine.video.source import VideoSource

#: Tries what hostile code would, once the limits are in force.
ATTEMPTS = """
import os, socket, subprocess, sys
from pathlib import Path
from engine.sandbox import linux
from engine.sandbox.linux import enter_sandbox
clip, secret, pid = sys.argv[1:]
enter_sandbox(Path(clip))

def attempt(name, act):
    try:
        act()
    except OSError:
        return
    print(name)

attempt("clip", lambda: open(clip, "rb").read())
attempt("code", lambda: open(linux.__file__).read())
attempt("secret", lambda: open(secret).read())
attempt("users", lambda: open("/etc/passwd").read())
attempt("parent", lambda: open(f"/proc/{pid}/environ", "rb").read())
attempt("list", lambda: os.listdir("/dev/shm"))
attempt("write", lambda: open(secret + ".new", "w"))
attempt("overwrite", lambda: open(clip, "r+b"))
attempt("socket", socket.socket)
attempt("socket6", lambda: socket.socket(socket.AF_INET6))
attempt("unix", lambda: socket.socket(socket.AF_UNIX))
attempt("program", lambda: subprocess.run(["/bin/sh", "-c", "true"]))
attempt("signal", lambda: os.kill(int(pid), 0))
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has the sandbox")


@on_linux
def test_nothing_but_the_clip_and_the_program_can_be_reached(tmp_path):
    folder = Path.home() / ".cache/deepfake-forensics"
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / f"secret-{os.getpid()}"
    secret.write_text("x")
    try:
        ran = subprocess.run(
            [sys.executable, "-c", ATTEMPTS, str(resource("sample/pristine.mp4")), str(secret),
             str(os.getpid())], capture_output=True, text=True, check=False, env=environment(),
        )  # fmt: skip
    finally:
        secret.unlink()
    assert ran.returncode == 0, ran.stderr
    reached = set(ran.stdout.split())
    assert {"clip", "code"} <= reached
    allowed = {"clip", "code"}
    if not landlock_version():
        allowed |= {"secret", "users", "parent", "list", "write", "overwrite", "program", "signal"}
    elif landlock_version() < 6:
        allowed |= {"signal"}
    if not has_seccomp():
        allowed |= {"socket", "socket6", "unix"}
    assert reached <= allowed


@on_linux
def test_the_process_that_decodes_is_kept_in():
    with VideoSource.open(resource("sample/pristine.mp4")) as video:
        video.frame(3)
        status = Path(f"/proc/{video.process_id}/status").read_text()
    said = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert said["NoNewPrivs"] == "1"
    assert said["Seccomp"] == ("2" if has_seccomp() else "0")


def test_secrets_are_not_handed_on(monkeypatch):
    monkeypatch.setenv("FORENSICS_KEY_PASSWORD", "open sesame")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    passed = environment({"MORE": "1"})
    assert not {"FORENSICS_KEY_PASSWORD", "AWS_SECRET_ACCESS_KEY"} & passed.keys()
    assert passed["MORE"] == "1"
    assert passed["PATH"] == os.environ["PATH"]


def test_the_limits_in_force_are_stated(forensics, monkeypatch):
    said = forensics("info", "--about")
    assert said.returncode == 0
    assert all(line in said.stdout for line in sandbox_status())
    monkeypatch.setattr(sandbox, "landlock_version", lambda: 0)
    monkeypatch.setattr(sandbox, "has_seccomp", lambda: False)
    if sys.platform == "linux":
        assert forensics("info", "--about").stdout.count("NOT limited") == 2
