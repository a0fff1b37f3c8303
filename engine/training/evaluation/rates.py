"""How often pristine clips are given support for "forged", at each step of the verbal scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.analysis.scale import verbal_scale
from engine.training.evaluation.sets import sets_of
from engine.training.evaluation.share import share_of

if TYPE_CHECKING:
    from engine.training.evaluation.evaluate import Scored


def pristine_rates(scored: Scored) -> dict[str, Any]:
    """Of the pristine clips of each data set, the share with each step's ratio or more.

    Sets without a single forgery are measured as the others are.

    Args:
        scored: samples, not clips.

    Returns:
        JSON-ready; by the set's name, "all" or a data set's: "clips", "people", and "steps",
        one of each edge of the scale: "llr", "words", and the keys of `Share.to_json`.
    """
    clips = scored.take((scored.labels == 0).nonzero()[0]).clips()
    origins = {r.origin for r in clips.records}
    names = ["all", *sorted(origins)] if len(origins) > 1 else sorted(origins)
    sets = sets_of(clips.records, clips.face_size) if len(clips) else {}
    scale = verbal_scale()
    result = {}
    for name in names:
        chosen = clips.take(sets[name])
        result[name] = {
            "clips": len(chosen),
            "people": len({r.identity for r in chosen.records}),
            "steps": [
                {"llr": round(step, 3), "words": scale.strength(step),
                 **share_of(chosen.llr >= step, chosen.records).to_json()}
                for step in scale.edges
            ],
        }  # fmt: skip
    return result
