"""The model card in a bundle: for programs (card.json) and for readers (card.md).

Reads and rewrites it without loading a network, and leaves the other parts as they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from engine.detector.card_text import card_markdown
from engine.errors import BundleError, OutputError

MANIFEST, CARD, CARD_TEXT = "detector.json", "card.json", "card.md"
_AGAIN = "Get the bundle again from where it came."


def json_bytes(data: dict[str, Any]) -> bytes:
    """How a bundle writes JSON: the same data give the same bytes."""
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def card_parts(card: dict[str, Any]) -> dict[str, bytes]:
    """The parts of a bundle that hold its card, by file name."""
    return {CARD: json_bytes(card), CARD_TEXT: card_markdown(card).encode()}


def read_card(bundle: Path) -> dict[str, Any]:
    """The card of a bundle, after checking its hash.

    Raises:
        BundleError: no bundle, or the card is missing, damaged or altered.
    """
    return _read(bundle)[1]


def card_page(bundle: Path) -> str:
    """The card of a bundle in Markdown; raises as `read_card` does."""
    card = read_card(bundle)
    try:
        return card_markdown(card)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleError(
            f"The model card of '{bundle}' is not one that this program can show.",
            "Use the version of the program that wrote it.",
            repr(error),
        ) from error


def rewrite_card(bundle: Path, card: dict[str, Any]) -> str:
    """Put another card into a bundle; returns the bundle's new digest.

    Raises:
        BundleError: no bundle, or its card was altered before.
        OutputError: the folder may not be written.
    """
    manifest, _ = _read(bundle)
    parts = card_parts(card)
    for name, data in parts.items():
        manifest["sha256"][name] = hashlib.sha256(data).hexdigest()
    parts[MANIFEST] = json_bytes(manifest)
    try:
        # All are on the disk before the first takes its place.
        for name, data in parts.items():
            (bundle / f"{name}.new").write_bytes(data)
        for name in parts:
            (bundle / f"{name}.new").replace(bundle / name)
    except OSError as error:
        for name in parts:
            with contextlib.suppress(OSError):
                (bundle / f"{name}.new").unlink()
        raise OutputError(
            f"The model card could not be written to '{bundle}': {error.strerror or error}.",
            "Choose a bundle in a folder that you may write to, on a disk with room.",
        ) from error
    return hashlib.sha256(parts[MANIFEST]).hexdigest()


def _read(bundle: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Manifest and card."""
    try:
        manifest = json.loads((bundle / MANIFEST).read_bytes())
        data = (bundle / CARD).read_bytes()
        sha256, card = manifest["sha256"][CARD], json.loads(data)
        if not isinstance(card, dict):
            raise TypeError("the card is not an object")
    except OSError as error:
        raise BundleError(
            f"'{bundle}' is not a detector bundle, or its model card cannot be read.",
            "Choose the bundle's folder.",
            str(error),
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BundleError(
            f"The model card of '{bundle}' is damaged.", _AGAIN, repr(error)
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BundleError(
            f"The model card of '{bundle}' was altered after training.",
            "Do not rely on it. " + _AGAIN,
        )
    return manifest, card
