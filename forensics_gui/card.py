"""The model card as a page to read."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from engine.errors import BundleError


def card_html(bundle: Path) -> str:
    """HTML of a bundle's card; plain files only, no network is loaded.

    Raises:
        BundleError: the card cannot be read.
    """
    try:
        card = json.loads((bundle / "card.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(
            f"The model card of '{bundle}' cannot be read.", "Install the program again.",
            repr(error),
        ) from error  # fmt: skip
    parts = [f"<h2>{escape(str(card.get('name', 'Detector')))}</h2>"]
    for key in ("use", "method", "splits"):
        if card.get(key):
            parts.append(f"<p>{escape(str(card[key]))}</p>")
    measured = card.get("measured", {})
    rows = [
        _row(name, level, figures)
        for name, levels in measured.get("sets", {}).items()
        for level, figures in levels.items()
    ]
    if rows:
        parts.append("<h3>Measured on held-out people and clips</h3>")
        parts.append(
            "<table cellpadding=4><tr><th align=left>Set</th><th>Level</th><th>Pristine</th>"
            "<th>Forged</th><th>AUC</th><th>EER</th><th>Cllr</th></tr>" + "".join(rows) + "</table>"
        )
    limits = "".join(f"<li>{escape(str(limit))}</li>" for limit in card.get("limits", []))
    if limits:
        parts.append(f"<h3>Limits</h3><ul>{limits}</ul>")
    return "".join(parts)


def _row(name: str, level: str, figures: dict[str, Any]) -> str:
    cells = [escape(name), level]
    cells += [str(figures.get(key, "")) for key in ("pristine", "forged", "auc", "eer", "cllr")]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
