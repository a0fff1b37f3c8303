"""Error rates of groups of faces: skin tone, size of the face, compression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.training.evaluation.sets import BANDS
from engine.training.evaluation.share import Share, share_of
from engine.training.skin_tone import GROUPS, tone_groups

if TYPE_CHECKING:
    from engine.training.evaluation.evaluate import Scored

#: A group whose false-alarm rate is more than so many times that of all is warned of.
LIMIT = 2.0
#: Pristine clips without which a group's rate says little.
LEAST = 30
#: Pristine people without which a group is not warned of: one person alone is no group.
PEOPLE = 10
NO, SHOWN, TOO_FEW = "no", "shown", "too few to tell"


def fairness(scored: Scored, threshold: float) -> dict[str, Any]:
    """False alarms and misses at the stored threshold, by clip, of each group of faces.

    Args:
        scored: samples, not clips; a clip lies in the group of its medians.
        threshold: from which score on a clip is called forged.

    Returns:
        JSON-ready: "limit"; "false_alarm_rate" of all pristine clips (None without any);
        "groups", each with "axis", "group", counts "pristine" and "forged", and where there are
        any "false_alarm_rate" and "miss_rate" with "_low" and "_high", how many pristine
        "people", and "over_limit", whether its false-alarm rate is above `LIMIT` times that of
        all: "no", "shown" (the whole interval is above), or "too few to tell"; and "warnings",
        one sentence for each group of at least `PEOPLE` pristine people that exceeds the limit.
    """
    clips = scored.clips()
    called, pristine = clips.scores >= threshold, clips.labels == 0
    overall = float(called[pristine].mean()) if pristine.any() else None
    groups: list[dict[str, Any]] = []
    warnings: list[str] = []
    for axis, members in _axes(clips):
        for name, inside in members:
            entry: dict[str, Any] = {
                "axis": axis, "group": name,
                "pristine": int((inside & pristine).sum()),
                "forged": int((inside & ~pristine).sum()),
            }  # fmt: skip
            alarms = _rate(called, inside & pristine, clips)
            misses = _rate(~called, inside & ~pristine, clips)
            if alarms is not None and overall is not None:
                entry |= _named("false_alarm_rate", alarms)
                people = len({clips.records[i].identity
                              for i in np.flatnonzero(inside & pristine)})  # fmt: skip
                entry["people"] = people
                entry["over_limit"] = (
                    _over(alarms, LIMIT * overall) if people >= PEOPLE else TOO_FEW
                )
                if people >= PEOPLE and alarms.value > LIMIT * overall:
                    warnings.append(_warning(axis, name, alarms, overall, entry["over_limit"]))
            if misses is not None:
                entry |= _named("miss_rate", misses)
            groups.append(entry)
    return {
        "limit": LIMIT,
        "false_alarm_rate": None if overall is None else round(overall, 4),
        "groups": groups,
        "warnings": warnings,
    }


def _axes(clips: Scored) -> list[tuple[str, list[tuple[str, np.ndarray]]]]:
    """Each axis with its groups that hold anything: name and bool (N,)."""
    tones = tone_groups(clips.tone)
    compressions = np.array([r.compression for r in clips.records])
    axes = [
        ("skin tone", [(name, tones == name) for _, name in GROUPS]),
        ("face size", [(words, (clips.face_size >= low) & (clips.face_size < high))
                       for low, high, words in BANDS]),
        ("compression", [(name, compressions == name)
                         for name in sorted(set(compressions.tolist()) - {""})]),
    ]  # fmt: skip
    return [(axis, [g for g in groups if g[1].any()]) for axis, groups in axes]


def _rate(called: np.ndarray, inside: np.ndarray, clips: Scored) -> Share | None:
    rows = np.flatnonzero(inside)
    return share_of(called[rows], [clips.records[i] for i in rows]) if len(rows) else None


def _named(name: str, share: Share) -> dict[str, float]:
    return {
        name: round(share.value, 4),
        f"{name}_low": round(share.low, 4),
        f"{name}_high": round(share.high, 4),
    }


def _over(alarms: Share, limit: float) -> str:
    if alarms.total < LEAST:
        return TOO_FEW
    if alarms.low > limit:
        return SHOWN
    return TOO_FEW if alarms.high > limit else NO


def _warning(axis: str, name: str, alarms: Share, overall: float, state: str) -> str:
    sure = (
        "The difference is beyond chance."
        if state == SHOWN
        else f"With {alarms.total} pristine clips this may be chance."
    )
    return (
        f"Pristine faces of the group '{name}' ({axis}) are called forged in "
        f"{alarms.value:.0%} of clips ({alarms.low:.0%} to {alarms.high:.0%}), more than twice as "
        f"often as pristine faces in general ({overall:.0%}). {sure}"
    )
