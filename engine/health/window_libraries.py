"""System libraries that Qt needs, checked before Qt is loaded."""

from __future__ import annotations

import ctypes
import os
import sys

#: Library and its Debian package; the second table is for X11 only.
_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11 = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing_packages() -> list[str]:
    """Debian packages of the libraries that cannot be loaded; empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = _ALWAYS | _X11 if _uses_x11() else _ALWAYS
    return [package for library, package in wanted.items() if not _loads(library)]


def has_screen() -> bool:
    """Whether there is a screen to open a window on, as far as the environment tells."""
    if not sys.platform.startswith("linux") or not _uses_x11():
        return True
    return bool(os.environ.get("DISPLAY"))


def install_command(packages: list[str]) -> str:
    """Command that installs packages on Debian or Ubuntu."""
    return "sudo apt-get install " + " ".join(packages)


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
        f"System packages that the window needs are missing: {', '.join(missing)}.\n"
        f"On Debian or Ubuntu: {install_command(missing)}\n"
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
