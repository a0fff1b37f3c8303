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
from engine.detector.manifest import AGAIN, MANIFEST, json_bytes, read_manifest, read_part
from engine.errors import BundleError, OutputError

CARD, CARD_TEXT = "card.json", "card.md"


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
    manifest, _ = read_manifest(bundle)
    data = read_part(bundle, CARD, manifest)
    try:
        card = json.loads(data)
    except ValueError as error:
        raise BundleError(
            f"The model card of '{bundle}' is damaged.", AGAIN, repr(error)
        ) from error
    if not isinstance(card, dict):
        raise BundleError(f"The model card of '{bundle}' is not an object.", AGAIN)
    return manifest, card
