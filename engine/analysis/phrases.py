"""The words of a verdict: one place, used by the window, the report and the command line."""

from __future__ import annotations

from engine.analysis.verdict import Outcome, Reason, Verdict

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
    Reason.UNDECIDED: "The evidence supports neither manipulation nor its absence.",
}

ADVICE = {
    Reason.NO_FACES: "Look through the clip; try a smaller --smallest-face if faces are tiny.",
    Reason.TOO_FEW: "Obtain a longer version of the clip.",
    Reason.TOO_SMALL: "Obtain a version with higher resolution.",
    Reason.TOO_BLURRED: "Obtain a less compressed version, closer to the camera original.",
    Reason.UNDECIDED: "Do not decide by this tool; look for other evidence.",
}

#: Upper end of log10 LR (either direction) and its words, after ENFSI's guideline for
#: evaluative reporting (2015), table 1.
SCALE = (
    (0.301, "no support"),
    (1.0, "weak support"),
    (2.0, "moderate support"),
    (3.0, "moderately strong support"),
    (4.0, "strong support"),
    (float("inf"), "very strong support"),
)

LIMITS = (
    "The verdict concerns faces only; sound, background and editing of other kinds are not judged.",
    "A likelihood ratio is not the probability that the clip is forged: that also depends on "
    "what else is known of the case.",
    "The detector was measured on the data sets named in its model card. Manipulations made in "
    "other ways, strong compression, filters and re-recording can mislead it in both directions.",
    "Highlighted regions show where the detector looked, not what was altered.",
)


def strength(llr: float) -> str:
    """The verbal scale's words for a log10 likelihood ratio, whatever its direction."""
    return next(words for upper, words in SCALE if abs(llr) < upper)


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
    side = (
        "that the face was manipulated"
        if verdict.outcome is Outcome.FORGED
        else "that the face was not manipulated"
    )
    ratio = 10 ** abs(verdict.llr)
    return (
        f"The evidence gives {strength(verdict.llr)} to the proposition {side}: it is about "
        f"{ratio:.2g} times more probable if this is so than if it is not."
    )


def advice(verdict: Verdict) -> str:
    """What to do about an inconclusive verdict; empty for others."""
    return " ".join(ADVICE[reason] for reason in verdict.reasons)


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
