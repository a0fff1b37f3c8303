"""Imports pyqtgraph after what it asks for, in turns between which the window answers.

As one import all of it would take a quarter of a second. It cannot be left to another thread: Qt's
types are made as it asks for them, and only the GUI thread may do that.
"""

from __future__ import annotations

import contextlib
import linecache
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from forensics_gui.workers.collector import spared

_PACKAGE = "pyqtgraph"
#: It asks for every name of these.
_QT = ("QtCore", "QtGui", "QtWidgets")
#: What it imports of others: together as much as of its own. The last three are there where torch
#: runs on CUDA.
_OTHERS = (
    "PySide6.QtOpenGLWidgets", "PySide6.QtSvg", "PySide6.QtTest", "cProfile", "colorama.win32",
    "decimal", "importlib.resources", "mmap", "multiprocessing.connection", "numpy.typing",
    "pydoc", "xml.etree.ElementTree",
    "cuda.pathfinder", "cuda.bindings.driver", "cuda.bindings.runtime",
)  # fmt: skip
#: Parts of it that nobody asks for.
_APART = ("console", "dockarea", "examples", "flowchart", "jupyter", "opengl")


@cache
def turns() -> Iterator[bool]:
    """The one import of this program: what it asks for in short pieces, then the package."""
    return _import()


def make(*plots: Callable[[], object]) -> Iterator[bool]:
    """Import what plots are made of, then make each in a turn of its own."""
    yield from turns()
    for plot in plots:
        plot()
        yield False


def finish() -> None:
    """Import at once what is left; plots are made only after that."""
    for _ in turns():
        pass


def _import() -> Iterator[bool]:
    if _PACKAGE in sys.modules:
        return
    for name in _QT:
        module = import_module(f"PySide6.{name}")
        for attribute in dir(module):
            getattr(module, attribute)
            yield False
    for name in _OTHERS:
        with contextlib.suppress(ImportError):
            import_module(name)
        yield False
    # PySide looks into the source of each module that is imported, as lines that are kept.
    for path in _sources():
        linecache.getlines(str(path))
        yield False
    yield True
    with spared():
        import_module(_PACKAGE)
    yield False


def _sources() -> Iterator[Path]:
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        for path in Path(folder).rglob("*.py"):
            if path.relative_to(folder).parts[0] not in _APART:
                yield path
