"""Imports pyqtgraph after what it asks for, in turns between which the window answers.

As one import all of it would take a quarter of a second. It cannot be left to another thread: Qt's
types are made as it asks for them, and only the GUI thread may do that.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

_PACKAGE = "pyqtgraph"
#: It asks for every name of these.
_QT = ("QtCore", "QtGui", "QtWidgets")
#: What it looks for of other packages that takes longer than its own parts: where torch runs on
#: CUDA, the bindings of that.
_ASKED_FOR = ("cuda.pathfinder", "cuda.bindings.driver", "cuda.bindings.runtime")


@cache
def turns() -> Iterator[None]:
    """The one import of this program: what it asks for in short pieces, then the package."""
    return _import()


def make(*plots: Callable[[], object]) -> Iterator[None]:
    """Import what plots are made of, then make each in a turn of its own."""
    yield from turns()
    for plot in plots:
        plot()
        yield


def finish() -> None:
    """Import at once what is left; plots are made only after that."""
    for _ in turns():
        pass


def _import() -> Iterator[None]:
    if _PACKAGE in sys.modules:
        return
    for name in _QT:
        module = import_module(f"PySide6.{name}")
        for attribute in dir(module):
            getattr(module, attribute)
            yield
    for name in _ASKED_FOR:
        with contextlib.suppress(ImportError):
            import_module(name)
        yield
    import_module(_PACKAGE)
    yield
