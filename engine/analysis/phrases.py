"""The words of a verdict: one place, used by the window, the report and the command line."""

from __future__ import annotations

import math

from engine.analysis.scale import verbal_scale
from engine.analysis.verdict import Outcome, Reason, Verdict
from engine.analysis.weighing import Weighing

HEADLINES = {
    Outcome.FORGED: "evidence of manipulation",
    Outcome.PRISTINE: "evidence against manipulation",
    Outcome.INCONCLUSIVE: "Inconclusive",
}

REASONS = {
    Reason.NO_FACES: "No face was found in the clip.",
    Reason.TOO_FEW: "Too few frames show the face.",
    Reason.TOO_SMALL: "The face is too small in the picture.",
    Reason.TOO_BLURRED: "The face is too blurred.",
    Reason.TURNED_AWAY: "The face is turned away from the camera.",
    Reason.TOO_COMPRESSED: "The face is too strongly compressed.",
    Reason.UNFAMILIAR: "The face is unlike all that the detector was trained on.",
    Reason.UNDECIDED: "The evidence supports neither manipulation nor its absence.",
    Reason.ALL_EXCLUDED: "The analyst excluded every face that was found.",
}

ADVICE = {
    Reason.NO_FACES: "Look through the clip; try a smaller --smallest-face if faces are tiny.",
    Reason.TOO_FEW: "Obtain a longer version of the clip.",
    Reason.TOO_SMALL: "Obtain a version with higher resolution.",
    Reason.TOO_BLURRED: "Obtain a less compressed version, closer to the camera original.",
    Reason.TURNED_AWAY: "Obtain a clip that shows the face from the front.",
    Reason.TOO_COMPRESSED: "Obtain a less compressed version, closer to the camera original.",
    Reason.UNFAMILIAR: "Use a detector that was trained on clips of this kind, or have the clip "
    "examined by other means.",
    Reason.UNDECIDED: "Do not decide by this tool; look for other evidence.",
    Reason.ALL_EXCLUDED: "Restore a face to have it judged.",
}

#: What was wrong with faces that could not be used, after their number.
FAULTS = {
    Reason.TOO_SMALL: "too small",
    Reason.TOO_BLURRED: "too blurred",
    Reason.TURNED_AWAY: "turned away",
    Reason.TOO_COMPRESSED: "too strongly compressed",
}

_MEASURES = {
    Reason.TOO_SMALL: "{value:.0f} px, at least {limit:.0f} are needed",
    Reason.TOO_BLURRED: "sharpness {value:.2f}, at least {limit:.2f} is needed",
    Reason.TURNED_AWAY: "by {value:.0f}°, at most {limit:.0f}° are allowed",
    Reason.TOO_COMPRESSED: "blockiness {value:.2f}, at most {limit:.2f} is allowed",
}

LIMITS = (
    "The verdict concerns faces only; sound, background and editing of other kinds are not judged.",
    "Support for the second proposition is never called more than weak: manipulations of a kind "
    "that the detector cannot see look like pristine faces to it.",
    "The detector was measured on the data sets named in its model card. Manipulations made in "
    "other ways, strong compression, filters and re-recording can mislead it in both directions.",
    "Highlighted regions show where the detector looked, not what was altered.",
)


def strength(llr: float) -> str:
    """The verbal scale's words for a log10 likelihood ratio, whatever its direction."""
    return verbal_scale().strength(llr)


def propositions() -> tuple[str, str]:
    """What the evidence is weighed between, as sentences: manipulation, and its alternative."""
    said = verbal_scale().propositions
    return _as_sentence(said.forged), _as_sentence(said.pristine)


def _as_sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def caution() -> str:
    """What a likelihood ratio is not."""
    return verbal_scale().caution


def headline(verdict: Verdict) -> str:
    """A verdict in a few words, such as "Weak evidence of manipulation"."""
    words = HEADLINES[verdict.outcome]
    if verdict.outcome is Outcome.INCONCLUSIVE or verdict.llr is None:
        return words
    return f"{strength(verdict.llr).removesuffix(' support').capitalize()} {words}"


def sentence(verdict: Verdict) -> str:
    """The verdict in one or two full sentences."""
    if verdict.outcome is Outcome.INCONCLUSIVE or verdict.llr is None:
        return " ".join(REASONS[reason] for reason in verdict.reasons) or "Nothing could be judged."
    forged = verdict.outcome is Outcome.FORGED
    side = "was manipulated" if forged else "was not manipulated"
    times = _about(10 ** abs(verdict.llr))
    return (
        f"The evidence gives {strength(verdict.llr)} to the proposition that the face {side}: it "
        f"is about {times} times more probable if this is so than if it is not."
    )


def _about(ratio: float) -> str:
    """A ratio rounded down to two digits, so that none seems to reach the next step's words."""
    unit = 10.0 ** (math.floor(math.log10(ratio)) - 1)
    rounded = math.floor(ratio / unit + 1e-6) * unit
    return f"{rounded:,.0f}" if ratio >= 10 else f"{rounded:.2g}"


def advice(verdict: Verdict) -> str:
    """What to do about an inconclusive verdict; empty for others."""
    return " ".join(dict.fromkeys(ADVICE[reason] for reason in verdict.reasons))


def not_examined(stopped: str, quick: bool) -> str:
    """What a verdict does not rest on; empty where every frame was examined.

    Args:
        stopped: why the end of the clip could not be decoded, or "".
        quick: only frames spread over the clip were looked at.
    """
    parts = []
    if quick:
        parts.append("Only frames spread over the clip were looked at; faces between them are "
                     "missed.")  # fmt: skip
    if stopped:
        parts.append(f"{stopped} The frames after that were not examined.")
    return " ".join(parts)


def measured_fault(reason: Reason, value: float, limit: float) -> str:
    """What is wrong with a face, and how bad it is.

    Args:
        reason, limit: as in `engine.analysis.verdict.Fault`.
        value: that was measured.
    """
    return f"{FAULTS[reason]} ({_MEASURES[reason].format(value=value, limit=limit)})"


def weighed(found: Weighing) -> str:
    """How the usable faces of a track fall, in one sentence."""
    if not found.usable:
        return "None of the scored faces could be used."
    return (
        f"Taken by themselves, {found.forged} of {found.usable} usable faces speak for "
        f"manipulation, {found.pristine} against it and {found.undecided} for neither."
    )


def basis(found: Weighing) -> str:
    """How much of a track was scored, and what of it was set aside."""
    scored = (
        f"{found.scored} of the {found.seen} frames that show the face were scored, spread over "
        "its time."
    )
    if not found.set_aside:
        return scored
    left_out = ", ".join(f"{count} {FAULTS[reason]}" for reason, count in found.set_aside)
    return f"{scored} Set aside: {left_out}."


#: Where a detector came from, by `engine.detector.store.Entry.origin`.
ORIGINS = {
    "shipped": "comes with the program",
    "trained here": "trained on this machine by its user",
    "imported": "imported from elsewhere",
    "unknown": "not in this machine's store of detectors; where it came from is not known",
}
