"""Coverage of a detector: kinds it detects or misses, and the picture quality it needs."""

from __future__ import annotations

from engine.detector.calibration import Calibration, KindCalibration, uninformative_from
from engine.detector.kinds import known_kinds
from engine.wording import ENGLISH, Wording, mark

_LIMITS = (
    (mark("faces are smaller than {value} px"), 0),
    (mark("sharpness is under {value}"), 2),
    (mark("blockiness is over {value}"), 2),
)


def coverage(calibration: Calibration, wording: Wording = ENGLISH) -> list[str]:
    """Sentences on coverage for the model card, the verdict panel and the report."""
    if not calibration.fitted:
        words = mark(
            "This detector is not calibrated: its scores rank faces, and nobody knows how strong "
            "the evidence is. Calibrate it on clips whose labels you know."
        )
        return [wording.say(words)]
    if calibration.keys == (known_kinds().generic.key,):
        words = mark(
            "This detector was trained on pristine and forged faces without kinds. Which kinds "
            "it sees was not measured."
        )
        return [wording.say(words)]
    seen = [part for part in calibration.kinds if part.slope > 0]
    keys = {part.kind for part in seen}
    said = [_sees(part, wording) for part in seen]
    unseen = [wording.say(k.phrase) for k in known_kinds().kinds if k.key not in keys]
    if unseen:
        words = mark("This detector does not see {kinds}. Its verdict says nothing about that.")
        said.append(wording.say(words).format(kinds=", ".join(unseen)))
    said += [limits for part in seen if (limits := _limits(part, wording))]
    return said


def _sees(part: KindCalibration, wording: Wording) -> str:
    words = mark(
        "This detector sees {kind}. Of such forgeries by generators unseen in training, {share} "
        "% look authentic to it."
    )
    return wording.say(words).format(
        kind=_phrase(part, wording), share=wording.number(100 * part.unseen, 0)
    )


def _limits(part: KindCalibration, wording: Wording) -> str:
    found = [
        wording.say(words).format(value=wording.number(value, digits))
        for value, (words, digits) in zip(uninformative_from(part), _LIMITS, strict=True)
        if value is not None
    ]
    if not found:
        return ""
    words = mark("Its scores say nothing about {kind} where {limits}.")
    return wording.say(words).format(
        kind=_phrase(part, wording), limits=wording.say(mark(" or ")).join(found)
    )


def _phrase(part: KindCalibration, wording: Wording) -> str:
    return wording.say(known_kinds().of(part.kind).phrase)
