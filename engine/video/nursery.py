"""Decoding processes that are there at once: forked from one that has imported all it needs.

Python, NumPy and FFmpeg take 0.2 s to load, which is most of opening a clip; a fork shares them.
The process that forks reads no clip and runs one thread. Each fork enters the sandbox itself.
On Linux only: elsewhere forks are not safe or not there, and each process is started anew.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from typing import IO

from engine.interpreter import command, environment

#: Whether forks are used.
HAS_FORKS = sys.platform == "linux"
#: Threads that NumPy never uses there would reserve memory.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_NUMBER = struct.Struct("=i")
_LONGEST_PATH = 1 << 16

_lock = threading.Lock()
_control: socket.socket | None = None


class Fork:
    """A decoding process that another one forked; offers what `subprocess.Popen` does.

    Args:
        path: of its clip.
        complaints: where it writes about itself.

    Raises:
        OSError: the process that forks cannot be had.
    """

    def __init__(self, path: str, complaints: IO[bytes]) -> None:
        ends = [os.pipe(), os.pipe(), os.pipe()]
        theirs = [ends[0][0], ends[1][1], complaints.fileno(), ends[2][1]]
        self._status = ends[2][0]
        self.returncode: int | None = None
        try:
            _send(path.encode(errors="surrogateescape"), theirs)
        except OSError:
            for handle in (ends[0][1], ends[1][0], ends[2][0]):
                os.close(handle)
            raise
        finally:
            for handle in (ends[0][0], ends[1][1], ends[2][1]):
                os.close(handle)
        self.stdin = os.fdopen(ends[0][1], "wb")
        self.stdout = os.fdopen(ends[1][0], "rb")
        told = os.read(self._status, _NUMBER.size)
        if len(told) < _NUMBER.size:
            self.stdin.close()
            self.stdout.close()
            os.close(self._status)
            raise OSError("no process was forked")
        self.pid: int = _NUMBER.unpack(told)[0]

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it has ended."""
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)
        return status

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._status], [], [], timeout)[0]:
            told = os.read(self._status, _NUMBER.size)
            os.close(self._status)
            if len(told) == _NUMBER.size:
                self.returncode = _NUMBER.unpack(told)[0]
            else:
                # The process that forks was killed: nobody else would end this one.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                self.returncode = -signal.SIGKILL
        return self.returncode


def prepare() -> None:
    """Begin to import what decoding takes, so that the first clip need not wait for it."""
    if HAS_FORKS:
        with _lock, contextlib.suppress(OSError):
            _connected()


def _send(message: bytes, handles: list[int]) -> None:
    global _control
    with _lock:
        try:
            socket.send_fds(_connected(), [message], handles)
        except OSError:
            if _control is None:
                raise
            # It was killed.
            _control.close()
            _control = None
            socket.send_fds(_connected(), [message], handles)


def _connected() -> socket.socket:
    global _control
    if _control is None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            process = subprocess.Popen(
                command("engine.video.child"),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(ENVIRONMENT),
                start_new_session=True,
            )
        # It ends with this socket.
        threading.Thread(target=process.wait, daemon=True).start()
        _control = ours
    return _control


def fork_on_demand() -> str:
    """Fork a process for each clip that is named on standard input, until it closes.

    Returns:
        In each fork, the path of its clip: standard input, output and error are its own.
    """
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    running: dict[int, int] = {}

    def reap(*_: object) -> None:
        while running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            handle = running.pop(pid)
            with contextlib.suppress(OSError):
                os.write(handle, _NUMBER.pack(os.waitstatus_to_exitcode(status)))
            os.close(handle)

    signal.signal(signal.SIGCHLD, reap)
    while True:
        path, handles, _, _ = socket.recv_fds(control, _LONGEST_PATH, 4)
        if not handles:
            os._exit(0)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
            os.setsid()
            for number, handle in enumerate(handles[:3]):
                os.dup2(handle, number)
            for handle in (*handles, *running.values(), control.fileno()):
                os.close(handle)
            control.detach()
            return path.decode(errors="surrogateescape")
        running[pid] = handles[3]
        os.write(handles[3], _NUMBER.pack(pid))
        for handle in handles[:3]:
            os.close(handle)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
