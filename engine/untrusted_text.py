"""Make untrusted text safe to print: invisible and unprintable characters are escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container
from typing import Any

#: Joiners of letters and emoji, which are harmless.
_JOINERS = "\u200c\u200d"


def visible(value: Any) -> Any:
    """Escape control characters, direction marks and invalid bytes in data as U+ and their number.

    A name with a direction mark can look like another name.
    """
    return _mapped(value, lambda c: c in "\n\t" or c in _JOINERS or not hidden(c))


def spelled_out(value: Any, letters: Container[str]) -> Any:
    """Escape all characters except `letters` in data as U+ and their number."""
    return _mapped(value, lambda c: c in "\n\t" or c in letters)


def hidden(sign: str) -> bool:
    """Whether a character is invisible, or changes the appearance of others."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _mapped(value: Any, plain: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        return "".join(c if plain(c) else f"[U+{ord(c):04X}]" for c in value)
    if isinstance(value, list | tuple):
        return [_mapped(item, plain) for item in value]
    if isinstance(value, dict):
        return {_mapped(key, plain): _mapped(item, plain) for key, item in value.items()}
    return value


def plain_text(value: Any, longest: int = 1000) -> str:
    """The value as one line of printable characters, cut to `longest`; "" for None.

    Control characters in a tag can control a terminal, and PDF/A does not allow them.
    """
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: 2 * longest])
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
