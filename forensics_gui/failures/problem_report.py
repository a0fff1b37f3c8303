"""What a report of a problem holds: versions, settings and the last lines of the log."""

from __future__ import annotations

import io
import os
import platform
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import psutil
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from engine import __version__
from engine.files import write_atomic
from engine.log import last_lines
from forensics_gui.preferences import Preferences

#: Lines of the log.
LINES = 500
#: Preferences that say nothing about people, cases or clips; no others are reported.
_PLAIN = (
    "face_strip/", "faces/", "language", "overlays/", "player/", "scatter/", "shortcuts",
    "text_size", "theme",
)  # fmt: skip
#: Packages that an error may come from.
_PACKAGES = (
    "av", "numpy", "onnxruntime", "opencv-python-headless", "PySide6_Essentials", "pyqtgraph",
    "scikit-learn", "scipy", "torch", "typst", "umap-learn",
)  # fmt: skip


def versions() -> str:
    """The program, its packages and the machine; nothing is imported to find out."""
    screens = [
        f"{s.size().width()} × {s.size().height()} at {s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    ]
    rows = {
        "Deepfake forensics": __version__,
        "Packaged": "yes" if getattr(sys, "frozen", False) else "no",
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "System": platform.platform(),
        "Locale": QLocale.system().name(),
        "Processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "Memory": f"{psutil.virtual_memory().total / 2**30:.1f} GiB",
        "Screens": "; ".join(screens),
        **{name: _version(name) for name in _PACKAGES},
    }
    return "\n".join(f"{name}: {value}" for name, value in rows.items())


def settings(preferences: Preferences) -> str:
    """The preferences that concern nobody, one a line."""
    kept = sorted(preferences.everything().items())
    return "\n".join(f"{key}: {value}" for key, value in kept if key.startswith(_PLAIN))


def log() -> str:
    """The last lines of the log, without the name of the user's folder."""
    return last_lines(LINES).replace(str(Path.home()), "~")


def write(texts: dict[str, str], target: Path) -> None:
    """Write a ZIP of text files.

    Args:
        texts: name of each file, and what it says.

    Raises:
        OutputError: it cannot be written.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    write_atomic(target, file.getvalue())


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
