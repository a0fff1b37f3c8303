"""Wording of verdicts, shared by the window, the report and the command line.

Text is in English unless a function gets another wording.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysis.local_calibration import FalseAlarms, LocalCalibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Outcome, Reason, Verdict
from engine.analysis.weighing import Weighing
from engine.detector.calibration import ASSUMED_UNSEEN
from engine.detector.kinds import known_kinds
from engine.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    from engine.analysis.fusion import FusedRatio

_FOR, _AGAINST, _NEITHER = (
    mark("points to {kinds}"),
    mark("points against {kinds}"),
    mark("says nothing about {kinds}"),
)
_UNSEEN = mark("not seen by this detector")


@dataclass(frozen=True)
class KindWords:
    """One row of a table of kinds.

    Attributes:
        key: in `engine.detector.kinds`.
        name: of the kind.
        llr: log10 likelihood ratio of this kind against "pristine"; None if the detector does
            not cover it.
        words: verbal form of the ratio.
    """

    key: str
    name: str
    llr: float | None
    words: str


def kind_rows(verdict: Verdict | None, wording: Wording = ENGLISH) -> tuple[KindWords, ...]:
    """Table rows for every kind of forgery, including those that the detector does not cover.

    Empty for detectors without kinds, and if the faces are unreliable.
    """
    if verdict is None or not _by_kind(verdict):
        return ()
    found = {one.kind: one.llr for one in verdict.kinds}
    return tuple(
        KindWords(kind.key, wording.say(kind.name), found.get(kind.key),
                  _strength(found.get(kind.key), wording))
        for kind in known_kinds().kinds
    )  # fmt: skip


def _by_kind(verdict: Verdict) -> bool:
    """Whether a verdict distinguishes kinds and is reliable."""
    named = any(one.kind != known_kinds().generic.key for one in verdict.kinds)
    return named and not set(verdict.reasons) - {Reason.UNDECIDED}


def _side(llr: float | None) -> str:
    edge = verbal_scale().undecided
    if llr is None or not abs(llr) >= edge:
        return _NEITHER
    return _FOR if llr > 0 else _AGAINST


def _strength(llr: float | None, wording: Wording) -> str:
    if llr is None:
        return wording.say(_UNSEEN)
    strength, side = wording.say(verbal_scale().strength(llr)), _side(llr)
    if side == _NEITHER:
        return strength
    words = (
        mark("{strength} for this kind") if side == _FOR else mark("{strength} against this kind")
    )
    return wording.say(words).format(strength=strength)


def kinds_sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Kinds that the evidence supports, contradicts or does not cover; may be empty."""
    rows = kind_rows(verdict, wording)
    if not rows:
        return ""
    sides: dict[str, list[str]] = {_FOR: [], _AGAINST: [], _NEITHER: []}
    for row in rows:
        sides[_side(row.llr)].append(_phrase(row.key, wording))
    parts = [
        wording.say(side).format(kinds=", ".join(kinds)) for side, kinds in sides.items() if kinds
    ]
    return wording.say(mark("By kind, the evidence {parts}.")).format(parts="; ".join(parts))


def leading_kind(verdict: Verdict, wording: Wording = ENGLISH) -> tuple[str, float] | None:
    """The only kind that the evidence supports, such as "a face swap", and its log10 ratio.

    None if there is no such kind, or more than one.
    """
    found = [row for row in kind_rows(verdict, wording) if _side(row.llr) == _FOR]
    if len(found) != 1 or found[0].llr is None:
        return None
    return _phrase(found[0].key, wording), found[0].llr


def blind_spot(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Sentence on the kinds that the evidence cannot rule out in this clip; may be empty."""
    open_kinds = [row for row in kind_rows(verdict, wording) if _side(row.llr) == _NEITHER]
    if not open_kinds:
        return ""
    kinds = ", ".join(_phrase(row.key, wording) for row in open_kinds)
    return wording.say(mark("This detector cannot rule out {kinds} here.")).format(kinds=kinds)


def _phrase(key: str, wording: Wording) -> str:
    return wording.say(known_kinds().of(key).phrase)


def stretch_sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Sentence on the strongest evidence of manipulation in a long take; may be empty."""
    strongest = max(verdict.stretches, key=lambda one: one.llr, default=None)
    if strongest is None or set(verdict.reasons) - {Reason.UNDECIDED}:
        return ""
    if strongest.llr < verbal_scale().undecided:
        return ""
    words = mark(
        "Of {count} stretches, the one from {start} to {end} is the most suspicious "
        "({strength}). The ratio accounts for the number of stretches."
    )
    return wording.say(words).format(
        count=len(verdict.stretches),
        start=clock(strongest.start),
        end=clock(strongest.end),
        strength=wording.say(verbal_scale().strength(strongest.llr)),
    )


def clock(seconds: float) -> str:
    """Format a time of a clip as mm:ss, with hours if there are any."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{f'{hours}:' if hours else ''}{minute:02d}:{second:02d}"


def exact_clock(seconds: float) -> str:
    """Format a time as `clock` does, with up to three digits of the second's fraction."""
    seconds = round(seconds, 3)
    fraction = f"{seconds % 1:.3f}".removeprefix("0").rstrip("0.")
    return clock(seconds) + fraction


#: Shown wherever a local calibration is used.
CALIBRATION_CAUTION = mark(
    "It holds for clips that came the same way as these, from the same device, channel or codec, "
    "and only as far as they are truly pristine. It says nothing about how many forgeries of that "
    "source are found."
)


def local_calibration_headline(local: LocalCalibration, wording: Wording = ENGLISH) -> str:
    """One line: the source, the number of clips, and the false-alarm rate with its interval."""
    words = mark("'{source}': {count} known-pristine clips, false-alarm rate {rate}, {made}")
    count = len(local.clips)
    rate = _alarm_share(local.before[0], count, wording)
    return wording.say(words).format(source=local.source, count=count, rate=rate, made=local.made)


def local_calibration_sentences(local: LocalCalibration, wording: Wording = ENGLISH) -> list[str]:
    """Sentences on the measurements and their effect."""
    say, count, threshold = wording.say, len(local.clips), local.before[0]
    judged = say(
        mark("{count} clips from '{source}' that are known to be pristine were judged on {made}.")
    ).format(count=count, source=local.source, made=local.made)
    if local.left_out:
        left = say(mark("{count} more could not be used.")).format(count=len(local.left_out))
        judged += f" {left}"
    alarms = mark(
        "At the detector's threshold {alarms} of them are called forged: a false-alarm rate of "
        "{rate}."
    )
    own = mark("By the detector's own calibration")
    fitted = mark("By the local calibration, each fitted without the clip itself,")
    moves = mark(
        "The local calibration moves log10 LR by {shift}, and lets no ratio exceed {bound}, which "
        "is what {count} clips can bear."
    )
    bound = 10 ** max(part.bound for part in local.calibration.kinds)
    return [
        judged,
        say(alarms).format(alarms=threshold.count, rate=_alarm_share(threshold, count, wording)),
        _support_text(say(own), local.before[1:], count, wording),
        _support_text(say(fitted), local.after, count, wording),
        say(moves).format(
            shift=_shift_text(local, wording), bound=wording.number(bound, 0), count=count
        ),
        say(CALIBRATION_CAUTION),
    ]


def _shift_text(local: LocalCalibration, wording: Wording) -> str:
    shifts = [f"{'+' if s >= 0 else ''}{wording.number(s, 2)}" for s in local.shifts]
    if len(shifts) == 1:
        return shifts[0]
    words = wording.say(mark("{shift} for {kind}"))
    kinds = (wording.say(known_kinds().of(key).phrase) for key in local.calibration.keys)
    named = zip(shifts, kinds, strict=True)
    return ", ".join(words.format(shift=shift, kind=kind) for shift, kind in named)


def _support_text(how: str, steps: list[FalseAlarms], count: int, wording: Wording) -> str:
    step_words = wording.say(mark("{count} at least {strength} ({rate})"))
    found = [
        step_words.format(
            count=step.count,
            strength=wording.say(step.words),
            rate=_alarm_share(step, count, wording),
        )
        for step in steps
        if step.count
    ]
    if found:
        words = mark("{how} {count} pristine clips get support for manipulation so: {steps}.")
        return wording.say(words).format(how=how, count=count, steps="; ".join(found))
    high = max((step.high for step in steps[:1]), default=1.0)
    words = mark("{how} none gets support for manipulation (at most {share}% would).")
    return wording.say(words).format(how=how, share=wording.number(100 * high, 0))


def _alarm_share(alarms: FalseAlarms, count: int, wording: Wording) -> str:
    shares = (alarms.count / count, alarms.low, alarms.high)
    share, low, high = (wording.number(100 * value, 0) for value in shares)
    return wording.say(mark("{share}% ({low}% to {high}%)")).format(share=share, low=low, high=high)


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
        "On its own, this is not enough to call the clip manipulated. Pristine clips get such "
        "ratios too, as often as the detector's error rates say."
    ),
    Outcome.PRISTINE: mark(
        "This is not enough to call the clip authentic. Manipulations that the detector cannot "
        "see get such ratios too."
    ),
    Outcome.INCONCLUSIVE: mark(
        "This is evidence neither for nor against manipulation. Absence of evidence is not "
        "evidence of absence."
    ),
}

REASONS = {
    Reason.NO_FACES: mark("No face was found in the clip."),
    Reason.ONE_PICTURE: mark("Only one picture shows the face. A verdict needs more than one."),
    Reason.TOO_FEW: mark("Too few frames show the face."),
    Reason.TOO_SMALL: mark("The face is too small in the picture."),
    Reason.TOO_BLURRED: mark("The face is too blurred."),
    Reason.TURNED_AWAY: mark("The face is turned away from the camera."),
    Reason.TOO_COMPRESSED: mark("The face is too strongly compressed."),
    Reason.QUALITY: mark(
        "At this picture quality the detector cannot tell manipulated faces from authentic ones."
    ),
    Reason.UNFAMILIAR: mark("The face is unlike all training faces of the detector."),
    Reason.UNDECIDED: mark("The evidence supports neither manipulation nor its absence."),
    Reason.ALL_EXCLUDED: mark("The analyst excluded every face."),
    Reason.UNCALIBRATED: mark(
        "The detector is not calibrated. Its scores rank faces, but how strong the evidence is "
        "cannot be said."
    ),
}

#: Headlines of inconclusive verdicts, by their first reason.
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
    Reason.UNCALIBRATED: mark("Cannot tell: the detector is not calibrated"),
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
    Reason.ALL_EXCLUDED: mark("Restore a face to get a verdict."),
    Reason.UNCALIBRATED: mark("Calibrate the detector on clips whose labels you know."),
}

#: Faults of unusable faces, as phrases that follow their number.
FAULTS = {
    Reason.TOO_SMALL: mark("too small"),
    Reason.TOO_BLURRED: mark("too blurred"),
    Reason.TURNED_AWAY: mark("turned away"),
    Reason.TOO_COMPRESSED: mark("too strongly compressed"),
}

#: Phrases for measured values, with number formats.
_MEASURES = {
    Reason.TOO_SMALL: (mark("{value} px, minimum {limit}"), 0),
    Reason.TOO_BLURRED: (mark("sharpness {value}, minimum {limit}"), 2),
    Reason.TURNED_AWAY: (mark("by {value}°, maximum {limit}°"), 0),
    Reason.TOO_COMPRESSED: (mark("blockiness {value}, maximum {limit}"), 2),
}

LIMITS = (
    mark("The verdict covers faces only, not sound, background or other editing."),
    mark("Support for the second proposition is limited by the share of manipulations that the "
         "detector cannot see and takes for pristine faces."),
    mark("The detector was measured on the data sets named in its model card. Manipulations made "
         "in other ways, strong compression, filters and re-recording can mislead it in both "
         "directions."),
    mark("Highlighted regions raised the score. They do not show what was altered."),
)  # fmt: skip


#: Origin of a detector, by `engine.detector.bundle.store.Entry.origin`.
ORIGINS = {
    "shipped": mark("shipped with the program"),
    "trained here": mark("trained on this machine by its user"),
    "imported": mark("imported from elsewhere"),
    "unknown": mark("not among the detectors on this machine; origin unknown"),
}


def strength(llr: float, wording: Wording = ENGLISH) -> str:
    """The verbal scale's words for a log10 likelihood ratio, regardless of its direction."""
    return wording.say(verbal_scale().strength(llr))


def propositions(wording: Wording = ENGLISH) -> tuple[str, str]:
    """The two propositions as sentences: manipulation, and its alternative."""
    said = verbal_scale().propositions
    return _as_sentence(wording.say(said.forged)), _as_sentence(wording.say(said.pristine))


def _as_sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def caution(wording: Wording = ENGLISH) -> str:
    """Caution on how not to read a likelihood ratio."""
    return wording.say(verbal_scale().caution)


def headline(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """A verdict in a few words, such as "Weak evidence of manipulation"."""
    llr = supported(verdict)
    if llr is None:
        return wording.say(HEADLINES[Outcome.INCONCLUSIVE])
    return wording.say(HEADLINES[verdict.outcome]).format(strength=_adjective(llr, wording))


def _adjective(llr: float, wording: Wording) -> str:
    """Strength at the start of a headline, such as "Weak"."""
    return wording.say(strength(llr).removesuffix(" support").capitalize())


def plain_headline(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """One-line verdict: the leading kind of forgery, or why the verdict is inconclusive.

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
    words = mark("{strength} evidence of {kind}")
    return wording.say(words).format(strength=_adjective(llr, wording), kind=leading[0])


def sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """The verdict in full sentences: manipulation, each kind of it, and long takes."""
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
    """The log10 likelihood ratio that the wording may rely on; None if inconclusive.

    A verdict below the scale's first step, or with a ratio whose sign contradicts its outcome, is
    inconclusive. Verdicts of earlier versions, which lack the share of forgeries that look
    pristine, are limited to weak support against manipulation.
    """
    llr = verdict.llr
    if verdict.outcome is Outcome.INCONCLUSIVE or llr is None:
        return None
    toward = llr if verdict.outcome is Outcome.FORGED else -llr
    if not toward >= verbal_scale().undecided:
        return None
    return llr if verdict.kinds else max(llr, math.log10(ASSUMED_UNSEEN))


def said(verdict: Verdict) -> Outcome:
    """The outcome that the wording of a verdict states, regardless of its number."""
    return verdict.outcome if supported(verdict) is not None else Outcome.INCONCLUSIVE


def not_meant(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Caution on what a verdict does not mean."""
    return wording.say(_NOT_MEANT[said(verdict)])


def _about(llr: float, wording: Wording) -> str:
    """Round a ratio down to two digits, so that it never appears to reach the next step.

    Ratios beyond the last step of the scale are not distinguished.
    """
    last = verbal_scale().edges[-1]
    if abs(llr) > last:
        return wording.say(mark("over {ratio}")).format(ratio=wording.number(10**last, 0))
    ratio = 10 ** abs(llr)
    unit = 10.0 ** (math.floor(math.log10(ratio)) - 1)
    rounded = round(math.floor(ratio / unit + 1e-6) * unit, 1)
    return wording.number(rounded, 0 if rounded.is_integer() else 1)


def fused(ratio: FusedRatio, wording: Wording = ENGLISH) -> str:
    """What several detectors say together, in one line."""
    if ratio.contradictory:
        return wording.say(mark("Cannot tell: the detectors contradict each other"))
    if abs(ratio.llr) < verbal_scale().undecided:
        return wording.say(mark("Cannot tell: together, the detectors point to neither side"))
    outcome = Outcome.FORGED if ratio.llr > 0 else Outcome.PRISTINE
    return wording.say(HEADLINES[outcome]).format(strength=_adjective(ratio.llr, wording))


def advice(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Advice for an inconclusive verdict; empty for other verdicts."""
    return " ".join(dict.fromkeys(wording.say(ADVICE[reason]) for reason in verdict.reasons))


def not_examined(
    stopped: str,
    settings: AnalysisSettings,
    turned: int = 0,
    early: str = "",
    wording: Wording = ENGLISH,
) -> str:
    """Note on limits of the frames behind a verdict; empty if all were examined.

    Args:
        turned: clockwise rotation in degrees at which faces were found.
        stopped: why the end of the clip could not be decoded, or "".
        settings: only `begin`, `end` and `quick` matter.
        early: see `engine.container.facts.truncation_note`.
    """
    parts = [early] if early else []
    if confined := confinement(settings, wording):
        parts.append(confined)
    if settings.quick:
        words = mark(
            "Only frames spread over the clip were examined. Faces between them are missed."
        )
        parts.append(wording.say(words))
    if turned:
        words = mark(
            "No upright face was found. These faces were found after rotating the pictures "
            "clockwise by {degrees}°."
        )
        parts.append(wording.say(words).format(degrees=turned))
    if stopped:
        unseen = wording.say(mark("Later frames were not examined."))
        parts.append(f"{stopped} {unseen}")
    return " ".join(parts)


def confinement(settings: AnalysisSettings, wording: Wording = ENGLISH) -> str:
    """Sentence on the part of a clip that was examined; "" for the whole clip."""
    if settings.whole:
        return ""
    words = mark("Only the clip from {begin} to {end} was examined.")
    if not settings.end:
        words = mark("Only the clip from {begin} on was examined.")
    return wording.say(words).format(**_ends(settings))


def examined_part(settings: AnalysisSettings, wording: Wording = ENGLISH) -> str:
    """Short list entry for the part of a clip that was examined."""
    words = mark("Only {begin} to {end}") if settings.end else mark("Only from {begin} on")
    return wording.say(words).format(**_ends(settings))


def _ends(settings: AnalysisSettings) -> dict[str, str]:
    return {"begin": exact_clock(settings.begin), "end": exact_clock(settings.end)}


def measured_fault(reason: Reason, value: float, limit: float, wording: Wording = ENGLISH) -> str:
    """Describe the fault of a face and its measured value.

    Args:
        reason, limit: as in `engine.analysis.verdict.Fault`.
        value: the measured value.
    """
    measure, digits = _MEASURES[reason]
    how_bad = wording.say(measure).format(
        value=wording.number(value, digits), limit=wording.number(limit, digits)
    )
    return f"{wording.say(FAULTS[reason])} ({how_bad})"


def weighed(found: Weighing, wording: Wording = ENGLISH) -> str:
    """One sentence on how the usable faces of a track divide."""
    if not found.usable:
        return wording.say(mark("None of the scored faces could be used."))
    words = mark(
        "Of {usable} usable faces, {forged} point to manipulation, {pristine} against it and "
        "{undecided} to neither."
    )
    return wording.say(words).format(
        forged=found.forged,
        usable=found.usable,
        pristine=found.pristine,
        undecided=found.undecided,
    )


def basis(found: Weighing, wording: Wording = ENGLISH) -> str:
    """How much of a track was scored, and how much of that was set aside."""
    words = mark("{scored} of the {seen} frames with this face were scored, spread over the track.")
    scored = wording.say(words).format(scored=found.scored, seen=found.seen)
    if not found.set_aside:
        return scored
    parts = (f"{count} {wording.say(FAULTS[reason])}" for reason, count in found.set_aside)
    left_out = wording.say(mark("Not used: {faults}.")).format(faults=", ".join(parts))
    return f"{scored} {left_out}"
