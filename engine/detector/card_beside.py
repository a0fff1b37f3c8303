"""Other models in a model card: what each measured on the very test that the bundle had."""

from __future__ import annotations

from typing import Any

from engine.errors import BundleError

#: Of a set's frames, what is compared.
_KEPT = ("auc", "auc_low", "auc_high", "eer", "cllr")


def beside(card: dict[str, Any], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The test figures of several cards in one table, the card's own first.

    Args:
        card, others: as `engine.training.train.model_card` makes them.

    Returns:
        For each its "name", "about" and "sets": figures of single frames by data set and method.

    Raises:
        BundleError: a card without figures, or measured on other faces.
    """
    rows = [_row(one) for one in (card, *others)]
    for row in rows[1:]:
        if row["counts"] != rows[0]["counts"]:
            raise BundleError(
                f"'{row['name']}' and '{rows[0]['name']}' were not measured on the same faces.",
                "Train both on the same data, and let 'forensics train' measure them.",
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
            f"The card of '{card.get('name')}' holds no figures of a test.",
            "Give bundles that 'forensics train' made.",
            repr(error),
        ) from error
    figures = {
        name: {key: frame[key] for key in _KEPT if key in frame} for name, frame in frames.items()
    }
    return {"name": card.get("name"), "about": about, "sets": figures, "counts": counts}
