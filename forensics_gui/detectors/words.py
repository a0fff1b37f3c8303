"""Where a detector came from, in the window's words."""

from __future__ import annotations

from forensics_gui.language import tr


def origin_words(origin: str) -> str:
    """For an origin of `engine.detector.bundle.store`."""
    return {
        "shipped": tr("comes with the program"),
        "trained here": tr("trained here"),
        "imported": tr("imported"),
    }.get(origin, tr("of unknown origin"))
