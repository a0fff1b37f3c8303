"""System libraries that Qt needs, checked before Qt is loaded."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import NamedTuple


class Package(NamedTuple):
    """Names of one package in families of distributions."""

    debian: str
    fedora: str
    arch: str


#: Library and its package; the second table is for X11 only.
_ALWAYS = {
    "libEGL.so.1": Package("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": Package("libgl1", "libglvnd-glx", "libglvnd"),
    "libxkbcommon.so.0": Package("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libfontconfig.so.1": Package("libfontconfig1", "fontconfig", "fontconfig"),
    "libglib-2.0.so.0": Package("libglib2.0-0", "glib2", "glib2"),
    "libdbus-1.so.3": Package("libdbus-1-3", "dbus-libs", "dbus"),
}
_X11 = {
    "libxkbcommon-x11.so.0": Package("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb-cursor.so.0": Package("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": Package("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": Package("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": Package("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": Package(
        "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"
    ),
    "libxcb-shape.so.0": Package("libxcb-shape0", "libxcb", "libxcb"),
}
FONTS = Package("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu")
#: Package manager, its command, and the place of its names.
_MANAGERS = (
    ("apt-get", "sudo apt-get install", 0),
    ("dnf", "sudo dnf install", 1),
    ("pacman", "sudo pacman -S", 2),
)


def missing_packages() -> list[Package]:
    """Packages of the libraries that cannot be loaded; empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = _ALWAYS | _X11 if _uses_x11() else _ALWAYS
    return [package for library, package in wanted.items() if not _loads(library)]


def names_of(packages: list[Package]) -> list[str]:
    """Names of packages on this system; those of Debian where its manager is not known."""
    return list(dict.fromkeys(package[_manager()[2]] for package in packages))


def has_screen() -> bool:
    """Whether there is a screen to open a window on, as far as the environment tells."""
    if not sys.platform.startswith("linux") or not _uses_x11():
        return True
    return bool(os.environ.get("DISPLAY"))


def install_command(packages: list[Package]) -> str:
    """Command that installs packages on this system; that of Debian where none is known."""
    return f"{_manager()[1]} {' '.join(names_of(packages))}"


def _manager() -> tuple[str, str, int]:
    return next((known for known in _MANAGERS if shutil.which(known[0])), _MANAGERS[0])


def problem() -> str | None:
    """What prevents a window from opening on this machine, in words; None if nothing does."""
    if not has_screen():
        return (
            "There is no screen to open a window on (DISPLAY is not set).\n"
            "Start forensics-gui from a desktop session, or use 'forensics analyze CLIP'."
        )
    missing = missing_packages()
    if not missing:
        return None
    return (
        f"System packages that the window needs are missing: {', '.join(names_of(missing))}.\n"
        f"Install them: {install_command(missing)}\n"
        "'forensics doctor' checks the rest of the system."
    )


def _uses_x11() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return platform in ("", "xcb") and not os.environ.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
