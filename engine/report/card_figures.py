"""The parts of a model card that a report states; any of them may be missing."""

from __future__ import annotations

from typing import Any

from engine.wording import Wording

_FIGURES = ("auc", "eer", "cllr", "recall", "specificity")


def card_figures(card: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """Use, method, error rates, failures and limits of a detector, JSON-ready.

    "rates" are pristine clips that reach each step of the verbal scale toward manipulation;
    "rows" are figures of held-out sets, with 95 % intervals where they were measured.
    """
    measured = card.get("measured") or {}
    warnings = (measured.get("fairness") or {}).get("warnings") or []
    return {
        "use": str(card.get("use", "")),
        "method": str(card.get("method", "")),
        "made": str(card.get("made", "")),
        "rates": _rates(measured.get("rates") or {}, wording),
        "rows": [
            {"set": name, "level": level, **_row(figures)}
            for name, levels in (measured.get("sets") or {}).items()
            for level, figures in levels.items()
            if "auc" in figures
        ],
        "failures": [str(said) for said in card.get("failures") or []],
        "limits": [str(limit) for limit in [*card.get("limits", []), *warnings]],
    }


def _rates(rates: dict[str, Any], wording: Wording) -> list[dict[str, Any]]:
    return [
        {
            "set": name,
            "clips": found["clips"],
            "words": wording.say(step["words"]),
            **{key: step[key] for key in ("llr", "count", "share", "low", "high")},
        }
        for name, found in rates.items()
        for step in found["steps"]
    ]


def _row(figures: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: figures[key] for key in ("pristine", "forged")}
    for name in _FIGURES:
        for key in (name, f"{name}_low", f"{name}_high"):
            kept[key] = figures.get(key)
    return kept
