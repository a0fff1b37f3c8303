"""Registries of extensions: those of this program, and those of installed packages.

A package adds an extension through an entry point in the group `deepfake_forensics.KIND`, whose
name is the extension's name and whose value is what `Registry.add` would be given. Such a package
is code that the user installed; nothing in a clip, case or bundle can make one load.
"""

from __future__ import annotations

import importlib.metadata
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

logger = logging.getLogger(__name__)

_T = TypeVar("_T")
_GROUP = "deepfake_forensics."
#: Kinds of extensions, the last parts of the entry point groups.
KINDS = ("backbones", "heads", "losses", "data_layouts", "filters", "exporters")
#: Set to "1" to ignore installed plug-ins; child processes inherit it.
NO_PLUGINS = "DEEPFAKE_FORENSICS_NO_PLUGINS"


@dataclass(frozen=True)
class Plugin:
    """An extension of an installed package.

    Attributes:
        kind: of the extension, such as "backbones".
        name: of the extension.
        package, version: of the distribution.
    """

    kind: str
    name: str
    package: str
    version: str


class Registry(Generic[_T]):
    """Extensions of one kind by name.

    Plug-ins load when the registry is first read. A plug-in cannot replace an extension of this
    program, and one that fails to load is logged and left out.

    Args:
        kind: one of `KINDS`.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._own: dict[str, _T] = {}
        self._plugins: dict[str, _T] | None = None

    def add(self, name: str, extension: _T) -> None:
        """Register an extension.

        Raises:
            ValueError: the name is taken.
        """
        if name in self._own:
            raise ValueError(f"there are two {self.kind} named '{name}'")
        self._own[name] = extension

    def register(self, name: str) -> Callable[[_T], _T]:
        """Decorate a function or class to register it."""

        def decorate(extension: _T) -> _T:
            self.add(name, extension)
            return extension

        return decorate

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._loaded()

    def of_plugins(self) -> list[str]:
        """Names of the extensions that plug-ins brought."""
        return [name for name in self._loaded() if name not in self._own]

    def __getitem__(self, name: str) -> _T:
        """Return the extension of that name; raises KeyError if there is none."""
        return self._own[name] if name in self._own else self._loaded()[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from self.of_plugins()

    def _loaded(self) -> dict[str, _T]:
        if self._plugins is None:
            self._plugins = {}
            for point in _entry_points(self.kind):
                try:
                    self._plugins[point.name] = point.load()
                # A plug-in may raise anything while it is imported.
                except Exception:
                    logger.exception("The plug-in '%s' cannot be loaded", point.value)
        return self._plugins


@cache
def _all_entry_points() -> importlib.metadata.EntryPoints:
    """Entry points of all groups; finding them takes a tenth of a second and more."""
    found: Any = importlib.metadata.entry_points()
    return importlib.metadata.EntryPoints(
        point for kind in KINDS for point in found.select(group=_GROUP + kind)
    )


def _entry_points(kind: str) -> tuple[importlib.metadata.EntryPoint, ...]:
    if os.environ.get(NO_PLUGINS) == "1":
        return ()
    return tuple(_all_entry_points().select(group=_GROUP + kind))


def plugins() -> list[Plugin]:
    """List the extensions of installed packages, without loading them.

    Takes a tenth of a second and more when first called.
    """
    found = []
    for kind in KINDS:
        for point in _entry_points(kind):
            package, version = (point.dist.name, point.dist.version) if point.dist else ("", "")
            found.append(Plugin(kind, point.name, package, version))
    return sorted(found, key=lambda plugin: (plugin.kind, plugin.name))
