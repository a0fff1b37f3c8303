"""The words of a verdict: one place, used by the window, the report and the command line.

English, unless a function is given another wording."""

from __future__ import annotations

import math

from engine.analysis.kind_words import (
    exact_clock,
    kinds_sentence,
    leading_kind,
    stretch_sentence,
)
from engine.analysis.scale import verbal_scale
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, Reason, Verdict
from engine.analysis.weighing import Weighing
from engine.detector.calibration import ASSUMED_UNSEEN
from engine.wording import ENGLISH, Wording, mark

HEADLINES = {
    Outcome.FORGED: mark("{strength} evidence of manipulation"),
    Outcome.PRISTINE: mark("{strength} evidence against manipulation"),
    Outcome.INCONCLUSIVE: mark("Inconclusive"),
}

_SENTENCES = {
    Outcome.FORGED: mark(
        "This evidence is about {times} times more likely if the face was manipulated than if it "
        "was not: {strength} for manipulation."
    ),
    Outcome.PRISTINE: mark(
        "This evidence is about {times} times more likely if the face was not manipulated than if "
        "it was: {strength} against manipulation."
    ),
}

_NOT_MEANT = {
    Outcome.FORGED: mark(
        "By itself this does not settle that the clip was manipulated: pristine clips get such "
        "ratios too, as often as the error rates of the detector say."
    ),
    Outcome.PRISTINE: mark(
        "This does not settle that the clip is authentic: manipulations of a kind that the "
        "detector cannot see get such ratios too."
    ),
    Outcome.INCONCLUSIVE: mark(
        "This speaks neither for nor against manipulation: that no evidence was found is not "
        "evidence that nothing was manipulated."
    ),
}

REASONS = {
    Reason.NO_FACES: mark("No face was found in the clip."),
    Reason.ONE_PICTURE: mark(
        "Only one picture shows the face, and one picture does not carry a verdict."
    ),
    Reason.TOO_FEW: mark("Too few frames show the face."),
    Reason.TOO_SMALL: mark("The face is too small in the picture."),
    Reason.TOO_BLURRED: mark("The face is too blurred."),
    Reason.TURNED_AWAY: mark("The face is turned away from the camera."),
    Reason.TOO_COMPRESSED: mark("The face is too strongly compressed."),
    Reason.QUALITY: mark(
        "At this picture quality the detector cannot tell manipulated faces from authentic ones."
    ),
    Reason.UNFAMILIAR: mark("The face is unlike all that the detector was trained on."),
    Reason.UNDECIDED: mark("The evidence supports neither manipulation nor its absence."),
    Reason.ALL_EXCLUDED: mark("The analyst excluded every face that was found."),
}

#: Headlines of verdicts that no evidence supports, by their first reason.
_NO_VERDICT = {
    Reason.NO_FACES: mark("No face found"),
    Reason.ONE_PICTURE: mark("Cannot tell: only one picture shows the face"),
    Reason.TOO_FEW: mark("Cannot tell: too few frames show the face"),
    Reason.TOO_SMALL: mark("Cannot tell: the face is too small"),
    Reason.TOO_BLURRED: mark("Cannot tell: the face is too blurred"),
    Reason.TURNED_AWAY: mark("Cannot tell: the face is turned away"),
    Reason.TOO_COMPRESSED: mark("Cannot tell: the face is too strongly compressed"),
    Reason.QUALITY: mark("Cannot tell: the picture quality is too low"),
    Reason.UNFAMILIAR: mark("Cannot tell: the face is unlike those of the training"),
    Reason.UNDECIDED: mark("Cannot tell: the evidence points neither way"),
    Reason.ALL_EXCLUDED: mark("Every face is excluded"),
}

ADVICE = {
    Reason.NO_FACES: mark(
        "Look through the clip for faces. Very small ones need a smaller minimum face size."
    ),
    Reason.ONE_PICTURE: mark(
        "Obtain the clip that the picture is from, or more pictures of the same recording."
    ),
    Reason.TOO_FEW: mark("Obtain a longer version of the clip."),
    Reason.TOO_SMALL: mark("Obtain a version with higher resolution."),
    Reason.TOO_BLURRED: mark("Obtain a less compressed version, closer to the camera original."),
    Reason.TURNED_AWAY: mark("Obtain a clip that shows the face from the front."),
    Reason.TOO_COMPRESSED: mark("Obtain a less compressed version, closer to the camera original."),
    Reason.QUALITY: mark("Obtain the clip as the camera recorded it."),
    Reason.UNFAMILIAR: mark(
        "Use a detector that was trained on clips of this kind, or have the clip examined by other "
        "means."
    ),
    Reason.UNDECIDED: mark("This tool cannot decide here. Look for other evidence."),
    Reason.ALL_EXCLUDED: mark("Restore a face to have it judged."),
}

#: What was wrong with faces that could not be used, after their number.
FAULTS = {
    Reason.TOO_SMALL: mark("too small"),
    Reason.TOO_BLURRED: mark("too blurred"),
    Reason.TURNED_AWAY: mark("turned away"),
    Reason.TOO_COMPRESSED: mark("too strongly compressed"),
}

#: With the digits of the numbers.
_MEASURES = {
    Reason.TOO_SMALL: (mark("{value} px, at least {limit} are needed"), 0),
    Reason.TOO_BLURRED: (mark("sharpness {value}, at least {limit} is needed"), 2),
    Reason.TURNED_AWAY: (mark("by {value}°, at most {limit}° are allowed"), 0),
    Reason.TOO_COMPRESSED: (mark("blockiness {value}, at most {limit} is allowed"), 2),
}

LIMITS = (
    mark("The verdict concerns faces only; sound, background and editing of other kinds are not "
         "judged."),
    mark("Support for the second proposition is limited by the share of manipulations that the "
         "detector cannot see: these look like pristine faces to it."),
    mark("The detector was measured on the data sets named in its model card. Manipulations made "
         "in other ways, strong compression, filters and re-recording can mislead it in both "
         "directions."),
    mark("Highlighted regions show where the detector looked, not what was altered."),
)  # fmt: skip


#: Where a detector came from, by `engine.detector.store.Entry.origin`.
ORIGINS = {
    "shipped": mark("comes with the program"),
    "trained here": mark("trained on this machine by its user"),
    "imported": mark("imported from elsewhere"),
    "unknown": mark("not in this machine's store of detectors; where it came from is not known"),
}


def strength(llr: float, wording: Wording = ENGLISH) -> str:
    """The verbal scale's words for a log10 likelihood ratio, whatever its direction."""
    return wording.say(verbal_scale().strength(llr))


def propositions(wording: Wording = ENGLISH) -> tuple[str, str]:
    """What the evidence is weighed between, as sentences: manipulation, and its alternative."""
    said = verbal_scale().propositions
    return _as_sentence(wording.say(said.forged)), _as_sentence(wording.say(said.pristine))


def _as_sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def caution(wording: Wording = ENGLISH) -> str:
    """What a likelihood ratio is not."""
    return wording.say(verbal_scale().caution)


def headline(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """A verdict in a few words, such as "Weak evidence of manipulation"."""
    llr = supported(verdict)
    if llr is None:
        return wording.say(HEADLINES[Outcome.INCONCLUSIVE])
    adjective = strength(llr).removesuffix(" support").capitalize()
    return wording.say(HEADLINES[verdict.outcome]).format(strength=wording.say(adjective))


def plain_headline(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """The verdict on one line: the kind of forgery where one stands out, or why there is none.

    Examples: "Moderate evidence of a face swap", "No face found".
    """
    llr, leading = supported(verdict), leading_kind(verdict, wording)
    if llr is None:
        reason = verdict.reasons[0] if verdict.reasons else Reason.UNDECIDED
        if reason is Reason.UNDECIDED and leading:
            words = mark("Cannot tell: only {strength} for {kind}")
            return wording.say(words).format(
                strength=strength(leading[1], wording), kind=leading[0]
            )
        return wording.say(_NO_VERDICT[reason])
    if verdict.outcome is not Outcome.FORGED or not leading:
        return headline(verdict, wording)
    adjective = wording.say(strength(llr).removesuffix(" support").capitalize())
    words = mark("{strength} evidence of {kind}")
    return wording.say(words).format(strength=adjective, kind=leading[0])


def sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """The verdict in full sentences: on manipulation, on each kind of it, on long takes."""
    parts = (
        _judged(verdict, wording),
        kinds_sentence(verdict, wording),
        stretch_sentence(verdict, wording),
    )
    return " ".join(part for part in parts if part)


def _judged(verdict: Verdict, wording: Wording) -> str:
    llr = supported(verdict)
    if llr is None:
        found = " ".join(wording.say(REASONS[reason]) for reason in verdict.reasons)
        return found or wording.say(mark("Nothing could be judged."))
    return wording.say(_SENTENCES[verdict.outcome]).format(
        strength=strength(llr, wording), times=_about(llr, wording)
    )


def supported(verdict: Verdict) -> float | None:
    """The log10 likelihood ratio that words may rest on; None for what is inconclusive.

    Whatever its figure, a verdict that is under the scale's first step or on the other side of it
    than its outcome says nothing. None by an earlier version, which did not know the share of
    forgeries that look pristine, says more than weak support against manipulation.
    """
    llr = verdict.llr
    if verdict.outcome is Outcome.INCONCLUSIVE or llr is None:
        return None
    toward = llr if verdict.outcome is Outcome.FORGED else -llr
    if not toward >= verbal_scale().undecided:
        return None
    return llr if verdict.kinds else max(llr, math.log10(ASSUMED_UNSEEN))


def said(verdict: Verdict) -> Outcome:
    """What the words of a verdict say, whatever its figure."""
    return verdict.outcome if supported(verdict) is not None else Outcome.INCONCLUSIVE


def not_meant(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """What a verdict must not be taken for."""
    return wording.say(_NOT_MEANT[said(verdict)])


def _about(llr: float, wording: Wording) -> str:
    """A ratio rounded down to two digits, so that none seems to reach the next step's words.

    Ratios beyond the last step of the scale are not told apart.
    """
    last = verbal_scale().edges[-1]
    if abs(llr) > last:
        return wording.say(mark("over {ratio}")).format(ratio=wording.number(10**last, 0))
    ratio = 10 ** abs(llr)
    unit = 10.0 ** (math.floor(math.log10(ratio)) - 1)
    rounded = round(math.floor(ratio / unit + 1e-6) * unit, 1)
    return wording.number(rounded, 0 if rounded.is_integer() else 1)


def advice(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """What to do about an inconclusive verdict; empty for others."""
    return " ".join(dict.fromkeys(wording.say(ADVICE[reason]) for reason in verdict.reasons))


def not_examined(
    stopped: str,
    settings: AnalysisSettings,
    turned: int = 0,
    early: str = "",
    wording: Wording = ENGLISH,
) -> str:
    """What is unusual about the frames a verdict rests on; empty where all were examined.

    Args:
        turned: degrees clockwise by which pictures were turned to find faces.
        stopped: why the end of the clip could not be decoded, or "".
        settings: `begin`, `end` and `quick` are heeded.
        early: see `engine.container.facts.truncation_note`.
    """
    parts = [early] if early else []
    if confined := confinement(settings, wording):
        parts.append(confined)
    if settings.quick:
        words = mark(
            "Only frames spread over the clip were looked at; faces between them are missed."
        )
        parts.append(wording.say(words))
    if turned:
        words = mark(
            "No upright face was found. These faces were found after turning the pictures "
            "clockwise by {degrees}°."
        )
        parts.append(wording.say(words).format(degrees=turned))
    if stopped:
        unseen = wording.say(mark("The frames after that were not examined."))
        parts.append(f"{stopped} {unseen}")
    return " ".join(parts)


def confinement(settings: AnalysisSettings, wording: Wording = ENGLISH) -> str:
    """The part of a clip that was examined, as a sentence; "" where it was the whole clip."""
    if settings.whole:
        return ""
    words = mark("Only the clip from {begin} to {end} was examined.")
    if not settings.end:
        words = mark("Only the clip from {begin} on was examined.")
    return wording.say(words).format(**_ends(settings))


def examined_part(settings: AnalysisSettings, wording: Wording = ENGLISH) -> str:
    """The part of a clip that was examined, in a few words for a list."""
    words = mark("Only {begin} to {end}") if settings.end else mark("Only from {begin} on")
    return wording.say(words).format(**_ends(settings))


def _ends(settings: AnalysisSettings) -> dict[str, str]:
    return {"begin": exact_clock(settings.begin), "end": exact_clock(settings.end)}


def measured_fault(reason: Reason, value: float, limit: float, wording: Wording = ENGLISH) -> str:
    """What is wrong with a face, and how bad it is.

    Args:
        reason, limit: as in `engine.analysis.verdict.Fault`.
        value: that was measured.
    """
    measure, digits = _MEASURES[reason]
    how_bad = wording.say(measure).format(
        value=wording.number(value, digits), limit=wording.number(limit, digits)
    )
    return f"{wording.say(FAULTS[reason])} ({how_bad})"


def weighed(found: Weighing, wording: Wording = ENGLISH) -> str:
    """How the usable faces of a track fall, in one sentence."""
    if not found.usable:
        return wording.say(mark("None of the scored faces could be used."))
    words = mark(
        "Taken by themselves, {forged} of {usable} usable faces speak for manipulation, {pristine} "
        "against it and {undecided} for neither."
    )
    return wording.say(words).format(
        forged=found.forged,
        usable=found.usable,
        pristine=found.pristine,
        undecided=found.undecided,
    )


def basis(found: Weighing, wording: Wording = ENGLISH) -> str:
    """How much of a track was scored, and what of it was set aside."""
    words = mark(
        "{scored} of the {seen} frames that show the face were scored, spread over its time."
    )
    scored = wording.say(words).format(scored=found.scored, seen=found.seen)
    if not found.set_aside:
        return scored
    parts = (f"{count} {wording.say(FAULTS[reason])}" for reason, count in found.set_aside)
    left_out = wording.say(mark("Set aside: {faults}.")).format(faults=", ".join(parts))
    return f"{scored} {left_out}"
