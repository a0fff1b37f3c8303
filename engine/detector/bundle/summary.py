"""Short summary of a bundle's card, and comparison of two cards."""

from __future__ import annotations

from typing import Any

from engine.detector.bundle.card import read_card
from engine.detector.bundle.manifest import read_manifest
from engine.detector.bundle.store import Entry
from engine.detector.calibration import Calibration


def compare_cards(a: Entry, b: Entry) -> list[tuple[str, str, str]]:
    """Compare two bundles' cards: rows of a fact and its two values.

    Figures share a row only if the cards name the same test set; otherwise each card has rows of
    its own. To compare detectors on your own clips, use `forensics compare`.

    Raises:
        BundleError: a card is damaged.
    """
    cards = [read_card(entry.path) for entry in (a, b)]
    facts = [_facts(entry, card) for entry, card in zip((a, b), cards, strict=True)]
    sets = [str((card.get("measured") or {}).get("test_set") or "") for card in cards]
    same = a.digest == b.digest or (sets[0] == sets[1] != "")
    figures = [_figures(card) for card in cards]
    if not same:
        figures = [
            {f"{key} ({which}'s own test data)": value for key, value in found.items()}
            for which, found in zip(("first", "second"), figures, strict=True)
        ]
    both = [{**output_errors, **found} for output_errors, found in zip(facts, figures, strict=True)]
    return [
        (k, both[0].get(k, ""), both[1].get(k, "")) for k in dict.fromkeys([*both[0], *both[1]])
    ]


def summarize(entry: Entry) -> dict[str, str]:
    """Facts and figures by name, as text.

    "calibration" is present only if the detector has none, "licence" only if it states one.

    Raises:
        BundleError: the manifest or the card is damaged.
    """
    card = read_card(entry.path)
    manifest, _ = read_manifest(entry.path)
    facts = {**_facts(entry, card), **_figures(card)}
    if not Calibration.from_json(manifest["calibration"]).fitted:
        facts["calibration"] = "none"
    return facts


def _facts(entry: Entry, card: dict[str, Any]) -> dict[str, str]:
    faces = sum(int(row.get("faces", 0)) for row in card.get("crops") or [])
    return {
        "detector": entry.title,
        "origin": entry.origin,
        "made": str(card.get("made", "")),
        "added": entry.added,
        "SHA-256": entry.digest,
        "size": f"{entry.size / 1e6:.1f} MB",
        "method": str(card.get("method", "")),
        "faces in the data": str(faces or ""),
        "data": ", ".join(str(name) for name in card.get("fitted_on") or []),
        **_licence(card),
    }


def _licence(card: dict[str, Any]) -> dict[str, str]:
    if not card.get("licence"):
        return {}
    allowed = "allowed" if card.get("commercial") else "not allowed"
    return {"licence": str(card["licence"]), "commercial use": allowed}


def _figures(card: dict[str, Any]) -> dict[str, str]:
    found = {}
    for name, levels in ((card.get("measured") or {}).get("sets") or {}).items():
        clip = levels.get("clip") or {}
        for key, words in (("auc", "AUC"), ("eer", "EER"), ("cllr", "Cllr")):
            if key in clip:
                found[f"{words}, clips of {name}"] = f"{clip[key]:.3f}"
    return found
