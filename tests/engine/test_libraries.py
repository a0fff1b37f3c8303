"""Loading native libraries leaves the other threads their turns."""

import subprocess
import sys
import threading

import pytest

from engine import libraries
from engine.libraries import load_extensions_ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
_TORCH = """
import sys
from engine.libraries import load_torch_ahead
loaded = load_torch_ahead()
assert "torch" not in sys.modules
import torch
maps = open("/proc/self/maps").read()
for path in loaded:
    assert maps.count(str(path)), path
print(len(loaded), float(torch.ones(2).sum()))
"""
_EXTENSIONS = """
import threading
from importlib.machinery import ExtensionFileLoader
from engine.libraries import load_extensions_ahead
found = []
made = ExtensionFileLoader.create_module
def watched(loader, spec):
    found.append(loader.path in open("/proc/self/maps").read())
    return made(loader, spec)
ExtensionFileLoader.create_module = watched
load_extensions_ahead()
def work():
    import cv2
    print(cv2.norm((3, 4)))
thread = threading.Thread(target=work)
thread.start()
thread.join()
assert found and all(found), found
"""


def output_of(script):
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_torch_finds_its_libraries_in_memory():
    number, total = output_of(_TORCH).split()
    assert int(number) >= 3
    assert float(total) == 2


def test_the_import_of_a_thread_finds_each_extension_in_memory():
    assert float(output_of(_EXTENSIONS)) == 5


def test_what_is_no_library_is_refused_by_its_import(tmp_path, monkeypatch):
    """Told as ever: a failed try ahead says nothing."""
    (tmp_path / "no_library_at_all.abi3.so").write_bytes(b"text")
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(tmp_path)
    load_extensions_ahead()
    told = []

    def work():
        try:
            import no_library_at_all  # noqa: F401
        except ImportError as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert "no_library_at_all.abi3.so" in told[0]


def test_a_thread_is_started_once_no_library_is_being_loaded(monkeypatch):
    """The system makes none meanwhile; whoever asked would wait with the interpreter in hand."""
    loading, go_on, order = threading.Event(), threading.Event(), []

    def dlopen(path, flags):
        loading.set()
        go_on.wait(20)
        order.append("loaded")
        return 1

    monkeypatch.setattr(libraries, "_dlopen", lambda: dlopen)
    loader = threading.Thread(target=libraries.load_torch_ahead)
    loader.start()
    assert loading.wait(20)
    started = threading.Thread(target=lambda: order.append("started"))
    asking = threading.Thread(target=libraries.start, args=(started,))
    asking.start()
    asking.join(0.2)
    assert asking.is_alive()
    go_on.set()
    asking.join(20)
    loader.join(20)
    assert order[0] == "loaded"
    assert "started" in order
