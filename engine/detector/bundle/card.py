"""The model card in a bundle: machine-readable (card.json) and as a page (card.md).

Reads and rewrites the card without loading a network, and leaves other parts unchanged.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from engine.detector.bundle.card_markdown import card_markdown
from engine.detector.bundle.manifest import AGAIN, MANIFEST, json_bytes, read_manifest, read_part
from engine.errors import BundleError, OutputError
from engine.wording import ENGLISH, Wording, mark

CARD, CARD_TEXT = "card.json", "card.md"


def card_parts(card: dict[str, Any]) -> dict[str, bytes]:
    """Serialize a card to the bundle parts that hold it, by file name."""
    return {CARD: json_bytes(card), CARD_TEXT: card_markdown(card).encode()}


def read_card(bundle: Path) -> dict[str, Any]:
    """Read the card of a bundle after checking its hash.

    Raises:
        BundleError: not a bundle, or the card is missing, damaged or altered.
    """
    return _read(bundle)[1]


def card_page(bundle: Path, wording: Wording = ENGLISH) -> str:
    """Render the card of a bundle in Markdown; raises as `read_card` does.

    Args:
        wording: see `card_markdown`.
    """
    card = read_card(bundle)
    try:
        return card_markdown(card, wording)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleError(
            mark("The model card of '{bundle}' is not one that this program can show."),
            mark("Use the version of the program that wrote it."),
            repr(error),
            bundle=bundle,
        ) from error


def rewrite_card(bundle: Path, card: dict[str, Any]) -> str:
    """Replace the card of a bundle; return the bundle's new digest.

    Raises:
        BundleError: not a bundle, or its card was altered.
        OutputError: the folder is not writable.
    """
    manifest, _ = _read(bundle)
    parts = card_parts(card)
    for name, data in parts.items():
        manifest["sha256"][name] = hashlib.sha256(data).hexdigest()
    parts[MANIFEST] = json_bytes(manifest)
    try:
        # Write all files to disk before replacing the first.
        for name, data in parts.items():
            (bundle / f"{name}.new").write_bytes(data)
        for name in parts:
            (bundle / f"{name}.new").replace(bundle / name)
    except OSError as error:
        for name in parts:
            with contextlib.suppress(OSError):
                (bundle / f"{name}.new").unlink()
        raise OutputError(
            mark("The model card could not be written to '{bundle}': {why}."),
            mark("Choose a bundle in a folder that you may write to, on a disk with room."),
            bundle=bundle,
            why=error.strerror or error,
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
            mark("The model card of '{bundle}' is damaged."), AGAIN, repr(error), bundle=bundle
        ) from error
    if not isinstance(card, dict):
        raise BundleError(
            mark("The model card of '{bundle}' is not an object."), AGAIN, bundle=bundle
        )
    return manifest, card


#: Figures of a set's frames to compare.
_KEPT = ("auc", "auc_low", "auc_high", "eer", "cllr")


def beside(card: dict[str, Any], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tabulate the test figures of several cards, the card's own first.

    Args:
        card, others: from `engine.training.train.model_card`.

    Returns:
        For each its "name", "about" and "sets": figures of single frames by data set and method.

    Raises:
        BundleError: a card has no figures, or was measured on other faces.
    """
    rows = [_row(one) for one in (card, *others)]
    for row in rows[1:]:
        if row["counts"] != rows[0]["counts"]:
            raise BundleError(
                mark("'{name}' and '{other}' were not measured on the same faces."),
                mark("Train both on the same data, and let 'forensics train' measure them."),
                name=row["name"],
                other=rows[0]["name"],
            )
    return [{key: value for key, value in row.items() if key != "counts"} for row in rows]


def _row(card: dict[str, Any]) -> dict[str, Any]:
    try:
        sets = card["measured"]["sets"]
        frames = {name: levels["frame"] for name, levels in sets.items()}
        counts = {name: (f["pristine"], f["forged"]) for name, f in frames.items()}
        about = card["experiment"]["about"]
    except (KeyError, TypeError) as error:
        raise BundleError(
            mark("The card of '{name}' holds no figures of a test."),
            mark("Give bundles that 'forensics train' made."),
            repr(error),
            name=card.get("name"),
        ) from error
    figures = {
        name: {key: frame[key] for key in _KEPT if key in frame} for name, frame in frames.items()
    }
    return {"name": card.get("name"), "about": about, "sets": figures, "counts": counts}
