"""Versions of every part of an installation, for bug reports and bills of materials."""

from __future__ import annotations

import platform
import re
import sys
from importlib import metadata
from typing import Any

from engine import __version__

_NAME = "deepfake-forensics"


def parts() -> dict[str, Any]:
    """Name the version of every part.

    Returns:
        `program`, `python`, `system`, `packaged` (whether it runs without a separate Python),
        `ffmpeg`, `detector` (name and SHA-256 of the default bundle) and `packages` (version by
        name, null if it is not installed).
    """
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packaged": bool(getattr(sys, "frozen", False)),
        "ffmpeg": _ffmpeg(),
        "detector": _detector(),
        "packages": {name: _version(name) for name in _required()},
    }


def _required() -> list[str]:
    """Names of the packages that the program declares, without extras."""
    try:
        wanted = metadata.requires(_NAME) or []
    except metadata.PackageNotFoundError:
        return []
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if "extra ==" not in line}
    return sorted(names, key=str.lower)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _ffmpeg() -> str | None:
    try:
        from engine.video.ffmpeg_log import ffmpeg_version

        return ffmpeg_version()
    except (ImportError, AttributeError):
        return None


def _detector() -> dict[str, str] | None:
    from engine.detector.bundle.store import BundleStore
    from engine.errors import EngineError

    try:
        entry = BundleStore().default()
    except EngineError:
        return None
    return {"name": entry.name, "sha256": entry.digest}
