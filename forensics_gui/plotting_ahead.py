"""Imports pyqtgraph bit by bit, in turns between which the window answers.

As one import it would take a quarter of a second. It cannot be left to another thread: Qt's types
are made as it asks for them, and only the GUI thread may do that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import greenlet

from forensics_gui.workers.collector import spared

_PACKAGE = "pyqtgraph"
#: It asks for every name of these.
_QT = ("QtCore", "QtGui", "QtWidgets")
#: It does without, and no plot here uses it; there where torch runs on CUDA.
_NEEDLESS = "cuda"


@cache
def turns() -> Iterator[None]:
    """The one import of this program, in pieces of a few milliseconds."""
    return _import()


def make(*plots: Callable[[], object]) -> Iterator[None]:
    """Import what plots are made of, then make each in a turn of its own."""
    # Not "yield from": it would end the import along with a window that goes meanwhile.
    for _ in turns():
        yield
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
    importing = greenlet.greenlet(lambda: import_module(_PACKAGE))
    pauses = _Pauses(importing)
    sys.meta_path.insert(0, pauses)
    try:
        while not importing.dead:
            with spared():
                importing.switch()
            yield
    finally:
        sys.meta_path.remove(pauses)


class _Pauses(MetaPathFinder):
    """Leaves an import, to be taken up again, before each module of the package.

    Only modules of the package are locked meanwhile, which no other thread asks for.
    """

    def __init__(self, importing: greenlet.greenlet) -> None:
        self._importing = importing

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if greenlet.getcurrent() is not self._importing:
            return None
        package = name.partition(".")[0]
        if package == _NEEDLESS:
            raise ModuleNotFoundError(name=name)
        if package == _PACKAGE and self._importing.parent is not None:
            self._importing.parent.switch()
        return None
