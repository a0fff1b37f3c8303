"""Strings out of files made safe to print, draw and store."""

from __future__ import annotations

from typing import Any


def plain_text(value: Any, longest: int = 1000) -> str:
    """The value as one line of printable characters, cut to `longest`; "" for None.

    Control characters in a tag could steer a terminal, and PDF/A allows none.
    """
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: 2 * longest])
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
