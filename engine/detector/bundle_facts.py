"""What a bundle's card says of it in short, and two of them side by side."""

from __future__ import annotations

from engine.detector.card_files import read_card
from engine.detector.store import Entry


def compare_cards(a: Entry, b: Entry) -> list[tuple[str, str, str]]:
    """What differs between two bundles, by their cards: rows of a fact and its two values.

    Figures that stand beside each other were measured on the same data only where the data
    named with them are the same; a judgement needs `forensics compare` on one set of clips.

    Raises:
        BundleError: a card is damaged.
    """
    facts = [facts_of(entry) for entry in (a, b)]
    keys = dict.fromkeys([*facts[0], *facts[1]])
    return [(key, facts[0].get(key, ""), facts[1].get(key, "")) for key in keys]


def facts_of(entry: Entry) -> dict[str, str]:
    """Facts and figures by name, as words; raises BundleError where the card is damaged."""
    card = read_card(entry.path)
    faces = sum(int(row.get("faces", 0)) for row in card.get("crops") or [])
    found = {
        "detector": entry.title,
        "origin": entry.origin,
        "made": str(card.get("made", "")),
        "added": entry.added,
        "SHA-256": entry.digest,
        "size": f"{entry.size / 1e6:.1f} MB",
        "method": str(card.get("method", "")),
        "faces in the data": str(faces or ""),
        "data": ", ".join(str(name) for name in card.get("fitted_on") or []),
    }
    for name, levels in ((card.get("measured") or {}).get("sets") or {}).items():
        clip = levels.get("clip") or {}
        for key, words in (("auc", "AUC"), ("eer", "EER"), ("cllr", "Cllr")):
            if key in clip:
                found[f"{words}, clips of {name}"] = f"{clip[key]:.3f}"
    return found
