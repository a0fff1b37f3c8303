"""Imports pyqtgraph in short turns, between which the window answers.

As one import it would take a quarter of a second. It cannot be left to another thread: Qt's types
are made as it asks for them, and only the GUI thread may do that.
"""

from __future__ import annotations

import ast
import contextlib
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec

_PACKAGE = "pyqtgraph"
#: It asks for every name of these.
_QT = ("QtCore", "QtGui", "QtWidgets")
#: What it looks for of other packages that takes longer than its own parts: where torch runs on
#: CUDA, the bindings of that.
_ASKED_FOR = ("cuda.pathfinder", "cuda.bindings.driver", "cuda.bindings.runtime")


@cache
def turns() -> Iterator[None]:
    """The one import of this program, in pieces of a few milliseconds, seldom of 20."""
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
    yield from import_in_turns(_PACKAGE)


def import_in_turns(name: str) -> Iterator[None]:
    """Import a package, with a turn for each statement of its `__init__`.

    Until the last turn an import elsewhere gets the package as far as it has come. A frozen
    program has no source; there it is imported in one turn.
    """
    spec = find_spec(name)
    source = getattr(spec.loader, "get_source", lambda _: None)(name) if spec else None
    if spec is None or not source:
        import_module(name)
        return
    module = sys.modules[name] = module_from_spec(spec)
    try:
        for statement in ast.parse(source).body:
            part = ast.Module([statement], [])
            exec(compile(part, spec.origin or name, "exec", dont_inherit=True), vars(module))
            yield
    except BaseException:
        sys.modules.pop(name, None)
        raise
