"""Error rates by group of faces: skin tone, face size, compression, and verbal scale.

Skin tone is the individual typology angle (ITA) of the picture. Light, white balance and
compression shift it by more than one group: it describes the picture, never the person, and serves
only to compare error rates.

Source: Chardon, Cretois & Hourseau 1991; group edges as in Del Bino & Bernerd 2013.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from engine.analysis.verbal_scale import verbal_scale
from engine.faces.align import Alignment
from engine.training.evaluation.bootstrap import Share, share_of
from engine.training.evaluation.scored import BANDS, Scored, sets_of

#: Lower edge in degrees and name of each skin-tone group, lightest first.
GROUPS = (
    (55.0, "very light"),
    (41.0, "light"),
    (28.0, "intermediate"),
    (10.0, "tan"),
    (-30.0, "brown"),
    (float("-inf"), "dark"),
)
#: Patches of skin: centre relative to the middle of the eye line in units of the eye distance,
#: x right and y down, and half side. Cheeks and lower forehead.
_PATCHES = ((-0.47, 0.60, 0.14), (0.47, 0.60, 0.14), (0.0, -0.40, 0.16))
#: L* of skin that is neither in deep shadow nor overexposed.
_LIGHTNESS = (8.0, 97.0)
#: Minimum share of well-lit pixels in the patches.
_LEAST_SHARE = 1 / 3


def typology_angle(crop: np.ndarray, alignment: Alignment) -> float:
    """ITA = atan2(L* - 50, b*) in degrees, the median over cheeks and forehead.

    Args:
        crop: uint8 (side, side, 3) sRGB, aligned; D65 white is assumed.
        alignment: the crop's geometry, which says where the landmarks lie.

    Returns:
        -90 (dark) to 90 (light); NaN where too little skin is well lit, or where it is not
        more yellow than grey is: in grey pictures, and under blue light.
    """
    eyes = alignment.template()[:2].astype(np.float64)
    middle, distance = eyes.mean(0), float(eyes[1, 0] - eyes[0, 0])
    parts = []
    for x, y, half in _PATCHES:
        centre, reach = middle + np.array([x, y]) * distance, half * distance
        (x0, y0), (x1, y1) = (np.clip(centre + s * reach, 0, alignment.side) for s in (-1, 1))
        parts.append(crop[round(y0) : round(y1) + 1, round(x0) : round(x1) + 1].reshape(-1, 3))
    pixels = np.concatenate(parts).astype(np.float32)[None] / 255
    lightness, _, yellow = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)[0].T
    lit = (lightness > _LIGHTNESS[0]) & (lightness < _LIGHTNESS[1])
    if lit.mean() < _LEAST_SHARE or np.median(yellow[lit]) <= 1:
        return float("nan")
    angles = np.degrees(np.arctan2(lightness[lit] - 50, yellow[lit]))
    return float(np.clip(np.median(angles), -90, 90))


def tone_groups(angles: np.ndarray) -> np.ndarray:
    """str (N,): the name of each angle's group, "" where it is NaN; degrees, (N,)."""
    names = np.full(len(angles), "", dtype="U16")
    for lower, name in reversed(GROUPS):
        names[np.asarray(angles) >= lower] = name
    return names


#: Warn of a group whose false-alarm rate exceeds the overall rate by this factor.
LIMIT = 2.0
#: Minimum number of pristine clips for a meaningful rate.
LEAST = 30
#: Minimum number of pristine people for a warning.
PEOPLE = 10
NO, SHOWN, TOO_FEW = "no", "shown", "too few to tell"


def fairness(scored: Scored, threshold: float) -> dict[str, Any]:
    """False alarms and misses by clip at the stored threshold, for each group of faces.

    Args:
        scored: samples, not clips; a clip belongs to the group of its medians.
        threshold: score from which a clip is called forged.

    Returns:
        JSON-ready: "limit"; "false_alarm_rate" of all pristine clips (None without any);
        "groups", each with "axis", "group", counts "pristine" and "forged", and where there are
        any "false_alarm_rate" and "miss_rate" with "_low" and "_high", the number of pristine
        "people", and "over_limit", whether its false-alarm rate exceeds `LIMIT` times the overall
        rate: "no", "shown" (the whole interval does), or "too few to tell"; and "warnings", one
        sentence for each group of at least `PEOPLE` pristine people that exceeds the limit.
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
    """Axes with their non-empty groups: name and bool (N,)."""
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


def pristine_rates(scored: Scored) -> dict[str, Any]:
    """Share of pristine clips with support for "forged", at each step of the verbal scale.

    Sets without forgeries are included.

    Args:
        scored: samples, not clips.

    Returns:
        JSON-ready, by name of the set ("all" or a data set): "clips", "people", and "steps", one
        for each edge of the scale: "llr", "words", and the keys of `Share.to_json`.
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
